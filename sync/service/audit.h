// SPDX-License-Identifier: Apache-2.0
// Who did what when: a view of the log, newest first. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "sync/hall/events.h"
#include "sync/journal.h"

namespace hall::service {

/// What somebody did, as it is shown. The entry of the log below it is the proof: `chain` is its
/// place in the hash chain.
struct AuditRow {
    std::int64_t lsn = 0;
    Moment at{};
    std::string by;
    std::string from;     ///< The address, where the event knows it.
    std::string action;   ///< "ticket.cancel", "seat.open", "content.changed", "user.removed", …
    std::string subject;  ///< A number, a counter, a document, an account.
    std::string detail;   ///< A JSON object.
    std::string chain;
};

/// Knows where in the log people's deeds stand: 16 bytes for each, the newest kRowsMost.
///
/// Not thread-safe: owned by the service's loop.
class AuditIndex {
public:
    /// Every event of the log in order; most are nobody's deed and leave nothing.
    void take(const Event& event, std::int64_t lsn);

    /// Whether a line of that kind may be somebody's deed; others need not be decoded for take().
    [[nodiscard]] static bool may_tell(const std::string& kind);

    struct Ask {
        std::int64_t before = INT64_MAX;  ///< Rows older than this.
        std::string by;                   ///< Empty: everybody.
        std::string action;               ///< A beginning: "ticket.", "user.removed"; empty: all.
        std::size_t limit = 100;
    };
    struct Place {
        std::int64_t lsn = 0;
        std::string by;
    };
    /// Newest first.
    [[nodiscard]] std::vector<Place> find(const Ask& ask) const;

    [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }

    static constexpr std::size_t kRowsMost = 200'000;

private:
    struct Row {
        std::int64_t lsn = 0;
        std::uint32_t by = 0;
        std::uint32_t action = 0;
    };
    [[nodiscard]] std::uint32_t number_of(const std::string& word);
    [[nodiscard]] std::string author_of_seat(const SeatChanged& changed);

    std::deque<Row> rows_;
    std::deque<std::string> words_;  // A person or action by number; few, and used again.
    std::map<std::string, std::uint32_t> numbers_;
    std::map<CounterId, ClerkId> seated_;  // A seat that was left says no more whose it was.
};

/// The row of one entry that find() named. Errors: bad_message.
[[nodiscard]] sync::Result<AuditRow> audit_row(const sync::Entry& entry, const std::string& by);

}  // namespace hall::service
