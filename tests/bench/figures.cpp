// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

namespace hall::bench {

double Timings::quantile(double part) const {
    if (millis.empty()) {
        return 0;
    }
    std::vector<double> sorted = millis;
    std::ranges::sort(sorted);
    const double at = std::ceil(part * static_cast<double>(sorted.size())) - 1;
    return sorted[static_cast<std::size_t>(std::max(at, 0.0))];
}

bool print(std::string_view what, const Timings& series) {
    if (series.millis.empty()) {
        fmt::print("{:<44} FAILED\n", what);
    } else {
        const std::string rate =
            series.per_second() > 0 ? fmt::format("{:.0f}/s", series.per_second()) : std::string{};
        fmt::print("{:<44} {:>8}  p50 {:>7.2f} ms  p99 {:>7.2f} ms  n {:>5}  load {:.1f}\n", what,
                   rate, series.quantile(0.5), series.quantile(0.99), series.millis.size(),
                   drive::machine_load());
    }
    (void)std::fflush(stdout);
    return !series.millis.empty();
}

void print(std::string_view what, double value, std::string_view unit) {
    fmt::print("{:<44} {:>8.2f} {:<38}  load {:.1f}\n", what, value, unit, drive::machine_load());
    (void)std::fflush(stdout);
}

void print_aim(std::string_view what, double value, std::string_view aim, bool met) {
    fmt::print("  aim: {} {} -> {:.2f}: {}\n", what, aim, value, met ? "met" : "MISSED");
    (void)std::fflush(stdout);
}

}  // namespace hall::bench
