// SPDX-License-Identifier: Apache-2.0
// The last moment before a connection: is this an address that may be spoken to?
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <sys/socket.h>

namespace hall::sync {

/// Asked with the address as digits, after every name was looked up.
struct ConnectGuard {
    std::function<bool(std::string_view address)> may_connect;  ///< Null: to all of them.
    std::string refused;  ///< The last one that was not spoken to.

    /// A socket of that kind for `address`; -1 when it is refused, or the system has none.
    [[nodiscard]] int open_socket(int type, int protocol, const sockaddr& address, socklen_t size);
};

}  // namespace hall::sync
