// SPDX-License-Identifier: Apache-2.0
// Every appointment that is known, folded from the log. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/hall/appointment.h"
#include "sync/hall/ticket.h"

namespace hall {

/// A copy of one is cheap enough to try an import on: some thousands of rows.
///
/// Not thread-safe: owned by the Book.
class AppointmentBook {
public:
    /// `appointment` is how it is now.
    void put(const Appointment& appointment);
    /// A ticket changed: its appointment was used once it is finished.
    void follow(const Ticket& ticket);
    /// A reserved number was given up before it was a ticket: its appointment can be used again.
    void release(const TicketId& ticket);
    /// A day is over: who was booked for it or before and did not come has missed it.
    void close(Day day);
    /// Forgets appointments of kKeptDays before `day`. The log keeps them.
    void forget_before(Day day);

    [[nodiscard]] const Appointment* find(const AppointmentId& id) const noexcept;
    [[nodiscard]] const Appointment* by_code(std::string_view code) const noexcept;
    [[nodiscard]] const Appointment* by_ticket(const TicketId& ticket) const noexcept;
    /// Of one day, by their time.
    [[nodiscard]] std::vector<const Appointment*> on(Day day) const;
    [[nodiscard]] const std::map<AppointmentId, Appointment>& all() const noexcept { return all_; }

    /// How many have a place in the slot of `queue` (or of `item`) that begins at `from`.
    [[nodiscard]] int taken(const QueueId& queue, Moment from) const noexcept;
    [[nodiscard]] int taken(const ItemId& item, Moment from) const noexcept;

    /// Long enough to tell somebody with last week's code what became of it.
    static constexpr std::chrono::days kKeptDays{14};

private:
    void index(const Appointment& appointment);
    void unindex(const Appointment& appointment);

    std::map<AppointmentId, Appointment> all_;
    std::map<std::string, AppointmentId, std::less<>> by_code_;
    std::map<TicketId, AppointmentId> by_ticket_;
    std::set<std::pair<std::pair<Day, Moment>, AppointmentId>> by_time_;
    std::map<std::pair<QueueId, Moment>, int> of_queue_;
    std::map<std::pair<ItemId, Moment>, int> of_item_;
};

}  // namespace hall
