// SPDX-License-Identifier: Apache-2.0
// Times of many calls, and the line of the table they make.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace hall::display::bench {

using Micros = std::chrono::microseconds;

struct Times {
    std::vector<Micros> first;  ///< From show() to the first byte at the receiver.
    std::vector<Micros> whole;  ///< To the whole page there.
};

inline double percentile_ms(std::vector<Micros> times, double part) {
    if (times.empty()) {
        return 0.0;
    }
    const auto at = static_cast<std::size_t>(part * static_cast<double>(times.size() - 1));
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(at), times.end());
    return static_cast<double>(times[at].count()) / 1000.0;
}

/// One line: p50 and p99 of both, and how many times the bare loop's p50 the whole page takes.
inline void print(const std::string& name, const Times& times, const Times& bare) {
    const double whole = percentile_ms(times.whole, 0.5);
    const double base = percentile_ms(bare.whole, 0.5);
    std::printf("%-34s %8.3f %8.3f %9.3f %9.3f %7.1fx\n", name.c_str(),
                percentile_ms(times.first, 0.5), percentile_ms(times.first, 0.99), whole,
                percentile_ms(times.whole, 0.99), base > 0 ? whole / base : 0.0);
}

}  // namespace hall::display::bench
