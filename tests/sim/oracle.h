// SPDX-License-Identifier: Apache-2.0
// What must never happen, watched while it could (SYNC.md §5: O1, O2, O7, O11). What only the end
// can show is in verdict.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sync/hall/notes.h"
#include "tests/sim/world.h"

namespace hall::sim {

/// The birth of a ticket as only the simulator knows it.
struct Truth {
    int kiosk = 0;
    std::int64_t at_ms = 0;  ///< The true time of the touch.
    std::int64_t nth = 0;    ///< In the order in which the hall decided.
    std::int64_t boot = 0;   ///< Of the journal that it stands in now; 0 = it was carried over.
    bool good = false;       ///< Its time rests on a clock exchange of the same boot.
};

/// A line of a journal.
struct Place {
    int kiosk = 0;
    std::int64_t epoch = 1;
    std::int64_t seq = 0;

    auto operator<=>(const Place&) const = default;
};

/// Not thread-safe.
class Oracle {
public:
    explicit Oracle(World& world) : world_(world) {}

    /// A kiosk decided on a ticket; it may still be lost with everything else that is not synced.
    void decided(const Place& place, const Note& note);
    /// What a kiosk decided stands in its next journal now.
    void carried(const Place& place, const Note& note);
    /// The service takes entries of a journal over, from a process of boot `boot`.
    void taken_over(const Place& first, std::int64_t to_seq, std::int64_t boot);
    /// A ticket stands on no disk of the kiosk any more. Unless the service has it, nobody knows
    /// of it but the citizen, and its number may be given out again.
    void lost_with_disk(const TicketId& ticket, const Number& number);

    /// A number became visible: on paper, or on a screen. `durable`: the journal has it on disk.
    void printed(int kiosk, const IssuedNote& note, bool durable, bool copy);
    void shown(const TicketId& ticket, const Number& number, bool durable);

    /// A clerk believes to hold a citizen, or nobody. `sure`: no command of theirs is under way.
    void holds(const CounterId& counter, std::optional<TicketId> ticket, bool sure);
    void unsure(const CounterId& counter);

    [[nodiscard]] const std::map<TicketId, Number>& seen() const noexcept { return seen_; }
    [[nodiscard]] const std::map<TicketId, Truth>& truths() const noexcept { return truths_; }
    [[nodiscard]] const std::set<TicketId>& lost() const noexcept { return lost_; }
    /// Tickets whose number was seen on another one that the disk forgot.
    [[nodiscard]] const std::set<TicketId>& twins() const noexcept { return twins_; }
    [[nodiscard]] const std::set<TicketId>& all_carried() const noexcept { return carried_; }
    [[nodiscard]] int slips() const noexcept { return static_cast<int>(printed_.size()); }

private:
    void see(const TicketId& ticket, const Number& number);

    World& world_;
    std::map<Number, TicketId> by_number_;
    std::map<TicketId, Number> seen_;
    std::set<TicketId> printed_;
    std::map<TicketId, Truth> truths_;
    std::map<Place, TicketId> by_entry_;
    std::int64_t decided_ = 0;
    std::set<TicketId> lost_;
    std::set<TicketId> twins_;
    std::set<Number> forgotten_numbers_;
    std::set<TicketId> carried_;
    struct Belief {
        std::optional<TicketId> ticket;
        bool sure = true;
    };
    std::map<CounterId, Belief> beliefs_;
};

}  // namespace hall::sim
