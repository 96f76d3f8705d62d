// SPDX-License-Identifier: Apache-2.0
// Map, directory, public board, and the ways into the matters, as they are drawn.
#include <cmath>
#include <iostream>

#include <catch2/catch.hpp>

#include "kiosk/screens/wayfinding.h"
#include "sync/hall/floor_plan.h"
#include "sync/hall/notices.h"
#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

constexpr float kPush = 250;
// How far one throw of the hand moves a list: a drag of 12 cm that ends at 1.25 m/s, which then
// runs on for 1.25 / 3.2 m (scroll.cpp).
constexpr float kThrowMm = 120 + 1250 / 3.2F;

void walk_map(Guest& guest) {
    REQUIRE(guest.tap("map"));
    CLEAN(guest);
    for (const char* step : {"grow", "grow", "grow", "shrink", "shrink", "shrink", "shrink"}) {
        INFO(step);
        if (guest.stage.semantics().find(step)->enabled) {
            REQUIRE(guest.tap(step));
        }
        CLEAN(guest);
    }
    for (const char* floor : {"F2", "F3", "F1"}) {
        INFO(floor);
        REQUIRE(guest.tap("floor." + std::string{floor}));
        CLEAN(guest);
    }
    REQUIRE(guest.tap("home"));
    for (const char* counter : {"W01", "W12", "W16", "W23", "W44"}) {
        INFO(counter);
        const Counter* known = guest.view.content->hall.counter(CounterId{counter});
        REQUIRE(guest.tap("directory"));
        CLEAN(guest);
        REQUIRE(guest.tap("floor." + known->floor.value));
        const std::string id = "directory." + std::string{counter};
        REQUIRE(guest.reach(id));
        CLEAN(guest);
        REQUIRE(guest.tap(id));
        CHECK(guest.stage.visit().place().counter == CounterId{counter});
        CLEAN(guest);
        REQUIRE(guest.tap("step_free"));
        CLEAN(guest);
        guest.scroll(300);
        CLEAN(guest);
        REQUIRE(guest.tap("look_around"));
        CLEAN(guest);
        REQUIRE(guest.tap("home"));
    }
}

void walk_board(Guest& guest) {
    REQUIRE(guest.tap("board"));
    CLEAN(guest);
    guest.scroll(700);
    CLEAN(guest);
    guest.scroll(5'000);
    CLEAN(guest);
    REQUIRE(guest.tap("notice.conduct"));
    CLEAN(guest);
    REQUIRE(guest.tap("back"));
    REQUIRE(guest.tap("home"));
}

void walk_ways(Guest& guest) {
    REQUIRE(guest.tap("ways.events"));
    CLEAN(guest);
    REQUIRE(guest.tap("event.home"));
    CLEAN(guest);
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.tap("ways.departments"));
    CLEAN(guest);
    guest.scroll(600);
    CLEAN(guest);
    guest.scroll(3'000);
    CLEAN(guest);
    REQUIRE(guest.tap("ways.categories"));
}

}  // namespace

TEST_CASE("map, directory, board and ways keep the rules of the house everywhere", "[screens]") {
    everywhere([](Guest& guest) {
        walk_map(guest);
        walk_board(guest);
        walk_ways(guest);
    });
}

TEST_CASE("each of the 230 matters is chosen from home with at most four touches, scrolls counted",
          "[screens]") {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F});
    const Theme theme{panel};
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    int sum = 0;
    int most = 0;
    for (const Item& item : guest.view.content->catalogue.items) {
        INFO(item.name.hant);
        const std::string id = "item." + item.id.value;
        int touches = 0;
        if (!guest.sees(id)) {
            REQUIRE(
                guest.tap("category." + category_of(*guest.view.content, item.id, {})->id.value));
            ++touches;
            float pushed = 0;
            while (!guest.sees(id) && pushed < 20'000) {
                guest.scroll(kPush);
                pushed += kPush;
            }
            touches += static_cast<int>(std::ceil(pushed / (kThrowMm * panel.px_per_mm())));
        }
        REQUIRE(guest.tap(id));
        ++touches;
        CHECK(guest.stage.visit().place().item == item.id);
        CHECK(touches + 1 <= 4);  // And one to take the number.
        sum += touches + 1;
        most = std::max(most, touches + 1);
        REQUIRE(guest.tap("home"));
    }
    const auto count = guest.view.content->catalogue.items.size();
    std::cout << panel.width_px << "x" << panel.height_px << ": "
              << static_cast<double>(sum) / static_cast<double>(count)
              << " touches in the mean from home to a number, " << most << " at most\n";
}

TEST_CASE("the way to one's counter is one touch from the ticket, and back is the ticket",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("item.GA-02"));
    REQUIRE(guest.tap("take"));
    guest.give(kiosk::PaperState::printed);
    REQUIRE(guest.tap("way"));
    CHECK(guest.stage.visit().place().kind == PlaceKind::map);
    CHECK_FALSE(guest.stage.visit().place().counter.empty());
    CHECK(guest.sees("here"));
    CHECK(guest.stage.semantics().find("walk") != nullptr);
    REQUIRE(guest.tap("back"));
    CHECK(guest.stage.visit().place().kind == PlaceKind::issued);
    REQUIRE(guest.tap("way"));
    guest.sent.clear();
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.sent.size() == 1);
    CHECK(std::holds_alternative<kiosk::Dismiss>(guest.sent.front()));
}

TEST_CASE("two fingers make the map larger, one pushes it, and a list beside it still scrolls",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("map"));
    const auto& map = [&]() -> const MapView& { return guest.stage.visit().path.back().map; };
    const float before = map().scale(guest.now);
    const Point middle = map().seen().centre();
    guest.send(Gesture::press, middle);
    guest.stage.handle({Gesture::pinch, middle, {}, {}, guest.now, 1.4F}, guest.view);
    guest.send(Gesture::release, middle);
    CHECK(map().scale(guest.now) == Approx(before * 1.4F));
    const Point kiosk = map().at(here_of(guest.view)->at, guest.now);
    guest.send(Gesture::press, middle);
    guest.send(Gesture::drag, middle, {-60, 0});
    guest.send(Gesture::release, middle);
    CHECK(map().at(here_of(guest.view)->at, guest.now).x == Approx(kiosk.x - 60));
    guest.send(Gesture::press, middle);
    guest.send(Gesture::drag, middle, {99'999, 99'999});
    guest.tick();
    CHECK(map().at(PlanPoint{0, 0}, guest.now).x <= map().seen().centre().x);
}

TEST_CASE("a counter's state on the map is the one it has just now", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("map"));
    const auto said = [&] { return guest.stage.semantics().find("counter.W02")->label.hant; };
    guest.view.counters[CounterId{"W02"}] = {kiosk::CounterState::serving, "A077", {}};
    guest.tick();
    CHECK(said().find("正在辦理 A077") != std::string::npos);
    guest.view.counters.erase(CounterId{"W02"});
    guest.tick();
    CHECK(said().find("未開放") != std::string::npos);
}

TEST_CASE("a hall without a plan shows no way to a map, and still gives tickets", "[screens]") {
    const Theme theme;
    kiosk::View view = morning();
    auto content = std::make_shared<Content>(*view.content);
    content->plan = nullptr;
    content->notices = nullptr;
    view.content = content;
    Studio studio{theme, view, Language::zh_hant};
    Guest guest{studio, theme, view};
    REQUIRE(guest.tap("begin"));
    CHECK_FALSE(guest.tap("map"));
    CHECK_FALSE(guest.tap("board"));
    REQUIRE(guest.tap("directory"));
    REQUIRE(guest.tap("directory.W01"));
    CHECK(guest.stage.semantics().find("no_map") != nullptr);
    CLEAN(guest);
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.tap("item.GA-02"));
    REQUIRE(guest.tap("take"));
    CHECK(guest.sent.size() == 1);
}

TEST_CASE("a notice is up from its first day to its last, and then goes by itself", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("board"));
    CHECK(guest.sees("notice.system"));
    CHECK(guest.stage.semantics().find("notice.holiday") == nullptr);
    REQUIRE(guest.tap("notice.system"));
    CHECK(guest.stage.semantics().find("body") != nullptr);
    guest.view.today = *day_from("2026-11-28");
    guest.tick();
    CHECK(guest.stage.semantics().find("gone") != nullptr);
    CLEAN(guest);
    REQUIRE(guest.tap("back"));
    CHECK(guest.stage.semantics().find("notice.system") == nullptr);
}

TEST_CASE("the way in words turns, changes floors and names where it ends", "[screens]") {
    const kiosk::View view = morning();
    const Counter* third = nullptr;
    for (const Counter& counter : view.content->hall.counters) {
        third = counter.floor == FloorId{"F3"} ? &counter : third;
    }
    const Place place{.kind = PlaceKind::map, .counter = third->id};
    for (const Language language : kLanguages) {
        const Words words{view, language};
        const auto route = route_of(view, place, true);
        REQUIRE(route);
        const auto sentences = way_words(words, *route, third->name);
        REQUIRE(sentences.size() >= 3);
        CHECK(sentences.back().find(words.of(third->name)) != std::string::npos);
        const std::string lift =
            words.say("kiosk.take_lift",
                      {{"floor", words.of(view.content->hall.floor(FloorId{"F3"})->name)}});
        CHECK(std::ranges::count(sentences, lift) == 1);
    }
}

TEST_CASE("the new places look as they did when they were looked at", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("ways.events"));
    same_as_golden("home_events", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("map"));
    REQUIRE(guest.tap("counter.W02"));
    guest.now += Instant{10'000};
    guest.tick();
    same_as_golden("map", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.tap("directory"));
    same_as_golden("directory", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.tap("board"));
    same_as_golden("board", studio.shoot(guest.stage, guest.view, guest.now));
}
