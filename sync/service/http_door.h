// SPDX-License-Identifier: Apache-2.0
// Where clients come in: listening sockets, and how many may be inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sync/fault.h"
#include "sync/service/http_tls.h"
#include "sync/service/http_types.h"
#include "sync/service/loop.h"

namespace hall::service {

class HttpSocket;

/// What a listening socket speaks.
enum class Speech : std::uint8_t { plain, tls };

/// A client that has been let in.
struct Guest {
    std::shared_ptr<HttpSocket> socket;  ///< Closed with its last owner.
    std::string address;
    bool from_this_machine = false;
};

/// Accepts clients up to `connections` and `connections_per_address`; the ones too many are told
/// 503 or 429 and closed at once. Out of descriptors it waits a moment and goes on.
///
/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpDoor {
public:
    HttpDoor(Loop& loop, const HttpLimits& limits, std::function<void(Guest)> let_in);
    /// As shut().
    ~HttpDoor();
    HttpDoor(const HttpDoor&) = delete;
    HttpDoor& operator=(const HttpDoor&) = delete;

    /// As HttpServer::listen() and listen_tls().
    [[nodiscard]] sync::Result<std::uint16_t> listen(const std::string& address,
                                                     std::uint16_t port,
                                                     Speech speech);
    /// As HttpServer::show().
    [[nodiscard]] sync::Result<void> show(const TlsIdentity& identity);
    /// Counts a guest of this address out again.
    void left(const std::string& address);
    /// Lets nobody in any more.
    void shut();

    /// Adds its own part.
    void add_to(HttpFigures& figures) const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;  ///< Shared only with what still waits in the loop.
};

}  // namespace hall::service
