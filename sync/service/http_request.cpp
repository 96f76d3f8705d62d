// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_request.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hall::service {

namespace {

// Two of these in one request, and two programs on its way could each believe the other one.
constexpr std::array<std::string_view, 10> kSingle{
    "authorization", "content-length",  "content-type",  "cookie",        "expect",
    "host",          "idempotency-key", "if-none-match", "last-event-id", "origin"};

struct Verb {
    std::string_view name;
    Method method;
};

constexpr std::array kVerbs{Verb{"GET", Method::get},       Verb{"HEAD", Method::get},
                            Verb{"POST", Method::post},     Verb{"PUT", Method::put},
                            Verb{"DELETE", Method::remove}, Verb{"OPTIONS", Method::options}};

tl::unexpected<Response> refuse(int status, std::string_view code, std::string_view detail) {
    return tl::make_unexpected(problem(status, code, detail));
}

tl::unexpected<Response> bad_target(std::string_view detail) {
    return refuse(400, "bad_target", detail);
}

std::string lower(std::string_view text) {
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return made;
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

int hex_of(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// How many bytes follow a UTF-8 lead byte, or -1. Source: Unicode 15, table 3-7.
int followers(unsigned char lead) {
    if (lead < 0x80) {
        return 0;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 2;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 3 : -1;
}

bool is_utf8(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        const unsigned char lead = byte(at);
        const int more = followers(lead);
        if (more < 0 || text.size() - at <= static_cast<std::size_t>(more)) {
            return false;
        }
        for (int i = 1; i <= more; ++i) {
            const unsigned char next = byte(at + static_cast<std::size_t>(i));
            const unsigned char low = i > 1          ? 0x80
                                      : lead == 0xE0 ? 0xA0
                                      : lead == 0xF0 ? 0x90
                                                     : 0x80;
            const unsigned char high = i > 1          ? 0xBF
                                       : lead == 0xED ? 0x9F
                                       : lead == 0xF4 ? 0x8F
                                                      : 0xBF;
            if (next < low || next > high) {
                return false;
            }
        }
        at += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

enum class Plus : std::uint8_t { is_plus, is_space };

// Nothing when the text is not what a client of ours would write.
std::optional<std::string> decoded(std::string_view text, Plus plus) {
    std::string made;
    made.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '%') {
            const int high = at + 2 < text.size() ? hex_of(text[at + 1]) : -1;
            const int low = at + 2 < text.size() ? hex_of(text[at + 2]) : -1;
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            at += 2;
            if (plus == Plus::is_plus && (c == '/' || c == '\\')) {
                return std::nullopt;
            }
        } else if (c == '+' && plus == Plus::is_space) {
            c = ' ';
        }
        if (is_control(c)) {
            return std::nullopt;
        }
        made.push_back(c);
    }
    return is_utf8(made) ? std::optional{made} : std::nullopt;
}

bool has_dot_segment(std::string_view path) {
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto segment = path.substr(at, end - at);
        if (segment == "." || segment == "..") {
            return true;
        }
        at = end + 1;
    }
    return false;
}

tl::expected<void, Response> read_target(std::string_view target, Request& request) {
    if (target.empty() || target.front() != '/') {
        return bad_target("the address must begin with a slash; this server is not a proxy");
    }
    const auto mark = target.find('?');
    const auto path = decoded(target.substr(0, mark), Plus::is_plus);
    if (!path || has_dot_segment(*path)) {
        return bad_target(
            "the path is not plain UTF-8 text; write it without ., .., encoded "
            "slashes and control characters");
    }
    request.path = *path;
    std::string_view rest =
        mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals), Plus::is_space);
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::is_space);
        if (!name || !value || request.queries.size() == kQueriesMost) {
            return bad_target("the part after ? must be at most 32 pairs of plain UTF-8 text");
        }
        request.queries.emplace_back(*name, *value);
    }
    return {};
}

tl::expected<void, Response> read_fields(const RawHead& head, CheckedHead& made) {
    if (head.fields.size() > kHeadersMost) {
        return refuse(431, "too_many_headers", "send at most 64 headers");
    }
    auto& headers = made.request.headers;
    for (const auto& [name, value] : head.fields) {
        std::string key = lower(name);
        if (std::ranges::find(kSingle, key) != kSingle.end() &&
            std::ranges::find(headers, key, &Header::name) != headers.end()) {
            return refuse(400, "header_twice", "send the header " + key + " once only");
        }
        headers.push_back({std::move(key), std::string(value)});
    }
    if (head.version >= 11 && made.request.header("host").empty()) {
        return refuse(400, "host_missing", "send a Host header with the name you called");
    }
    return {};
}

tl::expected<void, Response> read_length(const RawHead& head, CheckedHead& made) {
    const auto& headers = made.request.headers;
    const auto codings = std::ranges::count(headers, "transfer-encoding", &Header::name);
    const auto length = made.request.header("content-length");
    if (codings > 0) {
        const bool plain = codings == 1 && head.version >= 11 &&
                           lower(made.request.header("transfer-encoding")) == "chunked";
        if (!plain || !length.empty()) {
            return refuse(400, "bad_framing",
                          "send either Content-Length or Transfer-Encoding: chunked, once");
        }
    }
    if (!length.empty()) {
        std::uint64_t bytes = 0;
        const auto [end, error] =
            std::from_chars(length.data(), length.data() + length.size(), bytes);
        if (error != std::errc{} || end != length.data() + length.size()) {
            return refuse(400, "bad_framing", "Content-Length must be one decimal number");
        }
        if (bytes > made.most_body) {
            return tl::make_unexpected(body_too_large(made.most_body));
        }
        made.body_bytes = bytes;
    }
    return {};
}

bool clean(const Response& response) {
    const auto broken = [](const std::string& text) {
        return std::ranges::any_of(text, is_control);
    };
    return !broken(response.content_type) &&
           std::ranges::none_of(response.headers, [&](const Header& header) {
               return broken(header.name) || broken(header.value);
           });
}

}  // namespace

Response body_too_large(std::size_t most) {
    return problem(413, "body_too_large",
                   "send at most " + std::to_string(most) + " bytes here; split a larger batch");
}

tl::expected<CheckedHead, Response> check_head(const RawHead& head, const HttpLimits& limits) {
    const auto* verb = std::ranges::find(kVerbs, head.method, &Verb::name);
    if (verb == kVerbs.end()) {
        return refuse(501, "method_unknown", "use GET, HEAD, POST, PUT, DELETE or OPTIONS");
    }
    if (head.target.size() > limits.target_bytes) {
        return refuse(414, "target_too_long",
                      "the address must be at most " + std::to_string(limits.target_bytes) +
                          " bytes; put long values into the body");
    }
    CheckedHead made;
    made.request.method = verb->method;
    made.head_only = verb->name == "HEAD";
    made.most_body = limits.body_bytes;
    if (auto read = read_target(head.target, made.request); !read) {
        return tl::make_unexpected(std::move(read.error()));
    }
    for (const auto& [ending, bytes] : limits.larger_bodies) {
        if (made.request.path.ends_with(ending)) {
            made.most_body = bytes;
        }
    }
    if (auto read = read_fields(head, made); !read) {
        return tl::make_unexpected(std::move(read.error()));
    }
    if (auto read = read_length(head, made); !read) {
        return tl::make_unexpected(std::move(read.error()));
    }
    if (const auto expect = made.request.header("expect"); !expect.empty()) {
        if (lower(expect) != "100-continue") {
            return refuse(417, "expectation_unknown", "only Expect: 100-continue is understood");
        }
        made.expects_continue = head.version >= 11;
    }
    return made;
}

std::string head_of(Response& response, AfterAnswer after) {
    if (!clean(response)) {
        response = problem(500, "bad_header",
                           "the service made a header that must not be sent; tell its makers");
    }
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    text.append(reason_of(response.status)).append("\r\n");
    const auto add = [&text](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    bool cache_told = false;
    for (const Header& header : response.headers) {
        add(header.name, header.value);
        cache_told = cache_told || lower(header.name) == "cache-control";
    }
    if (!response.content_type.empty()) {
        add("Content-Type", response.content_type);
    }
    // Source: RFC 9110 §8.6: neither of these has a length.
    if (response.status != 204 && response.status != 304) {
        add("Content-Length", std::to_string(response.body ? response.body->size() : 0));
    }
    if (!cache_told) {
        add("Cache-Control", "no-store");
    }
    add("X-Content-Type-Options", "nosniff");
    add("Connection", after == AfterAnswer::keep_alive ? "keep-alive" : "close");
    return text.append("\r\n");
}

std::string stream_head() {
    return "HTTP/1.1 200 OK\r\n"
           "Content-Type: text/event-stream\r\n"
           "Cache-Control: no-store\r\n"
           "X-Content-Type-Options: nosniff\r\n"
           "X-Accel-Buffering: no\r\n"  // A proxy in between must not collect events.
           "Connection: close\r\n\r\n";
}

}  // namespace hall::service
