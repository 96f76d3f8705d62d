// SPDX-License-Identifier: Apache-2.0
// What a counter sends besides commands: cases (即辦即錄), and the keys of a hard caller, which
// calls without a window of any browser having the focus.
#include "sync/json.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 1024;
constexpr std::size_t kIdMost = 64;
constexpr std::string_view kCaller = "caller";

// A key that bounces has been pressed once.
bool is_bounce(const std::optional<Moment>& then, Moment now, const Policy& policy) {
    return then && now >= *then && now - *then < policy.double_press;
}

// The one thing that the state asks for. After a bounce: what the rules refuse, or what changes
// nothing, so that one press never goes two steps.
void press_main(
    Order& order, const Ticket* held, const Ticket* last, Moment now, const Policy& policy) {
    if (held == nullptr) {
        order.action = Action::call_next;
        if (last != nullptr && is_bounce(last->ended, now, policy)) {
            order.action = Action::finish;
            order.ticket = last->id;
        }
    } else if (held->state == TicketState::serving) {
        order.action = is_bounce(held->started, now, policy) ? Action::start : Action::finish;
    } else if (is_bounce(held->last_call, now, policy)) {
        order.action = Action::call_next;
    } else {
        order.action = policy.implicit_start ? Action::finish : Action::start;
    }
}

// Not here: called again as long as the rules want that, then marked.
void press_absent(Order& order, const Ticket* held, const Policy& policy) {
    const bool enough = held != nullptr && held->calls >= policy.no_show_after_calls;
    order.action = enough ? Action::no_show : Action::recall;
}

}  // namespace

void Service::post_case(const Request& request, const Who& asking) {
    auto order = sync::decode_case(request.body);
    if (!order) {
        refuse(request, order.error());
        return;
    }
    if (is_elsewhere(order->counter.value, asking)) {
        refuse(request, 409, "clerk_elsewhere");
        return;
    }
    order->clerk = asking.clerk;
    order->counter = asking.counter;
    feed(CaseArrived{ask_of(request), std::move(*order),
                     hash_of(asking.clerk.value + "\n" + request.body)});
}

void Service::post_key(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "key"};
    const auto cmd = uuid_from(fields.text("cmd"));
    const CounterId counter{fields.text("counter", kIdMost)};
    const std::string key = fields.text("key", 16);
    if (!cmd) {
        fields.fault("cmd", "a UUID in lower case");
    }
    const bool is_known = key == "main" || key == "next" || key == "recall" || key == "absent";
    if (!is_known) {
        fields.fault("key", "main, next, recall or absent");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const Device* device = core_.book().device(DeviceId{asking.device});
    if (!asking.device.empty() && (device == nullptr || device->kind != kCaller)) {
        refuse(request, 403, "right_missing");
        return;
    }
    const Seat* seat = core_.book().seat(counter);
    const Ticket* held = core_.book().held_by(counter);
    const Ticket* last =
        seat != nullptr && seat->last_ended ? core_.book().ticket(*seat->last_ended) : nullptr;
    const Policy& policy = core_.hall().policy;
    Order order{.action = Action::call_next, .counter = counter};
    // Whoever sits there has pressed it; at an empty counter nobody has.
    order.clerk = seat != nullptr ? seat->clerk : ClerkId{};
    if (key == "main") {
        press_main(order, held, last, settings_.now(), policy);
    } else if (key == "recall") {
        order.action = Action::recall;
    } else if (key == "absent") {
        press_absent(order, held, policy);
    }
    feed(CommandArrived{ask_of(request),
                        {.cmd = *cmd, .order = std::move(order)},
                        hash_of(asking.device + "\n" + request.body)});
}

}  // namespace hall::service
