// SPDX-License-Identifier: Apache-2.0
// What a day was like, in numbers.
#pragma once

#include <string>
#include <vector>

#include "tests/replay/day.h"

namespace hall::replay {

/// How well people were told what to expect.
struct Promises {
    int told = 0;                ///< Called, and promised a range.
    int untold = 0;              ///< Called, with no range that could honestly be given.
    int inside = 0;              ///< Called within it.
    int shorter = 0;             ///< Called earlier.
    int longer = 0;              ///< Called later.
    double width_min = 0;        ///< Mean.
    double error_min = 0;        ///< Mean absolute error of the expected minutes.
    double naive_error_min = 0;  ///< Of people ahead x mean / open counters, on the same tickets.

    [[nodiscard]] double inside_part() const noexcept {
        return told > 0 ? double(inside) / told : 0;
    }
};
[[nodiscard]] Promises promises_of(const std::vector<Record>& records);

/// A table of the waits by queue, one line each.
[[nodiscard]] std::string waits_of(const std::vector<Record>& records);

/// One line for people.
[[nodiscard]] std::string text_of(const Promises& promises);

/// The value below which `part` of them lie; `values` need not be sorted. 0 when there is none.
[[nodiscard]] double quantile(std::vector<double> values, double part);

}  // namespace hall::replay
