// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/han.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::size_t kReadingsMax = 8;
constexpr std::size_t kReadingMax = 8;
constexpr std::size_t kStrokesMax = 64;

std::size_t length_of(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t wanted = first < 0x80   ? 1
                               : first < 0xC2 ? 1
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                                              : 4;
    if (wanted > text.size()) {
        return 1;
    }
    const bool whole =
        std::all_of(text.begin() + 1, text.begin() + static_cast<long>(wanted),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
    return whole ? wanted : 1;
}

bool all_within(std::string_view text, char least, char most) {
    return std::ranges::all_of(text, [=](char c) { return c >= least && c <= most; });
}

// The next field of a line, which it is taken off.
std::string_view take_field(std::string_view& line, char until) {
    const std::size_t end = std::min(line.find(until), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

// Empty when the line is in order; else what to do about it.
std::string read_entry(std::string_view line, std::string& character, HanEntry& entry) {
    character = take_field(line, '\t');
    if (characters_in(character).size() != 1) {
        return "begin the line with one character and a tab";
    }
    std::string_view readings = take_field(line, '\t');
    while (!readings.empty()) {
        const std::string_view reading = take_field(readings, ',');
        if (reading.empty() || reading.size() > kReadingMax || !all_within(reading, 'a', 'z')) {
            return "a reading is 1 to 8 letters a to z without tones";
        }
        entry.readings.emplace_back(reading);
    }
    if (entry.readings.empty() || entry.readings.size() > kReadingsMax) {
        return "give 1 to 8 readings, separated by commas";
    }
    entry.strokes = line;
    if (entry.strokes.empty() || entry.strokes.size() > kStrokesMax ||
        !all_within(entry.strokes, '1', '5')) {
        return "give the strokes as 1 to 64 digits from 1 to 5";
    }
    return {};
}

}  // namespace

std::vector<std::string_view> characters_in(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        const std::size_t length = length_of(text);
        all.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return all;
}

ConfigResult<HanTable> HanTable::load(std::string_view text, const std::string& file) {
    if (text.size() > kBytesMax) {
        return tl::unexpected(ConfigError{file, "", "the table is larger than 1 MiB; shorten it"});
    }
    HanTable table;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = take_field(text, '\n');
        if (line.empty() || line.front() == '#') {
            continue;
        }
        std::string character;
        HanEntry entry;
        std::string remedy = read_entry(line, character, entry);
        if (remedy.empty() && !table.entries_.emplace(character, std::move(entry)).second) {
            remedy = "\"" + character + "\" stands there twice; keep one";
        }
        if (!remedy.empty()) {
            return tl::unexpected(ConfigError{file, "/" + std::to_string(number), remedy});
        }
    }
    return table;
}

const HanEntry* HanTable::find(std::string_view character) const noexcept {
    const auto found = entries_.find(character);
    return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace hall
