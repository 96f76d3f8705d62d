// SPDX-License-Identifier: Apache-2.0
// One day of the hall, event by event: people arrive, clerks call them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "sync/documents.h"
#include "sync/hall/outlook.h"
#include "tests/replay/hall_time.h"
#include "tests/replay/issuer.h"
#include "tests/replay/replica.h"
#include "tests/replay/visits.h"

namespace hall::replay {

/// One ticket, from what was promised to what came of it.
struct Record {
    TicketId id;
    std::string label;
    QueueId queue;
    Moment issued{};
    std::optional<Moment> called;
    int calls = 0;  ///< Answers to "call next" that named it.
    bool ended = false;
    std::optional<WaitRange> promise;
    double naive_min = 0;  ///< People ahead x mean service / open counters.
};

/// A clerk at one counter.
struct Desk {
    const Counter* counter = nullptr;
    ClerkId clerk;
    std::string session;
    std::vector<Stretch> hours;  ///< Of the day.
    bool open = false;
    bool idle = false;
    std::optional<std::size_t> visit;  ///< Whom it holds.
    int named = 0;                     ///< How often that one was called.
};

struct DaySettings {
    sync::Documents documents;
    Day date;
    std::map<ClerkId, std::string> pins;
    std::uint64_t seed = 1;
};

/// Drives kiosks and clerks over HTTP. Every answer that a rule of the day did not foresee is a
/// trouble, and the run fails.
///
/// Not thread-safe: owned by the program.
class HallDay {
public:
    HallDay(DaySettings settings,
            drive::HallTime& time,
            drive::Client& clerks,
            std::vector<drive::Issuer*> kiosks);

    /// Blocks for the whole day: `visits` come, and all are served.
    void play(const std::vector<Visit>& visits);

    [[nodiscard]] const std::vector<Record>& records() const noexcept { return records_; }
    [[nodiscard]] const std::vector<std::string>& troubles() const noexcept { return troubles_; }
    [[nodiscard]] int turned_away() const noexcept { return turned_away_; }
    [[nodiscard]] Moment ended() const noexcept { return time_.now(); }

private:
    enum class Step : std::uint8_t { arrive, open, close, press, name_again, start, finish, renew };
    struct Due {
        Moment at{};
        std::uint64_t order = 0;
        Step step{};
        std::size_t who = 0;  ///< A visit, or a desk.

        bool operator>(const Due& other) const noexcept {
            return std::tie(at, order) > std::tie(other.at, other.order);
        }
    };

    void seat_clerks();
    void later(std::chrono::milliseconds after, Step step, std::size_t who);
    void at(Moment when, Step step, std::size_t who);
    void run(const Due& due);

    // People (day.cpp).
    void arrive(std::size_t visit);
    [[nodiscard]] double naive_min(const Queue& queue, int ahead, Moment now) const;
    void wake_a_clerk(const QueueId& queue);
    void keep_up(const TicketId& ticket, std::int64_t version);
    void trouble(std::string what);

    // Clerks (clerks.cpp).
    void open(std::size_t desk);
    void close(std::size_t desk);
    void close_seat(std::size_t desk);
    void renew(std::size_t desk);
    void press(std::size_t desk);
    void called(std::size_t desk, const drive::TicketSeen& seen);
    void name_again(std::size_t desk);
    void start(std::size_t desk);
    void finish(std::size_t desk);
    void free(std::size_t desk);
    drive::Reply order(std::size_t desk, Action action);
    [[nodiscard]] bool is_over(const Desk& desk) const;
    [[nodiscard]] bool is_last(const Desk& desk) const;

    DaySettings settings_;
    drive::HallTime& time_;
    drive::Client& clerks_;
    std::vector<drive::Issuer*> kiosks_;
    Replica replica_;
    drive::Ids ids_;
    const std::vector<Visit>* visits_ = nullptr;
    std::vector<Desk> desks_;
    std::vector<Record> records_;                ///< Of those who got a ticket.
    std::map<TicketId, std::size_t> by_ticket_;  ///< -> records_.
    std::map<TicketId, std::size_t> visit_of_;   ///< -> visits.
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::uint64_t order_ = 0;
    std::vector<std::string> troubles_;
    int turned_away_ = 0;
};

}  // namespace hall::replay
