// SPDX-License-Identifier: Apache-2.0
// What the service answers to, and to whom. sync/service/openapi.yaml describes the same.
#include <algorithm>
#include <array>

#include "sync/service/service.h"

namespace hall::service {

namespace {

// Requests waiting for the disk; above it the disk is in trouble and more would only wait longer.
constexpr std::size_t kPendingMax = 4096;

std::string_view words_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET, HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::remove:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
    }
    return "";
}

}  // namespace

const Service::Route* Service::route_of(const Request& request, std::string& allow) const {
    using For = Route::For;
    static constexpr std::array kRoutes{
        Route{Method::get, "/v1/halls", For::everybody, &Service::get_halls},
        Route{Method::get, "/v1/halls/{h}/state", For::both, &Service::get_state},
        Route{Method::get, "/v1/halls/{h}/stream", For::both, &Service::get_stream},
        Route{Method::get, "/v1/halls/{h}/log", For::device, &Service::get_log},
        Route{Method::get, "/v1/halls/{h}/content/*", For::everybody, &Service::get_content},
        Route{Method::put, "/v1/halls/{h}/content/*", For::manager, &Service::put_content},
        Route{Method::get, "/v1/halls/{h}/me", For::clerk, &Service::get_me},
        Route{Method::get, "/v1/halls/{h}/behind", For::clerk, &Service::get_behind},
        Route{Method::get, "/v1/halls/{h}/outlook", For::both, &Service::get_outlook},
        Route{Method::get, "/v1/halls/{h}/search", For::both, &Service::get_search},
        Route{Method::get, "/v1/halls/{h}/slip", For::reception, &Service::get_slip},
        Route{Method::post, "/v1/halls/{h}/paper", For::reception, &Service::post_paper},
        Route{Method::post, "/v1/halls/{h}/alloc", For::device, &Service::post_alloc},
        Route{Method::post, "/v1/halls/{h}/commands", For::both, &Service::post_command},
        Route{Method::post, "/v1/halls/{h}/sessions", For::everybody, &Service::post_session},
        Route{Method::post, "/v1/halls/{h}/seat", For::clerk, &Service::post_seat},
        Route{Method::post, "/v1/devices", For::device, &Service::post_device},
        Route{Method::post, "/v1/devices/*", For::device, &Service::post_journal},
        Route{Method::post, "/v1/time", For::device, &Service::post_time},
        Route{Method::get, "/v1/halls/{h}/ratings", For::device, &Service::get_ratings},
        Route{Method::post, "/v1/halls/{h}/ratings", For::device, &Service::post_rating},
        Route{Method::get, "/v1/halls/{h}/phone", For::everybody, &Service::get_phone},
        Route{Method::post, "/v1/halls/{h}/phone/rating", For::citizen,
              &Service::post_phone_rating},
        Route{Method::post, "/v1/halls/{h}/phone/leave", For::everybody,
              &Service::post_phone_leave},
        Route{Method::post, "/v1/halls/{h}/phone/stay", For::everybody, &Service::post_phone_stay},
        Route{Method::get, "/t/*", For::everybody, &Service::get_phone_page},
        Route{Method::get, "/metrics", For::device, &Service::get_metrics}};
    static constexpr Route kPage{Method::get, "/*", For::everybody, &Service::get_page};

    const std::string hall_prefix = "/v1/halls/" + core_.hall().id.value;
    const auto matches = [&](const Route& route) {
        constexpr std::string_view kAnyHall = "/v1/halls/{h}";
        std::string pattern{route.pattern};
        if (pattern.starts_with(kAnyHall)) {
            pattern.replace(0, kAnyHall.size(), hall_prefix);
        }
        if (pattern.ends_with('*')) {
            pattern.pop_back();
            return request.path.starts_with(pattern) && request.path.size() > pattern.size();
        }
        return request.path == pattern;
    };
    for (const Route& route : kRoutes) {
        if (matches(route)) {
            if (route.method == request.method) {
                return &route;
            }
            allow += (allow.empty() ? "" : ", ") + std::string(words_of(route.method));
        }
    }
    if (!allow.empty() || request.method == Method::get) {
        return allow.empty() ? &kPage : nullptr;
    }
    allow = settings_.pages.contains(request.path) ? "GET, HEAD" : "";
    return nullptr;
}

void Service::handle(Request request) {
    std::string allow;
    const Route* route = route_of(request, allow);
    if (route == nullptr && allow.empty()) {
        refuse(request, 404, "not_found");
        return;
    }
    if (route == nullptr) {
        Response response = problem(405, "method_not_allowed", "Use " + allow + " here.");
        response.headers.push_back({"Allow", allow});
        server_.reply(request.id, std::move(response));
        return;
    }
    if (core_.pending() > kPendingMax) {
        server_.reply(request.id, come_back(503, "busy", "The disk is behind; come back."));
        return;
    }
    const Who asking = who(request);
    if (!may(route->whom, asking, request)) {
        if (route->whom == Route::For::citizen) {
            refuse(request, 403, "clerk_cannot_rate");
            return;
        }
        refuse(request, asking.kind == Who::Kind::nobody ? 401 : 403,
               asking.kind == Who::Kind::nobody ? "session_over" : "right_missing");
        return;
    }
    (this->*route->answer)(request, asking);
}

bool Service::may(Route::For whom, const Who& asking, const Request& request) const {
    const bool device = asking.kind == Who::Kind::device;
    const bool clerk =
        asking.kind == Who::Kind::clerk && (request.method == Method::get || is_our_page(request));
    switch (whom) {
        case Route::For::everybody:
            return true;
        case Route::For::device:
            return device;
        case Route::For::clerk:
            return clerk;
        case Route::For::reception:
            return clerk && asking.user != nullptr && asking.user->has_role("reception");
        case Route::For::manager:
            return clerk && asking.user != nullptr && asking.user->has_role("manager");
        case Route::For::both:
            return clerk || device;
        case Route::For::citizen:
            // Also when the session is over: it is still the clerk's browser.
            return request.cookie("hall_session").value_or("").empty();
    }
    return false;
}

}  // namespace hall::service
