// SPDX-License-Identifier: Apache-2.0
// Requests, answers and limits of the service's HTTP server: values only, no library's types.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::service {

/// A request that waits for its answer. Never 0, never used twice in one run of the program.
enum class RequestId : std::uint64_t {};
/// An open event stream. Never 0, never used twice in one run of the program.
enum class StreamId : std::uint64_t {};

/// HEAD reaches a handler as `get`; the server leaves the body out of the answer by itself.
enum class Method : std::uint8_t { get, post, put, remove, options };

struct Header {
    std::string name;  ///< In a Request lower case; in a Response as it shall be sent.
    std::string value;

    bool operator==(const Header&) const = default;
};

/// One complete request that has passed every check of http_request.h.
struct Request {
    RequestId id{};
    Method method = Method::get;
    std::string path;                                          ///< Decoded: "/v1/halls/h1/state".
    std::vector<std::pair<std::string, std::string>> queries;  ///< Decoded, in the order sent.
    std::vector<Header> headers;     ///< Lower-case names; those that must be single are.
    std::string body;                ///< Whole, within the limit of its path.
    std::string peer;                ///< The other side's address without port: "192.168.1.7".
    bool from_this_machine = false;  ///< The peer is a loopback address.
    bool secure = false;             ///< It came over TLS.

    /// The value of a header, named in lower case; "" when it was not sent.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
    /// The value of `?name=`; nothing when it was not given, "" when it was given without one.
    [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const noexcept;
    /// The value of one cookie; nothing when it was not sent.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const noexcept;
};

/// A body is shared so that one state document goes to many clients without being copied.
using Body = std::shared_ptr<const std::string>;

struct Response {
    int status = 200;
    std::string content_type;     ///< "" when there is no body.
    Body body;                    ///< Null when there is none.
    std::vector<Header> headers;  ///< ETag, Location, Retry-After, Set-Cookie, Cache-Control, …
};

/// The cookie of a session for the line that `request` came by: `__Host-hall_session` and Secure
/// over TLS; without them where plain HTTP is spoken, to this machine only.
[[nodiscard]] Header session_cookie(const Request& request, const std::string& token);
/// The token in such a cookie; nothing when none was sent. A cookie that a plain line could have
/// set is none over TLS.
[[nodiscard]] std::optional<std::string_view> session_in(const Request& request) noexcept;

/// What the server allows. The numbers are SYNC.md §4's unless their own line says otherwise.
struct HttpLimits {
    std::size_t header_bytes = std::size_t{8} * 1024;
    /// Our longest address is under 200; most proxies' is 8 K.
    std::size_t target_bytes = std::size_t{2} * 1024;
    std::size_t body_bytes = std::size_t{64} * 1024;
    /// Paths (by how they end) that may carry more: a journal batch of 200 events is about 60 KB
    /// and grows with them.
    std::vector<std::pair<std::string, std::size_t>> larger_bodies{
        {"/journal", std::size_t{1024} * 1024},
        // A catalogue of 230 items is 375 KB; a document is read by clients up to 4 MB.
        {"/appointment-import", std::size_t{1024} * 1024},
        {"/case-import", std::size_t{1024} * 1024},
        {"/content/hall", std::size_t{4} * 1024 * 1024},
        {"/content/catalog", std::size_t{4} * 1024 * 1024},
        {"/content/notices", std::size_t{1024} * 1024},
        {"/content/text.zh-Hant", std::size_t{1024} * 1024},
        {"/content/text.zh-Hans", std::size_t{1024} * 1024},
        {"/content/text.en", std::size_t{1024} * 1024}};

    std::chrono::milliseconds header_limit{10'000};   ///< From the first byte to the blank line.
    std::chrono::milliseconds request_limit{30'000};  ///< From the first byte to the last.
    /// How long the program may take to answer before the client is told 503: as long as the
    /// slowest disk we have seen, and shorter than a browser's own patience.
    std::chrono::milliseconds answer_limit{30'000};
    /// How long a client may take over one answer, or over what a stream had waiting: 1 MB at
    /// 35 KB/s. The kernel gives up on unacknowledged bytes after the same time, so a client that
    /// died is noticed this long after the heartbeat it did not take.
    std::chrono::milliseconds write_limit{30'000};
    std::chrono::milliseconds idle_limit{60'000};  ///< Between two requests of one connection.
    /// How long a refused client may still talk, so that it reads the refusal and not a reset.
    std::chrono::milliseconds farewell_limit{2'000};

    std::size_t connections = 4'000;  ///< 16 KB each at worst: 64 MB on a small box.
    /// All bodies being received and answered together; the next is told to come back.
    std::size_t bodies_bytes = std::size_t{64} * 1024 * 1024;
    std::size_t connections_per_address = 64;
    std::size_t streams_per_owner = 4;  ///< A device or a session; see open_stream().
    std::size_t stream_chunks = 256;    ///< Waiting for one client before it is cut off.
};

/// What the server has done and holds, for /metrics.
struct HttpFigures {
    std::size_t connections = 0;
    std::size_t streams = 0;
    std::uint64_t requests = 0;  ///< Handed to the handler.
    std::uint64_t refused = 0;   ///< Answered by the server itself: malformed, too large, too late.
    std::uint64_t turned_away = 0;   ///< Connections above a limit.
    std::uint64_t slow_dropped = 0;  ///< Streams that ended too_slow.
};

/// A body from a string.
[[nodiscard]] Body body_of(std::string text);

/// `status` with a JSON document.
[[nodiscard]] Response json_response(int status, std::string document);

/// An RFC 9457 problem. `code` is stable and for programs; `detail` is for a person and says
/// what to do about it. A problem with members of its own is written by the caller and sent with
/// content type kProblemType.
[[nodiscard]] Response problem(int status, std::string_view code, std::string_view detail);
inline constexpr std::string_view kProblemType = "application/problem+json";

/// A problem that passes by itself: with Retry-After.
[[nodiscard]] Response come_back(int status, std::string_view code, std::string_view detail);
/// Long enough that a crowd of clients does not come back at once, too short for a person to mind.
inline constexpr std::chrono::seconds kComeBack{2};

/// What every page of ours carries: only our own scripts and styles, in nobody's frame, and no
/// address of ours told to others.
[[nodiscard]] std::vector<Header> page_headers();

/// The words that belong to a status number, "Not Found"; "Unknown" for one we never send.
[[nodiscard]] std::string_view reason_of(int status) noexcept;

}  // namespace hall::service
