// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/characters.h"

#include <algorithm>

namespace hall::platform {

namespace {

struct Decoded {
    char32_t character = 0;
    std::size_t length = 0;  // 0: these bytes are not UTF-8.
};

// Source: RFC 3629, section 4: no overlong form, no surrogate, nothing beyond U+10FFFF.
Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first < 0xC2   ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size()) {
        return {};
    }
    char32_t value = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return {};
        }
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kLeast[length] || surrogate || value > 0x10FFFF) {
        return {};
    }
    return {value, length};
}

bool pictureless(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool zero_width = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                            (c >= 0x2060 && c <= 0x206F) || c == 0x00AD || c == 0xFEFF;
    return control || zero_width;
}

}  // namespace

void Characters::add(std::string_view utf8) {
    while (!utf8.empty()) {
        const Decoded next = decode(utf8);
        if (next.length != 0) {
            add(next.character);
        }
        utf8.remove_prefix(std::max<std::size_t>(next.length, 1));
    }
}

void Characters::add(char32_t character) {
    if (pictureless(character)) {
        return;
    }
    if (character < low_.size()) {
        low_.set(character);
    } else {
        high_.insert(character);
    }
}

void Characters::add(const Characters& others) {
    low_ |= others.low_;
    high_.insert(others.high_.begin(), others.high_.end());
}

bool Characters::has(char32_t character) const {
    return character < low_.size() ? low_.test(character) : high_.contains(character);
}

bool Characters::has_all(const Characters& others) const {
    return (others.low_ & ~low_).none() && std::ranges::includes(high_, others.high_);
}

std::vector<char32_t> Characters::list() const {
    std::vector<char32_t> all;
    all.reserve(size());
    for (std::size_t c = 0; c < low_.size(); ++c) {
        if (low_.test(c)) {
            all.push_back(static_cast<char32_t>(c));
        }
    }
    all.insert(all.end(), high_.begin(), high_.end());
    return all;
}

}  // namespace hall::platform
