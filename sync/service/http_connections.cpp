// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_connections.h"

#include <algorithm>
#include <utility>

#include "sync/service/http_session.h"

namespace hall::service {

struct HttpConnections::Impl {
    Impl(Loop& loop, const HttpLimits& limits, Ears ears) : all(loop, limits, std::move(ears)) {}

    HttpSessions all;
};

HttpSessions::HttpSessions(Loop& its_loop,
                           const HttpLimits& its_limits,
                           HttpConnections::Ears its_ears)
    : loop(its_loop),
      limits(its_limits),
      ears(std::move(its_ears)) {
    most_body = limits.body_bytes;
    for (const auto& [path, bytes] : limits.larger_bodies) {
        most_body = std::max(most_body, bytes);
    }
}

HttpConnections::HttpConnections(Loop& loop, const HttpLimits& limits, Ears ears)
    : impl_(std::make_unique<Impl>(loop, limits, std::move(ears))) {
}

HttpConnections::~HttpConnections() {
    shut();
}

void HttpConnections::welcome(const Guest& guest) {
    HttpSession::begin(impl_->all, guest);
}

void HttpConnections::answer(RequestId request, Response response) {
    if (const auto found = impl_->all.waiting.extract(request)) {
        found.mapped()->answer(std::move(response));
    }
}

bool HttpConnections::wants_body(RequestId request) const {
    const auto found = impl_->all.waiting.find(request);
    return found != impl_->all.waiting.end() && !found->second->head_only();
}

std::optional<Guest> HttpConnections::give_up(RequestId request) {
    const auto found = impl_->all.waiting.extract(request);
    return found ? std::optional{found.mapped()->give_up()} : std::nullopt;
}

void HttpConnections::shut() {
    while (!impl_->all.open.empty()) {
        const auto connection = *impl_->all.open.begin();
        connection->close();
    }
}

void HttpConnections::add_to(HttpFigures& figures) const {
    figures.connections += impl_->all.open.size();
    figures.requests += impl_->all.requests;
    figures.refused += impl_->all.refused;
}

}  // namespace hall::service
