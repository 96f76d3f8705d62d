// SPDX-License-Identifier: Apache-2.0
// Mornings of people pressing anything at any time: what must hold, holds.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

class Morning : public Bench {
public:
    explicit Morning(unsigned seed) : random_(seed) {
        hall.policy.no_show_after_calls = 1;
        hall.policy.recall_interval = 2s;
    }

    void live() {
        now += std::chrono::milliseconds{dice(40'000)};
        if (dice(3) == 0) {
            tickets_.push_back(arrive(somebody()));
        }
        if (dice(10) == 0) {
            take(timed_returns(book, now));
        }
        if (!tickets_.empty()) {
            auto order = any_order();
            if (dice(12) == 0) {
                at_reception(order.action, order);
            } else {
                press("W0" + std::to_string(1 + dice(4)), order.action, order);
            }
        }
        check();
    }

    void close() {
        take(close_day(book, kToday, now));
        check();
        for (const TicketId& id : tickets_) {
            const TicketState at_end = state(id);
            CHECK((!is_live(at_end) || at_end == TicketState::no_show));
        }
    }

private:
    int dice(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

    Person somebody() {
        return {.queue = std::string(1, "ABC"[dice(3)]),
                .priority = dice(3) == 0 ? "elder" : "",
                .band = dice(5) == 0 ? Band::appointment : Band::walk_in,
                .due = dice(2) == 0 ? std::optional{now + 10min} : std::nullopt,
                .link = dice(6) == 0 ? std::string(1, "xyz"[dice(3)]) : ""};
    }

    Order any_order() {
        Order order{.action = kActions[static_cast<std::size_t>(dice(16))]};
        if (dice(3) > 0) {
            // Mostly those who came lately: the others are done with.
            const auto last = static_cast<int>(tickets_.size());
            const int back = dice(std::min(last, 12)) + 1;
            order.ticket = tickets_[static_cast<std::size_t>(last - back)];
        }
        if (dice(2) == 0) {
            order.to_queue = QueueId{std::string(1, "ABCQ"[dice(4)])};
        }
        if (dice(4) == 0) {
            order.to_counter = CounterId{"W0" + std::to_string(1 + dice(5))};
        }
        order.back_to_me = dice(3) == 0;
        order.reason = dice(4) == 0 ? "" : "because";
        order.hall_wide = dice(2) == 0;
        if (dice(2) == 0) {
            order.until = now + std::chrono::seconds{dice(600)};
        }
        if (dice(2) == 0) {
            order.came = dice(2) == 0;
        }
        order.may_call_by_name = dice(5) > 0;
        return order;
    }

    void check() {
        std::map<CounterId, int> holding;
        std::multiset<std::string> active_links;
        std::set<TicketId> waiting;
        std::set<std::string> labels;
        for (const auto& [id, ticket] : book.tickets()) {
            if (ticket.state == TicketState::called || ticket.state == TicketState::serving) {
                REQUIRE(ticket.counter);
                REQUIRE(++holding[*ticket.counter] == 1);
                REQUIRE(book.held_by(*ticket.counter) == &ticket);
                if (!ticket.link.empty()) {
                    active_links.insert(ticket.link);
                    REQUIRE(active_links.count(ticket.link) == 1);
                }
            }
            if (ticket.state == TicketState::waiting) {
                waiting.insert(id);
                REQUIRE_FALSE(ticket.counter);
            }
            REQUIRE(ticket.version >= versions_[id]);
            versions_[id] = ticket.version;
            REQUIRE(labels.insert(label_of(ticket.number)).second);
            REQUIRE(!ticket.legs.empty());
            REQUIRE(ticket.legs.back().queue == ticket.queue);
            REQUIRE(book.ticket_by_number(ticket.day, ticket.number) == &ticket);
        }
        REQUIRE(book.tickets().size() == tickets_.size());  // Nobody vanishes.
        std::set<TicketId> listed;
        for (const Ticket* ticket : book.waiting()) {
            listed.insert(ticket->id);
        }
        REQUIRE(listed == waiting);
        for (const auto& [counter, seat] : book.seats()) {
            const Ticket* held = book.held_by(counter);
            REQUIRE((held == nullptr || holding.contains(counter)));
        }
    }

    std::mt19937 random_;
    std::vector<TicketId> tickets_;
    std::map<TicketId, std::int64_t> versions_;
};

}  // namespace

TEST_CASE("whatever anybody presses, one counter has one citizen and nobody is lost", "[hall]") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        Morning morning{seed};
        for (int i = 0; i < 300; ++i) {
            morning.live();
        }
        morning.close();
    }
}

TEST_CASE("of every three calls at most two are priority while others wait, whatever comes",
          "[hall]") {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        INFO("seed " << seed);
        Bench bench;
        std::mt19937 random{seed};
        for (int i = 0; i < 40; ++i) {
            bench.arrive({.priority = random() % 3 != 0 ? "elder" : ""});
        }
        std::vector<bool> calls;
        while (bench.book.waiting_count(QueueId{"A"}) > 0) {
            const bool others = std::ranges::any_of(
                bench.book.waiting(), [](const Ticket* t) { return t->priority.empty(); });
            const auto called = bench.press("W01", Action::call_next);
            REQUIRE(called);
            calls.push_back(!called->ticket.priority.empty());
            bench.press("W01", Action::start);
            bench.press("W01", Action::finish);
            bench.now += 3s;
            const auto n = calls.size();
            const bool three = n >= 3 && calls[n - 1] && calls[n - 2] && calls[n - 3];
            REQUIRE_FALSE((others && three));
        }
        CHECK(calls.size() == 40);
    }
}
