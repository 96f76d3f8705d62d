// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/outlook.h"

#include <algorithm>
#include <utility>

namespace hall {

namespace {

ServiceTime time_of(const Ticket& ticket, const Content& content, const Queue& queue) {
    const Item* item = content.catalogue.item(ticket.item);
    return item != nullptr ? service_time_of(*item) : service_time_of(queue);
}

// A counter that serves several queues gives each of them the part that its waiting people make.
double share_of(const Counter& counter, const Book& book, const QueueId& queue) {
    double all = 0;
    double mine = 0;
    for (const auto& group : counter.serves) {
        for (const QueueId& one : group) {
            const double weight = 1.0 + book.waiting_count(one);
            all += weight;
            mine += one == queue ? weight : 0;
        }
    }
    return all > 0 ? mine / all : 1;
}

std::vector<Stretch> planned_from(const HallClock& clock, const Counter& counter, Moment now) {
    const Day today = clock.business_day(now);
    const auto left_of = [&](Day day) {
        auto planned = clock.openings(counter, day);
        std::erase_if(planned, [&](const Stretch& stretch) { return stretch.to <= now; });
        return planned;
    };
    // Whoever waits at closing is served today: tomorrow counts only once today is over.
    auto planned = left_of(today);
    if (planned.empty()) {
        planned = left_of(today + std::chrono::days{1});
    }
    return planned;
}

/// The hall at one moment.
struct Scene {
    const Book& book;
    const Content& content;
    const HallClock& clock;
    Moment now;
    bool attended = false;  ///< Somebody is signed in somewhere.
};

bool is_attended(const Book& book, const HallConfig& hall, Moment now) {
    return std::ranges::any_of(hall.counters,
                               [&](const Counter& one) { return book.is_open(one.id, now); });
}

Seen seen_of(const Scene& scene, const Counter& counter, const std::vector<Stretch>& planned) {
    if (scene.book.is_open(counter.id, scene.now)) {
        return Seen::calling;
    }
    // A hall in which nobody at all is signed in says nothing about its counters: the morning's
    // first minutes, or a service that has just begun. There the plan holds.
    const bool is_planned = std::ranges::any_of(planned, [&](const Stretch& stretch) {
        return stretch.from <= scene.now && scene.now < stretch.to;
    });
    return !scene.attended && is_planned ? Seen::calling : Seen::not_calling;
}

std::optional<CounterOutlook> outlook_of(const Scene& scene,
                                         const Counter& counter,
                                         const Queue& queue) {
    const auto planned = planned_from(scene.clock, counter, scene.now);
    CounterOutlook out{calls_of(planned, seen_of(scene, counter, planned), scene.now), std::nullopt,
                       share_of(counter, scene.book, queue.id)};
    if (out.calls.empty()) {
        return std::nullopt;
    }
    if (const Ticket* held = scene.book.held_by(counter.id)) {
        const Moment since = held->started.value_or(held->called.value_or(scene.now));
        out.serving = InProgress{time_of(*held, scene.content, queue),
                                 std::max(scene.now - since, std::chrono::milliseconds{0})};
    }
    return out;
}

}  // namespace

Outlook outlook(const Book& book,
                const Content& content,
                const HallClock& clock,
                const QueueId& queue_id,
                Moment now,
                const Ticket* ticket,
                int unseen) {
    Outlook out;
    const OpeningState door = clock.state(now);
    out.issuing = door.issuing;
    const Queue* queue = content.hall.queue(queue_id);
    if (queue == nullptr) {
        return out;
    }
    auto line = book.waiting(queue_id);
    std::ranges::sort(line, {}, [](const Ticket* t) { return std::pair{t->order, t->id}; });
    QueueOutlook ahead{.now = now};
    for (const Ticket* one : line) {
        if (ticket != nullptr && (one->id == ticket->id || ticket->state != TicketState::waiting)) {
            break;
        }
        ahead.ahead.push_back(time_of(*one, content, *queue));
    }
    for (int i = 0; i < unseen && ticket == nullptr; ++i) {
        ahead.ahead.push_back(service_time_of(*queue));
    }
    out.ahead = static_cast<int>(ahead.ahead.size());
    const Scene scene{book, content, clock, now, is_attended(book, content.hall, now)};
    for (const CounterId& id : queue->counters) {
        const Counter* counter = content.hall.counter(id);
        if (counter == nullptr) {
            continue;
        }
        if (auto one = outlook_of(scene, *counter, *queue)) {
            ahead.counters.push_back(std::move(*one));
        }
    }
    const auto found = book.calibrations().find(queue_id);
    out.wait =
        look_ahead(ahead, found == book.calibrations().end() ? Calibration{} : found->second);
    if (out.wait) {
        out.resumes = out.wait->resumes_at;
        out.predicted_min = lesson_of(*out.wait);
    }
    return out;
}

}  // namespace hall
