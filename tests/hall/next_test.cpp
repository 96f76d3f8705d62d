// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/next.h"

#include <catch2/catch.hpp>

#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

// A lobby full of people, and one counter that looks at them.
struct Lobby {
    HallConfig hall = small_hall();
    std::vector<Ticket> people;
    std::vector<bool> mix;
    Moment now = kMorning;

    Ticket& wait(int no, std::chrono::minutes ago, const std::string& queue = "A") {
        Ticket ticket;
        ticket.id = uuid(no);
        ticket.day = kToday;
        ticket.number = {queue, kHubLane, no};
        ticket.queue = QueueId{queue};
        ticket.issued = ticket.leg_since = ticket.order = now - ago;
        people.reserve(64);  // References stay good.
        people.push_back(ticket);
        return people.back();
    }

    [[nodiscard]] std::string next(const std::string& counter = "W01") const {
        std::vector<const Ticket*> waiting;
        for (const Ticket& ticket : people) {
            waiting.push_back(&ticket);
        }
        const auto choice =
            choose_next(waiting, *hall.counter(CounterId{counter}), mix, hall.policy, now);
        return choice ? label_of(choice->ticket->number) + " " + std::string(code_of(choice->why))
                      : "nobody";
    }
};

}  // namespace

TEST_CASE_METHOD(Lobby, "who came first is called first", "[hall]") {
    wait(3, 5min);
    wait(2, 20min);
    wait(1, 10min);

    CHECK(next() == "A002 arrival");
}

TEST_CASE_METHOD(Lobby, "among people of one moment lane, number and id decide", "[hall]") {
    wait(7, 5min).number.lane = 1;
    wait(9, 5min);
    wait(8, 5min);

    CHECK(next() == "A008 arrival");
}

TEST_CASE_METHOD(Lobby, "nobody waiting means nobody is called", "[hall]") {
    CHECK(next() == "nobody");
    wait(1, 5min).state = TicketState::parked;
    wait(2, 5min, "C");
    CHECK(next() == "nobody");
}

TEST_CASE_METHOD(Lobby,
                 "an appointment that is due goes before those who came by chance",
                 "[hall]") {
    wait(1, 30min);
    wait(801, 1min).band = Band::appointment;

    CHECK(next() == "A801 appointment_due");
}

TEST_CASE_METHOD(Lobby, "an appointment checked in early waits for its hour", "[hall]") {
    Ticket& early = wait(801, 50min);
    early.band = Band::appointment;
    early.order = now + 30min;
    CHECK(next() == "A801 arrival");  // Better than a counter that stands idle.

    wait(1, 1min);
    CHECK(next() == "A001 arrival");

    now += 30min;
    CHECK(next() == "A801 appointment_due");
}

TEST_CASE_METHOD(Lobby,
                 "of every three calls at most two are priority while others wait",
                 "[hall]") {
    wait(1, 30min);
    wait(2, 5min).priority = "elder";
    CHECK(next() == "A002 priority_turn");
    mix = {true};
    CHECK(next() == "A002 priority_turn");
    mix = {true, true};
    CHECK(next() == "A001 arrival");
    mix = {true, true, false};
    CHECK(next() == "A002 priority_turn");
    mix = {true, false, true};
    CHECK(next() == "A002 priority_turn");
}

TEST_CASE_METHOD(Lobby, "priority goes on when nobody else waits", "[hall]") {
    mix = {true, true};
    wait(2, 5min).priority = "elder";

    CHECK(next() == "A002 priority_turn");
}

TEST_CASE_METHOD(Lobby, "nobody overtakes a ticket older than the cap", "[hall]") {
    wait(1, 61min);
    wait(2, 62min);
    wait(3, 5min).priority = "elder";
    wait(801, 5min).band = Band::appointment;
    wait(4, 5min).only_for = CounterId{"W01"};

    CHECK(next() == "A002 past_cap");
}

TEST_CASE_METHOD(Lobby, "the cap looks over every queue that the counter serves", "[hall]") {
    wait(1, 20min);
    wait(5, 61min, "B");

    CHECK(next("W01") == "B005 past_cap");
}

TEST_CASE_METHOD(Lobby, "a no-show that came after all waits anew for the cap", "[hall]") {
    wait(1, 90min).order = now - 2min;  // Put behind three others two minutes ago.
    wait(2, 20min);

    CHECK(next() == "A002 arrival");
}

TEST_CASE_METHOD(Lobby, "a counter empties its first queue before it helps the second", "[hall]") {
    wait(5, 40min, "B");
    CHECK(next("W01") == "B005 arrival");
    wait(1, 1min);
    CHECK(next("W01") == "A001 arrival");
    CHECK(next("W02") == "B005 arrival");  // Both in one group: the longer wait goes first.
}

TEST_CASE_METHOD(Lobby, "a ticket sent to one counter is called there, and first", "[hall]") {
    wait(1, 30min);
    wait(2, 1min, "C").only_for = CounterId{"W01"};

    CHECK(next("W01") == "C002 returned");
    CHECK(next("W03") == "nobody");
    CHECK(next("W04") == "A001 arrival");
}

TEST_CASE_METHOD(Lobby,
                 "who was sent to a counter that never calls is everybody's past the cap",
                 "[hall]") {
    wait(2, 61min).only_for = CounterId{"W03"};

    CHECK(next("W01") == "A002 past_cap");
}

TEST_CASE_METHOD(Lobby,
                 "a moment ahead of a clock that was set back is not past the cap",
                 "[hall]") {
    wait(1, -23h);
    wait(2, 1min);

    CHECK(next() == "A002 arrival");
}

TEST_CASE("why a ticket was called reads the same after it was written", "[hall]") {
    for (int i = 0; i <= static_cast<int>(Why::called_by_name); ++i) {
        const auto why = static_cast<Why>(i);
        CHECK(why_from(code_of(why)) == why);
    }
    CHECK_FALSE(why_from("luck"));
}
