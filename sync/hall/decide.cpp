// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/decide.h"

#include "sync/hall/deciding.h"

namespace hall {

namespace {

// One person's: a word in common, or the one is what the other was linked to when it was taken.
bool are_linked(const Ticket& one, const Ticket& other) {
    if (one.link.empty() && other.link.empty()) {
        return false;
    }
    return one.link == other.link || one.link == text_of(other.id) || other.link == text_of(one.id);
}

}  // namespace

tl::unexpected<Refused> no(Refusal code, const Ticket* ticket) {
    return tl::make_unexpected(Refused{code, ticket ? std::optional{*ticket} : std::nullopt});
}

Deciding::Deciding(const Book& book, const HallConfig& hall, const Order& order, Moment now)
    : book_(book),
      hall_(hall),
      order_(order),
      now_(now) {
}

Ruled<Decision> Deciding::run() {
    if (order_.by_owner) {
        return run_by_owner();
    }
    return order_.at_reception ? run_at_reception() : run_at_counter();
}

Ruled<Decision> Deciding::run_at_counter() {
    counter_ = hall_.counter(order_.counter);
    if (counter_ == nullptr) {
        return no(Refusal::counter_unknown);
    }
    const Seat* seat = book_.seat(order_.counter);
    if (seat == nullptr || seat->clerk.empty() || now_ >= seat->lease_until) {
        return no(Refusal::counter_not_open);
    }
    if (seat->clerk != order_.clerk) {
        return no(Refusal::counter_taken);
    }
    seat_ = *seat;
    switch (order_.action) {
        case Action::call_next:
            return call_next();
        case Action::call:
            return call_by_name();
        case Action::undo:
            return undo();
        case Action::put_back:
        case Action::recall:
        case Action::start:
        case Action::finish:
        case Action::no_show:
        case Action::requeue:
        case Action::park:
        case Action::resume:
        case Action::transfer:
        case Action::cancel:
        case Action::reactivate:
        case Action::grant:
            return on_ticket();
        case Action::issue:
        case Action::day_close:
            break;
    }
    return no(Refusal::right_missing);
}

Ruled<Decision> Deciding::run_at_reception() {
    switch (order_.action) {
        case Action::requeue:
        case Action::resume:
        case Action::transfer:
        case Action::cancel:
        case Action::reactivate:
        case Action::grant:
            return on_ticket();
        case Action::issue:
        case Action::call_next:
        case Action::put_back:
        case Action::undo:
        case Action::call:
        case Action::recall:
        case Action::start:
        case Action::finish:
        case Action::no_show:
        case Action::park:
        case Action::day_close:
            break;
    }
    return no(Refusal::right_missing);
}

// Back only to a place that its owner gave up, and for as long as one who missed a call has.
Ruled<Decision> Deciding::run_by_owner() {
    const Ticket* ticket = order_.ticket ? book_.ticket(*order_.ticket) : nullptr;
    if (ticket == nullptr) {
        return no(Refusal::ticket_unknown);
    }
    if (order_.action == Action::cancel) {
        return on_ticket();
    }
    if (order_.action != Action::reactivate) {
        return no(Refusal::right_missing, ticket);
    }
    if (ticket->state == TicketState::cancelled && ticket->reason != kLeftByOwner) {
        return no(Refusal::was_cancelled, ticket);
    }
    if (ticket->ended && now_ - *ticket->ended > hall_.policy.requeue_within) {
        return no(Refusal::requeue_too_late, ticket);
    }
    return on_ticket();
}

// Why the ticket may not be touched from here, whatever the action.
std::optional<Refused> Deciding::in_the_way(const Ticket& ticket) const {
    if (order_.if_version && *order_.if_version != ticket.version) {
        return Refused{Refusal::version_differs, ticket};
    }
    if (book_.closed_day() && ticket.day <= *book_.closed_day()) {
        return Refused{Refusal::day_is_over, ticket};
    }
    const bool held =
        ticket.state == TicketState::called || ticket.state == TicketState::serving ||
        (ticket.state == TicketState::parked && !(ticket.parking && ticket.parking->hall_wide));
    const bool here = counter_ != nullptr && ticket.counter == counter_->id;
    if (held && ticket.counter && !here) {
        return Refused{Refusal::other_counter, ticket};
    }
    if (counter_ == nullptr || held || here || ticket.only_for == counter_->id) {
        return std::nullopt;
    }
    const bool spoken_for = order_.action == Action::call && ticket.only_for;
    if (spoken_for || !counter_->serves_queue(ticket.queue)) {
        return Refused{Refusal::not_served_here, ticket};
    }
    return std::nullopt;
}

// The ticket that the order names, or else the one that the counter holds.
Ruled<Ticket> Deciding::named() const {
    const Ticket* ticket = order_.ticket ? book_.ticket(*order_.ticket)
                           : counter_    ? book_.held_by(counter_->id)
                                         : nullptr;
    if (ticket == nullptr) {
        return no(Refusal::ticket_unknown);
    }
    if (auto refused = in_the_way(*ticket)) {
        return tl::make_unexpected(std::move(*refused));
    }
    return *ticket;
}

Ruled<TicketState> Deciding::target(const Ticket& ticket, Action action) const {
    const auto to = next_state(ticket.state, action);
    if (!to) {
        return no(to.error(), &ticket);
    }
    return *to;
}

// The same person's ticket that is called or served at another counter, or null.
const Ticket* Deciding::linked_elsewhere(const Ticket& ticket) const {
    for (const auto& [counter, seat] : book_.seats()) {
        const Ticket* held = book_.held_by(counter);
        if (held != nullptr && counter != order_.counter && are_linked(*held, ticket)) {
            return held;
        }
    }
    return nullptr;
}

// Whether `then` was less than `span` ago. What lies ahead of the clock was before somebody set
// it back, so it is long ago: nobody waits a day for a recall.
bool Deciding::is_within(Moment then, std::chrono::milliseconds span) const noexcept {
    return now_ >= then && now_ - then < span;
}

void Deciding::tell(Action action, Ticket ticket, std::optional<Why> why) {
    ++ticket.version;
    const auto by = counter_ ? std::optional{counter_->id} : std::nullopt;
    events_.push_back({now_, TicketChanged{action, ticket, by, order_.clerk, why, order_.reason}});
    about_ = std::move(ticket);
    why_ = why;
}

void Deciding::tell_seat() {
    events_.push_back({now_, SeatChanged{SeatAction::serve, seat_}});
}

Decision Deciding::done() {
    return {std::move(events_), std::move(about_), why_};
}

Ruled<Decision> decide(const Book& book, const HallConfig& hall, const Order& order, Moment now) {
    return Deciding{book, hall, order, now}.run();
}

}  // namespace hall
