// SPDX-License-Identifier: Apache-2.0
// The edits that an action makes to a ticket. Pure; none of them asks whether it is allowed.
#pragma once

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/ticket.h"

namespace hall {

/// Nobody holds it any more: counter, calls and times of this stay are cleared, its place kept.
void leave_counter(Ticket& ticket);

/// Legs kept with a ticket; the log keeps all. A ticket is handed on a few times a day, and what
/// grew without bound could once not be read back.
inline constexpr std::size_t kLegsMax = 64;

/// Waiting in `queue` from now on, as a new leg: number, issue time and total wait are kept. Past
/// kLegsMax the second leg goes; the first and the newest stay.
void begin_leg(Ticket& ticket, const QueueId& queue, Moment now);

/// Called to `counter`, for the first time on this stay.
void take_to(Ticket& ticket, const CounterId& counter, const ClerkId& clerk, Moment now);

/// Ended at `now`; `undo` goes back to the state it had.
void end_with(Ticket& ticket, TicketState state, Moment now);

/// The order that puts `ticket` before everybody of its class (queue, priority, band).
[[nodiscard]] Moment front_of_class(const Book& book, const Ticket& ticket);

/// The order that puts a ticket behind `people` of those waiting in `queue` (0 = first), or last
/// when there are fewer. Appointments before their time do not count.
[[nodiscard]] Moment behind(const Book& book, const QueueId& queue, int people, Moment now);

}  // namespace hall
