// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/number.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>

namespace hall {

namespace {

// From Z down, without I and O, which read as 1 and 0.
constexpr std::string_view kLaneLetters = "ZYXWVUTSRQPNMLKJHGFEDCBA";

struct Range {
    int first;
    int last;
};

constexpr int kDigitsMax = 5;

// Powers of ten by hand: std::pow answers in floating point.
constexpr std::array kPower{1, 10, 100, 1000, 10'000, 100'000};

constexpr Range range_of(Band band, int digits, bool is_first) noexcept {
    const int unit = kPower[static_cast<std::size_t>(digits - 1)];
    if (band == Band::walk_in) {
        // The first width starts at 1 and leaves 800 free, as the printed bands do.
        return is_first ? Range{digits == 3 ? 1 : unit, digits == 3 ? 799 : 9 * unit - 1}
                        : Range{unit, 9 * unit - 1};
    }
    return digits == 3 ? Range{801, 999} : Range{9 * unit, 10 * unit - 1};
}

bool is_letter(char c) noexcept {
    return c >= 'A' && c <= 'Z' && c != 'I' && c != 'O';
}

}  // namespace

std::optional<int> nth_number(Band band, int ordinal, int digits) noexcept {
    assert(digits >= 3 && digits <= kDigitsMax);
    if (ordinal < 1) {
        return std::nullopt;
    }
    for (int width = digits; width <= kDigitsMax; ++width) {
        const Range range = range_of(band, width, width == digits);
        const int room = range.last - range.first + 1;
        if (ordinal <= room) {
            return range.first + ordinal - 1;
        }
        ordinal -= room;
    }
    return std::nullopt;
}

std::optional<int> ordinal_of(Band band, int no, int digits) noexcept {
    int before = 0;
    for (int width = digits; width <= kDigitsMax; ++width) {
        const Range range = range_of(band, width, width == digits);
        if (no >= range.first && no <= range.last) {
            return before + no - range.first + 1;
        }
        before += range.last - range.first + 1;
    }
    return std::nullopt;
}

char letter_of(Lane lane) noexcept {
    assert(lane >= 0 && lane <= kLaneMax);
    return lane == kHubLane ? '\0' : kLaneLetters[static_cast<std::size_t>(lane - 1)];
}

std::string label_of(const Number& number) {
    std::string label = number.prefix;
    if (number.lane != kHubLane) {
        label += letter_of(number.lane);
    }
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), "%03d", number.no);
    return label + digits.data();
}

std::optional<Number> number_from(std::string_view label) {
    std::string upper;
    for (const char c : label.substr(0, 8)) {
        upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    std::size_t letters = 0;
    while (letters < upper.size() && is_letter(upper[letters])) {
        ++letters;
    }
    const std::size_t digits = upper.size() - letters;
    if (letters < 1 || letters > 2 || digits < 3 || digits > kDigitsMax || label.size() > 8) {
        return std::nullopt;
    }
    Number number{.prefix = upper.substr(0, 1)};
    if (letters == 2) {
        number.lane = static_cast<Lane>(kLaneLetters.find(upper[1])) + 1;
    }
    const char* end = upper.data() + upper.size();
    const auto parsed = std::from_chars(upper.data() + letters, end, number.no);
    if (parsed.ec != std::errc{} || parsed.ptr != end || number.no < 1 || number.lane > kLaneMax) {
        return std::nullopt;
    }
    // "A0007" is nobody's label: one number has one spelling.
    return label_of(number) == upper ? std::optional{number} : std::nullopt;
}

}  // namespace hall
