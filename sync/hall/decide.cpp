// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/decide.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "sync/hall/moves.h"

namespace hall {

namespace {

// More calls than any interleave looks back on.
constexpr std::size_t kMixKept = 8;

tl::unexpected<Refused> no(Refusal code, const Ticket* ticket = nullptr) {
    return tl::make_unexpected(Refused{code, ticket ? std::optional{*ticket} : std::nullopt});
}

// One order being decided: collects events on a copy of the seat and of the ticket in hand.
class Deciding {
public:
    Deciding(const Book& book, const HallConfig& hall, const Order& order, Moment now)
        : book_(book),
          hall_(hall),
          order_(order),
          now_(now) {}

    Ruled<Decision> run() {
        counter_ = hall_.counter(order_.counter);
        if (counter_ == nullptr) {
            return no(Refusal::counter_unknown);
        }
        const Seat* seat = book_.seat(order_.counter);
        if (seat == nullptr || seat->clerk.empty() || now_ >= seat->lease_until) {
            return no(Refusal::counter_not_open);
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
                return on_ticket();
            case Action::issue:
            case Action::day_close:
                return no(Refusal::right_missing);
        }
        return no(Refusal::right_missing);
    }

private:
    // The ticket that the order names, if it may be touched from this counter.
    Ruled<Ticket> named() const {
        const Ticket* ticket =
            order_.ticket ? book_.ticket(*order_.ticket) : book_.held_by(order_.counter);
        if (ticket == nullptr) {
            return no(Refusal::ticket_unknown);
        }
        if (order_.if_version && *order_.if_version != ticket->version) {
            return no(Refusal::version_differs, ticket);
        }
        const bool held = ticket->state == TicketState::called ||
                          ticket->state == TicketState::serving ||
                          (ticket->state == TicketState::parked &&
                           !(ticket->parking && ticket->parking->hall_wide));
        if (held && ticket->counter && *ticket->counter != order_.counter) {
            return no(Refusal::other_counter, ticket);
        }
        if (!held && !counter_->serves_queue(ticket->queue) && ticket->only_for != order_.counter &&
            ticket->counter != order_.counter) {
            return no(Refusal::not_served_here, ticket);
        }
        return *ticket;
    }

    Ruled<TicketState> target(const Ticket& ticket, Action action) const {
        const auto to = next_state(ticket.state, action);
        if (!to) {
            return no(to.error(), &ticket);
        }
        return *to;
    }

    void tell(Action action, Ticket ticket, std::optional<Why> why = std::nullopt) {
        ++ticket.version;
        events_.push_back({now_, TicketChanged{action, ticket, order_.counter, order_.clerk, why,
                                               order_.reason}});
        about_ = std::move(ticket);
        why_ = why;
    }

    void tell_seat() { events_.push_back({now_, SeatChanged{SeatAction::serve, seat_}}); }

    Decision done() { return {std::move(events_), std::move(about_), why_}; }

    Ruled<Decision> call_next() {
        if (seat_.paused) {
            return no(Refusal::counter_paused);
        }
        const Ticket* held = book_.held_by(order_.counter);
        if (held != nullptr && held->state == TicketState::called && !order_.came) {
            // Two presses within the time a finger bounces mean one call.
            if (seat_.last_call && now_ - *seat_.last_call < hall_.policy.double_press) {
                return Decision{{}, *held, std::nullopt};
            }
            return no(Refusal::answer_needed, held);
        }
        if (held != nullptr) {
            if (auto freed = free_counter(*held); !freed) {
                return tl::make_unexpected(freed.error());
            } else if (!*freed) {
                return done();
            }
        }
        const auto choice = choose();
        if (!choice) {
            // What was finished on the way stays finished, although nobody is left to call.
            return events_.empty() ? Ruled<Decision>{no(Refusal::queue_empty)} : finish_only();
        }
        return take(*choice->ticket, Action::call_next, choice->why);
    }

    Decision finish_only() {
        tell_seat();
        return done();
    }

    // Ends what the counter holds so that the next may be called; false: it was only recalled.
    Ruled<bool> free_counter(const Ticket& held) {
        if (held.state == TicketState::serving) {
            if (!hall_.policy.call_next_finishes) {
                return no(Refusal::counter_busy, &held);
            }
            finish(held);
            return true;
        }
        if (*order_.came) {
            Ticket serving = held;
            start(serving);
            tell(Action::start, serving);
            ++serving.version;
            finish(serving);
            return true;
        }
        if (may_no_show(held)) {
            mark_no_show(held);
            return true;
        }
        if (auto recalled = recall(held); !recalled) {
            return no(Refusal::no_show_too_soon, &held);
        }
        return false;
    }

    std::optional<Choice> choose() const {
        std::set<std::string> busy;
        for (const auto& [counter, seat] : book_.seats()) {
            const Ticket* held = book_.held_by(counter);
            if (held != nullptr && counter != order_.counter && !held->link.empty()) {
                busy.insert(held->link);
            }
        }
        auto waiting = book_.waiting();
        std::erase_if(waiting, [&](const Ticket* t) { return busy.contains(t->link); });
        return choose_next(waiting, *counter_, seat_.mix, hall_.policy, now_);
    }

    Ruled<Decision> take(Ticket ticket, Action action, Why why) {
        take_to(ticket, order_.counter, order_.clerk, now_);
        ticket.reason = order_.reason;
        seat_.mix.push_back(!ticket.priority.empty());
        if (seat_.mix.size() > kMixKept) {
            seat_.mix.erase(seat_.mix.begin());
        }
        seat_.last_call = now_;
        tell(action, std::move(ticket), why);
        tell_seat();
        return done();
    }

    Ruled<Decision> call_by_name() {
        if (seat_.paused) {
            return no(Refusal::counter_paused);
        }
        if (!order_.may_call_by_name) {
            return no(Refusal::right_missing);
        }
        if (order_.reason.empty()) {
            return no(Refusal::reason_missing);
        }
        if (!order_.ticket) {
            return no(Refusal::ticket_unknown);
        }
        auto ticket = named();
        if (!ticket) {
            return tl::make_unexpected(ticket.error());
        }
        if (auto to = target(*ticket, Action::call); !to) {
            return tl::make_unexpected(to.error());
        }
        const Ticket* held = book_.held_by(order_.counter);
        if (held != nullptr) {
            return no(Refusal::counter_busy, held);
        }
        return take(*ticket, Action::call, Why::called_by_name);
    }

    Ruled<Decision> undo() {
        const Ticket* last = seat_.last_ended ? book_.ticket(*seat_.last_ended) : nullptr;
        const Ticket* ticket = order_.ticket ? book_.ticket(*order_.ticket) : last;
        if (ticket == nullptr || ticket != last || !ticket->before_end || !ticket->ended) {
            return no(Refusal::nothing_to_undo, ticket);
        }
        if (auto to = target(*ticket, Action::undo); !to) {
            return tl::make_unexpected(to.error());
        }
        if (now_ - *ticket->ended > hall_.policy.undo_within) {
            return no(Refusal::undo_too_late, ticket);
        }
        if (const Ticket* held = book_.held_by(order_.counter); held != nullptr) {
            return no(Refusal::counter_busy, held);
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

    Ruled<Decision> on_ticket() {
        auto found = named();
        if (!found) {
            return tl::make_unexpected(found.error());
        }
        Ticket ticket = std::move(*found);
        if (order_.action == Action::finish && ticket.state == TicketState::called &&
            hall_.policy.implicit_start) {
            start(ticket);
            tell(Action::start, ticket);
            ++ticket.version;
        }
        const auto to = target(ticket, order_.action);
        if (!to) {
            return tl::make_unexpected(to.error());
        }
        switch (order_.action) {
            case Action::put_back:
                return put_back(std::move(ticket));
            case Action::recall:
                return recall(ticket);
            case Action::start:
                start(ticket);
                tell(Action::start, std::move(ticket));
                return done();
            case Action::finish:
                finish(ticket);
                tell_seat();
                return done();
            case Action::no_show:
                if (!may_no_show(ticket)) {
                    return no(Refusal::no_show_too_soon, &ticket);
                }
                mark_no_show(ticket);
                tell_seat();
                return done();
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
            case Action::issue:
            case Action::call_next:
            case Action::call:
            case Action::undo:
            case Action::day_close:
                break;
        }
        return no(Refusal::right_missing);
    }

    Ruled<Decision> put_back(Ticket ticket) {
        leave_counter(ticket);
        // A call that was a wrong press is no turn in the interleave.
        if (!seat_.mix.empty()) {
            seat_.mix.pop_back();
        }
        tell(Action::put_back, std::move(ticket));
        tell_seat();
        return done();
    }

    Ruled<Decision> recall(Ticket ticket) {
        if (ticket.calls - 1 >= hall_.policy.recall_max) {
            return no(Refusal::recall_limit, &ticket);
        }
        if (now_ - *ticket.last_call < hall_.policy.recall_interval) {
            return no(Refusal::recall_too_soon, &ticket);
        }
        ++ticket.calls;
        ticket.last_call = now_;
        tell(Action::recall, std::move(ticket));
        return done();
    }

    void start(Ticket& ticket) const {
        ticket.state = TicketState::serving;
        ticket.started = now_;
    }

    // Finished for good, or back to the counter that had sent it.
    void finish(Ticket ticket) {
        if (ticket.return_to && *ticket.return_to != order_.counter) {
            const CounterId home = *ticket.return_to;
            begin_leg(ticket, ticket.queue, now_);
            ticket.only_for = home;
            ticket.return_to.reset();
            tell(Action::transfer, std::move(ticket));
            return;
        }
        end(ticket, TicketState::finished);
        ticket.return_to.reset();
        tell(Action::finish, std::move(ticket));
    }

    void end(Ticket& ticket, TicketState state) {
        end_with(ticket, state, now_);
        seat_.last_ended = ticket.id;
    }

    bool may_no_show(const Ticket& ticket) const {
        return ticket.calls >= hall_.policy.no_show_after_calls &&
               now_ - *ticket.called >= hall_.policy.no_show_min;
    }

    void mark_no_show(Ticket ticket) {
        end(ticket, TicketState::no_show);
        tell(Action::no_show, std::move(ticket));
    }

    Ruled<Decision> requeue(Ticket ticket) {
        if (ticket.ended && now_ - *ticket.ended > hall_.policy.requeue_within) {
            return no(Refusal::requeue_too_late, &ticket);
        }
        leave_counter(ticket);
        ticket.order = behind(book_, ticket.queue, hall_.policy.requeue_behind, now_);
        tell(Action::requeue, std::move(ticket));
        return done();
    }

    Ruled<Decision> park(Ticket ticket) {
        if (order_.reason.empty()) {
            return no(Refusal::reason_missing, &ticket);
        }
        ticket.state = TicketState::parked;
        ticket.reason = order_.reason;
        ticket.parking = Parking{order_.reason, order_.until, order_.hall_wide};
        tell(Action::park, std::move(ticket));
        return done();
    }

    Ruled<Decision> resume(Ticket ticket) {
        leave_counter(ticket);
        ticket.order = front_of_class(book_, ticket);
        tell(Action::resume, std::move(ticket));
        return done();
    }

    Ruled<Decision> transfer(Ticket ticket) {
        const QueueId queue = order_.to_queue.value_or(ticket.queue);
        if (hall_.queue(queue) == nullptr) {
            return no(Refusal::queue_unknown, &ticket);
        }
        if (order_.to_counter && hall_.counter(*order_.to_counter) == nullptr) {
            return no(Refusal::counter_unknown, &ticket);
        }
        begin_leg(ticket, queue, now_);
        ticket.only_for = order_.to_counter;
        ticket.return_to = order_.back_to_me ? std::optional{order_.counter} : std::nullopt;
        ticket.reason = order_.reason;
        tell(Action::transfer, std::move(ticket));
        return done();
    }

    Ruled<Decision> cancel(Ticket ticket) {
        if (order_.reason.empty()) {
            return no(Refusal::reason_missing, &ticket);
        }
        end_with(ticket, TicketState::cancelled, now_);
        ticket.reason = order_.reason;
        tell(Action::cancel, std::move(ticket));
        return done();
    }

    Ruled<Decision> reactivate(Ticket ticket) {
        leave_counter(ticket);
        tell(Action::reactivate, std::move(ticket));
        return done();
    }

    const Book& book_;
    const HallConfig& hall_;
    const Order& order_;
    Moment now_;
    const Counter* counter_ = nullptr;
    Seat seat_;
    std::vector<Event> events_;
    Ticket about_;
    std::optional<Why> why_;
};

}  // namespace

Ruled<Decision> decide(const Book& book, const HallConfig& hall, const Order& order, Moment now) {
    return Deciding{book, hall, order, now}.run();
}

}  // namespace hall
