// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/day.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hall::replay {

namespace {

using namespace std::chrono_literals;

// A frame is on its way when its answer comes; a machine under load may take a while over it.
constexpr auto kFrameLimit = 30s;
// A person looks up, sees that somebody has come, and presses.
constexpr auto kNotice = 3s;
constexpr std::size_t kTroublesMost = 20;
// Long after the last closing of any hall; who is still at a counter then has been forgotten.
constexpr auto kMidnight = 24h;

}  // namespace

HallDay::HallDay(DaySettings settings,
                 drive::HallTime& time,
                 drive::Client& clerks,
                 std::vector<drive::Issuer*> kiosks)
    : settings_(std::move(settings)),
      time_(time),
      clerks_(clerks),
      kiosks_(std::move(kiosks)),
      replica_(clerks.address()),
      ids_(settings_.seed) {
}

void HallDay::trouble(std::string what) {
    if (troubles_.size() < kTroublesMost) {
        troubles_.push_back(settings_.documents.clock->time_text(time_.now()) + " " +
                            std::move(what));
    }
}

void HallDay::at(Moment when, Step step, std::size_t who) {
    due_.push({when, ++order_, step, who});
}

void HallDay::later(std::chrono::milliseconds after, Step step, std::size_t who) {
    at(time_.now() + after, step, who);
}

// One clerk for each counter: the first of those who work there and have no other yet.
void HallDay::seat_clerks() {
    const HallConfig& hall = settings_.documents.content->hall;
    std::set<ClerkId> taken;
    for (const Counter& counter : hall.counters) {
        const auto clerk = std::ranges::find_if(hall.clerks, [&](const Clerk& one) {
            return !taken.contains(one.id) &&
                   std::ranges::find(one.counters, counter.id) != one.counters.end();
        });
        if (clerk == hall.clerks.end()) {
            continue;
        }
        taken.insert(clerk->id);
        desks_.push_back({.counter = &counter,
                          .clerk = clerk->id,
                          .hours = settings_.documents.clock->openings(counter, settings_.date)});
        for (const Stretch& stretch : desks_.back().hours) {
            at(stretch.from, Step::open, desks_.size() - 1);
            at(stretch.to, Step::close, desks_.size() - 1);
        }
    }
}

void HallDay::play(const std::vector<Visit>& visits) {
    visits_ = &visits;
    const HallClock& clock = *settings_.documents.clock;
    const Moment midnight = clock.moment_of(settings_.date, 0min);
    const Moment begun = time_.now();
    for (std::size_t i = 0; i < visits.size(); ++i) {
        if (midnight + visits[i].arrives >= begun) {
            at(midnight + visits[i].arrives, Step::arrive, i);
        }
    }
    seat_clerks();
    if (!replica_.wait_for([](const Book&) { return true; }, kFrameLimit)) {
        trouble("the kiosk never saw the hall");
        return;
    }
    while (!due_.empty() && troubles_.size() < kTroublesMost) {
        const Due due = due_.top();
        due_.pop();
        if (due.at > midnight + kMidnight) {
            trouble("a counter is still open at midnight");
            return;
        }
        time_.wait_until(due.at);
        run(due);
    }
}

void HallDay::run(const Due& due) {
    switch (due.step) {
        case Step::arrive:
            arrive(due.who);
            break;
        case Step::open:
            open(due.who);
            break;
        case Step::close:
            close(due.who);
            break;
        case Step::press:
            press(due.who);
            break;
        case Step::name_again:
            name_again(due.who);
            break;
        case Step::start:
            start(due.who);
            break;
        case Step::finish:
            finish(due.who);
            break;
        case Step::renew:
            renew(due.who);
            break;
    }
}

// As the kiosk's desk does it: number, outlook, journal, and on to the service.
void HallDay::arrive(std::size_t visit) {
    const Visit& person = (*visits_)[visit];
    const Moment now = time_.now();
    const sync::Documents& documents = settings_.documents;
    drive::Issuer& kiosk = *kiosks_[visit % kiosks_.size()];
    const Outlook seen =
        outlook(replica_.book(), *documents.content, *documents.clock, person.queue, now);
    if (!seen.issuing) {
        ++turned_away_;
        return;
    }
    const drive::Reply answer = kiosk.alloc(ids_.next(now), person.queue);
    auto note = kiosk.issued(answer, person.item);
    if (!note) {
        trouble("no number of queue " + person.queue.value + ": " + answer.code());
        return;
    }
    if (seen.wait && seen.predicted_min) {
        note->promised_lo = seen.wait->lo;
        note->promised_hi = seen.wait->hi;
        note->predicted_min = seen.predicted_min;
    }
    const Queue& queue = *documents.content->hall.queue(person.queue);
    records_.push_back({.id = note->ticket,
                        .label = label_of(note->number),
                        .queue = person.queue,
                        .issued = now,
                        .promise = seen.wait,
                        .naive_min = naive_min(queue, seen.ahead, now)});
    by_ticket_[note->ticket] = records_.size() - 1;
    visit_of_[note->ticket] = visit;
    const bool kept = kiosk.keep(*note, now);
    const drive::Reply pushed = kiosk.push();
    if (!kept || !pushed.ok()) {
        trouble(label_of(note->number) + " not passed on: " + pushed.code());
        return;
    }
    keep_up(note->ticket, 1);
    wake_a_clerk(person.queue);
}

// What halls print today: counters that are open, or will be within minutes.
double HallDay::naive_min(const Queue& queue, int ahead, Moment now) const {
    const HallClock& clock = *settings_.documents.clock;
    int open = 0;
    for (const CounterId& id : queue.counters) {
        const Counter* counter = settings_.documents.content->hall.counter(id);
        const auto soon = [&](const Stretch& stretch) {
            return now < stretch.to && stretch.from < now + kOpeningSlack;
        };
        const bool calls = counter != nullptr &&
                           (replica_.book().is_open(id, now) ||
                            std::ranges::any_of(clock.openings(*counter, settings_.date), soon));
        open += calls ? 1 : 0;
    }
    const double mean_min =
        std::chrono::duration<double, std::ratio<60>>(queue.service_mean).count();
    return ahead * mean_min / std::max(open, 1);
}

void HallDay::wake_a_clerk(const QueueId& queue) {
    for (std::size_t i = 0; i < desks_.size(); ++i) {
        if (desks_[i].open && desks_[i].idle && desks_[i].counter->serves_queue(queue)) {
            desks_[i].idle = false;
            later(kNotice, Step::press, i);
            return;
        }
    }
}

// The kiosk's book is as far as the last answer before anybody looks at it again.
void HallDay::keep_up(const TicketId& ticket, std::int64_t version) {
    const bool seen = replica_.wait_for(
        [&](const Book& book) {
            const Ticket* known = book.ticket(ticket);
            return known != nullptr && known->version >= version;
        },
        kFrameLimit);
    if (!seen) {
        trouble("the stream never showed " + text_of(ticket));
    }
}

}  // namespace hall::replay
