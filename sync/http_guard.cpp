// SPDX-License-Identifier: Apache-2.0
#include "sync/http_guard.h"

#include <array>

#include <netdb.h>
#include <netinet/in.h>

namespace hall::sync {

int ConnectGuard::open_socket(int type, int protocol, const sockaddr& address, socklen_t size) {
    if (may_connect) {
        std::array<char, NI_MAXHOST> digits{};
        const bool known = ::getnameinfo(&address, size, digits.data(), digits.size(), nullptr, 0,
                                         NI_NUMERICHOST) == 0;
        if (!known || !may_connect(digits.data())) {
            refused = known ? digits.data() : "an address of an unknown kind";
            return -1;
        }
    }
    return ::socket(address.sa_family, type | SOCK_CLOEXEC, protocol);
}

}  // namespace hall::sync
