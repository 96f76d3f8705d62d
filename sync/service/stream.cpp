// SPDX-License-Identifier: Apache-2.0
#include "sync/service/stream.h"

#include <algorithm>

namespace hall::service {

namespace {

// Half an hour of a large hall's busiest time, 8 MB at most.
constexpr std::size_t kRing = 8192;

std::string chunk_of(const Frame& frame) {
    return "id: " + sync::text_of(frame.cursor) + "\nevent: " + frame.kind +
           "\ndata: " + frame.data + "\n\n";
}

}  // namespace

void Stream::begin_at(sync::Cursor cursor) {
    ring_.clear();
    before_ring_ = cursor;
    last_ = cursor;
}

void Stream::follow(RequestId request, std::string_view owner, const sync::Cursor& after) {
    if (after.epoch != last_.epoch || after < before_ring_ || after > last_) {
        server_.reply(request, problem(410, "cursor_gone",
                                       "Too long ago: read /state and follow from its cursor."));
        return;
    }
    std::string first = "retry: 1000\n\n";
    for (const Kept& kept : ring_) {
        if (kept.cursor > after) {
            first += *kept.chunk;
        }
    }
    const auto stream =
        server_.open_stream(request, owner, body_of(std::move(first)),
                            [this](StreamId ended, StreamEnd /*why*/) { followers_.erase(ended); });
    if (stream) {
        followers_.insert(*stream);
    }
}

void Stream::publish(const Frame& frame) {
    const Body chunk = body_of(chunk_of(frame));
    ring_.push_back({frame.cursor, chunk});
    last_ = frame.cursor;
    if (ring_.size() > kRing) {
        before_ring_ = ring_.front().cursor;
        ring_.pop_front();
    }
    for (const StreamId stream : followers_) {
        server_.send(stream, chunk);
    }
}

void Stream::reached(const sync::Cursor& cursor) {
    last_ = std::max(last_, cursor);
}

void Stream::heartbeat(Moment now) {
    const Body chunk =
        body_of("event: hb\ndata: {\"now\":" + std::to_string(millis_of(now)) + "}\n\n");
    for (const StreamId stream : followers_) {
        server_.send(stream, chunk);
    }
}

}  // namespace hall::service
