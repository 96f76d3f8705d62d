// SPDX-License-Identifier: Apache-2.0
// The rules of the counter: what a clerk's command leads to, or why not. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/events.h"

#include <tl/expected.hpp>

namespace hall {

/// What somebody at a counter (or at reception) wants done.
struct Order {
    Action action = Action::call_next;
    CounterId counter;
    ClerkId clerk;
    /// Without it: the ticket that the counter holds. With call_next: the ticket that `came` is
    /// about, refused (version_differs) when the counter holds another one by now.
    std::optional<TicketId> ticket;
    std::optional<std::int64_t> if_version;  ///< Refused when the ticket is not this version.
    std::optional<QueueId> to_queue;         ///< Of a transfer.
    std::optional<CounterId> to_counter;     ///< Of a transfer to one counter.
    bool back_to_me = false;                 ///< Of a transfer: returns here when finished there.
    std::string reason;
    std::optional<Moment> until;  ///< Of a park: when it returns by itself.
    bool hall_wide = false;       ///< Of a park.
    std::optional<bool>
        came;  ///< The answer to 來了/未到, when call next was pressed while called.
    bool may_call_by_name = false;
    bool may_grant = false;  ///< Set by the service, like may_call_by_name.
    std::string priority;    ///< Of a grant: a class of the hall, or empty for none.
    /// Given at reception (or by a citizen scanning the slip), not at a counter: requeue, resume,
    /// transfer, cancel, reactivate and grant, of tickets that no counter holds. Set by the service, like
    /// may_call_by_name; never read from the wire.
    bool at_reception = false;
    /// Given by whoever has the ticket's code (the phone): to leave the queue while waiting, and to
    /// come back to the same place after a wrong touch. Set by the service, never read from the
    /// wire; wins over at_reception.
    bool by_owner = false;
};

/// The reason in the log of a ticket whose owner left the queue.
inline constexpr const char* kLeftByOwner = "left_by_owner";

/// What it leads to. `events` may be empty: the second press within two seconds does nothing.
struct Decision {
    std::vector<Event> events;
    Ticket ticket;  ///< The ticket it was about, as it will be.
    std::optional<Why> why;
};

/// A refusal, and whose ticket stands in the way (409 shows who has it).
struct Refused {
    Refusal code{};
    std::optional<Ticket> ticket;
};

template <typename Value>
using Ruled = tl::expected<Value, Refused>;

/// Decides one order against the state of the hall; changes nothing. `order.clerk` must hold the
/// counter (counter_taken otherwise).
/// Source: PRODUCT.md, section 2.
[[nodiscard]] Ruled<Decision> decide(const Book& book,
                                     const HallConfig& hall,
                                     const Order& order,
                                     Moment now);

/// Parked tickets whose time has come, back to the front of their class.
[[nodiscard]] std::vector<Event> timed_returns(const Book& book, Moment now);

/// What is left of `day`: waiting, parked and called expire, serving is finished and flagged,
/// no-shows stay. Never deletes history. Ends with DayClosed.
[[nodiscard]] std::vector<Event> close_day(const Book& book, Day day, Moment now);

}  // namespace hall
