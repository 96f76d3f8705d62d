// SPDX-License-Identifier: Apache-2.0
// The connections that ask and are answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sync/service/http_door.h"
#include "sync/service/http_types.h"
#include "sync/service/loop.h"

namespace hall::service {

/// Reads requests, hands over the good ones, refuses the rest, and writes the answers.
///
/// Not thread-safe: owned by the loop's thread. Nothing here blocks.
class HttpConnections {
public:
    /// What the connections tell: a complete request; the address of a client that has left.
    struct Ears {
        std::function<void(Request)> request;
        std::function<void(const std::string&)> left;
    };

    HttpConnections(Loop& loop, const HttpLimits& limits, Ears ears);
    /// As shut().
    ~HttpConnections();
    HttpConnections(const HttpConnections&) = delete;
    HttpConnections& operator=(const HttpConnections&) = delete;

    /// Takes over the guest's socket and begins to read.
    void welcome(const Guest& guest);
    /// As HttpServer::reply().
    void answer(RequestId request, Response response);
    /// Whether the request still waits and takes an answer with a body.
    [[nodiscard]] bool wants_body(RequestId request) const;
    /// Gives up a waiting request's connection, socket and all. Nothing when it no longer waits.
    /// Its address is not reported as left.
    [[nodiscard]] std::optional<Guest> give_up(RequestId request);
    /// Closes all; nothing is called any more.
    void shut();

    /// Adds its own part.
    void add_to(HttpFigures& figures) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hall::service
