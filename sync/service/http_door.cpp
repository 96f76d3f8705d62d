// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_door.h"

#include <array>
#include <cassert>
#include <unordered_map>
#include <utility>  // Asio 1.74 forgets it.
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "sync/service/http_request.h"
#include "sync/service/http_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hall::service {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

// The kernel shortens it to net.core.somaxconn.
constexpr int kBacklog = 4096;
// Out of file descriptors: one of the open connections will have ended by then.
constexpr std::chrono::milliseconds kAcceptPause{100};

struct Listener {
    Listener(asio::io_context& io, Speech its_speech)
        : speech(its_speech),
          acceptor(io),
          pause(io) {}
    const Speech speech;
    Tcp::acceptor acceptor;
    asio::steady_timer pause;
};

// An IPv4 client of an IPv6 socket is the same client.
asio::ip::address plain(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    return address;
}

void turn_away(Tcp::socket& socket, Response response) {
    const std::string text = head_of(response, AfterAnswer::close) + *response.body;
    error_code ignored;  // Whoever is one too many gets what the kernel takes at once.
    socket.non_blocking(true, ignored);
    std::array<char, 4096> unread{};
    socket.read_some(asio::buffer(unread), ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Tcp::socket::shutdown_send, ignored);
}

error_code open_on(Tcp::acceptor& acceptor, const Tcp::endpoint& endpoint) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    }
    if (!error && endpoint.address().is_v6()) {
        acceptor.set_option(asio::ip::v6_only(false), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(kBacklog, error);
    }
    return error;
}

}  // namespace

struct HttpDoor::Impl : std::enable_shared_from_this<HttpDoor::Impl> {
    Impl(Loop& its_loop, const HttpLimits& its_limits, std::function<void(Guest)> its_let_in)
        : loop(its_loop),
          limits(its_limits),
          let_in(std::move(its_let_in)) {}

    void accept(const std::shared_ptr<Listener>& listener) {
        listener->acceptor.async_accept(
            [weak = weak_from_this(), listener](const error_code& error, Tcp::socket socket) {
                const auto self = weak.lock();
                if (!self || !listener->acceptor.is_open()) {
                    return;
                }
                if (!error) {
                    self->welcome(socket, listener->speech);
                    self->accept(listener);
                    return;
                }
                listener->pause.expires_after(kAcceptPause);
                listener->pause.async_wait([weak, listener](const error_code& cancelled) {
                    const auto door = weak.lock();
                    if (door && !cancelled && listener->acceptor.is_open()) {
                        door->accept(listener);
                    }
                });
            });
    }

    void welcome(Tcp::socket& socket, Speech speech) {
        error_code error;
        const auto end = socket.remote_endpoint(error);
        if (error) {
            return;  // It left before we could look.
        }
        const auto address = plain(end.address());
        Guest guest{nullptr, address.to_string(), address.is_loopback()};
        const auto known = by_address.find(guest.address);
        const std::size_t same = known == by_address.end() ? 0 : known->second;
        if (inside >= limits.connections || same >= limits.connections_per_address) {
            ++turned_away_count;
            const bool full = inside >= limits.connections;
            if (speech == Speech::plain) {  // A handshake only to refuse would cost us more.
                turn_away(socket,
                          come_back(full ? 503 : 429, full ? "full" : "too_many_connections",
                                    full ? "the service has too many clients; come back soon"
                                         : "close some of your connections and come back"));
            }
            return;
        }
        socket.set_option(Tcp::no_delay(true), error);
        const int limit = static_cast<int>(limits.write_limit.count());
        ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
        guest.socket = std::make_shared<HttpSocket>(std::move(socket),
                                                    speech == Speech::tls ? tls.get() : nullptr);
        ++inside;
        ++by_address[guest.address];
        let_in(std::move(guest));
    }

    Loop& loop;
    const HttpLimits limits;
    std::function<void(Guest)> let_in;
    TlsContext tls;  ///< Of the clients that come from now on.
    std::vector<std::shared_ptr<Listener>> listeners;
    std::unordered_map<std::string, std::size_t> by_address;
    std::size_t inside = 0;
    std::uint64_t turned_away_count = 0;
};

HttpDoor::HttpDoor(Loop& loop, const HttpLimits& limits, std::function<void(Guest)> let_in)
    : impl_(std::make_shared<Impl>(loop, limits, std::move(let_in))) {
}

HttpDoor::~HttpDoor() {
    shut();
}

sync::Result<void> HttpDoor::show(const TlsIdentity& identity) {
    auto context = tls_context(identity);
    if (!context) {
        return tl::make_unexpected(context.error());
    }
    impl_->tls = std::move(*context);
    return {};
}

sync::Result<std::uint16_t> HttpDoor::listen(const std::string& address,
                                             std::uint16_t port,
                                             Speech speech) {
    assert(speech == Speech::plain || impl_->tls);
    error_code error;
    const auto numeric = asio::ip::make_address(address, error);
    if (error) {
        return sync::fail(sync::Fault::bad_settings,
                          address + " is not an address; give a number such as 127.0.0.1 or ::");
    }
    auto listener = std::make_shared<Listener>(impl_->loop.io(), speech);
    error = open_on(listener->acceptor, {numeric, port});
    const auto chosen = error ? Tcp::endpoint{} : listener->acceptor.local_endpoint(error);
    if (error) {
        return sync::fail(sync::Fault::bad_settings,
                          "cannot listen on " + address + " port " + std::to_string(port) + ": " +
                              error.message() + "; end the other program or choose another port");
    }
    impl_->listeners.push_back(listener);
    impl_->accept(listener);
    return chosen.port();
}

void HttpDoor::left(const std::string& address) {
    const auto found = impl_->by_address.find(address);
    if (found != impl_->by_address.end()) {
        --impl_->inside;
        if (--found->second == 0) {
            impl_->by_address.erase(found);
        }
    }
}

void HttpDoor::shut() {
    for (const auto& listener : impl_->listeners) {
        error_code ignored;
        listener->acceptor.close(ignored);
        listener->pause.cancel();
    }
    impl_->listeners.clear();
}

void HttpDoor::add_to(HttpFigures& figures) const {
    figures.turned_away += impl_->turned_away_count;
}

}  // namespace hall::service
