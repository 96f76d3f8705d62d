// SPDX-License-Identifier: Apache-2.0
#include "sync/service/hall_view.h"

#include <algorithm>
#include <vector>

#include "sync/hall/outlook.h"
#include "sync/json.h"

namespace hall::service {

using sync::Json;

namespace {

// Numbers that are being called for one queue: enough to see the line move.
constexpr std::size_t kCallingMost = 3;
constexpr int kPollOpen = 10;
constexpr int kPollShut = 60;

std::string_view word_of(Opening opening) {
    switch (opening) {
        case Opening::open:
            return "open";
        case Opening::lunch:
            return "lunch";
        case Opening::before:
            return "before";
        case Opening::after:
            return "after";
    }
    return "";
}

// Newest first, of all queues.
std::vector<const Ticket*> called_now(const HallNow& hall) {
    std::vector<const Ticket*> called;
    for (const auto& [counter, seat] : hall.book.seats()) {
        const Ticket* held = hall.book.held_by(counter);
        if (held != nullptr && held->state == TicketState::called) {
            called.push_back(held);
        }
    }
    std::ranges::sort(called, std::greater{}, [](const Ticket* t) { return t->last_call; });
    return called;
}

Json wait_json(const HallNow& hall, const Outlook& out) {
    if (!out.wait) {
        return nullptr;
    }
    Json wait{{"lo", out.wait->lo}, {"hi", out.wait->hi}};
    if (out.wait->resumes_at) {
        wait["resumes"] = json_of(hall.clock.when_text(*out.wait->resumes_at, hall.now));
    }
    return wait;
}

Json queue_json(const HallNow& hall, const Queue& queue, const std::vector<const Ticket*>& called) {
    const HallConfig& config = hall.content.hall;
    const Outlook out = outlook(hall.book, hall.content, hall.clock, queue.id, hall.now);
    Json json{{"prefix", queue.prefix},
              {"name", json_of(queue.name)},
              {"waiting", hall.book.waiting_count(queue.id)},
              {"issuing", out.issuing},
              {"wait", wait_json(hall, out)},
              {"calling", Json::array()}};
    if (const Zone* zone = config.zone(queue.zone)) {
        if (const Floor* floor = config.floor(zone->floor)) {
            json["floor"] = json_of(floor->name);
        }
    }
    for (const Ticket* ticket : called) {
        const Counter* counter = config.counter(*ticket->counter);
        if (ticket->queue == queue.id && counter != nullptr &&
            json["calling"].size() < kCallingMost) {
            json["calling"].push_back(
                {{"number", label_of(ticket->number)}, {"counter", counter->no}});
        }
    }
    return json;
}

}  // namespace

std::string hall_view(const HallNow& hall) {
    const HallConfig& config = hall.content.hall;
    const OpeningState state = hall.clock.state(hall.now);
    Json json{{"hall", json_of(config.name)},
              {"default_language", tag_of(config.default_language)},
              {"time", hall.clock.time_text(hall.now)},
              {"opening", word_of(state.opening)},
              {"poll_s", state.opening == Opening::open ? kPollOpen : kPollShut},
              {"hotline", config.hotline},
              {"queues", Json::array()}};
    if (state.opens) {
        json["opens"] = json_of(hall.clock.when_text(*state.opens, hall.now));
    }
    const auto called = called_now(hall);
    for (const Queue& queue : config.queues) {
        json["queues"].push_back(queue_json(hall, queue, called));
    }
    return json.dump();
}

}  // namespace hall::service
