// SPDX-License-Identifier: Apache-2.0
// Everybody who follows the hall: one ring of frames, many readers.
#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <string_view>

#include "sync/service/core.h"
#include "sync/service/http_server.h"

namespace hall::service {

/// Server-sent events with the cursor as event id. A follower that comes back with its cursor gets
/// what it missed, or 410 when that is no longer in the ring: then it takes a new snapshot.
///
/// Not thread-safe: owned by the service's loop.
class Stream {
public:
    explicit Stream(HttpServer& server) : server_(server) {}

    /// Where the ring begins after a start: nothing older can be asked for.
    void begin_at(sync::Cursor cursor);

    /// Answers the request with a stream from `after` on, or with 410 (`cursor_gone`).
    /// `owner` is the device or session, which may hold only a few streams.
    void follow(RequestId request, std::string_view owner, const sync::Cursor& after);

    void publish(const Frame& frame);

    /// Everything up to `cursor` has been published, also what nobody is told: /state may name it.
    void reached(const sync::Cursor& cursor);

    /// A real event, not a comment: a browser's EventSource does not show comments, and a half-open
    /// connection would look alive for ever.
    void heartbeat(Moment now);

    [[nodiscard]] std::size_t followers() const noexcept { return followers_.size(); }

private:
    struct Kept {
        sync::Cursor cursor;
        Body chunk;
    };

    HttpServer& server_;
    std::deque<Kept> ring_;
    sync::Cursor before_ring_;  ///< The last cursor that is no longer in the ring.
    sync::Cursor last_;
    std::set<StreamId> followers_;
};

}  // namespace hall::service
