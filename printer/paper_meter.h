// SPDX-License-Identifier: Apache-2.0
// How much of the roll is left: counted, for the near-end sensor is optional and says it late.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "printer/bitmap.h"
#include "printer/profile.h"
#include "printer/status.h"

namespace hall::printer {

/// In whole millimetres, rounded up: the picture and the way from the head to the cutter.
[[nodiscard]] int paper_length_mm(const Bitmap& paper, const Profile& profile) noexcept;

/// Millimetres since the roll was changed, and what that means in slips. A value; pure.
class PaperMeter {
public:
    /// A new roll of this length; what is printed from now on is taken from it.
    void change_roll(int length_mm) noexcept;
    /// A slip was begun: even one that nobody knows the end of has used its paper.
    void add(int length_mm);
    /// A printer that was out of paper and has some again has a new roll. True then; the caller
    /// writes it down and calls change_roll() with the length of the rolls it buys.
    [[nodiscard]] bool sees_new_roll(Paper now) noexcept;

    /// What change_roll() was last told.
    [[nodiscard]] std::optional<int> roll_mm() const noexcept { return roll_mm_; }

    /// The same as a line of text, for whoever keeps it, and back; nothing for what is none.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<PaperMeter> from(std::string_view text);

    [[nodiscard]] std::int64_t used_mm() const noexcept { return used_mm_; }
    /// Nothing before the first change_roll(): what was in it before nobody knows.
    [[nodiscard]] std::optional<std::int64_t> left_mm() const noexcept;
    /// "About N slips", as long as the last twenty were on average; 0 at the end.
    [[nodiscard]] std::optional<int> slips_left() const noexcept;

private:
    std::deque<int> last_;
    std::int64_t used_mm_ = 0;
    std::optional<int> roll_mm_;
    bool was_out_ = false;
};

}  // namespace hall::printer
