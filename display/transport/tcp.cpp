// SPDX-License-Identifier: Apache-2.0
#include "display/transport/tcp.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::display {

namespace {

tl::unexpected<Error> cut_off(int error) {
    return fail(Fault::unreachable, std::system_category().message(error));
}

}  // namespace

Result<std::unique_ptr<TcpLine>> TcpLine::to(Endpoint controller) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) {
        return cut_off(errno);
    }
    std::unique_ptr<TcpLine> line(new TcpLine(made));
    // A call is one small packet; holding it back for a fuller one would show it later.
    const int on = 1;
    static_cast<void>(::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(controller.port);
    std::memcpy(&address.sin_addr, controller.address.data(), controller.address.size());
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
        line->connected_ = true;
    } else if (errno != EINPROGRESS) {
        return cut_off(errno);
    }
    return line;
}

TcpLine::~TcpLine() {
    ::close(socket_);
}

Result<bool> TcpLine::connected() {
    if (connected_) {
        return true;
    }
    pollfd made{socket_, POLLOUT, 0};
    if (::poll(&made, 1, 0) <= 0) {
        return false;
    }
    int error = 0;
    socklen_t size = sizeof(error);
    if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
        return cut_off(error != 0 ? error : errno);
    }
    connected_ = true;
    return true;
}

Result<std::size_t> TcpLine::write(std::span<const std::uint8_t> bytes) {
    if (const auto ready = connected(); !ready || !*ready) {
        return ready.map([](bool) { return std::size_t{0}; });
    }
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
        return static_cast<std::size_t>(sent);
    }
    if (errno == EAGAIN || errno == EINTR) {
        return std::size_t{0};
    }
    return cut_off(errno);
}

Result<std::size_t> TcpLine::read(std::span<std::uint8_t> room) {
    if (const auto ready = connected(); !ready || !*ready) {
        return ready.map([](bool) { return std::size_t{0}; });
    }
    const ssize_t got = ::recv(socket_, room.data(), room.size(), 0);
    if (got > 0) {
        return static_cast<std::size_t>(got);
    }
    if (got == 0) {
        return fail(Fault::unreachable, "the controller hung up");
    }
    if (errno == EAGAIN || errno == EINTR) {
        return std::size_t{0};
    }
    return cut_off(errno);
}

Milliseconds TcpLine::wait(Milliseconds most) {
    return wait_readable(socket_, most);
}

}  // namespace hall::display
