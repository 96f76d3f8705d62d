// SPDX-License-Identifier: Apache-2.0
#include "sync/sse_parser.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hall::sync {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SseParser::SseParser(std::string last_id, std::size_t event_most)
    : event_most_(event_most),
      id_(last_id),
      last_id_(std::move(last_id)) {
}

Result<std::vector<SseEvent>> SseParser::feed(std::string_view bytes) {
    std::vector<SseEvent> done;
    while (!bytes.empty()) {
        if (std::exchange(after_cr_, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const auto end = bytes.find_first_of("\r\n");
        const auto piece = bytes.substr(0, end);
        if (line_.size() + data_.size() + piece.size() > event_most_) {
            return fail(Fault::too_large,
                        "an event of more than " + std::to_string(event_most_) + " bytes");
        }
        line_.append(piece);
        if (end == std::string_view::npos) {
            break;
        }
        after_cr_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        end_line(done);
    }
    return done;
}

void SseParser::end_line(std::vector<SseEvent>& done) {
    const std::string whole = std::exchange(line_, {});
    std::string_view line = whole;
    if (std::exchange(first_line_, false) && line.starts_with(kByteOrderMark)) {
        line.remove_prefix(kByteOrderMark.size());
    }
    if (line.empty()) {
        last_id_ = id_;
        std::string type = std::exchange(type_, {});
        std::string data = std::exchange(data_, {});
        if (!data.empty()) {
            data.pop_back();  // The line break after its last line.
            done.push_back({type.empty() ? "message" : std::move(type), std::move(data), id_});
        }
        return;
    }
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) {
        value.remove_prefix(1);
    }
    take_field(name, value);
}

// A comment has no name, so it is nobody's field and falls through like an unknown one.
void SseParser::take_field(std::string_view name, std::string_view value) {
    if (name == "data") {
        data_.append(value).push_back('\n');
    } else if (name == "event") {
        type_ = value;
    } else if (name == "id") {
        if (value.find('\0') == std::string_view::npos) {
            id_ = value;
        }
    } else if (name == "retry") {
        const bool digits = !value.empty() &&
                            std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        std::chrono::milliseconds::rep count = 0;
        if (digits &&
            std::from_chars(value.data(), value.data() + value.size(), count).ec == std::errc{}) {
            retry_ = std::chrono::milliseconds{count};
        }
    }
}

}  // namespace hall::sync
