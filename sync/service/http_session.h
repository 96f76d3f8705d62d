// SPDX-License-Identifier: Apache-2.0
// One client's conversation. For http_connections.cpp, which keeps them; http_session.cpp is the
// only file with Beast in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "sync/service/http_connections.h"

namespace hall::service {

class HttpSession;

/// What the sessions of one server share.
struct HttpSessions {
    HttpSessions(Loop& its_loop, const HttpLimits& its_limits, HttpConnections::Ears its_ears);

    Loop& loop;
    const HttpLimits limits;
    std::size_t most_body = 0;  ///< On any path.
    HttpConnections::Ears ears;
    std::unordered_set<std::shared_ptr<HttpSession>> open;
    std::unordered_map<RequestId, std::shared_ptr<HttpSession>> waiting;
    std::size_t bodies_bytes = 0;  ///< Of all sessions together.
    std::uint64_t last_request = 0;
    std::uint64_t requests = 0;
    std::uint64_t refused = 0;
};

/// A session is in `open` from its first step to its last, and in `waiting` while its request has
/// no answer.
///
/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpSession {
public:
    /// Begins the conversation: the handshake if it is TLS, then the first request.
    static void begin(HttpSessions& all, const Guest& guest);

    virtual ~HttpSession() = default;
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    /// Answers the request that was taken out of `waiting`.
    virtual void answer(Response response) = 0;
    /// Lets go of the guest, whose socket stays open.
    [[nodiscard]] virtual Guest give_up() = 0;
    virtual void close() = 0;
    /// The request was HEAD.
    [[nodiscard]] virtual bool head_only() const = 0;

protected:
    HttpSession() = default;
};

}  // namespace hall::service
