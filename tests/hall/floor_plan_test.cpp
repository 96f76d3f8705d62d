// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "sync/hall/route.h"
#include "tests/hall/sample_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

FloorPlan sample_plan(const HallConfig& hall) {
    auto plan = load_floor_plan(sample_text("hall.json"), hall, "hall.json");
    if (!plan) {
        FAIL(plan.error().text());
    }
    return *std::move(plan);
}

std::string without(std::string text, const std::string& what, const std::string& instead) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), instead);
}

double drawn_length(const Route& route) {
    double sum = 0;
    for (const RouteStretch& stretch : route.stretches) {
        for (std::size_t i = 1; i < stretch.points.size(); ++i) {
            sum += std::hypot(stretch.points[i].x - stretch.points[i - 1].x,
                              stretch.points[i].y - stretch.points[i - 1].y);
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("the sample's plan has three floors and all 44 counters", "[hall]") {
    const HallConfig hall = sample_hall();
    const FloorPlan plan = sample_plan(hall);
    REQUIRE(plan.floors.size() == 3);
    for (const Counter& counter : hall.counters) {
        INFO(counter.id.value);
        REQUIRE(plan.counter(counter.id) != nullptr);
        CHECK(plan.node_of(counter.id) != nullptr);
        CHECK(plan.node_of(counter.id)->floor == counter.floor);
    }
    for (const KioskPlace& kiosk : hall.kiosks) {
        CHECK(plan.node_of(kiosk.id) != nullptr);
    }
}

TEST_CASE("every counter is reached from every kiosk, without a step too", "[hall]") {
    const HallConfig hall = sample_hall();
    const FloorPlan plan = sample_plan(hall);
    for (const KioskPlace& kiosk : hall.kiosks) {
        for (const Counter& counter : hall.counters) {
            INFO(kiosk.id.value << " to " << counter.id.value);
            const PlanNode& from = *plan.node_of(kiosk.id);
            const PlanNode& to = *plan.node_of(counter.id);
            const auto any = route_between(plan, from, to, Steps::allowed);
            const auto level = route_between(plan, from, to, Steps::none);
            REQUIRE(any);
            REQUIRE(level);
            CHECK(level->step_free);
            CHECK(any->time <= level->time);
            CHECK(any->steps.back().turn == Turn::arrive);
            CHECK(level->stretches.back().floor == counter.floor);
            CHECK(level->stretches.back().points.back() == to.at);
            for (const auto& route : {*any, *level}) {
                // Longer than the crow flies, shorter than a walk around the whole building.
                const double crow = std::hypot(from.at.x - to.at.x, from.at.y - to.at.y);
                const bool same_floor = from.floor == to.floor;
                CHECK(route.metres >= (same_floor ? crow - 0.01 : 0));
                CHECK(route.metres < 180);
                CHECK(route.time.count() < 5 * 60);
                CHECK(drawn_length(route) <= route.metres + 1);
                CHECK(route.stretches.size() == (same_floor ? 1 : 2));
            }
        }
    }
}

TEST_CASE("a walk that takes no stairs takes the lift", "[hall]") {
    const HallConfig hall = sample_hall();
    const FloorPlan plan = sample_plan(hall);
    const auto third = std::ranges::find(hall.counters, FloorId{"F3"}, &Counter::floor);
    const auto route =
        route_between(plan, *plan.node_of(DeviceId{"K01"}), *plan.node_of(third->id), Steps::none);
    REQUIRE(route);
    const auto lifts = std::ranges::count(route->steps, Turn::lift, &RouteStep::turn);
    CHECK(lifts == 1);
    const auto lift = std::ranges::find(route->steps, Turn::lift, &RouteStep::turn);
    CHECK(lift->floor == FloorId{"F3"});
    CHECK(std::ranges::count(route->steps, Turn::stairs, &RouteStep::turn) == 0);
}

TEST_CASE("left and right are those of the one who walks", "[hall]") {
    FloorPlan plan;
    const FloorId floor{"F1"};
    // Up the sheet, then to the right of it: a right turn for the walker.
    plan.nodes = {{floor, {10, 20}, {}, {}, false},
                  {floor, {10, 10}, {}, {}, false},
                  {floor, {20, 10}, {}, {}, false},
                  {floor, {20, 5}, {}, {}, false}};
    plan.ways = {{0, 1, 10}, {1, 2, 10}, {2, 3, 5}};
    const auto route = route_between(plan, plan.nodes[0], plan.nodes[3], Steps::none);
    REQUIRE(route);
    REQUIRE(route->steps.size() == 4);
    CHECK(route->steps[0].turn == Turn::ahead);
    CHECK(route->steps[0].metres == Approx(10));
    CHECK(route->steps[1].turn == Turn::right);
    CHECK(route->steps[2].turn == Turn::left);
    CHECK(route->steps[3].turn == Turn::arrive);
    CHECK(route->metres == Approx(25));
    CHECK(route->time.count() == 25);
}

TEST_CASE("where there is no way, none is told", "[hall]") {
    FloorPlan plan;
    plan.nodes = {{FloorId{"F1"}, {0, 0}, {}, {}, false}, {FloorId{"F2"}, {0, 0}, {}, {}, false}};
    plan.ways = {{0, 1, 18, WayKind::stairs}};
    CHECK(route_between(plan, plan.nodes[0], plan.nodes[1], Steps::allowed));
    CHECK_FALSE(route_between(plan, plan.nodes[0], plan.nodes[1], Steps::none));
    const auto here = route_between(plan, plan.nodes[0], plan.nodes[0], Steps::none);
    REQUIRE(here);
    CHECK(here->metres == 0);
    CHECK(here->steps.size() == 1);
}

TEST_CASE("a damaged plan says where it is damaged, and a hall without one has none", "[hall]") {
    const HallConfig hall = sample_hall();
    const std::string good = sample_text("hall.json");
    const auto wrong = [&](const std::string& what, const std::string& instead) {
        const auto plan = load_floor_plan(without(good, what, instead), hall, "hall.json");
        REQUIRE_FALSE(plan);
        return plan.error().text();
    };
    CHECK(wrong("\"a\": \"N001\"", "\"a\": \"N999\"").find("/nav/edges/0/a") != std::string::npos);
    CHECK(wrong("\"facing\": \"S\"", "\"facing\": \"up\"").find("/counters/0/shape/facing") !=
          std::string::npos);
    CHECK(wrong("\"kind\": \"staff\"", "\"kind\": \"cave\"").find("use one of room") !=
          std::string::npos);
    CHECK(wrong("\"counter\": \"W01\"", "\"counter\": \"W99\"").find("W99") != std::string::npos);
    CHECK(wrong("\"cost\": 18.0,\n    \"kind\": \"stair\"", "\"cost\": 18.0")
              .find("between two floors") != std::string::npos);
    const auto none = load_floor_plan(without(good, "\"nav\"", "\"unused\""), hall, "hall.json");
    REQUIRE(none);
    CHECK(none->floors.empty());
}
