// SPDX-License-Identifier: Apache-2.0
// Whom a counter calls, and what becomes of the ticket that it holds.
#include <algorithm>

#include "sync/hall/deciding.h"
#include "sync/hall/moves.h"

namespace hall {

namespace {

// Calls remembered for the interleave, at least; a hall with a longer ratio keeps more.
constexpr int kMixKept = 8;

}  // namespace

Ruled<Decision> Deciding::call_next() {
    if (seat_.paused) {
        return no(Refusal::counter_paused);
    }
    const Ticket* held = book_.held_by(order_.counter);
    if (auto refused = unlike_asked(held)) {
        return tl::make_unexpected(std::move(*refused));
    }
    auto came = order_.came;
    if (held != nullptr && held->state == TicketState::called) {
        // Two presses within the time a finger bounces mean one call, answered or not.
        if (seat_.last_call && is_within(*seat_.last_call, hall_.policy.double_press)) {
            return Decision{{}, *held, std::nullopt};
        }
        if (!came && !hall_.policy.implicit_start) {
            return no(Refusal::answer_needed, held);
        }
        came = came.value_or(true);
    }
    if (held != nullptr) {
        const auto freed = free_counter(*held, came);
        if (!freed) {
            return tl::make_unexpected(freed.error());
        }
        if (!*freed) {
            return done();
        }
    }
    const auto choice = choose();
    if (choice) {
        return take(*choice->ticket, Action::call_next, choice->why);
    }
    if (events_.empty()) {
        return tl::make_unexpected(choice.error());
    }
    // What was finished on the way stays finished, although nobody is left to call.
    tell_seat();
    return done();
}

// An answer about a ticket or a version that the counter does not hold any more.
std::optional<Refused> Deciding::unlike_asked(const Ticket* held) const {
    const bool other_ticket = order_.ticket && (held == nullptr || held->id != *order_.ticket);
    const bool other_version =
        order_.if_version && held != nullptr && held->version != *order_.if_version;
    if (!other_ticket && !other_version) {
        return std::nullopt;
    }
    return Refused{Refusal::version_differs, held ? std::optional{*held} : std::nullopt};
}

// Ends what the counter holds so that the next may be called; false: it was only recalled.
Ruled<bool> Deciding::free_counter(const Ticket& held, std::optional<bool> came) {
    if (held.state == TicketState::serving) {
        if (!hall_.policy.call_next_finishes) {
            return no(Refusal::counter_busy, &held);
        }
        finish(held);
        return true;
    }
    if (came.value_or(false)) {
        finish(start(held));
        return true;
    }
    if (held.calls < hall_.policy.no_show_after_calls) {
        if (auto refused = name_again(held)) {
            return tl::make_unexpected(std::move(*refused));
        }
        return false;
    }
    if (!may_no_show(held)) {
        return no(Refusal::no_show_too_soon, &held);
    }
    mark_no_show(held);
    return true;
}

Ruled<Choice> Deciding::choose() const {
    const auto waiting = book_.waiting();
    std::vector<const Ticket*> free;
    std::ranges::copy_if(waiting, std::back_inserter(free),
                         [&](const Ticket* t) { return linked_elsewhere(*t) == nullptr; });
    if (auto choice = choose_next(free, *counter_, seat_.mix, hall_.policy, now_)) {
        return *choice;
    }
    if (const auto linked = choose_next(waiting, *counter_, seat_.mix, hall_.policy, now_)) {
        return no(Refusal::linked_busy, linked->ticket);
    }
    return no(Refusal::queue_empty);
}

Ruled<Decision> Deciding::take(Ticket ticket, Action action, Why why) {
    take_to(ticket, order_.counter, order_.clerk, now_);
    if (!order_.reason.empty()) {
        ticket.reason = order_.reason;
    }
    seat_.mix.push_back(!ticket.priority.empty());
    if (seat_.mix.size() >
        static_cast<std::size_t>(std::max(kMixKept, hall_.policy.priority_ratio))) {
        seat_.mix.erase(seat_.mix.begin());
    }
    seat_.last_call = now_;
    tell(action, std::move(ticket), why);
    tell_seat();
    return done();
}

Ruled<Decision> Deciding::call_by_name() {
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
    const auto ticket = named();
    if (!ticket) {
        return tl::make_unexpected(ticket.error());
    }
    if (const auto to = target(*ticket, Action::call); !to) {
        return tl::make_unexpected(to.error());
    }
    if (const Ticket* held = book_.held_by(order_.counter); held != nullptr) {
        return no(Refusal::counter_busy, held);
    }
    if (const Ticket* linked = linked_elsewhere(*ticket); linked != nullptr) {
        return no(Refusal::linked_busy, linked);
    }
    return take(*ticket, Action::call, Why::called_by_name);
}

}  // namespace hall
