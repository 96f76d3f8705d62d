// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_types.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace hall::service {

namespace {

struct Reason {
    int status;
    std::string_view words;
};

// Source: RFC 9110 §15 and RFC 6585.
constexpr std::array kReasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Content"},
    Reason{423, "Locked"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
};

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

std::optional<std::string_view> Request::query(std::string_view name) const noexcept {
    for (const auto& [key, value] : queries) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const noexcept {
    std::string_view rest = header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        std::string_view pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        const auto begin = pair.find_first_not_of(' ');
        pair = begin == std::string_view::npos ? std::string_view{} : pair.substr(begin);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

Body body_of(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

Response json_response(int status, std::string document) {
    return {status, "application/json", body_of(std::move(document)), {}};
}

Response problem(int status, std::string_view code, std::string_view detail) {
    const nlohmann::ordered_json document{{"type", "about:blank"},
                                          {"title", reason_of(status)},
                                          {"status", status},
                                          {"code", code},
                                          {"detail", detail}};
    // `detail` may quote what a stranger sent, so it need not be UTF-8.
    auto text = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return {status, std::string(kProblemType), body_of(std::move(text)), {}};
}

Response come_back(int status, std::string_view code, std::string_view detail) {
    Response response = problem(status, code, detail);
    response.headers.push_back({"Retry-After", std::to_string(kComeBack.count())});
    return response;
}

Header session_cookie(const Request& request, const std::string& token) {
    const std::string value = token + "; Path=/; HttpOnly; SameSite=Strict";
    return {"Set-Cookie",
            request.secure ? "__Host-hall_session=" + value + "; Secure" : "hall_session=" + value};
}

std::optional<std::string_view> session_in(const Request& request) noexcept {
    return request.cookie(request.secure ? "__Host-hall_session" : "hall_session");
}

std::vector<Header> page_headers() {
    return {{"Content-Security-Policy",
             "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
             "form-action 'self'; frame-ancestors 'none'"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Opener-Policy", "same-origin"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
            {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
            {"Cache-Control", "no-cache"}};
}

std::string_view reason_of(int status) noexcept {
    const auto* found = std::ranges::find(kReasons, status, &Reason::status);
    return found == kReasons.end() ? std::string_view{"Unknown"} : found->words;
}

}  // namespace hall::service
