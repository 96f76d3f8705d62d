// SPDX-License-Identifier: Apache-2.0
// Telling the service everything, once, in order; and coming back to the common lane.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "tests/kiosk/app/desk_bench.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

namespace {

Enrolled met(std::int64_t acked, std::int64_t hub_epoch = 1) {
    return {.reached = true, .lane = 1, .acked = acked, .hub_epoch = hub_epoch};
}

ClockMeasured clock_of(const DeskBench& bench, std::int64_t rtt_ms) {
    return {millis_of(bench.wall) - bench.mono_ms, rtt_ms};
}

PushAnswered taken_up_to(std::int64_t acked) {
    return {.reached = true, .acked = acked, .hub_epoch = 1};
}

}  // namespace

TEST_CASE("nothing is told before the clocks were compared in this start", "[desk]") {
    DeskBench bench;
    bench.start();
    const auto enrolled = bench.step(met(0));
    CHECK(enrolled.measure_clock);
    CHECK_FALSE(enrolled.push_from);
    CHECK_FALSE(bench.keep().push_from);
    const auto measured = bench.step(clock_of(bench, 5));
    CHECK(measured.push_from == 1);
}

TEST_CASE("the lane that the service gives is written down", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.step(met(0));
    REQUIRE_FALSE(bench.notes<LaneNote>().empty());
    CHECK(bench.notes<LaneNote>().back().lane == 1);
    bench.keep();
    bench.crash_and_start();
    CHECK(bench.desk().ledger().lane() == 1);
    const auto before = bench.journal().size();
    bench.step(met(0));
    CHECK(bench.journal().size() == before);  // The same lane is no news.
}

TEST_CASE("one batch is under way at a time, each from where the one before ended", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const std::int64_t told = bench.desk().acked();
    bench.issue("item-A", 1);
    bench.keep();
    CHECK(bench.desk().acked() == told);
    const auto more = bench.step(taken_up_to(told + 1));
    CHECK(more.push_from == told + 2);
    CHECK_FALSE(bench.wait(10).push_from);
}

TEST_CASE("what is not on the disk yet is told to nobody", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.tell_all();
    const auto touched = bench.touch("item-A", 1);
    CHECK_FALSE(touched.write.empty());
    CHECK_FALSE(touched.push_from);
    CHECK(bench.keep().push_from == bench.desk().acked() + 1);
}

TEST_CASE("the kiosk rewinds when the service has less than it had", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    const auto rewound = bench.step(taken_up_to(1));
    CHECK(bench.desk().acked() == 1);
    CHECK(rewound.push_from == 2);

    const auto gap = bench.step(
        PushAnswered{.reached = true, .acked = 0, .hub_epoch = 0, .code = "gap", .expected = 1});
    CHECK(bench.desk().acked() == 0);
    CHECK(gap.push_from == 1);
}

TEST_CASE("a service that is away is asked again at growing intervals", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    std::int64_t pause = 0;
    for (int i = 0; i < 12; ++i) {
        const auto lost = bench.step(PushAnswered{});
        CHECK_FALSE(lost.push_from);
        const std::int64_t before = pause;
        pause = 0;
        while (!bench.wait(100).push_from) {
            pause += 100;
            REQUIRE(pause <= kRetryMostMs);
        }
        CHECK(pause >= before);
    }
    CHECK(pause >= kRetryMostMs - 200);

    SECTION("but at once when the link is up again") {
        bench.step(PushAnswered{});
        bench.step(LinkSeen{false});
        CHECK(bench.step(LinkSeen{true}).push_from);
    }
}

TEST_CASE("a batch whose answer was lost on this machine is told again", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    CHECK_FALSE(bench.wait(kPushLostMs - 1).push_from);
    bench.wait(1);
    CHECK(bench.wait(kRetryMostMs).push_from);
}

TEST_CASE("a service that forgot the kiosk meets it again and is told everything", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    const auto forgotten = bench.step(PushAnswered{
        .reached = true, .acked = 0, .hub_epoch = 0, .code = "device_unknown", .expected = {}});
    CHECK(forgotten.enrol);
    const auto again = bench.step(met(0));
    CHECK(again.push_from == 1);
}

TEST_CASE("after 400 ms alone the kiosk returns when all is told and the link is quick", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.touch("item-A", 1);
    bench.wait(kAnswerMs);
    bench.keep();
    bench.keep();
    REQUIRE_FALSE(bench.desk().is_online());

    SECTION("not on the strength of a clock exchange of before") {
        const auto told = bench.step(taken_up_to(bench.desk().last_seq()));
        CHECK_FALSE(bench.desk().is_online());
        CHECK(told.measure_clock);
        CHECK(bench.step(clock_of(bench, kGoodRttMs - 1)).show);
        CHECK(bench.desk().is_online());
    }
    SECTION("not over a slow link, which is measured again but not without end") {
        bench.step(taken_up_to(bench.desk().last_seq()));
        const auto slow = bench.step(clock_of(bench, kGoodRttMs));
        CHECK_FALSE(bench.desk().is_online());
        CHECK_FALSE(slow.measure_clock);
        CHECK(bench.wait(kRetryMostMs).measure_clock);
        bench.step(clock_of(bench, 20));
        CHECK(bench.desk().is_online());
    }
    SECTION("not while the service lacks an entry") {
        bench.step(clock_of(bench, 5));
        bench.step(taken_up_to(bench.desk().last_seq() - 1));
        CHECK_FALSE(bench.desk().is_online());
        bench.step(taken_up_to(bench.desk().last_seq()));
        CHECK(bench.desk().is_online());
    }
}

TEST_CASE("a kiosk that was alone when it ended starts alone", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.crash_and_start();
    REQUIRE_FALSE(bench.desk().is_online());

    SECTION("and its first ticket waits for the service's first word, and no longer") {
        const auto issued = bench.notes<IssuedNote>().size();
        const auto touched = bench.touch("item-A", 1);
        CHECK_FALSE(touched.ask);
        CHECK(bench.notes<IssuedNote>().size() == issued);
        const bool answers = GENERATE(true, false);
        bench.step(answers ? met(bench.desk().acked()) : Enrolled{});
        CHECK(bench.notes<IssuedNote>().size() == issued + 1);
        bench.keep();
        REQUIRE(bench.desk().on_screen());
        CHECK(bench.desk().on_screen()->number.lane == 1);
    }
    SECTION("or 400 ms where it says nothing, and the next ticket does not wait") {
        const auto issued = bench.notes<IssuedNote>().size();
        bench.touch("item-A", 1);
        bench.wait(kAnswerMs);
        CHECK(bench.notes<IssuedNote>().size() == issued + 1);
        CHECK(bench.notes<AbandonNote>().size() == 1);  // That of go_alone(): nothing was asked.
        bench.keep();
        bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
        bench.touch("item-B", 2);
        CHECK(bench.notes<IssuedNote>().size() == issued + 2);
    }
    SECTION("until everything is told over a quick link") {
        bench.keep();
        bench.step(met(bench.desk().last_seq() - 1));
        bench.step(clock_of(bench, 5));
        CHECK_FALSE(bench.desk().is_online());
        bench.step(taken_up_to(bench.desk().last_seq()));
        CHECK(bench.desk().is_online());
    }
}

TEST_CASE("a kiosk that was in the common lane starts in it and asks", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    bench.keep();
    bench.crash_and_start();
    CHECK(bench.desk().is_online());
    CHECK(bench.touch("item-B", 2).ask);
}

TEST_CASE("a clock exchange that stays without an answer is made again", "[desk]") {
    DeskBench bench;
    bench.start();
    REQUIRE(bench.step(met(0)).measure_clock);
    CHECK_FALSE(bench.wait(kRetryMostMs - 1).measure_clock);
    CHECK(bench.wait(1).measure_clock);
    bench.step(clock_of(bench, 5));
    CHECK_FALSE(bench.wait(kMeasureEveryMs - 1).measure_clock);
    CHECK(bench.wait(1).measure_clock);
}

TEST_CASE("a busy stream does not keep a citizen waiting", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.step(SnapshotCame{test::state_at(1, 5)});
    bench.touch("item-A", 1);
    bench.mono_ms += kAnswerMs;
    bench.step(EventCame{{1, 6}, Event{bench.wall, EpochStarted{1}}});  // Instead of a tick.
    CHECK(bench.notes<AbandonNote>().size() == 1);
}
