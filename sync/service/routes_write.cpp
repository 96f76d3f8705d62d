// SPDX-License-Identifier: Apache-2.0
// What the service takes: numbers, journals, commands, sign-ins.
#include <algorithm>

#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

#include <spdlog/spdlog.h>

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kIdMax = 64;
constexpr std::size_t kDevicePart = 2;  // Of /v1/devices/{device}/journal

// Source: PRODUCT.md, sections 2 and 4.
bool is_receptions(Action action) {
    switch (action) {
        case Action::requeue:
        case Action::resume:
        case Action::transfer:
        case Action::cancel:
        case Action::reactivate:
        case Action::grant:
            return true;
        case Action::issue:
        case Action::call_next:
        case Action::put_back:
        case Action::undo:
        case Action::call:
        case Action::recall:
        case Action::start:
        case Action::finish:
        case Action::no_show:
        case Action::park:
        case Action::day_close:
            return false;
    }
    return false;
}

std::int64_t seconds_until(Moment then, Moment now) {
    return std::chrono::ceil<std::chrono::seconds>(then - now).count();
}

}  // namespace

// Two tabs of one browser share a session: the one that still shows the clerk's former counter
// must not call people to the new one.
bool Service::is_elsewhere(std::string_view counter, const Who& asking) {
    return !counter.empty() && asking.kind == Who::Kind::clerk && counter != asking.counter.value;
}

// Reception acts on tickets that are nobody's business but its own; those that its own counter
// holds or serves it acts on like any other counter. A device does what a scanned slip asks for.
bool Service::is_at_reception(const Order& order, const Who& asking) const {
    if (!is_receptions(order.action) || !order.ticket) {
        return false;
    }
    if (asking.kind == Who::Kind::device) {
        return order.action == Action::requeue;
    }
    if (!asking.has_role("reception")) {
        return false;
    }
    const Ticket* ticket = core_.book().ticket(*order.ticket);
    const Counter* counter = core_.hall().counter(asking.counter);
    const bool is_ours = ticket != nullptr && counter != nullptr &&
                         (ticket->counter == counter->id || ticket->only_for == counter->id ||
                          counter->serves_queue(ticket->queue));
    return !is_ours;
}

void Service::post_alloc(const Request& request, const Who& asking) {
    auto ask = sync::decode_alloc(request.body);
    if (!ask) {
        refuse(request, ask.error());
        return;
    }
    if (is_another(ask->device.value, asking)) {
        refuse(request, 403, "right_missing");
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
    message->order.at_reception = is_at_reception(message->order, asking);
    const bool may_issue = asking.kind == Who::Kind::device || asking.has_role("reception");
    const bool may = message->order.action == Action::issue
                         ? may_issue
                         : asking.kind == Who::Kind::clerk || message->order.at_reception;
    if (!may) {
        refuse(request, 403, "right_missing");
        return;
    }
    if (is_elsewhere(message->order.counter.value, asking)) {
        refuse(request, 409, "clerk_elsewhere");
        return;
    }
    // Who and where is the session's to say, not the browser's.
    message->order.clerk = asking.clerk;
    message->order.counter = asking.counter;
    message->order.may_call_by_name = asking.has_role("manager");
    message->order.may_grant = asking.has_role("manager") || asking.has_role("reception");
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
    const std::string id = fields.text("clerk", kIdMax);
    std::string pin = fields.text("pin", kIdMax);
    const CounterId counter{fields.text_or("counter", "", kIdMax)};
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (!is_our_page(request)) {
        refuse(request, 403, "right_missing");
        return;
    }
    const User* known = accounts_.active(id);
    // A name that does not exist takes as long and says the same as a wrong PIN. All of them count
    // as one, so that inventing names does not fill the memory of who tried how often.
    const User user = known == nullptr ? User{.pin_hash = settings_.decoy_pin_hash} : *known;
    Request asked = request;
    asked.body.clear();  // With the PIN in it.
    check_pin(request, user, std::move(pin), [this, asked = std::move(asked), counter, user] {
        if (counter.value.empty()) {
            open_desk(asked, user);
        } else {
            sit_down(asked, counter, user);
        }
    });
}

void Service::check_pin(const Request& request,
                        const User& user,
                        std::string pin,
                        std::function<void()> right) {
    pins_.check(
        user, std::move(pin), request.peer, settings_.now(),
        [this, request = request.id, peer = request.peer, id = user.id,
         right = std::move(right)](PinAnswer answer) {
            switch (answer.verdict) {
                case PinVerdict::right:
                    right();
                    return;
                case PinVerdict::wrong:
                    if (answer.locked_until != Moment{}) {
                        administer(0, "", peer, Accounts::locked(id), "");
                    }
                    hold(request, problem(401, "pin_wrong", "The number or the PIN is wrong."));
                    return;
                case PinVerdict::locked: {
                    Response response = problem(429, "locked", "Too many wrong PINs; wait.");
                    response.headers.push_back(
                        {"Retry-After",
                         std::to_string(seconds_until(answer.locked_until, settings_.now()))});
                    server_.reply(request, std::move(response));
                    return;
                }
                case PinVerdict::busy:
                    server_.reply(request, come_back(503, "busy", "Try again."));
                    return;
            }
        });
}

void Service::sit_down(const Request& request, const CounterId& counter, const User& user) {
    const std::string token = new_token();
    cookies_.emplace(ask_of(request), session_cookie(request, token));
    feed(SeatAsked{.request = ask_of(request),
                   .action = SeatAction::open,
                   .counter = counter,
                   .clerk = ClerkId{user.id},
                   .session = hash_of(token),
                   .reason = {}});
}

// Reception and managers need no counter: nobody is called to where they sit.
void Service::open_desk(const Request& request, const User& user) {
    if (!user.may_sit_at_a_desk()) {
        server_.reply(request.id, problem(403, "right_missing",
                                          "Only reception, managers and auditors sign in without a "
                                          "counter."));
        return;
    }
    const std::string token = new_token();
    if (auto kept = desks_.open(hash_of(token), ClerkId{user.id}, settings_.now()); !kept) {
        spdlog::error("{} cannot sign in: {}", user.id, kept.error().detail);
        server_.reply(request.id, come_back(503, "busy", "The disk is in trouble; try again."));
        return;
    }
    cookies_.emplace(ask_of(request), session_cookie(request, token));
    administer(ask_of(request), user.id, request.peer,
               {.action = "session.opened", .subject = user.id},
               Json{{"counter", ""}, {"clerk", user.id}}.dump());
}

void Service::change_desk(const Request& request, const Who& asking, std::string_view action) {
    if (action == "close") {
        desks_.close(asking.session);
        administer(request, asking, {.action = "session.closed", .subject = asking.clerk.value},
                   Json{{"counter", ""}}.dump());
        return;
    }
    if (action != "renew") {
        refuse(request, 409, "counter_not_open");
        return;
    }
    desks_.renew(asking.session, settings_.now());
    server_.reply(request.id, json_response(200, Json{{"counter", ""}}.dump()));
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
    const std::string counter = fields.text_or("counter", "", kIdMax);
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
    } else if (action == "extend") {
        asked.action = SeatAction::extend;
    } else if (action == "extend_end") {
        asked.action = SeatAction::extend_end;
    } else if (action != "renew") {
        fields.fault("action", "close, pause, resume, extend, extend_end or renew");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (is_elsewhere(counter, asking)) {
        refuse(request, 409, "clerk_elsewhere");
        return;
    }
    if (asking.counter.value.empty()) {
        change_desk(request, asking, action);
        return;
    }
    feed(std::move(asked));
}

void Service::post_device(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, 4096);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "device"};
    Device device{.id = DeviceId{fields.text("id", kIdMax)},
                  .kind = fields.text("kind", 32),
                  .epoch = fields.number("epoch", 1)};
    device.lane = fields.flag("lane", false) ? 1 : kHubLane;
    if (!is_device_id(device.id.value)) {
        fields.fault("id", "letters, digits, dots and dashes, and not \"reception\"");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (is_another(device.id.value, asking)) {
        refuse(request, 403, "right_missing");
        return;
    }
    watch_.heard(device.id.value, device.kind, settings_.now());
    feed(EnrolAsked{ask_of(request), std::move(device)});
}

void Service::post_journal(const Request& request, const Who& asking) {
    auto push = sync::decode_push(request.body);
    if (!push) {
        refuse(request, push.error());
        return;
    }
    const DeviceId device{std::string(part_of(request.path, kDevicePart))};
    if (is_another(device.value, asking)) {
        refuse(request, 403, "right_missing");
        return;
    }
    if (const Device* known = core_.book().device(device)) {
        watch_.heard(device.value, known->kind, settings_.now());
    }
    feed(PushArrived{ask_of(request), device, std::move(*push)});
}

void Service::post_time(const Request& request, const Who& /*asking*/) {
    server_.reply(request.id, json_response(200, Json{{"now", millis_of(settings_.now())}}.dump()));
}

}  // namespace hall::service
