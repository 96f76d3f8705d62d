// SPDX-License-Identifier: Apache-2.0
// Breaking text into lines the way Chinese and English are set.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::printer {

/// UTF-8 to code points; a broken sequence becomes U+FFFD, so that it is seen and nothing after
/// it is lost. Pure.
[[nodiscard]] std::u32string code_points(std::string_view utf8);

/// And back. Pure.
[[nodiscard]] std::string utf8_of(std::u32string_view text);

/// How wide one character is set, in any unit: the same as the width of the line.
using Advance = std::function<int(char32_t)>;

/// Lines no wider than `width`, as long as a single character is not wider than that.
/// A line breaks at an ideographic space if it has one, otherwise at spaces and between Chinese
/// characters; it does not begin with ，。、）」 and their kind nor end with （「; a word too long
/// for a line is broken inside. Spaces at a break are dropped. '\n' always breaks. An empty text
/// has no lines. Pure.
[[nodiscard]] std::vector<std::u32string> wrap(std::u32string_view text,
                                               int width,
                                               const Advance& advance);

/// As wrap(), in as few lines but with these about equally long, and parted at the text's own
/// spaces where that needs no further line: for centred titles. Pure.
[[nodiscard]] std::vector<std::u32string> wrap_balanced(std::u32string_view text,
                                                        int width,
                                                        const Advance& advance);

}  // namespace hall::printer
