// SPDX-License-Identifier: Apache-2.0
// One time limit shared by the steps of one piece of work.
#pragma once

#include <algorithm>
#include <chrono>

namespace hall::printer {

/// Not thread-safe: a local of the function that has the limit.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(std::chrono::milliseconds limit) : end_(Clock::now() + limit) {}

    /// What is left, never below zero; rounded up, so that "0" means "passed".
    [[nodiscard]] std::chrono::milliseconds left() const {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
        return std::max(rest, std::chrono::milliseconds(0));
    }
    [[nodiscard]] std::chrono::milliseconds left_of(std::chrono::milliseconds most) const {
        return std::min(left(), most);
    }
    [[nodiscard]] bool passed() const { return left().count() == 0; }

private:
    Clock::time_point end_;
};

}  // namespace hall::printer
