// SPDX-License-Identifier: Apache-2.0
// The table of a ticket's life: what may be done to it in which state. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <tl/expected.hpp>

namespace hall {

enum class TicketState : std::uint8_t {
    waiting,
    called,
    serving,
    finished,
    parked,
    no_show,
    cancelled,
    expired,
};
inline constexpr std::array kTicketStates{
    TicketState::waiting, TicketState::called,  TicketState::serving,   TicketState::finished,
    TicketState::parked,  TicketState::no_show, TicketState::cancelled, TicketState::expired};

/// What is done to a ticket. `call_next` picks the ticket, `call` names it.
enum class Action : std::uint8_t {
    issue,
    call_next,
    put_back,
    undo,
    call,
    recall,
    start,
    finish,
    no_show,
    requeue,
    park,
    resume,
    transfer,
    cancel,
    reactivate,
    grant,  ///< A priority class, or none, to a ticket that has a place already.
    day_close,
};
inline constexpr std::array kActions{
    Action::issue,  Action::call_next, Action::put_back, Action::undo,    Action::call,
    Action::recall, Action::start,     Action::finish,   Action::no_show, Action::requeue,
    Action::park,   Action::resume,    Action::transfer, Action::cancel,  Action::reactivate,
    Action::grant,  Action::day_close};

/// Why the rules said no. Each has a stable code on the wire and a text "refusal.<code>".
enum class Refusal : std::uint8_t {
    // The ticket is not in a state for it: named after the state it is in.
    still_waiting,
    already_called,
    already_serving,
    already_finished,
    is_parked,
    already_no_show,
    was_cancelled,
    day_is_over,
    // Who and where.
    ticket_unknown,
    other_counter,
    counter_unknown,
    counter_not_open,
    counter_paused,
    counter_busy,
    counter_taken,
    clerk_elsewhere,
    clerk_unknown,
    queue_unknown,
    item_unknown,
    not_served_here,
    right_missing,
    reason_missing,
    priority_unknown,
    // When and how often.
    queue_empty,
    answer_needed,
    recall_limit,
    recall_too_soon,
    no_show_too_soon,
    undo_too_late,
    nothing_to_undo,
    requeue_too_late,
    linked_busy,
    version_differs,
    // Numbers and devices.
    numbers_used_up,
    device_unknown,
    boot_too_old,
    epoch_too_old,
    lanes_used_up,
    number_voided,
    // Ratings.
    rating_not_due,
    rating_given,
    rating_too_late,
    // Appointments: making one …
    not_bookable,
    booking_closed,
    slot_unknown,
    slot_over,
    slot_full,
    appointment_twice,
    appointment_differs,
    cancel_too_late,
    // … and coming with one.
    code_invalid,
    appointment_unknown,
    appointment_elsewhere,
    appointment_other_day,
    appointment_missed,
    appointment_used,
    appointment_cancelled,
    // Cases.
    case_empty,
    cases_full,
};

[[nodiscard]] std::string_view name_of(TicketState state) noexcept;
[[nodiscard]] std::string_view name_of(Action action) noexcept;
[[nodiscard]] std::string_view code_of(Refusal refusal) noexcept;
[[nodiscard]] std::optional<TicketState> ticket_state_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Action> action_from(std::string_view name) noexcept;

/// The state that `action` leads to, or why it is refused. `undo` leads to the state before and
/// `day_close` depends on the state; every other action has exactly one target.
/// Source: PRODUCT.md, section 2, which this table repeats line by line.
[[nodiscard]] tl::expected<TicketState, Refusal> next_state(TicketState from,
                                                            Action action) noexcept;

/// Whether the ticket can still be called today.
[[nodiscard]] constexpr bool is_live(TicketState state) noexcept {
    return state != TicketState::finished && state != TicketState::cancelled &&
           state != TicketState::expired;
}

}  // namespace hall
