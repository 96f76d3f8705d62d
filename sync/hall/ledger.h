// SPDX-License-Identifier: Apache-2.0
// One short row for every ticket that was called, folded from the log: what figures are made of.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/hall/events.h"
#include "sync/hall/ids.h"

namespace hall {

/// Counters, clerks, queues and items by small numbers; 0 is the empty word.
class Words {
public:
    Words() { static_cast<void>(number_of("")); }
    [[nodiscard]] std::uint16_t number_of(const std::string& word);
    [[nodiscard]] const std::string& word(std::uint16_t number) const { return words_[number]; }
    [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }

private:
    std::deque<std::string> words_;
    std::unordered_map<std::string, std::uint16_t> numbers_;
};

/// Seconds and milliseconds of things that did not happen.
inline constexpr std::int32_t kNever = -1;

/// What is known of one ticket. Everything but the record and the grade follows from the ticket as
/// it is now, so that undoing and finishing again leave no trace.
struct ServiceRow {
    TicketId ticket;
    Moment called{};
    Moment ended{};
    Number number;
    std::uint16_t queue = 0;
    std::uint16_t item = 0;
    std::uint16_t counter = 0;
    std::uint16_t clerk = 0;
    std::int32_t wait_s = kNever;          ///< From the issue to the first call.
    std::int32_t service_s = kNever;       ///< From its start to its end.
    std::int32_t rated_after_ms = kNever;  ///< From the end of the service to the press.
    std::uint8_t grade = 0;                ///< 0: not rated.
    std::uint8_t records = 0;              ///< Cases that were registered of it at the counter.
    bool no_show = false;
    bool finished = false;
    bool flagged = false;  ///< Finished by the day's close.

    /// Due a rating: served, or rated and then undone.
    [[nodiscard]] bool is_due() const noexcept { return finished || grade != 0; }
};

/// About 110 bytes a ticket: 20 MB for a county hall's year of 180,000. A question about a period
/// reads the rows of its days and no others, so it costs the same however many years are kept.
///
/// Not thread-safe: owned by the core that folds the log.
class Ledger {
public:
    using Days = std::map<Day, std::vector<ServiceRow>>;

    /// Every event of the log, in order.
    void take(const Event& event);

    [[nodiscard]] const Days& days() const noexcept { return days_; }
    [[nodiscard]] const Words& words() const noexcept { return words_; }

private:
    void take(const TicketChanged& changed);
    void take(const RatingGiven& given);
    void take(const CaseRecorded& recorded);
    [[nodiscard]] ServiceRow* find(Day day, const TicketId& ticket);

    Days days_;
    Words words_;
};

}  // namespace hall
