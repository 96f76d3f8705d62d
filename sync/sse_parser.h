// SPDX-License-Identifier: Apache-2.0
// From the bytes of a text/event-stream to its events. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"

namespace hall::sync {

struct SseEvent {
    std::string type = "message";  ///< "message" when the stream named none.
    std::string data;              ///< Its lines joined by "\n".
    std::string id;                ///< The last id the stream has said, here or before.

    bool operator==(const SseEvent&) const = default;
};

/// Reads a stream in whatever pieces it arrives: lines ended by CR, LF or CRLF, a byte order mark
/// at the start, comments, an event cut off by the end of the stream is no event.
/// One parser for one connection; the next begins with last_id() of this one.
/// Source: WHATWG HTML, "Interpreting an event stream".
///
/// Not thread-safe: owned by the stream's reader.
class SseParser {
public:
    /// The service's own events are under 64 KB; a snapshot of a large hall is its largest.
    static constexpr std::size_t kEventMost = std::size_t{1024} * 1024;

    explicit SseParser(std::string last_id = {}, std::size_t event_most = kEventMost);

    /// The events that `bytes` completed.
    /// Errors: too_large (one event grew past the limit). The parser is of no use afterwards.
    [[nodiscard]] Result<std::vector<SseEvent>> feed(std::string_view bytes);

    /// What to send as Last-Event-ID when reconnecting: the id of the last complete event.
    [[nodiscard]] const std::string& last_id() const noexcept { return last_id_; }

    /// The reconnection time the stream asked for, if it did.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }

private:
    void end_line(std::vector<SseEvent>& done);
    void take_field(std::string_view name, std::string_view value);

    std::size_t event_most_;
    std::string line_;
    std::string data_;
    std::string type_;
    std::string id_;  ///< Said, but its event is not complete.
    std::string last_id_;
    std::optional<std::chrono::milliseconds> retry_;
    bool first_line_ = true;
    bool after_cr_ = false;
};

}  // namespace hall::sync
