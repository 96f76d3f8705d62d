// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/view_for.h"

#include <algorithm>

#include "kiosk/app/staff_view.h"

namespace hall::kiosk {

namespace {

HallOpen open_of(Opening opening) {
    switch (opening) {
        case Opening::open:
            return HallOpen::open;
        case Opening::lunch:
            return HallOpen::lunch;
        case Opening::before:
            return HallOpen::before;
        case Opening::after:
            return HallOpen::after;
    }
    return HallOpen::after;
}

QueueLine line_for(const Outlook& outlook, const HallClock& clock, Moment now) {
    QueueLine line{.waiting = outlook.ahead, .issuing = outlook.issuing};
    if (outlook.resumes) {
        line.resumes_at = clock.when_text(*outlook.resumes, now);
    } else if (outlook.wait) {
        line.wait = WaitLine{outlook.wait->lo, outlook.wait->hi};
    }
    return line;
}

/// When today's last opening is over: "11月24日 08:30"; empty when nobody knows.
Text next_day_opening(const HallClock& clock, Moment now) {
    const auto closing = clock.closing_time(now);
    const auto opens = closing ? clock.state(*closing).opens : std::nullopt;
    return opens ? clock.when_text(*opens, now) : Text{};
}

std::map<CounterId, CounterLine> counters_of(const Desk& desk, const Content& content, Moment now) {
    const Book& book = desk.replica();
    std::map<CounterId, CounterLine> lines;
    for (const Counter& counter : content.hall.counters) {
        const Seat* seat = book.seat(counter.id);
        const Ticket* ticket = book.held_by(counter.id);
        if (seat == nullptr || seat->clerk.empty()) {
            continue;
        }
        CounterLine line{CounterState::shut, ticket != nullptr ? label_of(ticket->number) : "",
                         seat->clerk};
        if (ticket != nullptr) {
            line.state = ticket->state == TicketState::called ? CounterState::calling
                                                              : CounterState::serving;
        } else if (book.is_open(counter.id, now)) {
            line.state = CounterState::free;
        } else if (seat->paused) {
            line.state = CounterState::paused;
        }
        lines.emplace(counter.id, std::move(line));
    }
    return lines;
}

/// The ticket that was scanned, as the hall and this kiosk's own journal know it now.
std::optional<Scanned> scanned_now(const Desk& desk, const HallClock& clock, Moment now) {
    std::optional<Scanned> scanned = desk.scanned();
    if (!scanned) {
        return std::nullopt;
    }
    const Ticket* ticket = desk.replica().ticket(scanned->ticket);
    const IssuedNote* own = desk.ledger().issued(scanned->ticket);
    if (ticket == nullptr && own == nullptr) {
        return std::nullopt;  // Forgotten: its day is over.
    }
    scanned->number = label_of(ticket != nullptr ? ticket->number : own->number);
    scanned->queue = ticket != nullptr ? ticket->queue : own->queue;
    scanned->item = ticket != nullptr ? ticket->item : own->item;
    if (ticket != nullptr) {
        scanned->state = ticket->state;
        scanned->counter = ticket->counter.value_or(CounterId{});
        const auto within = desk.content().hall.policy.requeue_within;
        scanned->may_requeue = ticket->state == TicketState::no_show &&
                               (!ticket->ended || now - *ticket->ended <= within);
    }
    if (scanned->state == TicketState::waiting) {
        const Outlook out = desk.outlook_of(scanned->queue, now, scanned->ticket);
        const QueueLine line = line_for(out, clock, now);
        scanned->ahead = line.waiting;
        scanned->wait = line.wait;
        scanned->resumes_at = line.resumes_at;
    }
    return scanned;
}

}  // namespace

std::shared_ptr<const View> view_for(const Desk& desk,
                                     const std::shared_ptr<const Content>& content,
                                     const std::shared_ptr<const Phrases>& phrases,
                                     const HallClock& clock,
                                     const DeviceId& kiosk,
                                     Moment now) {
    auto view = std::make_shared<View>();
    view->now = now;
    view->clock = clock.time_text(now);
    view->date = clock.date_text(now);
    view->content = content;
    view->phrases = phrases;
    for (const Queue& queue : content->hall.queues) {
        view->queues.emplace(queue.id, line_for(desk.outlook_of(queue.id, now), clock, now));
    }
    view->counters = counters_of(desk, *content, now);
    view->today = clock.business_day(now);
    const OpeningState door = clock.state(now);
    view->open = open_of(door.opening);
    if (door.opens) {
        view->opens_at = clock.when_text(*door.opens, now);
    }
    if (door.closes) {
        view->closes_at = clock.time_text(*door.closes);
    }
    view->link = desk.is_online() && desk.link_is_up() ? LinkHealth::online : LinkHealth::offline;
    view->printer = desk.printer();
    view->out_of_service = desk.out_of_service();
    view->issuing = desk.is_issuing();
    view->issued = desk.on_screen();
    view->refused = desk.refusal();
    if (view->refused && view->refused->code == "hall_closed") {
        view->refused->resumes_at = view->opens_at;
    } else if (view->refused && view->refused->code == "numbers_used_up") {
        view->refused->resumes_at = next_day_opening(clock, now);
    }
    view->found = desk.found();
    view->scanned = scanned_now(desk, clock, now);
    view->door = desk.staff_door();
    view->staff = staff_view_for(desk, clock, now);
    view->kiosk = kiosk;
    return view;
}

}  // namespace hall::kiosk
