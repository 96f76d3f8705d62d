// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/figures.h"

namespace hall::bench {

namespace {

// Source: DDP 3Waylabs; the first ten bytes carry a sequence, the rest is the picture.
constexpr std::size_t kHeader = 10;

}  // namespace

BoardEar::BoardEar() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof own;
    void* address = &own;
    if (::bind(socket_, static_cast<sockaddr*>(address), size) == 0 &&
        ::getsockname(socket_, static_cast<sockaddr*>(address), &size) == 0) {
        port_ = ntohs(own.sin_port);
    }
}

BoardEar::~BoardEar() {
    ::close(socket_);
}

std::optional<std::string> BoardEar::take(std::chrono::milliseconds limit) {
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    std::array<char, 65'536> bytes{};
    if (::poll(&wanted, 1, static_cast<int>(limit.count())) <= 0) {
        return std::nullopt;
    }
    const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    return size > 0 ? std::optional{std::string(bytes.data(), static_cast<std::size_t>(size))}
                    : std::nullopt;
}

bool BoardEar::first_picture(std::chrono::milliseconds limit) {
    return next_other({}, limit).has_value();
}

// Packets of one picture that differ from the keepalive's are a new picture; a picture of several
// packets is known by its first, offset 0.
std::string BoardEar::last_picture(std::chrono::milliseconds quiet) {
    std::string last;
    const auto until = Clock::now() + quiet;
    while (Clock::now() < until) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        if (auto packet = take(left + std::chrono::milliseconds{1});
            packet && packet->size() > kHeader && packet->substr(4, 4) == std::string(4, '\0')) {
            last = packet->substr(kHeader);
        }
    }
    return last;
}

std::optional<Clock::time_point> BoardEar::next_other(const std::string& before,
                                                      std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    while (Clock::now() < until) {
        const auto packet = take(std::chrono::milliseconds{100});
        const auto came = Clock::now();
        if (packet && packet->size() > kHeader && packet->substr(4, 4) == std::string(4, '\0') &&
            packet->substr(kHeader) != before) {
            return came;
        }
    }
    return std::nullopt;
}

}  // namespace hall::bench
