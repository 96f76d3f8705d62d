// SPDX-License-Identifier: Apache-2.0
// From the touch to the ticket on screen.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "tests/kiosk/app/desk_bench.h"
#include "tests/sim/small_hall.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

TEST_CASE("a number of the service is a ticket once it is on the disk", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    REQUIRE(asked.ask);
    CHECK(asked.ask->queue == QueueId{"A"});
    CHECK(asked.ask->boot == 1);
    CHECK(asked.wake_ms == bench.mono_ms + kAnswerMs);
    CHECK(bench.desk().is_issuing());

    const auto answered = bench.step(DeskBench::number_for(*asked.ask, 12));
    CHECK(answered.write.size() == 1);
    CHECK_FALSE(answered.print);
    CHECK_FALSE(bench.desk().on_screen());

    const auto kept = bench.keep();
    REQUIRE(bench.desk().on_screen());
    CHECK(kept.show);
    CHECK(label_of(bench.desk().on_screen()->number) == "A012");
    CHECK_FALSE(bench.desk().on_screen()->own_lane);
    CHECK_FALSE(bench.desk().is_issuing());
}

TEST_CASE("after 400 ms without an answer the kiosk gives that number up and issues its own",
          "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    REQUIRE(asked.ask);
    CHECK(bench.wait(kAnswerMs - 1).write.empty());

    const auto alone = bench.wait(1);
    REQUIRE(alone.write.size() == 2);
    const auto* abandoned = std::get_if<AbandonNote>(&alone.write[0].what);
    const auto* issued = std::get_if<IssuedNote>(&alone.write[1].what);
    REQUIRE(abandoned);
    REQUIRE(issued);
    CHECK(abandoned->ticket == asked.ask->ticket);
    CHECK(issued->ticket != asked.ask->ticket);
    CHECK(label_of(issued->number) == "AZ001");
    CHECK_FALSE(bench.desk().is_online());

    SECTION("and an answer that comes after all is ignored") {
        CHECK(bench.step(DeskBench::number_for(*asked.ask, 12)).write.empty());
        bench.keep();
        CHECK(label_of(bench.desk().on_screen()->number) == "AZ001");
        CHECK(bench.notes<IssuedNote>().size() == 1);
    }
    SECTION("and the next citizen does not wait 400 ms again") {
        bench.keep();
        const auto next = bench.touch("item-B", 2);
        CHECK_FALSE(next.ask);
        CHECK_FALSE(next.write.empty());
        bench.keep();
        CHECK(label_of(bench.desk().on_screen()->number) == "BZ001");
    }
}

TEST_CASE("the answer may be late for the clock but not for the journal", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    bench.step(DeskBench::number_for(*asked.ask, 12));
    CHECK(bench.wait(kAnswerMs * 3).write.empty());  // A slow disk is no silent service.
    bench.keep();
    CHECK(label_of(bench.desk().on_screen()->number) == "A012");
}

TEST_CASE("a service that is known to be away costs nobody 400 ms", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    bench.step(NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = {}});
    bench.keep();
    REQUIRE(bench.desk().on_screen());
    CHECK(bench.desk().on_screen()->own_lane);
}

TEST_CASE("whatever ails the service, the citizen gets a number", "[desk]") {
    const auto* code = GENERATE("boot_too_old", "device_unknown", "number_voided", "unauthorized",
                                "too_many_requests", "bad_request");
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    bench.step(NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = code});
    bench.keep();
    CHECK_FALSE(bench.desk().refusal());
    REQUIRE(bench.desk().on_screen());
    CHECK(label_of(bench.desk().on_screen()->number) == "AZ001");
}

TEST_CASE("a refusal that no number of our own would mend is shown", "[desk]") {
    const auto* code = GENERATE("queue_unknown", "numbers_used_up");
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    const auto answered =
        bench.step(NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = code});
    CHECK(answered.show);
    CHECK(answered.write.empty());
    REQUIRE(bench.desk().refusal());
    CHECK(bench.desk().refusal()->code == code);
    CHECK(bench.desk().refusal()->item == ItemId{"item-A"});
    CHECK_FALSE(bench.desk().on_screen());
    CHECK_FALSE(bench.desk().is_issuing());

    bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
    CHECK_FALSE(bench.desk().refusal());
}

TEST_CASE("what the catalogue does not know is refused by name", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.touch("item-X", 1);
    REQUIRE(bench.desk().refusal());
    CHECK(bench.desk().refusal()->code == "item_unknown");
}

TEST_CASE("a hall that is closed gives out no number", "[desk]") {
    auto content = std::make_shared<Content>(*sim::small_hall(2));
    for (auto& day : content->hall.hours.week) {
        day.clear();
    }
    DeskBench bench{content};
    bench.start();
    bench.touch("item-A", 1);
    REQUIRE(bench.desk().refusal());
    CHECK(bench.desk().refusal()->code == "hall_closed");
}

TEST_CASE("a kiosk that never met its service has no lane and gives out no number", "[desk]") {
    DeskBench bench;
    bench.start();
    CHECK_FALSE(bench.touch("item-A", 1).ask);  // The service would not know who asks.
    SECTION("when its service stays away") {
        bench.wait(kAnswerMs);
        REQUIRE(bench.desk().refusal());
        CHECK(bench.desk().refusal()->code == "out_of_service");
        CHECK(bench.notes<IssuedNote>().empty());
    }
    SECTION("but the touch that came a moment before they met does not fail") {
        const auto met =
            bench.step(Enrolled{.reached = true, .lane = 1, .acked = 0, .hub_epoch = 1});
        CHECK(met.ask);
    }
}

TEST_CASE("no number is asked for before this start is on the disk", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.crash();
    (void)bench.desk().begin(bench.now());
    const auto touched = bench.desk().step(Asked{DeskBench::touch_of("item-A", 1)}, bench.now());
    CHECK_FALSE(touched.ask);
    CHECK(bench.desk().is_issuing());
    const auto kept = bench.desk().step(Kept{bench.desk().last_seq()}, bench.now());
    REQUIRE(kept.ask);
    CHECK(kept.ask->boot == 2);
}

TEST_CASE("ten taps in a second are one ticket", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    SECTION("while the answer is on its way") {
        REQUIRE(bench.touch("item-A", 1).ask);
        for (std::uint8_t key = 2; key <= 10; ++key) {
            const auto again = bench.touch("item-A", key);
            CHECK_FALSE(again.ask);
            CHECK(again.write.empty());
        }
    }
    SECTION("and when the ticket is on the screen between two of them") {
        const TicketId first = bench.issue("item-A", 1);
        for (std::uint8_t key = 2; key <= 10; ++key) {
            bench.wait(100);
            CHECK_FALSE(bench.touch("item-A", key).ask);
            CHECK(bench.desk().on_screen()->ticket == first);
        }
        CHECK(bench.notes<IssuedNote>().size() == 1);
    }
    SECTION("but the next person, who asks for the same, gets a ticket") {
        const TicketId first = bench.issue("item-A", 1);
        bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
        CHECK_FALSE(bench.desk().on_screen());
        CHECK(bench.issue("item-A", 2, 2) != first);
    }
    SECTION("and so does one who comes while the ticket before is still shown") {
        const TicketId first = bench.issue("item-A", 1);
        bench.wait(kOneTouchMs);
        CHECK(bench.issue("item-A", 2, 2) != first);
    }
}

TEST_CASE("the promise made on the screen is written down with the ticket", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    auto state = test::state_at(1, 5);
    Seat seat;
    seat.counter = CounterId{"W01"};
    seat.clerk = ClerkId{"S01"};
    seat.lease_until = bench.wall + std::chrono::minutes{10};
    state.state.seats.push_back(seat);
    for (int no = 1; no <= 8; ++no) {
        state.state.tickets.push_back(test::waiting_ticket("A", no));
    }
    bench.step(SnapshotCame{state});
    bench.issue("item-A", 1, 9);
    const auto& shown = *bench.desk().on_screen();
    const auto issued = bench.notes<IssuedNote>().back();
    CHECK(shown.ahead == 8);
    REQUIRE(shown.wait);
    CHECK(issued.promised_lo == shown.wait->lo_min);
    CHECK(issued.promised_hi == shown.wait->hi_min);
    CHECK(issued.predicted_min > 0);
}
