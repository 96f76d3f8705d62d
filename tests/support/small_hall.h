// SPDX-License-Identifier: Apache-2.0
// A hall small enough to hold in one's head, and the words to run it: people arrive, clerks press.
//
//   queues   A marriage   B tax   C land
//   W01 [A] then [B], W02 [A,B] alike, W03 [C], W04 [A,B,C] 綜合窗口
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/decide.h"
#include "sync/hall/notes.h"

namespace hall::test {

using namespace std::chrono_literals;

inline constexpr Day kToday{std::chrono::local_days{2026y / std::chrono::November / 23}};
inline constexpr Moment kMorning{std::chrono::sys_days{2026y / std::chrono::November / 23} + 70min};

inline const DeviceId kKiosk{"K01"};

inline Uuid uuid(int n) {
    Uuid id = make_uuid(kMorning, 0, 0);
    for (std::size_t i = 0; i < 4; ++i) {
        id.bytes[15 - i] = static_cast<std::uint8_t>(static_cast<unsigned>(n) >> (8 * i));
    }
    return id;
}

inline HallConfig small_hall() {
    HallConfig hall;
    hall.id = HallId{"small"};
    for (const char* prefix : {"A", "B", "C"}) {
        hall.queues.push_back(Queue{.id = QueueId{prefix}, .prefix = prefix});
    }
    const auto serve = [&](const char* id, std::vector<std::vector<QueueId>> queues) {
        hall.counters.push_back(Counter{.id = CounterId{id}, .serves = std::move(queues)});
    };
    const QueueId a{"A"};
    const QueueId b{"B"};
    const QueueId c{"C"};
    serve("W01", {{a}, {b}});
    serve("W02", {{a, b}});
    serve("W03", {{c}});
    serve("W04", {{a, b, c}});
    for (const char* id : {"S01", "S02", "S03", "S04"}) {
        hall.clerks.push_back(Clerk{.id = ClerkId{id}});
    }
    hall.priority_classes.push_back(PriorityClass{.id = "elder"});
    return hall;
}

/// Somebody who takes a ticket; a test names only what matters.
struct Person {
    std::string queue = "A";
    std::string priority;
    Band band = Band::walk_in;
    std::optional<Moment> due;
    std::string link;
};

/// "done", or the code of the refusal: so that a failed check reads like a sentence.
template <typename Value>
std::string answer_of(const Ruled<Value>& ruled) {
    return ruled ? "done" : std::string(code_of(ruled.error().code));
}

/// The hall at work on a Monday morning, S01 at W01, S02 at W02 and so on.
struct Bench {
    HallConfig hall = small_hall();
    Book book;
    Moment now = kMorning;

    Bench() {
        take(enrol(book, Device{.id = kKiosk, .kind = "kiosk", .epoch = 1, .lane = 1}, kToday, now)
                 .value());
        for (int i = 1; i <= 4; ++i) {
            sit("W0" + std::to_string(i), "S0" + std::to_string(i));
        }
    }

    void take(const std::vector<Event>& events) {
        for (const Event& event : events) {
            book.apply(event);
        }
    }

    void sit(const std::string& counter, const std::string& clerk) {
        book.apply({now, SeatChanged{SeatAction::open, Seat{.counter = CounterId{counter},
                                                            .clerk = ClerkId{clerk},
                                                            .since = now,
                                                            .lease_until = now + 24h}}});
    }

    /// Takes a ticket at the kiosk: reserved, written down, merged.
    TicketId arrive(const Person& person = {}) {
        const TicketId id = uuid(++people_);
        const auto reserved =
            reserve(book, hall, {id, QueueId{person.queue}, person.band, kKiosk, 1, 0}, kToday, now)
                .value();
        take(reserved.events);
        IssuedNote note{.ticket = id,
                        .day = kToday,
                        .number = reserved.number.number,
                        .ordinal = reserved.number.ordinal,
                        .band = person.band,
                        .queue = QueueId{person.queue},
                        .priority = person.priority,
                        .touch = id,
                        .due = person.due,
                        .link = person.link};
        take(merge(book, *book.device(kKiosk), Note{{}, note}, now, now));
        return id;
    }

    /// One press at a counter. What it leads to has happened when this returns.
    Ruled<Decision> press(const std::string& counter, Action action, Order order = {}) {
        order.action = action;
        order.counter = CounterId{counter};
        if (const Seat* seat = book.seat(order.counter)) {
            order.clerk = seat->clerk;
        }
        return give(order);
    }

    Ruled<Decision> at_reception(Action action, Order order = {}) {
        order.action = action;
        order.at_reception = true;
        return give(order);
    }

    Ruled<Decision> give(const Order& order) {
        auto decision = decide(book, hall, order, now);
        if (decision) {
            take(decision->events);
        }
        return decision;
    }

    /// The number that `counter` calls next, "A012", or the refusal's code.
    std::string call_next(const std::string& counter, Order order = {}) {
        const auto called = press(counter, Action::call_next, std::move(order));
        return called ? label_of(called->ticket.number) : answer_of(called);
    }

    /// Calls, starts and finishes whoever is next; answers as call_next().
    std::string serve_next(const std::string& counter) {
        std::string label = call_next(counter);
        if (book.held_by(CounterId{counter}) != nullptr) {
            press(counter, Action::start);
            press(counter, Action::finish);
        }
        now += 3s;
        return label;
    }

    [[nodiscard]] const Ticket& ticket(const TicketId& id) const { return *book.ticket(id); }
    [[nodiscard]] TicketState state(const TicketId& id) const { return ticket(id).state; }
    [[nodiscard]] std::string label(const TicketId& id) const {
        return label_of(ticket(id).number);
    }

private:
    int people_ = 0;
};

}  // namespace hall::test
