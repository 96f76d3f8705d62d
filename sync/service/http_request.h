// SPDX-License-Identifier: Apache-2.0
// From a parsed head to a Request we are willing to act on, and from a Response to its bytes.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/service/http_types.h"

#include <tl/expected.hpp>

namespace hall::service {

/// A request's head as the parser cut it up, before anything in it is believed.
struct RawHead {
    std::string_view method;
    std::string_view target;
    int version = 11;  ///< 10 or 11.
    std::vector<std::pair<std::string_view, std::string_view>> fields;
};

/// What the head asks of the connection, beside the request itself.
struct CheckedHead {
    Request request;  ///< Without id, body and peer.
    std::size_t most_body = 0;
    std::optional<std::uint64_t> body_bytes;  ///< Content-Length, when there was one.
    bool head_only = false;                   ///< HEAD: the answer goes without its body.
    bool expects_continue = false;            ///< The client waits for "100 Continue".
};

/// Most headers and queries one request may have. Ours have under 20 and under 5.
inline constexpr std::size_t kHeadersMost = 64;
inline constexpr std::size_t kQueriesMost = 32;

/// Checks what a parser lets through and a service must not: a missing or second Host, a transfer
/// coding other than "chunked", both lengths at once, a header twice that decides something, a
/// method we do not have, an address that is too long, not in origin form, not UTF-8, or that
/// hides a slash, a dot segment or a control character behind a percent sign.
/// The unexpected value is the answer to send before the connection is closed.
/// Source: RFC 9112 §3.2, §6.1, §6.3; RFC 3986 §2.
[[nodiscard]] tl::expected<CheckedHead, Response> check_head(const RawHead& head,
                                                             const HttpLimits& limits);

/// The refusal of a body above `most` bytes.
[[nodiscard]] Response body_too_large(std::size_t most);

enum class AfterAnswer : std::uint8_t { keep_alive, close };

/// The bytes before the body: status line, length, the response's own headers and the blank line.
/// A header with a line break or another control character in it would let a stranger write
/// headers of their own; such a response becomes a 500 with neither its headers nor its body, and
/// `response` is changed to it. No Date: a box whose clock may be wrong must not send one
/// (RFC 9110 §6.6.1).
[[nodiscard]] std::string head_of(Response& response, AfterAnswer after);

/// The bytes that open an event stream.
[[nodiscard]] std::string stream_head();

}  // namespace hall::service
