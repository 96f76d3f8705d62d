// SPDX-License-Identifier: Apache-2.0
#include "tests/display/air/air_port.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::display::test {

AirPort::AirPort(AirDevice& device)
    : device_(device),
      socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(socket_, 16) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no port on the loopback");
    }
    port = ntohs(address.sin_port);
}

AirPort::~AirPort() {
    for (const Caller& caller : callers_) {
        ::close(caller.socket);
    }
    ::close(socket_);
}

void AirPort::serve(Instant now) {
    if (!device_.powered(now)) {
        was_off_ = true;  // Silent, not closed: nobody says goodbye when the plug is pulled.
        return;
    }
    if (std::exchange(was_off_, false)) {
        for (const Caller& caller : callers_) {
            ::close(caller.socket);
        }
        callers_.clear();
    }
    for (int made = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); made >= 0;
         made = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) {
        ++connections;
        if (!accepts) {
            ::close(made);
            continue;
        }
        device_.connected();
        callers_.push_back({made, {}});
    }
    most_connections = std::max(most_connections, static_cast<int>(callers_.size()));
    std::erase_if(callers_, [&](Caller& caller) {
        const bool gone = !accepts || !serve(caller, now);
        if (gone) {
            ::close(caller.socket);
        }
        return gone;
    });
}

bool AirPort::serve(Caller& caller, Instant now) {
    std::array<std::uint8_t, 16384> part{};
    while (true) {
        const ssize_t got = ::recv(caller.socket, part.data(), part.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            return false;
        }
        if (got < 0) {
            break;
        }
        ByteString answer = device_.hear({part.begin(), part.begin() + got}, now);
        if (!answer.empty()) {
            caller.answers.emplace_back(now + device_.knobs.delay, std::move(answer));
        }
    }
    for (const auto& [due, bytes] : caller.answers) {
        if (now >= due) {
            static_cast<void>(::send(caller.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
        }
    }
    std::erase_if(caller.answers, [&](const auto& answer) { return now >= answer.first; });
    return true;
}

}  // namespace hall::display::test
