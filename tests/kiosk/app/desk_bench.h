// SPDX-License-Identifier: Apache-2.0
// A desk on a bench: what goes in by hand, what comes out to be looked at.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/app/desk.h"

namespace hall::kiosk::test {

/// Queues A, B and C with the items "item-A", "item-B" and "item-C"; lane 1 once it has met the
/// service. Every step checks that the desk does not ask to be woken at once and for nothing.
class DeskBench {
public:
    DeskBench();
    explicit DeskBench(std::shared_ptr<const Content> content);

    /// begin(), and its entries on the disk.
    void start();
    /// Dies and starts again: what was not kept is gone, the monotonic clock begins at 0.
    void crash_and_start();
    void crash();

    /// Met the service over a quick link; everything told; the hub's lane.
    void meet_service();
    /// Met the service, which is away now: the next numbers come out of lane 1.
    void go_alone();

    DeskActions step(DeskInput input);
    /// What was written is on the disk.
    DeskActions keep();
    /// Lets time go by and wakes the desk.
    DeskActions wait(std::int64_t span_ms);
    /// Answers batches until the service has everything.
    void tell_all();

    DeskActions touch(const std::string& item, std::uint8_t key);
    [[nodiscard]] static IssueTicket touch_of(const std::string& item, std::uint8_t key);
    [[nodiscard]] static NumberAnswered number_for(const AllocAsk& ask, int no);
    /// A ticket out of the hub's lane, durable, its slip not begun.
    TicketId issue(const std::string& item, std::uint8_t key, int no = 1);
    /// Lets the printer have what is owed; the slip on its way.
    PrintSlip slip_at_printer();

    [[nodiscard]] Desk& desk() { return *desk_; }
    [[nodiscard]] std::int64_t epoch() const { return epoch_; }
    [[nodiscard]] Instant now() const;
    [[nodiscard]] const std::vector<Note>& journal() const { return journal_; }
    template <typename What>
    [[nodiscard]] std::vector<What> notes() const {
        std::vector<What> found;
        for (const Note& note : journal_) {
            if (const auto* what = std::get_if<What>(&note.what)) {
                found.push_back(*what);
            }
        }
        return found;
    }

    /// What the desk asked for last when it gave its journal up; the old entries.
    std::optional<NewLife> new_life;
    std::vector<Note> old_journal;
    /// Puts the disk back to what it held after `entries`; the desk starts from that.
    void restore_disk(std::size_t entries);
    bool disk_is_full = false;  ///< For the next new life.

    /// The PIN is "1234". For the next boot; the last paper that was to be kept is handed back.
    bool has_staff_pin = true;
    std::string paper;

    std::int64_t mono_ms = 0;
    Moment wall{std::chrono::milliseconds{1'795'395'600'000}};  ///< 2026-11-23, 09:00 in the hall.

private:
    void boot();
    DeskActions taken(DeskActions actions);
    void begin_life(const NewLife& life);

    std::shared_ptr<const Content> content_;
    std::unique_ptr<Desk> desk_;
    std::vector<Note> journal_;
    std::int64_t epoch_ = 1;
    std::vector<Moment> begun_;
    std::size_t kept_ = 0;
    std::uint64_t random_ = 0;
    std::uint8_t citizens_before_ = 200;  ///< Keys of those who came before the test's own.
};

[[nodiscard]] sync::StateDocument state_at(std::int64_t epoch, std::int64_t lsn);
[[nodiscard]] Ticket waiting_ticket(const std::string& queue, int no);

}  // namespace hall::kiosk::test
