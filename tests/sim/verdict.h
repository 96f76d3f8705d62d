// SPDX-License-Identifier: Apache-2.0
// What only the end can show: the log read again from its first line (SYNC.md §5: O3 to O9, O11).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "sync/hall/book.h"
#include "tests/sim/disk.h"
#include "tests/sim/oracle.h"

namespace hall::sim {

/// Reads a whole log, event by event, and fails where one of them breaks a rule. What it leaves
/// behind is the book as the log tells it. Not thread-safe.
class LogReader {
public:
    LogReader(World& world, const Oracle& oracle) : world_(world), oracle_(oracle) {}

    void read(Disk<Event>& log);

    [[nodiscard]] const Book& book() const noexcept { return book_; }
    /// Every entry of every device's journal, as the log has it.
    using EntryKey = std::tuple<DeviceId, std::int64_t, std::int64_t>;  ///< Epoch, then seq.
    struct Copy {
        std::string kind;
        std::string body;
    };
    [[nodiscard]] const std::map<EntryKey, Copy>& copies() const noexcept { return copies_; }
    [[nodiscard]] int calls() const noexcept { return calls_; }

private:
    void check(const TicketChanged& changed);
    void check(const DeviceEntry& entry);
    void check(const CommandDone& done);
    void check_order(const Ticket& called);

    World& world_;
    const Oracle& oracle_;
    Book book_;
    std::map<EntryKey, Copy> copies_;
    std::set<CommandId> commands_;
    int calls_ = 0;
    int calls_of_command_ = 0;
};

/// A replica, or a book that was replayed, beside the live one. `who` is for the message.
void expect_same(World& world, const std::string& who, const Book& live, const Book& other);

}  // namespace hall::sim
