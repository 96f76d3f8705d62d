// SPDX-License-Identifier: Apache-2.0
#include "printer/text_wrap.h"

#include <algorithm>
#include <cstdint>

namespace hall::printer {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

// CLREQ 6.1.1 (line adjustment, prohibition rules for line start and line end), plus their
// half-width forms, which the halls' own texts use.
constexpr std::u32string_view kNotFirst = U"，。、；：？！）」』》〉】〕〗｝］…—～·％”’,.;:?!)]}%";
constexpr std::u32string_view kNotLast = U"（「『《〈【〔〖｛［“‘([{";

constexpr char32_t kWideSpace = U'\u3000';

bool is_space(char32_t c) {
    return c == U' ' || c == kWideSpace;
}

// Characters that may stand apart from their neighbours: Han, kana, Hangul and full-width forms.
bool is_wide(char32_t c) {
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool may_break(char32_t before, char32_t after) {
    if (kNotFirst.find(after) != std::u32string_view::npos || is_space(after)) {
        return false;
    }
    if (kNotLast.find(before) != std::u32string_view::npos) {
        return false;
    }
    return is_space(before) || is_wide(before) || is_wide(after);
}

std::u32string_view without_spaces_at_end(std::u32string_view line) {
    while (!line.empty() && is_space(line.back())) {
        line.remove_suffix(1);
    }
    return line;
}

// "4 ahead · 10 min" parted at the dot needs none.
std::u32string_view without_dot_at_end(std::u32string_view line) {
    line = without_spaces_at_end(line);
    if (line.size() > 2 && line.back() == U'·' && is_space(line[line.size() - 2])) {
        line.remove_suffix(1);
    }
    return without_spaces_at_end(line);
}

// Whether a sentence ends before `at`, or the spaces there part two pieces of one script:
// "三樓 不動產" and "Social insurance", but not "在 30 分鐘".
bool parts_sense(std::u32string_view text, std::size_t at) {
    if (std::u32string_view(U"。！？；").find(text[at - 1]) != std::u32string_view::npos) {
        return true;
    }
    std::size_t before = at;
    while (before > 0 && is_space(text[before - 1])) {
        --before;
    }
    return before < at && (before == 0 || text[at - 1] == kWideSpace ||
                           is_wide(text[before - 1]) == is_wide(text[at]));
}

enum class Breaks : std::uint8_t { anywhere, spaces };

// How many characters of `text` make the first line. At least one, or it would never end; but 0
// where only spaces may be broken at and there is none.
std::size_t first_line(std::u32string_view text, int width, const Advance& advance, Breaks breaks) {
    int taken = 0;
    std::size_t last_break = 0;
    std::size_t last_gap = 0;  // After an ideographic space: whoever wrote it meant two parts.
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && may_break(text[i - 1], text[i]) &&
            (breaks == Breaks::anywhere || parts_sense(text, i))) {
            last_break = i;
            last_gap = text[i - 1] == kWideSpace ? i : last_gap;
        }
        taken += advance(text[i]);
        // A space that hangs over the edge is dropped at the break, so it takes no room.
        if (taken > width && !is_space(text[i])) {
            const std::size_t chosen = last_gap > 0 ? last_gap : last_break;
            return chosen > 0 ? chosen : breaks == Breaks::spaces ? 0 : std::max<std::size_t>(i, 1);
        }
    }
    return text.size();
}

// One or two Han characters alone on the last line look lost: the break goes back a little, best to
// the beginning of a bracket.
std::size_t without_widow(std::u32string_view text, std::size_t count) {
    constexpr std::size_t kFewest = 3;
    constexpr std::size_t kBackMost = 6;
    const std::size_t rest = text.size() - count;
    if (rest == 0 || rest >= kFewest || !is_wide(text[count]) || count <= kBackMost + 1) {
        return count;
    }
    std::size_t chosen = count;
    for (std::size_t at = count - 1; at + kBackMost > count; --at) {
        if (!may_break(text[at - 1], text[at])) {
            continue;
        }
        if (kNotLast.find(text[at]) != std::u32string_view::npos) {
            return at;
        }
        if (chosen == count && text.size() - at >= kFewest) {
            chosen = at;
        }
    }
    return chosen;
}

// False when a line cannot be broken.
bool wrap_paragraph(std::u32string_view text,
                    int width,
                    const Advance& advance,
                    Breaks breaks,
                    std::vector<std::u32string>& lines) {
    while (!text.empty()) {
        std::size_t count = first_line(text, width, advance, breaks);
        if (count == 0) {
            return false;
        }
        if (breaks == Breaks::anywhere) {
            count = without_widow(text, count);
        }
        const auto line = text.substr(0, count);
        lines.emplace_back(count < text.size() ? without_dot_at_end(line)
                                               : without_spaces_at_end(line));
        text.remove_prefix(count);
        while (!text.empty() && is_space(text.front())) {
            text.remove_prefix(1);
        }
    }
    return true;
}

std::vector<std::u32string> wrap_at(std::u32string_view text,
                                    int width,
                                    const Advance& advance,
                                    Breaks breaks) {
    std::vector<std::u32string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(U'\n'), text.size());
        if (!wrap_paragraph(text.substr(0, end), width, advance, breaks, lines)) {
            return {};
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// The narrowest measure that still needs no further line has its lines most alike. No line can be
// shorter than a quarter of the paper and look meant.
std::vector<std::u32string> balance(std::u32string_view text,
                                    int width,
                                    const Advance& advance,
                                    Breaks breaks) {
    auto best = wrap_at(text, width, advance, breaks);
    int low = width / 4;
    int high = width;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        auto lines = wrap_at(text, middle, advance, breaks);
        if (!lines.empty() && lines.size() <= best.size()) {
            best = std::move(lines);
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return best;
}

// Length of the sequence that `lead` begins; 0 when it cannot begin one.
std::size_t sequence_length(std::uint8_t lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
    constexpr std::uint32_t kLeadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    std::u32string found;
    found.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<std::uint8_t>(utf8[i]);
        const std::size_t length = sequence_length(lead);
        std::uint32_t value = lead & kLeadBits[length];
        std::size_t taken = 1;
        while (taken < length && i + taken < utf8.size() &&
               (static_cast<std::uint8_t>(utf8[i + taken]) & 0xC0U) == 0x80U) {
            value = value << 6U | (static_cast<std::uint8_t>(utf8[i + taken]) & 0x3FU);
            ++taken;
        }
        const bool whole = length > 0 && taken == length && value >= kSmallest[length] &&
                           value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        found.push_back(whole ? static_cast<char32_t>(value) : kReplacement);
        i += taken;
    }
    return found;
}

std::string utf8_of(std::u32string_view text) {
    std::string utf8;
    for (const char32_t c : text) {
        const auto value = static_cast<std::uint32_t>(c);
        const auto put = [&](std::uint32_t byte) { utf8 += static_cast<char>(byte); };
        const auto follow = [&](std::uint32_t shift) { put(0x80U | (value >> shift & 0x3FU)); };
        if (value < 0x80) {
            put(value);
        } else if (value < 0x800) {
            put(0xC0U | value >> 6U);
            follow(0);
        } else if (value < 0x10000) {
            put(0xE0U | value >> 12U);
            follow(6);
            follow(0);
        } else {
            put(0xF0U | value >> 18U);
            follow(12);
            follow(6);
            follow(0);
        }
    }
    return utf8;
}

std::vector<std::u32string> wrap(std::u32string_view text, int width, const Advance& advance) {
    return wrap_at(text, width, advance, Breaks::anywhere);
}

std::vector<std::u32string> wrap_balanced(std::u32string_view text,
                                          int width,
                                          const Advance& advance) {
    auto greedy = wrap(text, width, advance);
    if (greedy.size() < 2) {
        return greedy;
    }
    // A title's own spaces are the places where it may be parted with sense.
    auto parted = balance(text, width, advance, Breaks::spaces);
    if (!parted.empty() && parted.size() <= greedy.size()) {
        return parted;
    }
    return balance(text, width, advance, Breaks::anywhere);
}

}  // namespace hall::printer
