// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_server.h"

#include <utility>

#include "sync/service/http_connections.h"
#include "sync/service/http_door.h"

namespace hall::service {

struct HttpServer::Impl {
    Impl(Loop& loop, const HttpLimits& limits, Handler handler)
        : door(loop, limits, [this](const Guest& guest) { connections.welcome(guest); }),
          connections(loop, limits, {std::move(handler), count_out()}),
          streams(loop, limits, count_out()) {}

    std::function<void(const std::string&)> count_out() {
        return [this](const std::string& address) { door.left(address); };
    }

    HttpDoor door;
    HttpConnections connections;
    HttpStreams streams;
    std::uint64_t last_stream = 0;
};

HttpServer::HttpServer(Loop& loop, const HttpLimits& limits, Handler handler)
    : impl_(std::make_unique<Impl>(loop, limits, std::move(handler))) {
}

HttpServer::~HttpServer() {
    shut_down();
}

sync::Result<std::uint16_t> HttpServer::listen(const std::string& address, std::uint16_t port) {
    return impl_->door.listen(address, port, Speech::plain);
}

sync::Result<std::uint16_t> HttpServer::listen_tls(const std::string& address, std::uint16_t port) {
    return impl_->door.listen(address, port, Speech::tls);
}

sync::Result<void> HttpServer::show(const TlsIdentity& identity) {
    return impl_->door.show(identity);
}

void HttpServer::reply(RequestId request, Response response) {
    impl_->connections.answer(request, std::move(response));
}

std::optional<StreamId> HttpServer::open_stream(RequestId request,
                                                std::string_view owner,
                                                const Body& first,
                                                Ended ended) {
    if (!impl_->connections.wants_body(request)) {
        reply(request, {200, "text/event-stream", nullptr, {}});
        return std::nullopt;
    }
    if (impl_->streams.full(owner)) {
        reply(request, come_back(429, "too_many_streams", "close one of your streams first"));
        return std::nullopt;
    }
    const auto guest = impl_->connections.give_up(request);
    if (!guest) {
        return std::nullopt;
    }
    const auto id = static_cast<StreamId>(++impl_->last_stream);
    impl_->streams.open(id, *guest, owner, first, std::move(ended));
    return id;
}

void HttpServer::send(StreamId stream, const Body& chunk) {
    impl_->streams.send(stream, chunk);
}

void HttpServer::close_stream(StreamId stream) {
    impl_->streams.close(stream);
}

void HttpServer::shut_down() {
    impl_->door.shut();
    impl_->streams.shut();
    impl_->connections.shut();
}

HttpFigures HttpServer::figures() const {
    HttpFigures figures;
    impl_->door.add_to(figures);
    impl_->connections.add_to(figures);
    impl_->streams.add_to(figures);
    return figures;
}

}  // namespace hall::service
