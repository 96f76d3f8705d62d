// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/tcp_port.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "printer/deadline.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// In a hall's own network a printer answers within some ms, or it is not there.
constexpr auto kConnectLimit = 2000ms;
constexpr auto kPartingLimit = 300ms;
// So that what was "taken" is at the printer and not in this kernel. Linux doubles it.
constexpr int kSendBuffer = 4096;
// A cable pulled at the far side says nothing; unacknowledged bytes and keepalive do. Linux counts
// a line that stands still because the printer is full, too, so it must be longer than any pause.
constexpr int kUnackedLimitMs = 20'000;
constexpr std::uint16_t kRawPort = 9100;

tl::unexpected<Error> failed(const std::string& where, int code) {
    const std::string why = where + ": " + std::generic_category().message(code);
    switch (code) {
        case ECONNREFUSED:
            return fault(Fault::busy, why +
                                          "; it is there and refuses: another program prints "
                                          "through it, or its raw port 9100 is switched off");
        case EACCES:
        case EPERM:
            return fault(Fault::no_permission, why + "; a firewall rule of this machine");
        case EHOSTUNREACH:
        case ENETUNREACH:
        case EHOSTDOWN:
        case ENETDOWN:
        case ETIMEDOUT:
            return fault(Fault::unplugged, why + "; is it switched on, is its network cable in?");
        default:
            return fault(Fault::line_broken, why);
    }
}

class Socket {
public:
    explicit Socket(int fd) : fd_(fd) {}
    ~Socket() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Socket& operator=(Socket&&) = delete;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    [[nodiscard]] int fd() const noexcept { return fd_; }

    /// What has happened of `events`; 0 after `limit`.
    [[nodiscard]] short wait(short events, std::chrono::milliseconds limit) const {
        pollfd one{fd_, events, 0};
        const int count = ::poll(&one, 1, static_cast<int>(limit.count()));
        return count > 0 ? one.revents : short{0};
    }

private:
    int fd_;
};

void set(int fd, int level, int option, int value) {
    // Each of these only makes a lost printer be noticed sooner.
    (void)::setsockopt(fd, level, option, &value, sizeof value);
}

class TcpPort final : public Port {
public:
    TcpPort(Socket socket, std::string where, bool one_way)
        : socket_(std::move(socket)),
          where_(std::move(where)),
          one_way_(one_way) {}
    // A connection that is closed with unread answers in it is reset, and a reset throws away
    // bytes that the printer has not yet taken.
    ~TcpPort() override {
        ::shutdown(socket_.fd(), SHUT_WR);
        const Deadline deadline(kPartingLimit);
        std::array<std::uint8_t, 512> unread{};
        while (socket_.wait(POLLIN, deadline.left()) != 0 &&
               ::recv(socket_.fd(), unread.data(), unread.size(), MSG_DONTWAIT) > 0) {
        }
    }
    TcpPort(const TcpPort&) = delete;
    TcpPort& operator=(const TcpPort&) = delete;

    Outcome write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds limit) override {
        const Deadline deadline(limit);
        while (!bytes.empty()) {
            if (socket_.wait(POLLOUT, deadline.left_of(kStandstill)) == 0) {
                return fault(Fault::stuck, where_ + " takes no more bytes");
            }
            const ssize_t taken =
                ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (taken < 0 && errno != EAGAIN && errno != EINTR) {
                return lost(errno);
            }
            bytes = bytes.subspan(taken < 0 ? 0 : static_cast<std::size_t>(taken));
        }
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> into,
                             std::chrono::milliseconds limit) override {
        if (one_way_ || socket_.wait(POLLIN, limit) == 0) {
            return 0U;
        }
        const ssize_t count = ::recv(socket_.fd(), into.data(), into.size(), MSG_DONTWAIT);
        if (count == 0) {
            return fault(Fault::unplugged, where_ + " has closed the connection");
        }
        if (count < 0 && errno != EAGAIN && errno != EINTR) {
            return lost(errno);
        }
        return count < 0 ? 0U : static_cast<std::size_t>(count);
    }

    Result<State> line_state() override { return State{}; }
    [[nodiscard]] bool two_way() const noexcept override { return !one_way_; }
    [[nodiscard]] std::string identity() const override { return where_; }

private:
    [[nodiscard]] tl::unexpected<Error> lost(int code) const {
        return code == ECONNRESET || code == EPIPE
                   ? fault(Fault::unplugged, where_ + " has closed the connection")
                   : failed(where_, code);
    }

    Socket socket_;
    std::string where_;
    bool one_way_;
};

struct Place {
    sockaddr_storage address{};
    socklen_t size = 0;
    std::string text;
};

Result<Place> place_of(const Settings& settings) {
    const auto address = settings.find("address");
    if (address == settings.end() || address->second.empty()) {
        return fault(Fault::bad_settings, "the tcp printer needs address=");
    }
    std::string port = std::to_string(kRawPort);
    if (const auto given = settings.find("port"); given != settings.end()) {
        std::uint16_t number = 0;
        const char* end = given->second.data() + given->second.size();
        const auto parsed = std::from_chars(given->second.data(), end, number);
        if (parsed.ec != std::errc{} || parsed.ptr != end || number == 0) {
            return fault(Fault::bad_settings, "port=" + given->second + " is not 1 to 65535");
        }
        port = given->second;
    }
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(address->second.c_str(), port.c_str(), &hints, &found) != 0) {
        return fault(Fault::bad_settings, "address=" + address->second +
                                              " is not an IP address; names are not looked up: "
                                              "give the printer a fixed address");
    }
    Place place;
    place.size = found->ai_addrlen;
    std::memcpy(&place.address, found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    const bool six = place.address.ss_family == AF_INET6;
    place.text = "tcp " + (six ? "[" + address->second + "]" : address->second) + ":" + port;
    return place;
}

Result<Socket> connect_to(const Place& place) {
    Socket socket(::socket(place.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.fd() < 0) {
        return failed(place.text, errno);
    }
    set(socket.fd(), SOL_SOCKET, SO_SNDBUF, kSendBuffer);
    set(socket.fd(), SOL_SOCKET, SO_KEEPALIVE, 1);
    set(socket.fd(), IPPROTO_TCP, TCP_KEEPIDLE, 2);
    set(socket.fd(), IPPROTO_TCP, TCP_KEEPINTVL, 1);
    set(socket.fd(), IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(socket.fd(), IPPROTO_TCP, TCP_NODELAY, 1);
    set(socket.fd(), IPPROTO_TCP, TCP_USER_TIMEOUT, kUnackedLimitMs);
    const auto* address = reinterpret_cast<const sockaddr*>(&place.address);
    if (::connect(socket.fd(), address, place.size) != 0 && errno != EINPROGRESS) {
        return failed(place.text, errno);
    }
    if (socket.wait(POLLOUT, kConnectLimit) == 0) {
        return failed(place.text, ETIMEDOUT);
    }
    int code = 0;
    socklen_t size = sizeof code;
    (void)::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &code, &size);
    if (code != 0) {
        return failed(place.text, code);
    }
    return socket;
}

}  // namespace

Result<std::unique_ptr<Port>> open_tcp_port(const Settings& settings, const Profile&) {
    if (auto known = check_settings(settings, {"address", "port", "one_way"}); !known.has_value()) {
        return tl::unexpected<Error>(known.error());
    }
    const auto one_way = settings.find("one_way");
    if (one_way != settings.end() && one_way->second != "yes" && one_way->second != "no") {
        return fault(Fault::bad_settings, "one_way=" + one_way->second + " is not yes or no");
    }
    const auto place = place_of(settings);
    if (!place.has_value()) {
        return tl::unexpected<Error>(place.error());
    }
    auto socket = connect_to(*place);
    if (!socket.has_value()) {
        return tl::unexpected<Error>(socket.error());
    }
    return std::unique_ptr<Port>(std::make_unique<TcpPort>(
        std::move(*socket), place->text, one_way != settings.end() && one_way->second == "yes"));
}

}  // namespace hall::printer
