// SPDX-License-Identifier: Apache-2.0
#include "sync/service/citizen_views.h"

#include <algorithm>
#include <vector>

#include "sync/hall/outlook.h"
#include "sync/hall/rating_rules.h"
#include "sync/json.h"

namespace hall::service {

using sync::Json;

namespace {

// Numbers that are being called for the same matter: enough to see the line move.
constexpr std::size_t kCallingMost = 3;
// Seconds until a phone asks again: at once where the turn is near, seldom where nothing happens.
constexpr int kPollNear = 3;
constexpr int kPollSoon = 8;
constexpr int kPollFar = 20;
constexpr int kPollOver = 60;
constexpr int kNear = 2;
constexpr int kSoon = 8;

Json way_to(const HallConfig& hall, const Counter& counter) {
    Json json{{"no", counter.no}};
    if (const Floor* floor = hall.floor(counter.floor)) {
        json["floor"] = json_of(floor->name);
    }
    if (const Zone* zone = hall.zone(counter.zone)) {
        json["zone"] = json_of(zone->name);
    }
    return json;
}

// Where people of a queue sit while they wait, and the counters that may call them.
Json place_of(const HallConfig& hall, const Queue& queue) {
    Json json{{"counters", Json::array()}};
    for (const CounterId& id : queue.counters) {
        if (const Counter* counter = hall.counter(id)) {
            json["counters"].push_back(counter->no);
        }
    }
    if (const Zone* zone = hall.zone(queue.zone)) {
        json["zone"] = json_of(zone->name);
        if (const Floor* floor = hall.floor(zone->floor)) {
            json["floor"] = json_of(floor->name);
        }
    }
    return json;
}

Json calling_in(const HallNow& hall, const QueueId& queue) {
    std::vector<const Ticket*> called;
    for (const auto& [counter, seat] : hall.book.seats()) {
        const Ticket* held = hall.book.held_by(counter);
        if (held != nullptr && held->queue == queue && held->state == TicketState::called) {
            called.push_back(held);
        }
    }
    std::ranges::sort(called, std::greater{}, [](const Ticket* t) { return t->last_call; });
    called.resize(std::min(called.size(), kCallingMost));
    Json list = Json::array();
    for (const Ticket* ticket : called) {
        const Counter* counter = hall.content.hall.counter(*ticket->counter);
        list.push_back(
            {{"number", label_of(ticket->number)}, {"counter", counter ? counter->no : 0}});
    }
    return list;
}

// The range as the slip tells it, or when calling goes on.
void put_wait(Json& json, const HallNow& hall, const Ticket& ticket) {
    const Outlook out =
        outlook(hall.book, hall.content, hall.clock, ticket.queue, hall.now, &ticket);
    json["ahead"] = out.ahead;
    json["poll_s"] = out.ahead <= kNear ? kPollNear : out.ahead <= kSoon ? kPollSoon : kPollFar;
    if (!out.wait) {
        return;
    }
    Json wait{{"lo", out.wait->lo}, {"hi", out.wait->hi}};
    if (out.wait->resumes_at) {
        wait["resumes"] = json_of(hall.clock.when_text(*out.wait->resumes_at, hall.now));
    }
    if (out.wait->or_after) {
        wait["or_after"] = json_of(hall.clock.when_text(*out.wait->or_after, hall.now));
    }
    json["wait"] = std::move(wait);
}

// What the state asks for, besides the number itself.
void put_state(Json& json, const HallNow& hall, const Ticket& ticket) {
    const HallConfig& config = hall.content.hall;
    const Counter* counter = ticket.counter ? config.counter(*ticket.counter) : nullptr;
    switch (ticket.state) {
        case TicketState::waiting:
            put_wait(json, hall, ticket);
            json["may"].push_back("leave");
            break;
        case TicketState::called:
        case TicketState::serving:
            json["poll_s"] = kPollNear;
            json["calls"] = ticket.calls;
            if (counter != nullptr) {
                json["counter"] = way_to(config, *counter);
            }
            break;
        case TicketState::no_show:
        case TicketState::parked:
            json["poll_s"] = kPollSoon;
            if (ticket.ended) {
                json["until"] = json_of(
                    hall.clock.when_text(*ticket.ended + config.policy.requeue_within, hall.now));
                json["in_time"] = hall.now - *ticket.ended <= config.policy.requeue_within;
            }
            break;
        case TicketState::cancelled:
            if (ticket.reason == kLeftByOwner && ticket.ended &&
                hall.now - *ticket.ended <= config.policy.requeue_within) {
                json["may"].push_back("stay");
            }
            break;
        case TicketState::finished:
        case TicketState::expired:
            break;
    }
}

void put_rating(Json& json, const HallNow& hall, const ServiceDue* due) {
    const RatingState state = rating_state(due, hall.content.hall, hall.now);
    json["rating"] = {{"state", name_of(state)}};
    if (state == RatingState::due) {
        json["may"].push_back("rate");
        json["rating"]["until"] =
            json_of(hall.clock.date_text(rate_until(*due, hall.content.hall)));
    }
}

void put_queue(Json& json, const HallNow& hall, const QueueId& id) {
    if (const Queue* queue = hall.content.hall.queue(id)) {
        json["queue"] = json_of(queue->name);
        json["place"] = place_of(hall.content.hall, *queue);
    }
}

Json common(const HallNow& hall) {
    const HallConfig& config = hall.content.hall;
    return {{"hall", json_of(config.name)},
            {"default_language", tag_of(config.default_language)},
            {"time", hall.clock.time_text(hall.now)},
            {"may", Json::array()},
            {"stay_min", config.policy.requeue_within.count()},
            {"poll_s", kPollOver}};
}

std::string held_key(const Ticket* held) {
    return held == nullptr
               ? std::string{"-"}
               : label_of(held->number) + (held->state == TicketState::serving ? "s" : "c");
}

Json clerk_json(const HallNow& hall, const ClerkId& id) {
    const Clerk* clerk = hall.content.hall.clerk(id);
    if (clerk == nullptr) {
        return nullptr;
    }
    Json json{
        {"label", json_of(clerk->label)}, {"post", json_of(clerk->post)}, {"badge", clerk->badge}};
    if (const Department* department = hall.content.catalogue.department(clerk->department)) {
        json["department"] = json_of(department->short_name);
    }
    return json;
}

}  // namespace

Json json_of(const Text& text) {
    return {{"zh-Hant", text.hant}, {"zh-Hans", text.hans}, {"en", text.en}};
}

std::optional<std::string> phone_view(const HallNow& hall, const TicketId& id) {
    const Ticket* ticket = hall.book.ticket(id);
    const ServiceDue* due = hall.book.service_due(id);
    if (ticket == nullptr && due == nullptr) {
        return std::nullopt;
    }
    Json json = common(hall);
    if (ticket != nullptr) {
        json["number"] = label_of(ticket->number);
        json["day"] = text_of(ticket->day);
        json["state"] = name_of(ticket->state);
        put_queue(json, hall, ticket->queue);
        put_state(json, hall, *ticket);
        if (ticket->state == TicketState::waiting) {
            json["calling"] = calling_in(hall, ticket->queue);
        }
    } else {
        // The ticket's day is over; the service is remembered for those who rate late.
        json["number"] = label_of(due->number);
        json["day"] = text_of(due->day);
        json["state"] = name_of(TicketState::finished);
        put_queue(json, hall, due->queue);
    }
    put_rating(json, hall, due);
    return json.dump();
}

std::optional<RatingView> rating_view(const HallNow& hall, const CounterId& id) {
    const HallConfig& config = hall.content.hall;
    const Counter* counter = config.counter(id);
    if (counter == nullptr) {
        return std::nullopt;
    }
    const Seat* seat = hall.book.seat(id);
    const bool open = hall.book.is_open(id, hall.now);
    const Ticket* held = hall.book.held_by(id);
    const auto prompt = prompt_at(hall.book, config, id, hall.now);
    const ClerkId clerk = seat == nullptr ? ClerkId{} : seat->clerk;
    Json json{{"counter", id.value},
              {"no", counter->no},
              {"name", json_of(counter->name)},
              {"hall", json_of(config.name)},
              {"default_language", tag_of(config.default_language)},
              {"clerk", clerk_json(hall, clerk)},
              {"open", open},
              {"service", nullptr},
              {"prompt_ms", std::chrono::milliseconds{config.policy.rating_prompt}.count()}};
    std::string version = clerk.value + "/" + (open ? "o" : "c") + "/" + held_key(held) + "/";
    if (held != nullptr) {
        json["held"] = {{"number", label_of(held->number)}, {"state", name_of(held->state)}};
    }
    if (prompt) {
        json["service"] = {{"ticket", text_of(prompt->service->ticket)},
                           {"number", label_of(prompt->service->number)},
                           {"left_ms", prompt->left.count()}};
        // A service that was undone and finished again is asked about again.
        version += text_of(prompt->service->ticket) + "@" +
                   std::to_string(millis_of(prompt->service->finished));
    }
    json["version"] = version;
    return RatingView{std::move(version), json.dump()};
}

}  // namespace hall::service
