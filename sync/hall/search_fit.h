// SPDX-License-Identifier: Apache-2.0
// How well a few letters fit a name: the arithmetic under the search. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hall {

/// Something that is typed by a beginning of itself: a syllable with its readings, or a word.
/// `readings` is never empty, nor is a reading.
struct TypedToken {
    std::vector<std::string> readings;
};

inline constexpr int kBestFit = 1000;
inline constexpr int kNoFit = -1;

/// Lays `typed` over the tokens in their order, each taking a beginning of itself; some may be
/// leapt over. kBestFit for all of them whole, less for what is cut short, leapt over, or does not
/// begin at the beginning; kNoFit when it cannot be laid. For texts of a few dozen letters.
[[nodiscard]] int fit_of(const std::vector<TypedToken>& tokens, std::string_view typed);

/// True when the tokens run together, from any of them on, or their initials, begin as `typed` does
/// but for one letter: put in, left out, changed, or swapped with its neighbour. False for less
/// than four letters.
[[nodiscard]] bool nearly_fits(const std::vector<TypedToken>& tokens, std::string_view typed);

}  // namespace hall
