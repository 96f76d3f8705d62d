// SPDX-License-Identifier: Apache-2.0
// Setting of mixed Chinese and Latin text in lines. Pure: widths come from a function.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::screens {

/// The next character of a UTF-8 text, which it is taken off; U+FFFD for a broken byte.
char32_t take_character(std::string_view& text) noexcept;

/// The width of one character.
using Advance = std::function<float(char32_t)>;

[[nodiscard]] float width_of(std::string_view text, const Advance& advance);

/// Breaks a text into lines no wider than `width`: between Chinese characters and at spaces; no
/// line begins with closing punctuation or ends with opening. A single word that is wider than a
/// line is broken anywhere: text is never cut off. A '\n' always breaks.
/// Source: the classes of UAX #14 that Chinese and English need (ID, AL, OP, CL, EX, NS).
[[nodiscard]] std::vector<std::string> wrap(std::string_view text,
                                            float width,
                                            const Advance& advance);

/// The same number of lines, but of about the same length: for titles, where one last character
/// alone on a line looks like a mistake.
[[nodiscard]] std::vector<std::string> wrap_even(std::string_view text,
                                                 float width,
                                                 const Advance& advance);

}  // namespace hall::screens
