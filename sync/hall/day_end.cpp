// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/decide.h"
#include "sync/hall/moves.h"

namespace hall {

std::vector<Event> timed_returns(const Book& book, Moment now) {
    std::vector<Event> events;
    for (const auto& [id, ticket] : book.tickets()) {
        const bool due = ticket.state == TicketState::parked && ticket.parking &&
                         ticket.parking->until && now >= *ticket.parking->until;
        if (!due) {
            continue;
        }
        Ticket back = ticket;
        leave_counter(back);
        back.order = front_of_class(book, back);
        ++back.version;
        events.push_back({now, TicketChanged{Action::resume, std::move(back), {}, {}, {}, {}}});
    }
    return events;
}

std::vector<Event> close_day(const Book& book, Day day, Moment now) {
    std::vector<Event> events;
    for (const auto& [id, ticket] : book.tickets()) {
        const auto to = next_state(ticket.state, Action::day_close);
        if (ticket.day > day || !to || *to == ticket.state) {
            continue;
        }
        Ticket closed = ticket;
        end_with(closed, *to, now);
        closed.flagged = *to == TicketState::finished;
        ++closed.version;
        events.push_back(
            {now, TicketChanged{Action::day_close, std::move(closed), {}, {}, {}, {}}});
    }
    events.push_back({now, DayClosed{day}});
    return events;
}

}  // namespace hall
