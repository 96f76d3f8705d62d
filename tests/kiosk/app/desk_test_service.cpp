// SPDX-License-Identifier: Apache-2.0
// Which service is believed, and what the kiosk knows through it.
#include <catch2/catch.hpp>

#include "tests/kiosk/app/desk_bench.h"
#include "tests/sim/small_hall.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;
using hall::kiosk::test::state_at;
using hall::kiosk::test::waiting_ticket;

TEST_CASE("a service that was left behind is believed by nobody", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.step(SnapshotCame{state_at(2, 10)});  // Another one was promoted.
    bench.keep();
    CHECK(bench.notes<LaneNote>().back().hub_epoch == 2);
    const std::int64_t told = bench.desk().acked();

    SECTION("neither its snapshot nor its events") {
        auto old = state_at(1, 99);
        old.state.tickets.push_back(waiting_ticket("A", 1));
        bench.step(SnapshotCame{old});
        bench.step(EventCame{{1, 100}, Event{bench.wall, EpochStarted{1}}});
        CHECK(bench.desk().cursor() == sync::Cursor{2, 10});
        CHECK(bench.desk().replica().tickets().empty());
    }
    SECTION("nor that it has taken anything") {
        bench.step(PushAnswered{.reached = true, .acked = bench.desk().last_seq(), .hub_epoch = 1});
        CHECK(bench.desk().acked() == told);
    }
    SECTION("not after a restart either, since it is written down") {
        bench.crash_and_start();
        bench.step(Enrolled{.reached = true, .lane = 3, .acked = 0, .hub_epoch = 1});
        CHECK(bench.desk().ledger().lane() == 1);
        bench.step(Enrolled{.reached = true, .lane = 3, .acked = 0, .hub_epoch = 2});
        CHECK(bench.desk().ledger().lane() == 3);
    }
}

TEST_CASE("a number of a service that was left behind is not taken", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    bench.step(SnapshotCame{state_at(2, 10)});  // Another one was promoted.
    bench.keep();
    const auto asked = bench.touch("item-A", 1);
    REQUIRE(asked.ask);
    auto number = DeskBench::number_for(*asked.ask, 1);
    SECTION("so the citizen gets one of the kiosk's own lane") {
        number.hub_epoch = 1;
        bench.step(number);
        bench.keep();
        CHECK(bench.notes<AbandonNote>().size() == 1);
        REQUIRE(bench.desk().on_screen());
        CHECK(bench.desk().on_screen()->number.lane == 1);
    }
    SECTION("while that of the new one is, and its epoch is remembered") {
        number.hub_epoch = 3;
        bench.step(number);
        bench.keep();
        REQUIRE(bench.desk().on_screen());
        CHECK(bench.desk().on_screen()->number.lane == kHubLane);
        CHECK(bench.desk().ledger().hub_epoch() == 3);
    }
}

TEST_CASE("new documents are in force from the next touch on", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    CHECK(bench.touch("item-new", 1).ask == std::nullopt);
    CHECK(bench.desk().refusal()->code == "item_unknown");
    auto content = std::make_shared<Content>(*sim::small_hall(2));
    Item item = content->catalogue.items.front();
    item.id = ItemId{"item-new"};
    content->catalogue.items.push_back(item);
    CHECK(bench.step(ContentCame{content, sim::clock_of(content)}).show);
    CHECK(bench.touch("item-new", 2).ask);
}

TEST_CASE("the kiosk follows the hall event by event, and none twice", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    CHECK(bench.step(SnapshotCame{state_at(1, 10)}).show);
    Ticket ticket = waiting_ticket("A", 1);
    const Event issued{bench.wall, TicketChanged{Action::issue, ticket, {}, {}, {}, {}}};
    CHECK(bench.step(EventCame{{1, 11}, issued}).show);
    CHECK(bench.desk().cursor() == sync::Cursor{1, 11});
    CHECK(bench.desk().replica().waiting_count(QueueId{"A"}) == 1);

    ticket.state = TicketState::finished;
    const Event finished{bench.wall, TicketChanged{Action::finish, ticket, {}, {}, {}, {}}};
    CHECK_FALSE(bench.step(EventCame{{1, 11}, finished}).show);
    CHECK(bench.desk().replica().waiting_count(QueueId{"A"}) == 1);
}

TEST_CASE("people whom the service has not heard of are counted as waiting", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.touch("item-A", 1);
    bench.keep();
    CHECK(bench.desk().outlook_of(QueueId{"A"}, bench.wall).ahead == 1);
    CHECK(bench.desk().outlook_of(QueueId{"B"}, bench.wall).ahead == 0);

    auto state = state_at(1, 5);
    Ticket known = waiting_ticket("A", 1);
    known.id = bench.desk().on_screen()->ticket;
    state.state.tickets.push_back(known);
    bench.step(SnapshotCame{state});  // Now the service knows: one person, not two.
    CHECK(bench.desk().outlook_of(QueueId{"A"}, bench.wall).ahead == 1);
}

TEST_CASE("yesterday's people are forgotten by the kiosk that runs for months", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    auto state = state_at(1, 5);
    state.state.tickets.push_back(waiting_ticket("A", 1));
    bench.step(SnapshotCame{state});
    bench.issue("item-A", 1, 2);
    bench.keep();
    CHECK(bench.desk().ledger().issued().size() == 1);
    bench.wait(2LL * 86'400'000);
    CHECK(bench.desk().replica().tickets().empty());
    CHECK(bench.desk().ledger().issued().empty());
}

TEST_CASE("the link is shown when it changes", "[desk]") {
    DeskBench bench;
    bench.start();
    CHECK(bench.step(LinkSeen{true}).show);
    CHECK_FALSE(bench.step(LinkSeen{true}).show);
    CHECK(bench.desk().link_is_up());
    CHECK(bench.step(LinkSeen{false}).show);
    CHECK_FALSE(bench.desk().link_is_up());
}

TEST_CASE("a service that cannot be reached is called on again and again", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.step(Enrolled{});
    int calls = 0;
    for (int i = 0; i < 60; ++i) {
        const auto later = bench.wait(1000);
        if (later.enrol) {
            ++calls;
            bench.step(Enrolled{});
        }
    }
    CHECK(calls > 6);
    CHECK(calls < 20);
}
