// SPDX-License-Identifier: Apache-2.0
// The open event streams, each with what still waits for its client.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sync/service/http_door.h"
#include "sync/service/http_types.h"
#include "sync/service/loop.h"

namespace hall::service {

/// Why a stream is over.
enum class StreamEnd : std::uint8_t {
    client_left,  ///< It closed, its line broke, or it took nothing for `write_limit`.
    too_slow,     ///< More than `stream_chunks` were waiting for it; it comes back from its cursor.
};

/// Sends chunks to many clients; a slow one is cut off and holds up nobody.
///
/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpStreams {
public:
    /// Called once when a stream ended that was not ended here. Never from inside a call of ours.
    using Ended = std::function<void(StreamId, StreamEnd)>;

    /// `left` is told the address of every client that is no longer here.
    HttpStreams(Loop& loop, const HttpLimits& limits, std::function<void(const std::string&)> left);
    /// As shut().
    ~HttpStreams();
    HttpStreams(const HttpStreams&) = delete;
    HttpStreams& operator=(const HttpStreams&) = delete;

    /// Whether `owner` has as many as it may.
    [[nodiscard]] bool full(std::string_view owner) const;
    /// Takes over the guest's socket and sends the head of an event stream and `first` (or null).
    void open(
        StreamId id, const Guest& guest, std::string_view owner, const Body& first, Ended ended);
    /// As HttpServer::send().
    void send(StreamId id, const Body& chunk);
    /// As HttpServer::close_stream().
    void close(StreamId id);
    /// Closes all; nothing is called back any more.
    void shut();

    /// Adds its own part.
    void add_to(HttpFigures& figures) const;

private:
    struct Impl;
    class Stream;
    std::shared_ptr<Impl> impl_;  ///< Shared only with what still waits in the loop.
};

}  // namespace hall::service
