// SPDX-License-Identifier: Apache-2.0
// What this kiosk's own journal says, folded: the numbers it gave out and the slips it owes. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "sync/hall/book.h"
#include "sync/hall/notes.h"

namespace hall::kiosk {

/// What the journal says of a slip that came out in part and was marked 作廢.
inline constexpr std::string_view kTornEvidence = "torn";

/// A slip that the journal speaks of.
struct SlipRecord {
    int attempt = 0;       ///< The last one begun; 0 = none.
    bool sending = false;  ///< Begun, and its end was never written.
    Paper paper = Paper::unknown;
    bool torn = false;  ///< The last one came out in part and was marked 作廢.
    int torn_ones = 0;  ///< Such attempts so far.
};

/// A line of the journal that says something of a ticket, and which one.
struct LedgerEntry {
    Stamp stamp;
    std::int64_t nth = 0;  ///< In the order of the journal.
};

/// Not thread-safe: owned by the desk.
class Ledger {
public:
    void apply(const Note& note);

    [[nodiscard]] std::int64_t boot() const noexcept { return boot_; }
    [[nodiscard]] Lane lane() const noexcept { return lane_; }
    [[nodiscard]] std::int64_t hub_epoch() const noexcept { return hub_epoch_; }
    [[nodiscard]] Moment last_time() const noexcept { return last_time_; }

    /// The next ordinal of this kiosk's own lane; derived from the journal, never from a cache
    /// (SYNC.md §2 rule 7).
    [[nodiscard]] int next_ordinal(Day day, const std::string& prefix, Band band) const;

    [[nodiscard]] const IssuedNote* issued(const TicketId& ticket) const noexcept;
    [[nodiscard]] const IssuedNote* issued_by_touch(const Uuid& touch) const noexcept;
    [[nodiscard]] const SlipRecord* slip(const TicketId& ticket) const noexcept;
    [[nodiscard]] const std::map<TicketId, IssuedNote>& issued() const noexcept { return issued_; }
    /// Which line of the journal issued it: two tickets of one moment have an order too.
    [[nodiscard]] std::int64_t issued_as(const TicketId& ticket) const noexcept;
    [[nodiscard]] Moment issued_at(const TicketId& ticket) const noexcept;

    /// Whether the last number was decided on without the service (rule 2).
    [[nodiscard]] bool was_alone() const noexcept { return was_alone_; }

    /// Issued and abandoned tickets of `first` and later in the order of the journal, for the
    /// journal that takes this one's place.
    [[nodiscard]] std::vector<Note> told_since(Day first) const;
    /// The newest day of any ticket.
    [[nodiscard]] std::optional<Day> last_day() const noexcept;

    /// Forgets tickets of days before `day`, but no number: were the clock a year ahead when this
    /// is called, the day that it is put back to would begin at 1 again. They are few: a letter a
    /// day.
    void forget_before(Day day);

private:
    std::int64_t boot_ = 0;
    Lane lane_ = kHubLane;
    std::int64_t hub_epoch_ = 0;
    Moment last_time_{};
    std::map<TicketId, IssuedNote> issued_;
    std::map<TicketId, AbandonNote> abandoned_;
    std::map<TicketId, LedgerEntry> entries_;  ///< Of issued and abandoned tickets.
    std::int64_t nth_ = 0;
    bool was_alone_ = false;
    std::map<Uuid, TicketId> by_touch_;
    std::map<TicketId, SlipRecord> slips_;
    std::map<Series, int> ordinals_;
};

}  // namespace hall::kiosk
