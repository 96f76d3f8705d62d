// SPDX-License-Identifier: Apache-2.0
// Where clients come in: listening sockets, and how many may be inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sync/fault.h"
#include "sync/service/http_types.h"
#include "sync/service/loop.h"

namespace hall::service {

/// A client that has been let in.
struct Guest {
    int socket = -1;  ///< An open TCP descriptor; whoever is given it closes it.
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

    /// As HttpServer::listen().
    [[nodiscard]] sync::Result<std::uint16_t> listen(const std::string& address,
                                                     std::uint16_t port);
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
