// SPDX-License-Identifier: Apache-2.0
// What a crash, a full disk and a wrong clock leave behind.
#include <catch2/catch.hpp>

#include "tests/kiosk/app/desk_bench.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

TEST_CASE("a start is the journal's first word", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.crash_and_start();
    const auto boots = bench.notes<BootNote>();
    REQUIRE(boots.size() == 2);
    CHECK(boots[0].boot == 1);
    CHECK(boots[1].boot == 2);
    CHECK(boots[1].program == "bench");
    CHECK(bench.journal().back().stamp.boot == 2);
}

TEST_CASE("a crash between the touch and the disk leaves nothing behind", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.touch("item-A", 1);
    const TicketId lost = bench.notes<IssuedNote>().back().ticket;
    CHECK_FALSE(bench.desk().on_screen());

    bench.crash_and_start();
    CHECK(bench.desk().ledger().issued(lost) == nullptr);
    bench.step(Enrolled{});
    bench.touch("item-A", 1);
    REQUIRE(bench.notes<IssuedNote>().size() == 2);  // That of go_alone(), and the new one.
    CHECK(bench.notes<IssuedNote>().back().ticket != lost);
    CHECK(bench.journal().back().stamp.boot == 2);
}

TEST_CASE("the same touch after a crash gets the same ticket", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const TicketId ticket = bench.issue("item-A", 1);
    bench.crash_and_start();
    const auto again = bench.touch("item-A", 1);
    CHECK_FALSE(again.ask);
    REQUIRE(bench.desk().on_screen());
    CHECK(bench.desk().on_screen()->ticket == ticket);
    CHECK(bench.notes<IssuedNote>().size() == 1);
}

TEST_CASE("a number that cannot be written down is not given out", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.keep();
    bench.touch("item-A", 1);
    const auto refused = bench.step(NotKept{});
    CHECK(refused.show);
    CHECK_FALSE(refused.print);
    CHECK(bench.desk().out_of_service());
    CHECK_FALSE(bench.desk().on_screen());
    REQUIRE(bench.desk().refusal());
    CHECK(bench.desk().refusal()->code == "out_of_service");

    SECTION("not by touching again either") {
        const auto again = bench.touch("item-A", 1);
        CHECK_FALSE(bench.desk().on_screen());
        CHECK(again.write.empty());
        CHECK(bench.desk().refusal()->code == "out_of_service");
    }
    SECTION("and nothing more is written or printed until a person has come") {
        const auto other = bench.touch("item-B", 2);
        CHECK(other.write.empty());
        CHECK_FALSE(other.ask);
        CHECK(bench.wait(60'000).write.empty());
    }
    SECTION("after the restart the number goes to the next citizen") {
        bench.crash_and_start();
        CHECK_FALSE(bench.desk().out_of_service());
        bench.go_alone();
        bench.touch("item-A", 3);
        CHECK(label_of(bench.notes<IssuedNote>().back().number) == "AZ001");
    }
}

TEST_CASE("the lane's numbers go on where the journal ends", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.touch("item-A", 1);
    bench.keep();
    bench.crash_and_start();
    bench.go_alone();
    bench.touch("item-A", 2);
    bench.keep();
    CHECK(label_of(bench.desk().on_screen()->number) == "AZ002");
}

TEST_CASE("a clock that was a year ahead does not begin the day's numbers anew", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.touch("item-A", 1);
    bench.keep();
    const auto right = millis_of(bench.wall) - bench.mono_ms;

    bench.step(ClockMeasured{right + 365LL * 86'400'000, 5});
    bench.wait(1000);
    bench.step(ClockMeasured{right, 500});
    bench.wait(1000);
    bench.touch("item-A", 2);
    bench.keep();
    CHECK(label_of(bench.desk().on_screen()->number) == "AZ002");
}

TEST_CASE("a clock set back a day does not reopen yesterday", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.crash();
    bench.wall -= std::chrono::days{1};
    bench.start();
    const Moment fair = bench.desk().fair_time(bench.now());
    CHECK(fair > bench.wall);
    bench.step(Asked{DeskBench::touch_of("item-A", 1)});
    bench.wait(400);
    CHECK(text_of(bench.notes<IssuedNote>().back().day) == "2026-11-23");
}

TEST_CASE("a ticket that is written while the calendar is put right harms nobody", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.touch("item-A", 1);
    bench.step(ClockMeasured{millis_of(bench.wall) + 30LL * 86'400'000, 5});
    bench.wait(1000);  // The day of the ticket is long gone by now.
    bench.keep();
    CHECK_FALSE(bench.desk().is_issuing());
}

TEST_CASE("a stamp says in which start it was made and how good it is", "[desk]") {
    DeskBench bench;
    bench.start();
    CHECK_FALSE(bench.journal().back().stamp.good);
    bench.meet_service();
    bench.wait(5000);
    bench.issue("item-A", 1);
    const auto& stamp = bench.journal().back().stamp;
    CHECK(stamp.good);
    CHECK(stamp.boot == 1);
    CHECK(stamp.mono_ms == bench.mono_ms);
    CHECK(stamp.estimate == bench.wall);
    REQUIRE(bench.desk().clock_offset());
    CHECK(bench.desk().clock_offset()->boot == 1);
}
