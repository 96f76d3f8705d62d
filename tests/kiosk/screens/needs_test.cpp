// SPDX-License-Identifier: Apache-2.0
// Large print, two contrasts, low reach, no motion: turned on by one button on every page, held to
// the same rules, gone with the visit.
#include <catch2/catch.hpp>

#include "tests/kiosk/screens/guest.h"
#include "tests/kiosk/screens/visitor.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

/// Through every kind of page; what is there has to be within the rules in whatever mode.
void walk(Guest& guest) {
    for (const char* way : {"ways.events", "ways.departments", "ways.categories"}) {
        REQUIRE(guest.tap(way));
        CLEAN(guest);
    }
    for (const char* place : {"map", "directory", "board"}) {
        REQUIRE(guest.tap(place));
        CLEAN(guest);
        guest.scroll(400);
        CLEAN(guest);
        REQUIRE(guest.tap("home"));
    }
    REQUIRE(guest.tap("search"));
    CLEAN(guest);
    REQUIRE(guest.type("jz"));
    CLEAN(guest);
    REQUIRE(guest.tap("key.other"));
    REQUIRE(guest.type("41"));
    CLEAN(guest);
    REQUIRE(guest.tap("home"));
    REQUIRE(guest.find("category.household"));
    CLEAN(guest);
    REQUIRE(guest.find("item.GA-02"));
    CLEAN(guest);
    guest.scroll(900);
    CLEAN(guest);
    REQUIRE(guest.tap("priority"));
    CLEAN(guest);
    guest.scroll(400);
    CLEAN(guest);
    REQUIRE(guest.tap("back"));
    REQUIRE(guest.tap("take"));
    for (const auto paper : {kiosk::PaperState::printed, kiosk::PaperState::unprinted}) {
        guest.give(paper);
        CHECK(guest.stage.visit().place().kind == PlaceKind::issued);
        CLEAN(guest);
    }
    REQUIRE(guest.tap("way"));
    CLEAN(guest);
}

}  // namespace

TEST_CASE("large print, low reach and both contrasts keep the rules of the house on every page",
          "[screens]") {
    using Needs = std::vector<std::string>;
    const Needs needs =
        GENERATE(Needs{"large"}, Needs{"low", "paper"}, Needs{"large", "low", "dark", "calm"});
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : {Language::zh_hant, Language::en}) {
        INFO(needs.front() << " and " << needs.size() - 1 << " more, " << tag_of(language));
        Guest guest{studio, theme, morning()};
        REQUIRE(guest.tap("needs"));
        CLEAN(guest);
        REQUIRE(guest.tap("needs_done"));
        REQUIRE(guest.need(needs));
        CLEAN(guest);
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        CLEAN(guest);
        walk(guest);
    }
}

TEST_CASE("low reach keeps everything that can be touched below 1.05 m, large print enlarges it",
          "[screens]") {
    const Theme theme;
    const Theme low = theme.with({.low = true});
    const Panel& panel = theme.panel();
    const float page_mm = low.px(low.height()) / panel.px_per_mm();
    CHECK(panel.bottom_mm + page_mm == Approx(kLowReachMm).margin(0.5));
    CHECK(low.above() > 0);
    CHECK(theme.with({.large = true}).px(kCaption) == Approx(theme.px(kCaption) * kLargePrint));
    const Theme across{Panel{1920, 1080, 21.5F}};
    CHECK(across.with({.low = true}).above() == 0);  // It ends at 1.01 m.
}

TEST_CASE("the two contrasts exclude each other, and the way back is the same touch", "[screens]") {
    const Needs dark = turned({}, Need::dark);
    CHECK(dark.contrast == Contrast::high);
    CHECK(turned(dark, Need::paper).contrast == Contrast::paper);
    CHECK_FALSE(turned(dark, Need::dark).any());
    for (const Need need :
         {Need::large, Need::dark, Need::paper, Need::low, Need::calm, Need::spoken}) {
        CHECK(has(turned({}, need), need));
        CHECK_FALSE(turned(turned({}, need), need).any());
    }
}

TEST_CASE("whoever needs large print has twice the time, and the next finds the usual screen",
          "[screens]") {
    Visitor visitor;
    visitor.begin().touch({.act = Act::open_needs});
    CHECK(visitor.stack.visit().needs_open);
    visitor.touch({.act = Act::need, .need = Need::large}).touch({.act = Act::close_needs});
    CHECK(visitor.stack.visit().needs.large);
    CHECK_FALSE(visitor.stack.visit().needs_open);
    visitor.wait(kIdleWarn + kWarning);
    CHECK(visitor.place() == PlaceKind::home);
    visitor.wait(kIdleWarn - kWarning + Instant{1'000});
    CHECK(visitor.stack.visit().leaving_in(visitor.now) == 39);
    visitor.wait(2 * kWarning);
    CHECK(visitor.place() == PlaceKind::attract);
    CHECK_FALSE(visitor.stack.visit().needs.any());
}

TEST_CASE("an easier screen that nobody uses becomes the usual one again", "[screens]") {
    Visitor visitor;
    visitor.touch({.act = Act::open_needs}).touch({.act = Act::need, .need = Need::dark});
    visitor.touch({.act = Act::close_needs});
    CHECK(visitor.place() == PlaceKind::attract);
    CHECK(visitor.stack.next(visitor.now).has_value());
    visitor.wait(2 * (kIdleWarn + kWarning) + Instant{1'000});
    CHECK_FALSE(visitor.stack.visit().needs.any());
}

TEST_CASE("nothing moves for whoever asked for rest", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.need({"calm"}));
    REQUIRE(guest.tap("begin"));
    guest.send(Gesture::press, guest.stage.semantics().find("category.tax")->rect.centre());
    guest.tick();
    CHECK(*guest.stage.wake(guest.now) > guest.now + Instant{1'000});
}

TEST_CASE("the easier screens look as they did when they were looked at", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("needs"));
    REQUIRE(guest.tap("need.large"));
    same_as_golden("needs", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("need.large"));
    REQUIRE(guest.tap("need.low"));
    REQUIRE(guest.tap("needs_done"));
    same_as_golden("home_low", studio.shoot(guest.stage, guest.view, guest.now));
}
