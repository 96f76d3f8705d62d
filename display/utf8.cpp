// SPDX-License-Identifier: Apache-2.0
#include "display/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace hall::display {

namespace {

constexpr char32_t kUnreadable = 0xFFFD;

// How the first byte of a letter tells how many there are. Source: RFC 3629 section 3.
struct Form {
    std::uint8_t mask;
    std::uint8_t mark;
    std::size_t bytes;
    char32_t smallest;
};

constexpr std::array kForms{
    Form{0xE0, 0xC0, 2, 0x80},
    Form{0xF0, 0xE0, 3, 0x800},
    Form{0xF8, 0xF0, 4, 0x10000},
};

struct Step {
    char32_t letter;
    std::size_t bytes;
};

Step step_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(at);
    if (first < 0x80) {
        return {first, 1};
    }
    const auto* form =
        std::ranges::find_if(kForms, [&](const Form& f) { return (first & f.mask) == f.mark; });
    if (form == kForms.end() || at + form->bytes > text.size()) {
        return {kUnreadable, 1};
    }
    char32_t letter = first & static_cast<std::uint8_t>(~form->mask);
    for (std::size_t i = 1; i < form->bytes; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) {
            return {kUnreadable, 1};
        }
        letter = (letter << 6) | (byte(at + i) & 0x3FU);
    }
    const bool surrogate = letter >= 0xD800 && letter <= 0xDFFF;
    if (letter < form->smallest || letter > 0x10FFFF || surrogate) {
        return {kUnreadable, 1};
    }
    return {letter, form->bytes};
}

}  // namespace

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    letters.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Step step = step_at(text, at);
        letters.push_back(step.letter);
        at += step.bytes;
    }
    return letters;
}

std::string utf8_of(std::u32string_view letters) {
    std::string text;
    for (const char32_t letter : letters) {
        if (letter < 0x80) {
            text.push_back(static_cast<char>(letter));
            continue;
        }
        const int tails = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
        const char32_t mark = tails == 1 ? 0xC0 : tails == 2 ? 0xE0 : 0xF0;
        text.push_back(static_cast<char>(mark | (letter >> (6 * tails))));
        for (int tail = tails - 1; tail >= 0; --tail) {
            text.push_back(static_cast<char>(0x80 | ((letter >> (6 * tail)) & 0x3F)));
        }
    }
    return text;
}

}  // namespace hall::display
