// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "display/daemon/hero.h"
#include "display/daemon/pages_for.h"
#include "display/daemon/wall_words.h"

namespace hall::board {

using display::WallCall;
using display::WallPage;

namespace {

constexpr std::size_t kRecent = 8;
constexpr std::size_t kNext = 4;
constexpr std::size_t kMissed = 6;
constexpr std::size_t kQueues = 12;
constexpr std::chrono::minutes kStandsAfterHours{10};

bool is_here(const Scene& scene, const CounterId& id, const Place& place) {
    const Counter* counter = scene.content.hall.counter(id);
    return counter != nullptr && is_there(place, *counter);
}

// For a wall on one floor: which way the counter is when it is on another.
const char* arrow_to(const Scene& scene, const Floor& where, const Place& place) {
    const Floor* here = floor_of(scene.content.hall, place);
    if (here == nullptr || here->id == where.id) {
        return "";
    }
    return where.level > here->level ? " ↑" : " ↓";
}

WallCall call_of(const Scene& scene, const Ticket& ticket, const Place& place) {
    const Counter* counter = scene.content.hall.counter(*ticket.counter);
    WallCall call{.number = label_of(ticket.number)};
    if (counter == nullptr) {
        return call;
    }
    call.counter = scene.phrases.say("board.to_counter", scene.language,
                                     {{"counter", std::to_string(counter->no)}});
    const Floor* where = scene.content.hall.floor(counter->floor);
    const Zone* zone = scene.content.hall.zone(counter->zone);
    if (where != nullptr && zone != nullptr) {
        call.where = where->name.in(scene.language) + " " + zone->name.in(scene.language) +
                     arrow_to(scene, *where, place);
    }
    return call;
}

// A ticket is shown where it is called to, and where its people wait.
bool is_shown(const Scene& scene, const Ticket& ticket, const Place& place) {
    const Queue* queue = scene.content.hall.queue(ticket.queue);
    return is_here(scene, *ticket.counter, place) ||
           (queue != nullptr && is_there(scene.content.hall, place, *queue));
}

// Today's calls, newest first.
std::vector<const Ticket*> calls_of(const Scene& scene, const Place& place) {
    std::vector<const Ticket*> calls;
    for (const auto& [id, ticket] : scene.book.tickets()) {
        const bool shown = ticket.last_call && ticket.counter &&
                           ticket.day == scene.clock.business_day(scene.now) &&
                           is_shown(scene, ticket, place);
        if (shown) {
            calls.push_back(&ticket);
        }
    }
    std::ranges::sort(calls, [](const Ticket* a, const Ticket* b) {
        return std::pair{b->last_call, b->id} < std::pair{a->last_call, a->id};
    });
    return calls;
}

// The newest call stands large; in a burst each has its turn there, in the order of the calls,
// while the list beside it has all of them at once.
void set_calls(WallPage& page, const Scene& scene, const Place& place) {
    const auto calls = calls_of(scene, place);
    const auto hero = hero_of(calls, scene.now);
    if (!hero) {
        return;
    }
    // A call of the morning does not stand large through lunch and into the evening.
    const bool over = scene.clock.state(scene.now).opening != Opening::open &&
                      hero->ticket->state != TicketState::called &&
                      scene.now - hero->since > kStandsAfterHours;
    if (over) {
        return;
    }
    page.newest = call_of(scene, *hero->ticket, place);
    const auto age = scene.now - hero->since;
    if (age >= std::chrono::milliseconds{0} && age <= display::kFreshFor) {
        page.fresh_since = scene.mono - age;
    }
    for (const Ticket* ticket : calls) {
        if (ticket != hero->ticket && page.recent.size() < kRecent) {
            page.recent.push_back(call_of(scene, *ticket, place));
        }
    }
}

void set_missed(WallPage& page, const Scene& scene, const Place& place) {
    std::vector<const Ticket*> missed;
    for (const auto& [id, ticket] : scene.book.tickets()) {
        if (ticket.state == TicketState::no_show && ticket.counter &&
            is_here(scene, *ticket.counter, place)) {
            missed.push_back(&ticket);
        }
    }
    std::ranges::sort(missed, std::ranges::greater{}, [](const Ticket* t) { return t->ended; });
    for (const Ticket* ticket : missed) {
        if (page.missed.size() < kMissed) {
            page.missed.push_back(label_of(ticket->number));
        }
    }
}

void set_queues(WallPage& page, const Scene& scene, const Place& place) {
    std::vector<std::pair<int, const Queue*>> queues;
    for (const Queue& queue : scene.content.hall.queues) {
        if (is_there(scene.content.hall, place, queue)) {
            queues.emplace_back(scene.book.waiting_count(queue.id), &queue);
        }
    }
    std::ranges::stable_sort(queues, std::ranges::greater{},
                             [](const auto& entry) { return entry.first; });
    std::vector<const Ticket*> heads;
    for (const auto& [waiting, queue] : queues) {
        if (page.waiting.size() < kQueues) {
            page.waiting.push_back({queue->name.in(scene.language), std::to_string(waiting)});
        }
        const auto line = scene.book.waiting(queue->id);
        const auto first =
            std::ranges::min_element(line, {}, [](const Ticket* t) { return t->order; });
        if (first != line.end()) {
            heads.push_back(*first);
        }
    }
    std::ranges::sort(heads, {}, [](const Ticket* t) { return t->order; });
    for (const Ticket* ticket : heads) {
        if (page.next.size() < kNext) {
            page.next.push_back(label_of(ticket->number));
        }
    }
}

void set_serving(WallPage& page, const Scene& scene, const Place& place) {
    for (const Counter& counter : scene.content.hall.counters) {
        const Ticket* held = scene.book.held_by(counter.id);
        if (held != nullptr && is_here(scene, counter.id, place)) {
            page.serving.push_back({std::to_string(counter.no), label_of(held->number)});
        }
    }
}

}  // namespace

display::Page wall_for(const Scene& scene, const Place& place, const std::string& caption) {
    WallPage page;
    page.announcement = caption;
    set_words(page, scene, place);
    set_calls(page, scene, place);
    set_missed(page, scene, place);
    set_queues(page, scene, place);
    set_serving(page, scene, place);
    return page;
}

std::optional<Moment> wall_changes_at(const Scene& scene, const Place& place) {
    const auto hero = hero_of(calls_of(scene, place), scene.now);
    return hero ? hero->next : std::nullopt;
}

display::Page farewell_wall(const Scene& scene, const Place& place) {
    WallPage page;
    set_words(page, scene, place);
    set_missed(page, scene, place);
    page.stale.clear();
    page.honours.clear();
    page.qr.clear();
    page.welcome = scene.phrases.say("board.sign_paused", scene.language);
    return page;
}

}  // namespace hall::board
