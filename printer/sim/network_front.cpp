// SPDX-License-Identifier: Apache-2.0
#include "printer/sim/network_front.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::printer::sim {

namespace {

// What a small network card holds; with the printer's own buffer it is all that is under way.
constexpr std::size_t kCardBytes = 512;
constexpr int kReceiveBuffer = 4096;  // Linux doubles it, and takes no less than about 2 KiB.

tl::unexpected<Error> failed(std::uint16_t port, int code) {
    const std::string why =
        "port " + std::to_string(port) + ": " + std::generic_category().message(code);
    return fault(code == EADDRINUSE                ? Fault::busy
                 : code == EACCES || code == EPERM ? Fault::no_permission
                                                   : Fault::line_broken,
                 why);
}

PrinterModel::Time now() {
    return std::chrono::duration_cast<PrinterModel::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

void close_fd(int& fd) {
    if (fd >= 0) {
        ::close(std::exchange(fd, -1));
    }
}

}  // namespace

NetworkFront::NetworkFront(std::unique_ptr<Roll> roll, int width_dots)
    : roll_(std::move(roll)),
      model_(width_dots) {
    if (auto hanging = roll_->take_hanging()) {
        model_.paper().set_hanging(std::move(*hanging));
    }
}

NetworkFront::~NetworkFront() {
    close_fd(client_);
    close_fd(listener_);
    roll_->leave_hanging(model_.paper().hanging());
}

Result<std::unique_ptr<NetworkFront>> NetworkFront::open(std::unique_ptr<Roll> roll,
                                                         int width_dots,
                                                         std::uint16_t port) {
    auto front = std::unique_ptr<NetworkFront>(new NetworkFront(std::move(roll), width_dots));
    front->port_ = port;
    if (auto listening = front->listen(); !listening.has_value()) {
        return tl::unexpected<Error>(listening.error());
    }
    if (auto followed = front->follow_knobs(); !followed.has_value()) {
        return tl::unexpected<Error>(followed.error());
    }
    return front;
}

Outcome NetworkFront::listen() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    (void)::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    (void)::setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof kReceiveBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port_);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 1) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        const int code = errno;
        close_fd(listener_);
        return failed(port_, code);
    }
    port_ = ntohs(address.sin_port);
    return {};
}

Outcome NetworkFront::step(std::chrono::milliseconds limit) {
    std::array<pollfd, 2> both{pollfd{client_ < 0 ? listener_ : -1, POLLIN, 0},
                               pollfd{client_, 0, 0}};
    if (client_ >= 0 && !client_done_ && received_.size() < kCardBytes) {
        both[1].events |= POLLIN;
    }
    if (!to_send_.empty()) {
        both[1].events |= POLLOUT;
    }
    if (client_ >= 0 && both[1].events == 0) {
        both[1].fd = -1;  // Its going away is noticed when there is something to do with it.
    }
    (void)::poll(both.data(), both.size(), static_cast<int>(limit.count()));
    if ((both[0].revents & POLLIN) != 0) {
        accept();
    }
    if (both[1].fd >= 0 && both[1].revents != 0) {
        receive();
    }
    if (auto followed = follow_knobs(); !followed.has_value()) {
        return followed;
    }
    feed();
    // Paper first: who hears that it is printed finds it printed.
    for (const Bitmap& piece : model_.take_pieces()) {
        if (auto kept = roll_->keep(piece); !kept.has_value()) {
            return kept;
        }
    }
    send();
    close_if_done();
    return {};
}

Outcome NetworkFront::follow_knobs() {
    if (const auto knobs = roll_->changed_knobs()) {
        model_.turn(*knobs, now());
    }
    const Knobs& knobs = model_.knobs();
    const bool away = knobs.unplugged || knobs.denied || knobs.busy;
    if (away && listener_ >= 0) {
        close_fd(listener_);  // First, so that who was hung up on finds nobody.
        hang_up();
    } else if (!away && listener_ < 0) {
        return listen();
    }
    return {};
}

void NetworkFront::accept() {
    client_ = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    client_done_ = false;
    to_send_.clear();
    // What the last one asked and did not wait for is said to nobody.
    std::array<std::uint8_t, 256> unheard{};
    while (client_ >= 0 && model_.say(unheard) > 0) {
    }
}

void NetworkFront::receive() {
    std::array<std::uint8_t, kCardBytes> bytes{};
    const std::size_t room = kCardBytes - std::min(kCardBytes, received_.size());
    const ssize_t count = room == 0 ? -1 : ::recv(client_, bytes.data(), room, MSG_DONTWAIT);
    if (count > 0) {
        received_.insert(received_.end(), bytes.begin(), bytes.begin() + count);
    } else if (room > 0 && (count == 0 || (errno != EAGAIN && errno != EINTR))) {
        client_done_ = true;
    }
}

void NetworkFront::feed() {
    const std::vector<std::uint8_t> bytes(received_.begin(), received_.end());
    const auto taken = static_cast<std::ptrdiff_t>(model_.take(bytes, now()));
    received_.erase(received_.begin(), received_.begin() + taken);
    model_.run(now());
}

void NetworkFront::send() {
    std::array<std::uint8_t, 256> said{};
    while (const std::size_t count = client_ < 0 ? 0 : model_.say(said)) {
        to_send_.insert(to_send_.end(), said.begin(),
                        said.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (client_ < 0 || to_send_.empty()) {
        return;
    }
    const std::vector<std::uint8_t> bytes(to_send_.begin(), to_send_.end());
    const ssize_t count = ::send(client_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) {
        to_send_.erase(to_send_.begin(), to_send_.begin() + count);
    } else if (errno != EAGAIN && errno != EINTR) {
        client_done_ = true;
        to_send_.clear();
    }
}

// As if the cable were pulled: the other side is not told nicely, and what had not reached the
// printer never will.
void NetworkFront::hang_up() {
    if (client_ >= 0) {
        const linger at_once{1, 0};
        (void)::setsockopt(client_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close_fd(client_);
    }
    received_.clear();
    to_send_.clear();
}

void NetworkFront::close_if_done() {
    if (client_ >= 0 && client_done_ && received_.empty()) {
        close_fd(client_);
        to_send_.clear();
    }
}

}  // namespace hall::printer::sim
