// SPDX-License-Identifier: Apache-2.0
#include "display/transport/udp.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::display {

namespace {

// Room for two frames of 192 x 32 pixels in E1.31: a frame must never find the buffer half full of
// the one before.
constexpr int kSendBuffer = 256 * 1024;
constexpr std::size_t kDatagramMost = 1500;

sockaddr_in socket_address(Endpoint endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    std::memcpy(&address.sin_addr, endpoint.address.data(), endpoint.address.size());
    return address;
}

std::string reason(int error) {
    return std::system_category().message(error);
}

// Reports about an earlier datagram; this one has not been sent yet.
bool about_an_earlier_one(int error) {
    return error == ECONNREFUSED || error == EHOSTUNREACH;
}

int open_socket() {
    const int made = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made >= 0) {
        // A smaller buffer than asked for still works; it only drops sooner.
        static_cast<void>(
            ::setsockopt(made, SOL_SOCKET, SO_SNDBUF, &kSendBuffer, sizeof(kSendBuffer)));
    }
    return made;
}

bool bind_shared(int socket, std::uint16_t port) {
    const int on = 1;
    const sockaddr_in own = socket_address({{}, port});
    return ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
           ::bind(socket, reinterpret_cast<const sockaddr*>(&own), sizeof(own)) == 0;
}

}  // namespace

Result<std::array<std::uint8_t, 4>> address_of(const std::string& text) {
    std::array<std::uint8_t, 4> address{};
    if (::inet_pton(AF_INET, text.c_str(), address.data()) != 1) {
        return fail(Fault::bad_settings, text + ": needs an IPv4 address such as 10.77.0.12");
    }
    return address;
}

Result<std::unique_ptr<UdpSender>> UdpSender::to(Endpoint controller, std::uint16_t own_port) {
    const int made = open_socket();
    if (made < 0) {
        return fail(Fault::unreachable, reason(errno));
    }
    std::unique_ptr<UdpSender> sender(new UdpSender(made));
    sender->controller_ = controller.address;
    // Refused: we still send, and only do not hear.
    if (own_port != 0 && bind_shared(made, own_port)) {
        sender->broadcasts_ = open_socket();
        if (sender->broadcasts_ >= 0) {
            static_cast<void>(bind_shared(sender->broadcasts_, own_port));
        }
    }
    const sockaddr_in address = socket_address(controller);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        return fail(Fault::unreachable, reason(errno));
    }
    return sender;
}

Result<std::unique_ptr<UdpSender>> UdpSender::to_groups(
    std::optional<std::array<std::uint8_t, 4>> interface_address) {
    const int made = open_socket();
    if (made < 0) {
        return fail(Fault::unreachable, reason(errno));
    }
    std::unique_ptr<UdpSender> sender(new UdpSender(made));
    if (interface_address) {
        in_addr interface {};
        std::memcpy(&interface, interface_address->data(), interface_address->size());
        if (::setsockopt(made, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)) != 0) {
            return fail(Fault::unreachable, "no interface has that address: " + reason(errno));
        }
    }
    return sender;
}

UdpSender::~UdpSender() {
    ::close(socket_);
    if (broadcasts_ >= 0) {
        ::close(broadcasts_);
    }
}

Outcome UdpSender::send(std::span<const std::uint8_t> datagram, std::optional<Endpoint> group) {
    const sockaddr_in address = socket_address(group.value_or(Endpoint{}));
    const auto* to = group ? reinterpret_cast<const sockaddr*>(&address) : nullptr;
    const socklen_t size = group ? sizeof(address) : 0;
    // A connected socket reports what became of earlier datagrams instead of sending this one; at
    // most once per report, so the second try is the real answer.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (::sendto(socket_, datagram.data(), datagram.size(), MSG_NOSIGNAL, to, size) >= 0) {
            return {};
        }
        if (!about_an_earlier_one(errno)) {
            break;
        }
        refusal_ = reason(errno);
    }
    const int error = errno;
    if (error == EAGAIN || error == ENOBUFS || error == ENOMEM || error == EINTR) {
        return fail(Fault::busy, reason(error));
    }
    return fail(Fault::unreachable, reason(error));
}

std::vector<std::uint8_t> UdpSender::received() {
    std::vector<std::uint8_t> datagram(kDatagramMost);
    ssize_t got = ::recv(socket_, datagram.data(), datagram.size(), MSG_DONTWAIT);
    if (got < 0 && about_an_earlier_one(errno)) {
        refusal_ = reason(errno);
    }
    while (got < 0 && broadcasts_ >= 0) {
        sockaddr_in from{};
        socklen_t size = sizeof(from);
        got = ::recvfrom(broadcasts_, datagram.data(), datagram.size(), MSG_DONTWAIT,
                         reinterpret_cast<sockaddr*>(&from), &size);
        if (got < 0) {
            break;
        }
        // Everybody else's talk is read past.
        if (std::memcmp(&from.sin_addr, controller_.data(), controller_.size()) != 0) {
            got = -1;
        }
    }
    datagram.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return datagram;
}

std::optional<std::string> UdpSender::refusal() {
    return std::exchange(refusal_, std::nullopt);
}

}  // namespace hall::display
