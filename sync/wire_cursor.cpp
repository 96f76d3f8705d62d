// SPDX-License-Identifier: Apache-2.0
// Where in the service's log somebody is, "e3:1042", and which of its lives answers.
#include <charconv>

#include "sync/wire_json.h"

namespace hall::sync {

std::string text_of(const Cursor& cursor) {
    return "e" + std::to_string(cursor.epoch) + ":" + std::to_string(cursor.lsn);
}

std::optional<Cursor> cursor_from(std::string_view text) noexcept {
    const auto colon = text.find(':');
    if (text.size() < 4 || text.size() > 40 || text.front() != 'e' ||
        colon == std::string_view::npos) {
        return std::nullopt;
    }
    Cursor cursor;
    const char* end = text.data() + text.size();
    const char* middle = text.data() + colon;
    const auto epoch = std::from_chars(text.data() + 1, middle, cursor.epoch);
    const auto lsn = std::from_chars(middle + 1, end, cursor.lsn);
    if (epoch.ec != std::errc{} || epoch.ptr != middle || lsn.ec != std::errc{} || lsn.ptr != end ||
        cursor.epoch < 0 || cursor.lsn < 0) {
        return std::nullopt;
    }
    return cursor;
}

Result<std::int64_t> decode_hub_epoch(std::string_view text) {
    constexpr std::size_t kAnswerMax = std::size_t{64} * 1024;
    const auto json = parse_json(text, kAnswerMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "answer"};
    const std::int64_t epoch = fields.number("hub_epoch", 1);
    if (!fields.ok()) {
        return fields.error();
    }
    return epoch;
}

}  // namespace hall::sync
