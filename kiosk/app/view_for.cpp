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
    if (view->refused) {
        view->refused->resumes_at = view->opens_at;
    }
    view->door = desk.staff_door();
    view->staff = staff_view_for(desk, clock, now);
    view->kiosk = kiosk;
    return view;
}

}  // namespace hall::kiosk
