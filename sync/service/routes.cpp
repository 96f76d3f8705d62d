// SPDX-License-Identifier: Apache-2.0
// What the service answers to, and to whom. sync/service/openapi.yaml describes the same.
#include <algorithm>
#include <array>
#include <charconv>

#include "sync/json.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

// Requests waiting for the disk; above it the disk is in trouble and more would only wait longer.
constexpr std::size_t kPendingMax = 4096;
constexpr std::size_t kLogPage = 500;

std::int64_t number_of(std::optional<std::string_view> text, std::int64_t otherwise) {
    std::int64_t value = otherwise;
    if (text) {
        const char* end = text->data() + text->size();
        const auto parsed = std::from_chars(text->data(), end, value);
        if (parsed.ec != std::errc{} || parsed.ptr != end || value < 0) {
            return otherwise;
        }
    }
    return value;
}

AskId ask_of(const Request& request) {
    return static_cast<AskId>(request.id);
}

}  // namespace

/// `pattern` ends with * where the rest of the path is the route's own.
struct Service::Route {
    enum class For { everybody, device, clerk, both };
    Method method;
    std::string_view pattern;
    For whom;
    void (Service::*answer)(const Request&, const Who&);
};

void Service::handle(Request request) {
    using For = Route::For;
    static constexpr std::array kRoutes{
        Route{Method::get, "/v1/halls/{h}/state", For::both, &Service::get_state},
        Route{Method::get, "/v1/halls/{h}/stream", For::both, &Service::get_stream},
        Route{Method::get, "/v1/halls/{h}/log", For::device, &Service::get_log},
        Route{Method::get, "/v1/halls/{h}/content/*", For::everybody, &Service::get_content},
        Route{Method::get, "/v1/halls/{h}/me", For::clerk, &Service::get_me},
        Route{Method::post, "/v1/halls/{h}/alloc", For::device, &Service::post_alloc},
        Route{Method::post, "/v1/halls/{h}/commands", For::both, &Service::post_command},
        Route{Method::post, "/v1/halls/{h}/sessions", For::everybody, &Service::post_session},
        Route{Method::post, "/v1/halls/{h}/seat", For::clerk, &Service::post_seat},
        Route{Method::post, "/v1/devices", For::device, &Service::post_device},
        Route{Method::post, "/v1/devices/*", For::device, &Service::post_journal},
        Route{Method::post, "/v1/time", For::device, &Service::post_time},
        Route{Method::get, "/metrics", For::device, &Service::get_metrics},
        Route{Method::get, "/*", For::everybody, &Service::get_page}};

    const std::string hall_prefix = "/v1/halls/" + settings_.content->hall.id.value;
    const auto matches = [&](const Route& route) {
        std::string pattern{route.pattern};
        if (pattern.starts_with("/v1/halls/{h}")) {
            pattern.replace(0, std::string_view("/v1/halls/{h}").size(), hall_prefix);
        }
        if (pattern.ends_with('*')) {
            pattern.pop_back();
            return request.path.starts_with(pattern);
        }
        return request.path == pattern;
    };
    const auto* route = std::ranges::find_if(
        kRoutes, [&](const Route& r) { return r.method == request.method && matches(r); });
    if (route == kRoutes.end()) {
        const bool known = std::ranges::any_of(kRoutes, matches);
        refuse(request, known && request.path.starts_with("/v1/") ? 405 : 404, "not_found");
        return;
    }
    if (core_.pending() > kPendingMax) {
        server_.reply(request.id, come_back(503, "busy", "The disk is behind; come back."));
        return;
    }
    const Who asking = who(request);
    const bool clerk =
        asking.kind == Who::Kind::clerk && (request.method == Method::get || is_our_page(request));
    const bool device = asking.kind == Who::Kind::device;
    const bool allowed = route->whom == For::everybody || (route->whom == For::device && device) ||
                         (route->whom == For::clerk && clerk) ||
                         (route->whom == For::both && (clerk || device));
    if (!allowed) {
        refuse(request, asking.kind == Who::Kind::nobody ? 401 : 403,
               asking.kind == Who::Kind::nobody ? "session_over" : "right_missing");
        return;
    }
    (this->*route->answer)(request, asking);
}

void Service::get_state(const Request& request, const Who& /*asking*/) {
    feed(StateAsked{ask_of(request)});
}

void Service::get_stream(const Request& request, const Who& asking) {
    std::string after{request.header("last-event-id")};
    if (after.empty()) {
        after = request.query("after").value_or("");
    }
    const auto cursor = sync::cursor_from(after);
    if (!cursor) {
        server_.reply(request.id, problem(400, "bad_request",
                                          "after: expected a cursor like e1:42 from /state"));
        return;
    }
    // Boards and kiosks of one box share the local token, each with a stream of its own.
    const std::string owner = asking.kind == Who::Kind::clerk
                                  ? asking.session
                                  : "device:" + std::string(request.query("as").value_or(""));
    stream_.follow(request.id, owner, *cursor);
}

void Service::get_log(const Request& request, const Who& /*asking*/) {
    const std::int64_t after = number_of(request.query("after"), 0);
    const auto limit = static_cast<std::size_t>(
        std::min<std::int64_t>(number_of(request.query("limit"), kLogPage), kLogPage));
    const auto entries = reader_->read(after, limit);
    if (!entries) {
        refuse(request, 500, "internal");
        return;
    }
    Json list = Json::array();
    for (const sync::Entry& entry : *entries) {
        if (entry.seq > core_.durable_lsn()) {
            break;
        }
        list.push_back({{"lsn", entry.seq},
                        {"at", millis_of(entry.at)},
                        {"kind", entry.kind},
                        {"body", Json::parse(entry.body, nullptr, false)},
                        {"chain", entry.chain}});
    }
    server_.reply(request.id, json_response(200, Json{{"epoch", core_.book().epoch()},
                                                      {"durable", core_.durable_lsn()},
                                                      {"entries", std::move(list)}}
                                                     .dump()));
}

void Service::get_content(const Request& request, const Who& /*asking*/) {
    const std::string name = request.path.substr(request.path.rfind("/content/") + 9);
    const auto document = settings_.documents.find(name);
    if (document == settings_.documents.end()) {
        refuse(request, 404, "not_found");
        return;
    }
    serve(request, document->second);
}

void Service::get_page(const Request& request, const Who& /*asking*/) {
    const auto page = settings_.pages.find(request.path);
    if (page == settings_.pages.end()) {
        refuse(request, 404, "not_found");
        return;
    }
    serve(request, page->second);
}

void Service::serve(const Request& request, const Served& file) {
    Response response{.status = 200,
                      .content_type = file.content_type,
                      .body = file.body,
                      .headers = page_headers()};
    response.headers.push_back({"ETag", file.etag});
    response.headers.push_back({"Cache-Control", "no-cache"});
    if (request.header("if-none-match") == file.etag) {
        response.status = 304;
        response.body = nullptr;
        response.content_type.clear();
    }
    server_.reply(request.id, std::move(response));
}

void Service::get_me(const Request& request, const Who& asking) {
    const Clerk* clerk = core_.hall().clerk(asking.clerk);
    Json roles = Json::array();
    if (asking.user != nullptr) {
        for (const std::string& role : asking.user->roles) {
            roles.push_back(role);
        }
    }
    Json body{{"clerk", asking.clerk.value},
              {"counter", asking.counter.value},
              {"roles", std::move(roles)},
              {"now", millis_of(settings_.now())}};
    if (clerk != nullptr) {
        body["label"] = {{"zh-Hant", clerk->label.hant},
                         {"zh-Hans", clerk->label.hans},
                         {"en", clerk->label.en}};
    }
    server_.reply(request.id, json_response(200, body.dump()));
}

void Service::get_metrics(const Request& request, const Who& /*asking*/) {
    const HttpFigures http = server_.figures();
    std::string text;
    const auto gauge = [&](const char* name, const char* help, auto value) {
        text += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " gauge\n" +
                name + " " + std::to_string(value) + "\n";
    };
    gauge("hall_log_lsn", "Last durable entry of the log.", core_.durable_lsn());
    gauge("hall_pending_answers", "Answers and frames waiting for the disk.", core_.pending());
    gauge("hall_writer_lines", "Lines waiting for the writer.", writer_->waiting());
    gauge("hall_tickets_waiting", "People waiting.", core_.book().waiting().size());
    gauge("hall_devices", "Devices known.", core_.book().devices().size());
    gauge("hall_stream_followers", "Open streams.", stream_.followers());
    gauge("hall_http_connections", "Open connections.", http.connections);
    gauge("hall_http_requests", "Requests handed on.", http.requests);
    gauge("hall_http_refused", "Requests refused by the server itself.", http.refused);
    server_.reply(request.id, Response{.content_type = "text/plain; version=0.0.4",
                                       .body = body_of(std::move(text))});
}

void Service::post_alloc(const Request& request, const Who& /*asking*/) {
    auto ask = sync::decode_alloc(request.body);
    if (!ask) {
        refuse(request, ask.error());
        return;
    }
    feed(AllocAsked{ask_of(request), std::move(*ask)});
}

void Service::post_command(const Request& request, const Who& asking) {
    auto message = sync::decode_command(request.body);
    if (!message) {
        refuse(request, message.error());
        return;
    }
    const bool reception = asking.kind == Who::Kind::device ||
                           (asking.user != nullptr && asking.user->has_role("reception"));
    if (message->order.action == Action::issue ? !reception : asking.kind != Who::Kind::clerk) {
        refuse(request, 403, "right_missing");
        return;
    }
    // Who and where is the session's to say, not the browser's.
    message->order.clerk = asking.clerk;
    message->order.counter = asking.counter;
    message->order.may_call_by_name = asking.user != nullptr && asking.user->has_role("manager");
    feed(CommandArrived{ask_of(request), std::move(*message),
                        hash_of(asking.clerk.value + "\n" + request.body)});
}

void Service::post_session(const Request& request, const Who& /*asking*/) {
    const auto json = sync::parse_json(request.body, 4096);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "session"};
    const std::string id = fields.text("clerk", 64);
    std::string pin = fields.text("pin", 64);
    const CounterId counter{fields.text("counter", 64)};
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (!is_our_page(request)) {
        refuse(request, 403, "right_missing");
        return;
    }
    const auto known = settings_.users.find(id);
    // A name that does not exist takes as long and says the same as a wrong PIN.
    const User user = known == settings_.users.end() ? User{.id = id} : known->second;
    pins_.check(
        user, std::move(pin), request.peer, settings_.now(),
        [this, request = request.id, counter, user](PinVerdict verdict) {
            switch (verdict) {
                case PinVerdict::right:
                    sit_down(request, counter, user);
                    return;
                case PinVerdict::wrong:
                    server_.reply(request,
                                  problem(401, "pin_wrong", "The number or the PIN is wrong."));
                    return;
                case PinVerdict::locked:
                    server_.reply(request, come_back(429, "locked", "Too many wrong PINs; wait."));
                    return;
                case PinVerdict::busy:
                    server_.reply(request, come_back(503, "busy", "Try again."));
                    return;
            }
        });
}

void Service::sit_down(RequestId request, const CounterId& counter, const User& user) {
    const std::string token = new_token();
    const auto ask = static_cast<AskId>(request);
    cookies_.emplace(ask, token);
    feed(SeatAsked{.request = ask,
                   .action = SeatAction::open,
                   .counter = counter,
                   .clerk = ClerkId{user.id},
                   .session = hash_of(token),
                   .reason = {}});
}

void Service::post_seat(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, 4096);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "seat"};
    const std::string action = fields.text("action", 16);
    const std::string reason = fields.text_or("reason", "", 400);
    SeatAsked asked{.request = ask_of(request),
                    .action = SeatAction::renew,
                    .counter = asking.counter,
                    .clerk = asking.clerk,
                    .session = {},
                    .reason = reason};
    if (action == "close") {
        asked.action = SeatAction::close;
    } else if (action == "pause") {
        asked.action = SeatAction::pause;
    } else if (action == "resume") {
        asked.action = SeatAction::resume;
    } else if (action != "renew") {
        fields.fault("action", "close, pause, resume or renew");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    feed(std::move(asked));
}

void Service::post_device(const Request& request, const Who& /*asking*/) {
    const auto json = sync::parse_json(request.body, 4096);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "device"};
    Device device{.id = DeviceId{fields.text("id", 64)},
                  .kind = fields.text("kind", 32),
                  .epoch = fields.number("epoch", 1)};
    device.lane = fields.flag("lane", false) ? 1 : kHubLane;
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    feed(EnrolAsked{ask_of(request), std::move(device)});
}

void Service::post_journal(const Request& request, const Who& /*asking*/) {
    const std::string rest = request.path.substr(std::string_view("/v1/devices/").size());
    const auto slash = rest.find('/');
    if (slash == std::string::npos || rest.substr(slash) != "/journal") {
        refuse(request, 404, "not_found");
        return;
    }
    auto push = sync::decode_push(request.body);
    if (!push) {
        refuse(request, push.error());
        return;
    }
    feed(PushArrived{ask_of(request), DeviceId{rest.substr(0, slash)}, std::move(*push)});
}

void Service::post_time(const Request& request, const Who& /*asking*/) {
    server_.reply(request.id, json_response(200, Json{{"now", millis_of(settings_.now())}}.dump()));
}

}  // namespace hall::service
