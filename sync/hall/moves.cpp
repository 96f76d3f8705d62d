// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/moves.h"

#include <algorithm>

#include "sync/hall/next.h"

namespace hall {

namespace {

using std::chrono::milliseconds;

// Waiting tickets of `queue`, in the order of arrival.
std::vector<const Ticket*> line_of(const Book& book, const QueueId& queue) {
    auto line = book.waiting(queue);
    std::ranges::sort(line, came_before);
    return line;
}

}  // namespace

void leave_counter(Ticket& ticket) {
    ticket.counter.reset();
    ticket.clerk = {};
    ticket.calls = 0;
    ticket.called.reset();
    ticket.last_call.reset();
    ticket.started.reset();
    ticket.ended.reset();
    ticket.before_end.reset();
    ticket.parking.reset();
    ticket.state = TicketState::waiting;
}

void begin_leg(Ticket& ticket, const QueueId& queue, Moment now) {
    leave_counter(ticket);
    ticket.queue = queue;
    ticket.only_for.reset();
    ticket.leg_since = now;
    ticket.order = now;
    if (ticket.legs.size() >= kLegsMax) {
        ticket.legs.erase(ticket.legs.begin() + 1);
    }
    ticket.legs.push_back({queue, now, std::nullopt});
}

void take_to(Ticket& ticket, const CounterId& counter, const ClerkId& clerk, Moment now) {
    leave_counter(ticket);
    ticket.state = TicketState::called;
    ticket.counter = counter;
    ticket.clerk = clerk;
    ticket.calls = 1;
    ticket.called = now;
    ticket.last_call = now;
    if (!ticket.legs.empty()) {
        ticket.legs.back().counter = counter;
    }
}

void end_with(Ticket& ticket, TicketState state, Moment now) {
    ticket.before_end = ticket.state;
    ticket.state = state;
    ticket.ended = now;
}

Moment front_of_class(const Book& book, const Ticket& ticket) {
    for (const Ticket* other : line_of(book, ticket.queue)) {
        if (other->priority == ticket.priority && other->band == ticket.band) {
            return std::min(other->order - milliseconds{1}, ticket.order);
        }
    }
    return ticket.order;
}

Moment behind(const Book& book, const QueueId& queue, int people, Moment now) {
    auto line = line_of(book, queue);
    std::erase_if(line, [&](const Ticket* t) { return t->order > now; });
    const auto n = static_cast<std::size_t>(people);
    if (line.size() < n || line.empty()) {
        return now;
    }
    return n == 0 ? line.front()->order - milliseconds{1} : line[n - 1]->order + milliseconds{1};
}

}  // namespace hall
