// SPDX-License-Identifier: Apache-2.0
// One order being decided. Internal to decide*.cpp; everybody else calls decide().
#pragma once

#include <optional>
#include <vector>

#include "sync/hall/decide.h"

namespace hall {

/// Collects events on copies of the seat and of the ticket in hand; the book stays as it is.
/// decide.cpp holds what all orders share, decide_call.cpp whom to call, decide_ticket.cpp what
/// is done to one ticket.
class Deciding {
public:
    Deciding(const Book& book, const HallConfig& hall, const Order& order, Moment now);

    Ruled<Decision> run();

private:
    // decide.cpp
    Ruled<Decision> run_at_counter();
    Ruled<Decision> run_at_reception();
    Ruled<Decision> run_by_owner();
    [[nodiscard]] std::optional<Refused> in_the_way(const Ticket& ticket) const;
    [[nodiscard]] Ruled<Ticket> named() const;
    [[nodiscard]] Ruled<TicketState> target(const Ticket& ticket, Action action) const;
    [[nodiscard]] const Ticket* linked_elsewhere(const Ticket& ticket) const;
    [[nodiscard]] bool is_within(Moment then, std::chrono::milliseconds span) const noexcept;
    void tell(Action action, Ticket ticket, std::optional<Why> why = std::nullopt);
    void tell_seat();
    Decision done();

    // decide_call.cpp
    Ruled<Decision> call_next();
    Ruled<Decision> call_by_name();
    [[nodiscard]] std::optional<Refused> unlike_asked(const Ticket* held) const;
    Ruled<bool> free_counter(const Ticket& held, std::optional<bool> came);
    [[nodiscard]] Ruled<Choice> choose() const;
    Ruled<Decision> take(Ticket ticket, Action action, Why why);

    // decide_ticket.cpp
    Ruled<Decision> undo();
    Ruled<Decision> on_ticket();
    Ruled<Decision> carry_out(Ticket ticket);
    Ruled<Decision> put_back(Ticket ticket);
    Ruled<Decision> recall(Ticket ticket);
    [[nodiscard]] std::optional<Refused> name_again(Ticket ticket);
    Ruled<Decision> no_show(Ticket ticket);
    Ruled<Decision> requeue(Ticket ticket);
    Ruled<Decision> park(Ticket ticket);
    Ruled<Decision> resume(Ticket ticket);
    Ruled<Decision> transfer(Ticket ticket);
    Ruled<Decision> cancel(Ticket ticket);
    Ruled<Decision> reactivate(Ticket ticket);
    Ruled<Decision> grant(Ticket ticket);
    Ticket start(Ticket ticket);
    void finish(Ticket ticket);
    [[nodiscard]] bool may_no_show(const Ticket& ticket) const;
    void mark_no_show(Ticket ticket);

    const Book& book_;
    const HallConfig& hall_;
    const Order& order_;
    Moment now_;
    const Counter* counter_ = nullptr;  // Null at reception.
    Seat seat_;
    std::vector<Event> events_;
    Ticket about_;
    std::optional<Why> why_;
};

/// A refusal, with the ticket that stands in the way.
[[nodiscard]] tl::unexpected<Refused> no(Refusal code, const Ticket* ticket = nullptr);

}  // namespace hall
