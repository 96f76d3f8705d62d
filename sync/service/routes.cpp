// SPDX-License-Identifier: Apache-2.0
// What the service answers to, and to whom. sync/service/openapi.yaml describes the same.
#include <algorithm>
#include <array>

#include "sync/service/routing.h"
#include "sync/service/service.h"

namespace hall::service {

namespace {

// Requests waiting for the disk; above it the disk is in trouble and more would only wait longer.
constexpr std::size_t kPendingMax = 4096;

// Who is let in; openapi.yaml calls them by the same names.
constexpr unsigned kEverybody = 1;
constexpr unsigned kDevice = 2;
constexpr unsigned kClerk = 4;      // Who has a session, at a counter or at a desk.
constexpr unsigned kReception = 8;  // A clerk with that role, as the next two.
constexpr unsigned kManager = 16;
constexpr unsigned kAuditor = 32;
constexpr unsigned kCitizen =
    64;  // Whoever does not ask from a browser that a clerk signs in with.
constexpr unsigned kOnline = 128;  // A key of an online hall.

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

struct Service::Route {
    Method method;
    std::string_view pattern;
    unsigned doors;
    void (Service::*answer)(const Request&, const Who&);
};

struct Service::Table {
    static constexpr std::array kRoutes{
        Route{Method::get, "/v1/halls", kEverybody, &Service::get_halls},
        Route{Method::get, "/v1/halls/{hall}/state", kClerk | kDevice, &Service::get_state},
        Route{Method::get, "/v1/halls/{hall}/stream", kClerk | kDevice, &Service::get_stream},
        Route{Method::get, "/v1/halls/{hall}/log", kDevice, &Service::get_log},
        Route{Method::get, "/v1/halls/{hall}/content/{name}", kEverybody, &Service::get_content},
        Route{Method::put, "/v1/halls/{hall}/content/{name}", kManager, &Service::put_content},
        Route{Method::get, "/v1/halls/{hall}/content/{name}/versions", kManager | kAuditor,
              &Service::get_versions},
        Route{Method::get, "/v1/halls/{hall}/content/{name}/versions/{hash}", kManager | kAuditor,
              &Service::get_version},
        Route{Method::get, "/v1/halls/{hall}/content/{name}/diff", kManager | kAuditor,
              &Service::get_diff},
        Route{Method::post, "/v1/halls/{hall}/content/{name}/rollback", kManager,
              &Service::post_rollback},
        Route{Method::get, "/v1/halls/{hall}/slots", kOnline | kReception | kManager,
              &Service::get_slots},
        Route{Method::get, "/v1/halls/{hall}/appointments", kReception | kManager | kAuditor,
              &Service::get_appointments},
        Route{Method::put, "/v1/halls/{hall}/appointments/{appointment}",
              kOnline | kReception | kManager, &Service::put_appointment},
        Route{Method::get, "/v1/halls/{hall}/appointments/{appointment}",
              kOnline | kReception | kManager, &Service::get_appointment},
        Route{Method::remove, "/v1/halls/{hall}/appointments/{appointment}",
              kOnline | kReception | kManager, &Service::delete_appointment},
        Route{Method::post, "/v1/halls/{hall}/appointments/{appointment}/move",
              kOnline | kReception | kManager, &Service::post_move},
        Route{Method::get, "/v1/halls/{hall}/appointment-load", kReception | kManager | kAuditor,
              &Service::get_load},
        Route{Method::post, "/v1/halls/{hall}/appointment-import", kManager, &Service::post_import},
        Route{Method::post, "/v1/halls/{hall}/appointment-find", kReception | kDevice,
              &Service::post_find},
        Route{Method::post, "/v1/halls/{hall}/check-in", kReception, &Service::post_check_in},
        Route{Method::post, "/v1/halls/{hall}/prechecks", kOnline | kReception | kManager,
              &Service::post_precheck},
        Route{Method::get, "/v1/halls/{hall}/online-keys", kManager | kAuditor,
              &Service::get_online_keys},
        Route{Method::post, "/v1/halls/{hall}/online-keys", kManager, &Service::post_online_key},
        Route{Method::remove, "/v1/halls/{hall}/online-keys/{key}", kManager,
              &Service::delete_online_key},
        Route{Method::get, "/v1/halls/{hall}/webhooks", kManager | kAuditor,
              &Service::get_webhooks},
        Route{Method::post, "/v1/halls/{hall}/webhooks", kManager, &Service::post_webhook},
        Route{Method::remove, "/v1/halls/{hall}/webhooks/{webhook}", kManager,
              &Service::delete_webhook},
        Route{Method::post, "/v1/halls/{hall}/webhooks/{webhook}/{deed}", kManager,
              &Service::post_webhook_deed},
        Route{Method::get, "/v1/halls/{hall}/figures", kManager | kAuditor, &Service::get_figures},
        Route{Method::get, "/v1/halls/{hall}/figures/behind", kManager | kAuditor,
              &Service::get_behind_figure},
        Route{Method::get, "/v1/halls/{hall}/figures/watch", kManager | kAuditor,
              &Service::get_watch},
        Route{Method::get, "/v1/halls/{hall}/rating-care", kManager | kAuditor,
              &Service::get_rating_care},
        Route{Method::post, "/v1/halls/{hall}/rating-care", kManager, &Service::post_rating_care},
        Route{Method::get, "/v1/halls/{hall}/case-file", kManager | kAuditor,
              &Service::get_case_file},
        Route{Method::post, "/v1/halls/{hall}/case-import", kOnline | kManager,
              &Service::post_case_import},
        Route{Method::get, "/v1/halls/{hall}/export/{what}", kManager | kAuditor,
              &Service::get_export},
        Route{Method::get, "/v1/halls/{hall}/audit", kManager | kAuditor, &Service::get_audit},
        Route{Method::get, "/v1/halls/{hall}/me", kClerk, &Service::get_me},
        Route{Method::post, "/v1/halls/{hall}/me/pin", kClerk, &Service::post_pin},
        Route{Method::get, "/v1/halls/{hall}/users", kManager | kAuditor, &Service::get_users},
        Route{Method::put, "/v1/halls/{hall}/users/{user}", kManager, &Service::put_user},
        Route{Method::remove, "/v1/halls/{hall}/users/{user}", kManager, &Service::delete_user},
        Route{Method::get, "/v1/halls/{hall}/behind", kClerk, &Service::get_behind},
        Route{Method::get, "/v1/halls/{hall}/outlook", kClerk | kDevice | kOnline,
              &Service::get_outlook},
        Route{Method::get, "/v1/halls/{hall}/search", kClerk | kDevice, &Service::get_search},
        Route{Method::get, "/v1/halls/{hall}/slip", kReception, &Service::get_slip},
        Route{Method::post, "/v1/halls/{hall}/paper", kReception, &Service::post_paper},
        Route{Method::post, "/v1/halls/{hall}/alloc", kDevice, &Service::post_alloc},
        Route{Method::post, "/v1/halls/{hall}/commands", kClerk | kDevice, &Service::post_command},
        Route{Method::post, "/v1/halls/{hall}/cases", kClerk, &Service::post_case},
        Route{Method::post, "/v1/halls/{hall}/keys", kDevice, &Service::post_key},
        Route{Method::post, "/v1/halls/{hall}/sessions", kEverybody, &Service::post_session},
        Route{Method::post, "/v1/halls/{hall}/seat", kClerk, &Service::post_seat},
        Route{Method::post, "/v1/devices", kDevice, &Service::post_device},
        Route{Method::post, "/v1/devices/{device}/journal", kDevice, &Service::post_journal},
        Route{Method::post, "/v1/devices/{device}/token", kDevice, &Service::post_device_token},
        Route{Method::post, "/v1/devices/{device}/health", kDevice, &Service::post_health},
        Route{Method::get, "/v1/halls/{hall}/setup", kEverybody, &Service::get_setup},
        Route{Method::post, "/v1/halls/{hall}/setup", kEverybody, &Service::post_setup},
        Route{Method::get, "/v1/authority", kEverybody, &Service::get_authority},
        Route{Method::post, "/v1/halls/{hall}/enrol-codes", kManager, &Service::post_enrol_code},
        Route{Method::post, "/v1/halls/{hall}/enrol", kEverybody, &Service::post_enrol},
        Route{Method::remove, "/v1/halls/{hall}/devices/{device}", kManager,
              &Service::delete_device},
        Route{Method::post, "/v1/halls/{hall}/devices/{device}/test-card", kManager,
              &Service::post_test_card},
        Route{Method::get, "/v1/halls/{hall}/devices", kReception | kManager | kAuditor,
              &Service::get_devices},
        Route{Method::get, "/v1/halls/{hall}/alerts", kReception | kManager | kAuditor,
              &Service::get_alerts},
        Route{Method::post, "/v1/time", kDevice, &Service::post_time},
        Route{Method::get, "/v1/halls/{hall}/ratings", kDevice, &Service::get_ratings},
        Route{Method::post, "/v1/halls/{hall}/ratings", kDevice, &Service::post_rating},
        Route{Method::get, "/v1/halls/{hall}/now", kEverybody, &Service::get_now},
        Route{Method::get, "/v1/halls/{hall}/phone", kEverybody, &Service::get_phone},
        Route{Method::post, "/v1/halls/{hall}/phone/rating", kCitizen, &Service::post_phone_rating},
        Route{Method::post, "/v1/halls/{hall}/phone/leave", kEverybody, &Service::post_phone_leave},
        Route{Method::post, "/v1/halls/{hall}/phone/stay", kEverybody, &Service::post_phone_stay},
        Route{Method::get, "/t/{token}", kEverybody, &Service::get_phone_page},
        Route{Method::get, "/healthz", kEverybody, &Service::get_healthz},
        Route{Method::get, "/metrics", kDevice, &Service::get_metrics}};
    static constexpr Route kPage{Method::get, "/{page}", kEverybody, &Service::get_page};
};

const Service::Route* Service::route_of(const Request& request, std::string& allow) const {
    for (const Route& route : Table::kRoutes) {
        if (!fits_pattern(route.pattern, request.path, core_.hall().id.value)) {
            continue;
        }
        if (route.method == request.method) {
            return &route;
        }
        allow += (allow.empty() ? "" : ", ") + std::string(words_of(route.method));
    }
    if (!allow.empty() || request.method == Method::get) {
        return allow.empty() ? &Table::kPage : nullptr;
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
    if (!may(route->doors, asking, request)) {
        if (route->doors == kCitizen) {
            refuse(request, 403, "clerk_cannot_rate");
            return;
        }
        refuse(request, asking.kind == Who::Kind::nobody ? 401 : 403,
               asking.kind == Who::Kind::nobody ? "session_over" : "right_missing");
        return;
    }
    if (asking.kind == Who::Kind::online && !online_.take(asking.key, settings_.now())) {
        server_.reply(request.id, come_back(429, "too_often", "Slow down; come back."));
        return;
    }
    (this->*route->answer)(request, asking);
}

bool Service::may(unsigned doors, const Who& asking, const Request& request) const {
    unsigned keys = kEverybody;
    if (asking.kind == Who::Kind::device) {
        keys |= kDevice;
    } else if (asking.kind == Who::Kind::online) {
        keys |= kOnline;
    } else if (asking.kind == Who::Kind::clerk &&
               (request.method == Method::get || is_our_page(request))) {
        keys |= kClerk;
        keys |= asking.has_role("reception") ? kReception : 0U;
        keys |= asking.has_role("manager") ? kManager : 0U;
        keys |= asking.has_role("auditor") ? kAuditor : 0U;
    }
    // Also when the session is over: it is still the clerk's browser.
    keys |= session_in(request).value_or("").empty() ? kCitizen : 0U;
    return (doors & keys) != 0;
}

}  // namespace hall::service
