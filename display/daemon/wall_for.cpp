// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "display/daemon/hero.h"
#include "display/daemon/pages_for.h"
#include "sync/hall/notices.h"

namespace hall::board {

using display::WallCall;
using display::WallPage;

namespace {

constexpr std::size_t kRecent = 8;
constexpr std::size_t kNext = 4;
constexpr std::size_t kMissed = 6;
constexpr std::size_t kQueues = 12;
constexpr std::size_t kNotices = 12;
constexpr std::chrono::minutes kStandsAfterHours{10};
constexpr std::chrono::seconds kStaleAfter{25};

// The counters and queues of one floor, or of all.
bool is_here(const Scene& scene, const CounterId& id, const FloorId& floor) {
    const Counter* counter = scene.content.hall.counter(id);
    return counter != nullptr && (floor.empty() || counter->floor == floor);
}

bool is_here(const Scene& scene, const Queue& queue, const FloorId& floor) {
    const Zone* zone = scene.content.hall.zone(queue.zone);
    return floor.empty() || (zone != nullptr && zone->floor == floor);
}

// For a wall on one floor: which way the counter is when it is on another.
const char* arrow_to(const Scene& scene, const Floor& where, const FloorId& floor) {
    const Floor* here = scene.content.hall.floor(floor);
    if (here == nullptr || here->id == where.id) {
        return "";
    }
    return where.level > here->level ? " ↑" : " ↓";
}

WallCall call_of(const Scene& scene, const Ticket& ticket, const FloorId& floor) {
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
                     arrow_to(scene, *where, floor);
    }
    return call;
}

// A ticket is shown where it is called to, and where its people wait.
bool is_shown(const Scene& scene, const Ticket& ticket, const FloorId& floor) {
    const Queue* queue = scene.content.hall.queue(ticket.queue);
    return is_here(scene, *ticket.counter, floor) ||
           (queue != nullptr && is_here(scene, *queue, floor));
}

// Today's calls, newest first.
std::vector<const Ticket*> calls_of(const Scene& scene, const FloorId& floor) {
    std::vector<const Ticket*> calls;
    for (const auto& [id, ticket] : scene.book.tickets()) {
        const bool shown = ticket.last_call && ticket.counter &&
                           ticket.day == scene.clock.business_day(scene.now) &&
                           is_shown(scene, ticket, floor);
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
void set_calls(WallPage& page, const Scene& scene, const FloorId& floor) {
    const auto calls = calls_of(scene, floor);
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
    page.newest = call_of(scene, *hero->ticket, floor);
    const auto age = scene.now - hero->since;
    if (age >= std::chrono::milliseconds{0} && age <= display::kFreshFor) {
        page.fresh_since = scene.mono - age;
    }
    for (const Ticket* ticket : calls) {
        if (ticket != hero->ticket && page.recent.size() < kRecent) {
            page.recent.push_back(call_of(scene, *ticket, floor));
        }
    }
}

void set_missed(WallPage& page, const Scene& scene, const FloorId& floor) {
    std::vector<const Ticket*> missed;
    for (const auto& [id, ticket] : scene.book.tickets()) {
        if (ticket.state == TicketState::no_show && ticket.counter &&
            is_here(scene, *ticket.counter, floor)) {
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

void set_queues(WallPage& page, const Scene& scene, const FloorId& floor) {
    std::vector<std::pair<int, const Queue*>> queues;
    for (const Queue& queue : scene.content.hall.queues) {
        if (is_here(scene, queue, floor)) {
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

void set_serving(WallPage& page, const Scene& scene, const FloorId& floor) {
    for (const Counter& counter : scene.content.hall.counters) {
        const Ticket* held = scene.book.held_by(counter.id);
        if (held != nullptr && is_here(scene, counter.id, floor)) {
            page.serving.push_back({std::to_string(counter.no), label_of(held->number)});
        }
    }
}

// What stands large while nobody was called.
std::string welcome_of(const Scene& scene) {
    const OpeningState state = scene.clock.state(scene.now);
    const std::string opens =
        state.opens ? scene.clock.when_text(*state.opens, scene.now).in(scene.language) : "";
    const auto say = [&](const char* key) {
        return scene.phrases.say(key, scene.language, {{"time", opens}});
    };
    switch (state.opening) {
        case Opening::open:
            return say("board.welcome");
        case Opening::lunch:
            return say("board.lunch_break");
        case Opening::before:
            return say("board.before_opening");
        case Opening::after:
            return say("board.after_hours");
    }
    return {};
}

std::vector<std::string> notices_of(const Scene& scene) {
    std::vector<std::string> notices{scene.phrases.say("board.missed_line", scene.language)};
    if (scene.content.notices == nullptr) {
        return notices;
    }
    const Day day = scene.clock.business_day(scene.now);
    const char* colon = scene.language == Language::en ? ": " : "：";
    for (const Notice* notice : scene.content.notices->up(day, NoticeKind::notice)) {
        if (notices.size() <= kNotices) {
            const std::string& body = notice->body.in(scene.language);
            notices.push_back(notice->title.in(scene.language) +
                              (body.empty() ? "" : colon + body));
        }
    }
    return notices;
}

void set_words(WallPage& page, const Scene& scene) {
    const auto say = [&](const char* key, const Phrases::Fillings& fillings = {}) {
        return scene.phrases.say(key, scene.language, fillings);
    };
    const HallConfig& hall = scene.content.hall;
    const Language second = scene.language == Language::en ? Language::zh_hant : Language::en;
    page.hall = hall.name.in(scene.language);
    page.subtitle = hall.name.in(second);
    page.clock = scene.clock.time_text(scene.now);
    page.date = scene.clock.date_text(scene.now).in(scene.language);
    page.welcome = welcome_of(scene);
    page.hotline = hall.hotline;
    page.notices = notices_of(scene);
    page.captions = {.calling = say("board.newest"),
                     .recent = say("board.last_called"),
                     .next = say("board.next"),
                     .next_note = say("board.next_note"),
                     .missed = say("board.missed"),
                     .serving = say("board.now_serving"),
                     .waiting = say("board.waiting_by_queue"),
                     .qr = say("ticket.scan"),
                     .hotline = say("board.hotline", {{"phone", ""}})};
    if (scene.silent && *scene.silent >= kStaleAfter) {
        page.stale = say("board.data_delay", {{"n", std::to_string(scene.silent->count())}});
    }
}

}  // namespace

display::Page wall_for(const Scene& scene, const FloorId& floor, const std::string& caption) {
    WallPage page;
    page.announcement = caption;
    page.script =
        scene.language == Language::zh_hans ? display::Script::hans : display::Script::hant;
    set_words(page, scene);
    set_calls(page, scene, floor);
    set_missed(page, scene, floor);
    set_queues(page, scene, floor);
    set_serving(page, scene, floor);
    return page;
}

std::optional<Moment> wall_changes_at(const Scene& scene, const FloorId& floor) {
    const auto hero = hero_of(calls_of(scene, floor), scene.now);
    return hero ? hero->next : std::nullopt;
}

display::Page farewell_wall(const Scene& scene, const FloorId& floor) {
    WallPage page;
    page.script =
        scene.language == Language::zh_hans ? display::Script::hans : display::Script::hant;
    set_words(page, scene);
    set_missed(page, scene, floor);
    page.stale.clear();
    page.welcome = scene.phrases.say("board.sign_paused", scene.language);
    return page;
}

}  // namespace hall::board
