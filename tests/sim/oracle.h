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
    std::int64_t seq = 0;    ///< Its place in the kiosk's journal.
    std::int64_t boot = 0;
    bool good = false;  ///< Its time rests on a clock exchange of the same boot.
};

/// Not thread-safe.
class Oracle {
public:
    explicit Oracle(World& world) : world_(world) {}

    /// A kiosk decided on a ticket; it may still be lost with everything else that is not synced.
    void decided(int kiosk, std::int64_t seq, const Note& note);
    /// The service takes entries of a kiosk's journal over, from a process of boot `boot`.
    void taken_over(int kiosk, std::int64_t from_seq, std::int64_t to_seq, std::int64_t boot);

    /// A number became visible: on paper, or on a screen. `durable`: the journal has it on disk.
    void printed(int kiosk, const IssuedNote& note, bool durable, bool copy);
    void shown(const TicketId& ticket, const Number& number, bool durable);

    /// A clerk believes to hold a citizen, or nobody. `sure`: no command of theirs is under way.
    void holds(const CounterId& counter, std::optional<TicketId> ticket, bool sure);
    void unsure(const CounterId& counter);

    [[nodiscard]] const std::map<TicketId, Number>& seen() const noexcept { return seen_; }
    [[nodiscard]] const std::map<TicketId, Truth>& truths() const noexcept { return truths_; }
    [[nodiscard]] int slips() const noexcept { return static_cast<int>(printed_.size()); }

private:
    void see(const TicketId& ticket, const Number& number);

    World& world_;
    std::map<Number, TicketId> by_number_;
    std::map<TicketId, Number> seen_;
    std::set<TicketId> printed_;
    std::map<TicketId, Truth> truths_;
    std::map<std::pair<int, std::int64_t>, TicketId> by_entry_;
    struct Belief {
        std::optional<TicketId> ticket;
        bool sure = true;
    };
    std::map<CounterId, Belief> beliefs_;
};

}  // namespace hall::sim
