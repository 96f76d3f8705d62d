// SPDX-License-Identifier: Apache-2.0
// The service's HTTP/1.1 server: whole requests in, answers and event streams out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/fault.h"
#include "sync/service/http_streams.h"
#include "sync/service/http_tls.h"
#include "sync/service/http_types.h"
#include "sync/service/loop.h"

namespace hall::service {

/// Serves any number of listening sockets in the program's loop.
///
/// A connection's requests are handed over one at a time, the next when the last one is answered,
/// so answers keep their order and a client's pipelining waits in its own 16 KB. Whatever is
/// malformed, too large or too slow is answered with a problem (RFC 9457) and never reaches the
/// handler. Beast's gaps are closed in http_request.h.
///
/// Made of a door (who may come in), connections (who ask) and streams (who listen), each in its
/// own file. Plain and TLS differ in the socket alone (http_socket.h): the same session, limits and
/// time-outs, and a handshake has the time of a head.
///
/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpServer {
public:
    /// Called once for every request; answers with reply() or open_stream(), now or later.
    using Handler = std::function<void(Request)>;
    using Ended = HttpStreams::Ended;

    /// `loop` must outlive the server.
    HttpServer(Loop& loop, const HttpLimits& limits, Handler handler);
    /// As shut_down().
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Listens on a numeric address ("127.0.0.1", "::"); port 0 takes a free one. Returns the
    /// port. May be called for several addresses.
    /// Errors: bad_settings (not an address, or the port is another program's).
    [[nodiscard]] sync::Result<std::uint16_t> listen(const std::string& address,
                                                     std::uint16_t port);

    /// As listen(), over TLS 1.3. show() comes first.
    [[nodiscard]] sync::Result<std::uint16_t> listen_tls(const std::string& address,
                                                         std::uint16_t port);

    /// What clients that come from now on are shown; those that are here keep what they saw.
    /// Errors: bad_settings (as tls_context()); then nothing changes.
    [[nodiscard]] sync::Result<void> show(const TlsIdentity& identity);

    /// Answers a request. Nothing happens when its client has left or was told 503 because
    /// `answer_limit` had passed, so a late answer needs no care.
    void reply(RequestId request, Response response);

    /// Turns a request into an event stream and sends `first` (may be null) as its beginning.
    /// `owner` names the device or session: each may have `streams_per_owner`; the one too many is
    /// answered 429 here and nothing is returned, as it is when its client has left.
    [[nodiscard]] std::optional<StreamId> open_stream(RequestId request,
                                                      std::string_view owner,
                                                      const Body& first,
                                                      Ended ended);

    /// Sends one chunk (one or more whole events) to a stream. The chunk is shared, not copied.
    /// A stream that is gone is allowed. One that has `stream_chunks` waiting is cut off.
    void send(StreamId stream, const Body& chunk);

    /// Ends a stream without what still waits for it.
    void close_stream(StreamId stream);

    /// Stops listening and closes every connection and stream; nothing is called back any more.
    void shut_down();

    [[nodiscard]] HttpFigures figures() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hall::service
