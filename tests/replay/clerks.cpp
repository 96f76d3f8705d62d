// SPDX-License-Identifier: Apache-2.0
// How a clerk works through a day.
#include <algorithm>

#include "tests/replay/day.h"

namespace hall::replay {

namespace {

using namespace std::chrono_literals;

constexpr auto kFrameLimit = 30s;
constexpr auto kSitDown = 5s;
// From the board to the chair.
constexpr std::chrono::milliseconds kWalk = 10s;
// Between one citizen and the next, as the sample's own days have it.
constexpr auto kBetween = 35s;
// A lease is renewed once half of its ten minutes have passed, so who says "still here" less often
// than that may find it gone.
constexpr auto kRenew = 4min;
constexpr auto kAgain = 1s;

}  // namespace

bool HallDay::is_over(const Desk& desk) const {
    const Moment now = time_.now();
    return std::ranges::none_of(desk.hours,
                                [&](const Stretch& s) { return s.from <= now && now < s.to; });
}

bool HallDay::is_last(const Desk& desk) const {
    const Moment now = time_.now();
    return std::ranges::none_of(desk.hours, [&](const Stretch& s) { return now < s.from; });
}

drive::Reply HallDay::order(std::size_t at, Action action) {
    Desk& desk = desks_[at];
    drive::Reply reply = clerks_.command(desk.session, ids_.next(time_.now()),
                                         {.action = action, .counter = desk.counter->id});
    if (const auto seen = drive::ticket_in(reply); seen && reply.ok()) {
        keep_up(seen->id, seen->version);
    }
    return reply;
}

void HallDay::open(std::size_t at) {
    Desk& desk = desks_[at];
    if (desk.open) {
        return;  // Still at it from before the break.
    }
    const drive::Reply reply =
        clerks_.sign_in(desk.counter->id, desk.clerk, settings_.pins[desk.clerk]);
    if (!reply.ok() || reply.session.empty()) {
        trouble(desk.clerk.value + " cannot sign in at " + desk.counter->id.value + ": " +
                reply.code());
        return;
    }
    desk.session = reply.session;
    desk.open = true;
    desk.idle = false;
    const bool seen = replica_.wait_for(
        [&](const Book& book) { return book.is_open(desk.counter->id, time_.now()); }, kFrameLimit);
    if (!seen) {
        trouble("the stream never showed that " + desk.counter->id.value + " is open");
    }
    later(kSitDown, Step::press, at);
    later(kRenew, Step::renew, at);
}

// Whoever sits at the counter is served; before a break nobody else is called, in the evening
// everybody who waits.
void HallDay::close(std::size_t at) {
    const Desk& desk = desks_[at];
    if (desk.open && desk.idle && is_over(desk)) {
        close_seat(at);
    }
}

void HallDay::close_seat(std::size_t at) {
    Desk& desk = desks_[at];
    const drive::Reply reply = clerks_.seat(desk.session, "close");
    desk.open = false;
    desk.idle = false;
    if (!reply.ok()) {
        trouble(desk.counter->id.value + " cannot close: " + reply.code());
        return;
    }
    const bool seen = replica_.wait_for(
        [&](const Book& book) { return !book.is_open(desk.counter->id, time_.now()); },
        kFrameLimit);
    if (!seen) {
        trouble("the stream never showed that " + desk.counter->id.value + " is closed");
    }
}

void HallDay::renew(std::size_t at) {
    const Desk& desk = desks_[at];
    if (!desk.open) {
        return;
    }
    if (const drive::Reply reply = clerks_.seat(desk.session, "renew"); !reply.ok()) {
        trouble(desk.counter->id.value + " cannot stay: " + reply.code());
        return;
    }
    later(kRenew, Step::renew, at);
}

void HallDay::press(std::size_t at) {
    Desk& desk = desks_[at];
    if (!desk.open || desk.visit) {
        return;
    }
    if (is_over(desk) && !is_last(desk)) {
        close_seat(at);
        return;
    }
    const drive::Reply reply = order(at, Action::call_next);
    if (const auto seen = drive::ticket_in(reply); reply.ok() && seen) {
        called(at, *seen);
    } else if (reply.code() != "queue_empty") {
        trouble(desk.counter->id.value + " cannot call: " + reply.code());
    } else if (is_over(desk)) {
        close_seat(at);
    } else {
        desk.idle = true;
    }
}

void HallDay::called(std::size_t at, const drive::TicketSeen& seen) {
    Desk& desk = desks_[at];
    const auto known = by_ticket_.find(seen.id);
    if (known == by_ticket_.end()) {
        trouble(desk.counter->id.value + " was given " + seen.label + ", which nobody issued");
        return;
    }
    Record& record = records_[known->second];
    ++record.calls;
    record.called = record.called.value_or(time_.now());
    desk.visit = known->second;
    desk.named = 1;
    const Visit& person = (*visits_)[visit_of_.at(seen.id)];
    if (person.comes) {
        later(std::min(kWalk, std::chrono::milliseconds(person.service) / 2), Step::start, at);
    } else {
        later(settings_.documents.content->hall.policy.recall_interval + kAgain, Step::name_again,
              at);
    }
}

// Nobody comes: called again as often as the hall's rules ask, then noted.
void HallDay::name_again(std::size_t at) {
    Desk& desk = desks_[at];
    const Policy& policy = settings_.documents.content->hall.policy;
    const bool done = desk.named >= policy.no_show_after_calls;
    const drive::Reply reply = order(at, done ? Action::no_show : Action::recall);
    if (!reply.ok()) {
        trouble(desk.counter->id.value + (done ? " no show: " : " recall: ") + reply.code());
        return;
    }
    if (done) {
        free(at);
        return;
    }
    ++desk.named;
    later((desk.named < policy.no_show_after_calls ? policy.recall_interval : policy.no_show_min) +
              kAgain,
          Step::name_again, at);
}

void HallDay::start(std::size_t at) {
    Desk& desk = desks_[at];
    const Record& record = records_[*desk.visit];
    if (const drive::Reply reply = order(at, Action::start); !reply.ok()) {
        trouble(record.label + " cannot start: " + reply.code());
        return;
    }
    const Visit& person = (*visits_)[visit_of_.at(record.id)];
    this->at(*record.called + person.service, Step::finish, at);
}

void HallDay::finish(std::size_t at) {
    if (const drive::Reply reply = order(at, Action::finish); !reply.ok()) {
        trouble(records_[*desks_[at].visit].label + " cannot finish: " + reply.code());
        return;
    }
    free(at);
}

void HallDay::free(std::size_t at) {
    Desk& desk = desks_[at];
    records_[*desk.visit].ended = true;
    desk.visit.reset();
    later(kBetween, Step::press, at);
}

}  // namespace hall::replay
