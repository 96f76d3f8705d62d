// SPDX-License-Identifier: Apache-2.0
// A disk that is a copy of another one: a new journal, a new lane, and nobody left behind.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "tests/kiosk/app/desk_bench.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

namespace {

Enrolled known(const DeskBench& bench, std::int64_t acked) {
    return {.reached = true, .lane = 1, .acked = acked, .hub_epoch = 1, .epoch = bench.epoch()};
}

PushAnswered refused(const DeskBench& bench, std::string code) {
    return {.reached = true,
            .acked = 0,
            .hub_epoch = 0,
            .code = std::move(code),
            .expected = {},
            .epoch = bench.epoch()};
}

}  // namespace

TEST_CASE("a kiosk whose journal the service will never take begins a new one", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.keep();
    SECTION("because the service has more of it than the disk, which is an old copy") {
        bench.step(known(bench, bench.desk().last_seq() + 1));
    }
    SECTION("because the device has a newer journal") {
        bench.issue("item-A", 1);
        bench.keep();
        auto answer = refused(bench, "epoch_too_old");
        answer.followed = 4;
        bench.step(answer);
        CHECK(bench.desk().epoch() == 5);
    }
    SECTION("because the service's copy differs") {
        bench.issue("item-A", 1);
        bench.step(refused(bench, "diverged"));
        CHECK(bench.desk().epoch() == 1);  // What is decided is written down first.
        bench.keep();
        CHECK(bench.desk().epoch() == 2);
    }
    SECTION("because it is told so when it announces itself") {
        bench.step(Enrolled{.epoch = 1, .followed = 1});
        CHECK(bench.desk().epoch() == 2);
    }
    REQUIRE(bench.new_life);
    CHECK_FALSE(bench.desk().out_of_service());
    CHECK(bench.desk().ledger().lane() == kHubLane);  // No number in the lane of another disk.
    CHECK(bench.desk().acked() == 0);

    bench.meet_service();
    bench.issue("item-B", 2);
    CHECK(bench.desk().on_screen()->number.lane == kHubLane);
    CHECK(bench.notes<BootNote>().size() == 1);
}

TEST_CASE("what the old journal never told goes on in the new one", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.tell_all();
    const auto image = static_cast<std::size_t>(bench.desk().last_seq());
    bench.touch("item-A", 1);
    bench.keep();
    bench.tell_all();
    bench.restore_disk(image);  // The number of item-A is on paper, and this disk forgot it.
    bench.step(Enrolled{});     // Nobody is there who could tell.
    bench.touch("item-B", 2);
    bench.keep();
    REQUIRE(bench.desk().on_screen());
    const auto lost = bench.desk().on_screen()->ticket;
    const auto number = bench.desk().on_screen()->number;
    bench.keep();  // The slip is at the printer.
    bench.keep();
    bench.step(refused(bench, "diverged"));

    REQUIRE(bench.new_life);
    CHECK(bench.new_life->tickets == 2);
    CHECK(bench.new_life->left == 0);
    const IssuedNote* carried = bench.desk().ledger().issued(lost);
    REQUIRE(carried);
    CHECK(carried->number == number);
    for (const Note& note : bench.new_life->carried) {
        CHECK(note.stamp.boot == 0);  // A boot of the old journal means nothing in the new one.
    }

    SECTION("the citizen goes on reading the number") {
        REQUIRE(bench.desk().on_screen());
        CHECK(bench.desk().on_screen()->ticket == lost);
    }
    SECTION("the printer's report finds the slip") {
        bench.step(SlipReported{lost, 1, Paper::printed, "clean"});
        CHECK(bench.notes<PaperNote>().back().paper == Paper::printed);
        CHECK(bench.desk().on_screen()->paper == PaperState::printed);
    }
    SECTION("a power cut meanwhile leaves it uncertain, and prints nothing twice") {
        bench.crash_and_start();
        CHECK(bench.desk().ledger().slip(lost)->paper == Paper::uncertain);
        CHECK_FALSE(bench.keep().print);
    }
    SECTION("the same finger gets the same ticket") {
        const auto issued = bench.notes<IssuedNote>().size();
        bench.touch("item-B", 2);
        CHECK(bench.notes<IssuedNote>().size() == issued);
    }
}

TEST_CASE("a touch at that moment gets its number all the same", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto asked = bench.touch("item-A", 1);
    REQUIRE(asked.ask);
    bench.step(NumberAnswered{
        .ticket = asked.ask->ticket, .number = {}, .code = "epoch_too_old", .followed = 2});
    REQUIRE(bench.desk().is_issuing());
    CHECK(bench.desk().epoch() == 3);
    // Nobody else could say that the number asked for before will never be a ticket.
    REQUIRE(bench.notes<AbandonNote>().size() == 1);
    CHECK(bench.notes<AbandonNote>().front().ticket == asked.ask->ticket);

    const auto met = bench.step(known(bench, 0));
    REQUIRE(met.ask);  // Not before: the service did not know the journal yet.
    CHECK(met.ask->epoch == 3);
    CHECK(met.ask->ticket != asked.ask->ticket);
    bench.step(DeskBench::number_for(*met.ask, 7));
    bench.keep();
    CHECK(bench.desk().on_screen()->number.no == 7);
}

TEST_CASE("an answer to the old journal is none to the new one", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    bench.keep();
    bench.step(refused(bench, "diverged"));
    REQUIRE(bench.desk().epoch() == 2);
    bench.step(PushAnswered{.reached = true, .acked = 3, .hub_epoch = 1, .epoch = 1});
    bench.step(Enrolled{.reached = true, .lane = 9, .acked = 3, .hub_epoch = 1, .epoch = 1});
    CHECK(bench.desk().acked() == 0);
    CHECK(bench.desk().ledger().lane() == kHubLane);
}

TEST_CASE("a service that was set back itself is met again and told everything", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.step(refused(bench, "diverged"));
    REQUIRE(bench.desk().epoch() == 2);
    bench.meet_service();
    bench.issue("item-A", 1);
    auto older = refused(bench, "epoch_too_old");
    older.followed = 1;
    bench.step(older);
    CHECK(bench.desk().epoch() == 2);
    CHECK_FALSE(bench.desk().out_of_service());
    CHECK(bench.wait(kRetryFirstMs).enrol);
}

TEST_CASE("yesterday goes along, what is older stays where it was and is counted", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto first = bench.issue("item-A", 1, 1);
    bench.keep();
    bench.wall += std::chrono::hours{24};  // The clock was not measured, so nothing is forgotten.
    bench.crash_and_start();
    bench.step(known(bench, bench.desk().last_seq()));
    bench.keep();
    const auto touch = bench.touch("item-B", 2);
    REQUIRE(touch.ask);
    auto number = DeskBench::number_for(*touch.ask, 2);
    number.number->day += std::chrono::days{1};
    bench.step(number);
    bench.keep();
    bench.keep();
    SECTION("a day later") {
        bench.step(refused(bench, "diverged"));
        REQUIRE(bench.new_life);
        CHECK(bench.desk().ledger().issued(first));
        CHECK(bench.new_life->tickets == 2);
    }
    SECTION("three days later") {
        bench.wall += std::chrono::hours{72};
        bench.crash_and_start();
        bench.step(known(bench, bench.desk().last_seq()));
        bench.keep();
        const auto later = bench.touch("item-C", 3);
        REQUIRE(later.ask);
        auto next = DeskBench::number_for(*later.ask, 3);
        next.number->day += std::chrono::days{4};
        bench.step(next);
        bench.keep();
        bench.keep();
        bench.step(refused(bench, "diverged"));
        REQUIRE(bench.new_life);
        CHECK(bench.new_life->tickets == 1);
        CHECK(bench.new_life->left == 2);
    }
}

TEST_CASE("two machines under one name do not take the hall's lanes from each other", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    for (int i = 0; i < kLivesMost; ++i) {
        bench.step(refused(bench, "diverged"));
        CHECK(bench.desk().epoch() == 2 + i);
        bench.meet_service();
    }
    bench.step(refused(bench, "diverged"));
    CHECK(bench.desk().epoch() == 1 + kLivesMost);
    CHECK(bench.desk().trouble() == Trouble::cloned);
    bench.touch("item-C", 21);
    CHECK(bench.desk().refusal()->code == "out_of_service");

    SECTION("not after a restart either") {
        bench.keep();
        bench.crash_and_start();
        bench.step(known(bench, bench.desk().last_seq() + 5));
        CHECK(bench.desk().trouble() == Trouble::cloned);
    }
    SECTION("and a day later it tries again") {
        bench.keep();
        bench.wait(std::chrono::milliseconds{kLivesWithin}.count());
        CHECK(bench.desk().epoch() == 2 + kLivesMost);
    }
}

TEST_CASE("a journal that cannot be succeeded is out of service, and says so", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.issue("item-A", 1);
    bench.keep();
    bench.disk_is_full = true;
    bench.step(refused(bench, "diverged"));
    CHECK(bench.desk().trouble() == Trouble::journal);
    CHECK(bench.desk().epoch() == 1);
    bench.touch("item-B", 2);
    CHECK(bench.desk().refusal()->code == "out_of_service");
}
