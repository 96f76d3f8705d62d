// SPDX-License-Identifier: Apache-2.0
// A client's line: TCP, or TLS over it. Only for the http_*.cpp files, to which it is one of Asio's
// streams, so that a session is written once and runs over either.
#pragma once

#include <memory>
#include <utility>  // Asio 1.74 forgets it.

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace hall::service {

/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpSocket {
public:
    using Tcp = boost::asio::ip::tcp;
    using executor_type = Tcp::socket::executor_type;

    /// `tls` is null for a plain line; else shake_hands() comes before anything is read.
    HttpSocket(Tcp::socket tcp, boost::asio::ssl::context* tls) : tcp_(std::move(tcp)) {
        if (tls != nullptr) {
            tls_ = std::make_unique<Tls>(tcp_, *tls);
        }
    }

    [[nodiscard]] bool is_tls() const noexcept { return tls_ && !plain_; }
    [[nodiscard]] executor_type get_executor() { return tcp_.get_executor(); }

    template <typename Handler>
    void shake_hands(Handler handler) {
        tls_->async_handshake(boost::asio::ssl::stream_base::server, std::move(handler));
    }

    template <typename Buffers, typename Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        if (is_tls()) {
            tls_->async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            tcp_.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }

    template <typename Buffers, typename Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        if (is_tls()) {
            tls_->async_write_some(buffers, std::forward<Handler>(handler));
        } else {
            tcp_.async_write_some(buffers, std::forward<Handler>(handler));
        }
    }

    /// Says that nothing more comes, in TLS's own words; `handler` once that is out.
    template <typename Handler>
    void say_goodbye(Handler handler) {
        tls_->async_shutdown(std::move(handler));
    }

    /// From now on what is read and written is what is on the wire.
    void be_plain() noexcept { plain_ = true; }

    [[nodiscard]] Tcp::socket& tcp() noexcept { return tcp_; }

private:
    using Tls = boost::asio::ssl::stream<Tcp::socket&>;

    Tcp::socket tcp_;
    std::unique_ptr<Tls> tls_;
    bool plain_ = false;  ///< What TLS had under way may still refer to it.
};

}  // namespace hall::service
