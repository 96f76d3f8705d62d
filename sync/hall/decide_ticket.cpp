// SPDX-License-Identifier: Apache-2.0
// What is done to one ticket.
#include <algorithm>

#include "sync/hall/deciding.h"
#include "sync/hall/moves.h"

namespace hall {

Ruled<Decision> Deciding::undo() {
    const Ticket* last = seat_.last_ended ? book_.ticket(*seat_.last_ended) : nullptr;
    const Ticket* ticket = order_.ticket ? book_.ticket(*order_.ticket) : last;
    // Another counter may have called and ended it since: then it is no more ours to undo.
    if (ticket == nullptr || ticket != last || ticket->counter != order_.counter) {
        return no(Refusal::nothing_to_undo, ticket);
    }
    if (auto refused = in_the_way(*ticket)) {
        return tl::make_unexpected(std::move(*refused));
    }
    if (auto to = target(*ticket, Action::undo); !to) {
        return tl::make_unexpected(to.error());
    }
    if (!ticket->before_end || !ticket->ended) {
        return no(Refusal::nothing_to_undo, ticket);
    }
    if (now_ - *ticket->ended > hall_.policy.undo_within) {
        return no(Refusal::undo_too_late, ticket);
    }
    if (const Ticket* held = book_.held_by(order_.counter); held != nullptr) {
        return no(Refusal::counter_busy, held);
    }
    if (const Ticket* linked = linked_elsewhere(*ticket); linked != nullptr) {
        return no(Refusal::linked_busy, linked);
    }
    Ticket back = *ticket;
    back.state = *ticket->before_end;
    back.before_end.reset();
    back.ended.reset();
    seat_.last_ended.reset();
    tell(Action::undo, std::move(back));
    tell_seat();
    return done();
}

Ruled<Decision> Deciding::on_ticket() {
    auto found = named();
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    Ticket ticket = std::move(*found);
    if (order_.action == Action::finish && ticket.state == TicketState::called &&
        hall_.policy.implicit_start) {
        ticket = start(std::move(ticket));
    }
    if (const auto to = target(ticket, order_.action); !to) {
        return tl::make_unexpected(to.error());
    }
    return carry_out(std::move(ticket));
}

Ruled<Decision> Deciding::carry_out(Ticket ticket) {
    switch (order_.action) {
        case Action::put_back:
            return put_back(std::move(ticket));
        case Action::recall:
            return recall(std::move(ticket));
        case Action::start:
            start(std::move(ticket));
            return done();
        case Action::finish:
            finish(std::move(ticket));
            tell_seat();
            return done();
        case Action::no_show:
            return no_show(std::move(ticket));
        case Action::requeue:
            return requeue(std::move(ticket));
        case Action::park:
            return park(std::move(ticket));
        case Action::resume:
            return resume(std::move(ticket));
        case Action::transfer:
            return transfer(std::move(ticket));
        case Action::cancel:
            return cancel(std::move(ticket));
        case Action::reactivate:
            return reactivate(std::move(ticket));
        case Action::grant:
            return grant(std::move(ticket));
        case Action::issue:
        case Action::call_next:
        case Action::call:
        case Action::undo:
        case Action::day_close:
            break;
    }
    return no(Refusal::right_missing);
}

Ruled<Decision> Deciding::put_back(Ticket ticket) {
    leave_counter(ticket);
    // A call that was a wrong press is no turn in the interleave.
    if (!seat_.mix.empty()) {
        seat_.mix.pop_back();
    }
    tell(Action::put_back, std::move(ticket));
    tell_seat();
    return done();
}

Ruled<Decision> Deciding::recall(Ticket ticket) {
    if (auto refused = name_again(std::move(ticket))) {
        return tl::make_unexpected(std::move(*refused));
    }
    return done();
}

std::optional<Refused> Deciding::name_again(Ticket ticket) {
    if (ticket.calls - 1 >= hall_.policy.recall_max) {
        return Refused{Refusal::recall_limit, std::move(ticket)};
    }
    if (ticket.last_call && is_within(*ticket.last_call, hall_.policy.recall_interval)) {
        return Refused{Refusal::recall_too_soon, std::move(ticket)};
    }
    ++ticket.calls;
    ticket.last_call = now_;
    tell(Action::recall, std::move(ticket));
    return std::nullopt;
}

Ticket Deciding::start(Ticket ticket) {
    ticket.state = TicketState::serving;
    ticket.started = now_;
    tell(Action::start, std::move(ticket));
    return about_;
}

// Finished for good, or back to the counter that had sent it.
void Deciding::finish(Ticket ticket) {
    const auto home = std::exchange(ticket.return_to, std::nullopt);
    if (home && *home != order_.counter) {
        begin_leg(ticket, ticket.queue, now_);
        ticket.only_for = home;
        // It goes on living elsewhere: undo must not reach past it to an older ticket.
        seat_.last_ended.reset();
        tell(Action::transfer, std::move(ticket));
        return;
    }
    end_with(ticket, TicketState::finished, now_);
    seat_.last_ended = ticket.id;
    tell(Action::finish, std::move(ticket));
}

// Everybody has no_show_min to come after they were last named.
bool Deciding::may_no_show(const Ticket& ticket) const {
    return ticket.calls >= hall_.policy.no_show_after_calls &&
           !(ticket.last_call && is_within(*ticket.last_call, hall_.policy.no_show_min));
}

void Deciding::mark_no_show(Ticket ticket) {
    end_with(ticket, TicketState::no_show, now_);
    seat_.last_ended = ticket.id;
    tell(Action::no_show, std::move(ticket));
}

Ruled<Decision> Deciding::no_show(Ticket ticket) {
    if (!may_no_show(ticket)) {
        return no(Refusal::no_show_too_soon, &ticket);
    }
    mark_no_show(std::move(ticket));
    tell_seat();
    return done();
}

Ruled<Decision> Deciding::requeue(Ticket ticket) {
    if (ticket.ended && now_ - *ticket.ended > hall_.policy.requeue_within) {
        return no(Refusal::requeue_too_late, &ticket);
    }
    leave_counter(ticket);
    ticket.order = behind(book_, ticket.queue, hall_.policy.requeue_behind, now_);
    tell(Action::requeue, std::move(ticket));
    return done();
}

Ruled<Decision> Deciding::park(Ticket ticket) {
    if (order_.reason.empty()) {
        return no(Refusal::reason_missing, &ticket);
    }
    ticket.state = TicketState::parked;
    ticket.reason = order_.reason;
    ticket.parking = Parking{order_.reason, order_.until, order_.hall_wide};
    tell(Action::park, std::move(ticket));
    return done();
}

Ruled<Decision> Deciding::resume(Ticket ticket) {
    leave_counter(ticket);
    ticket.order = front_of_class(book_, ticket);
    tell(Action::resume, std::move(ticket));
    return done();
}

Ruled<Decision> Deciding::transfer(Ticket ticket) {
    const QueueId queue = order_.to_queue.value_or(ticket.queue);
    const bool nowhere = !order_.to_queue && !order_.to_counter;
    if (nowhere || hall_.queue(queue) == nullptr) {
        return no(Refusal::queue_unknown, &ticket);
    }
    if (order_.to_counter && hall_.counter(*order_.to_counter) == nullptr) {
        return no(Refusal::counter_unknown, &ticket);
    }
    begin_leg(ticket, queue, now_);
    ticket.only_for = order_.to_counter;
    // A wish to have it back outlives a second transfer.
    if (order_.back_to_me && counter_ != nullptr) {
        ticket.return_to = counter_->id;
    }
    if (!order_.reason.empty()) {
        ticket.reason = order_.reason;
    }
    tell(Action::transfer, std::move(ticket));
    return done();
}

Ruled<Decision> Deciding::cancel(Ticket ticket) {
    if (order_.reason.empty()) {
        return no(Refusal::reason_missing, &ticket);
    }
    end_with(ticket, TicketState::cancelled, now_);
    ticket.reason = order_.reason;
    tell(Action::cancel, std::move(ticket));
    return done();
}

Ruled<Decision> Deciding::reactivate(Ticket ticket) {
    leave_counter(ticket);
    tell(Action::reactivate, std::move(ticket));
    return done();
}

// Place and number stay; only the class changes that the interleave goes by.
Ruled<Decision> Deciding::grant(Ticket ticket) {
    if (!order_.may_grant && !order_.at_reception) {
        return no(Refusal::right_missing, &ticket);
    }
    if (order_.reason.empty()) {
        return no(Refusal::reason_missing, &ticket);
    }
    const bool is_known =
        order_.priority.empty() ||
        std::ranges::any_of(hall_.priority_classes,
                            [&](const PriorityClass& one) { return one.id == order_.priority; });
    if (!is_known) {
        return no(Refusal::priority_unknown, &ticket);
    }
    ticket.priority = order_.priority;
    tell(Action::grant, std::move(ticket));
    return done();
}

}  // namespace hall
