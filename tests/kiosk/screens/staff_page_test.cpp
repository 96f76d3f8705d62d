// SPDX-License-Identifier: Apache-2.0
// The staff page and the ways to paper and to none, as they are drawn and touched.
#include <catch2/catch.hpp>

#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;
using kiosk::PaperState;

namespace {

Point corner(const Theme& theme) {
    return {theme.px(theme.width()) - 20, 20};
}

void hold_corner(Guest& guest, const Theme& theme) {
    guest.now += kCalm;
    guest.tick();
    guest.send(Gesture::press, corner(theme));
    guest.now += Instant{5'000};
    guest.tick();
    guest.send(Gesture::cancel, corner(theme));
    guest.now += kCalm;
    guest.tick();
}

void let_in(Guest& guest) {
    guest.view.door = kiosk::StaffDoor::open;
    guest.view.staff = a_staff_day();
    guest.tick();
}

template <typename What>
const What& last(const Guest& guest) {
    REQUIRE(std::holds_alternative<What>(guest.sent.back()));
    return std::get<What>(guest.sent.back());
}

}  // namespace

TEST_CASE("a finger held five seconds in the upper right corner asks for the PIN, a tap does not",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    guest.now += kCalm;
    guest.tick();
    guest.send(Gesture::press, corner(theme));
    guest.now += Instant{4'900};
    guest.tick();
    CHECK(guest.stage.visit().place().kind == PlaceKind::attract);
    CHECK(*guest.stage.wake(guest.now) <= guest.now + Instant{100});
    guest.send(Gesture::cancel, corner(theme));
    guest.now += Instant{200};
    guest.tick();
    CHECK(guest.stage.visit().place().kind == PlaceKind::attract);
    hold_corner(guest, theme);
    CHECK(guest.stage.visit().place().kind == PlaceKind::staff);
    CHECK(guest.stage.semantics().find("pin.enter") != nullptr);
    CHECK(guest.stage.semantics().find("counts") == nullptr);
}

TEST_CASE("the PIN that was typed goes to the desk, and what the desk says is shown", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    hold_corner(guest, theme);
    for (const char* key : {"pin.8", "pin.0", "pin.9", "pin.erase", "pin.0", "pin.1"}) {
        REQUIRE(guest.tap(key));
    }
    REQUIRE(guest.tap("pin.enter"));
    CHECK(last<kiosk::EnterStaff>(guest).pin == "8001");
    CHECK(guest.stage.visit().path.back().query.text.empty());
    guest.view.door = kiosk::StaffDoor::locked;
    guest.tick();
    CHECK(guest.stage.semantics().find("pin.enter") == nullptr);
    let_in(guest);
    CHECK(guest.stage.semantics().find("counts") != nullptr);
}

TEST_CASE("every button of the staff page does what it says", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    hold_corner(guest, theme);
    let_in(guest);
    REQUIRE(guest.tap("roll.50"));
    CHECK(last<kiosk::ChangeRoll>(guest).length_mm == 50'000);
    REQUIRE(guest.tap("on_paper.A127"));
    CHECK(last<kiosk::ResolveSlip>(guest) == kiosk::ResolveSlip{staff_ticket(1), true});
    REQUIRE(guest.tap("none.C014"));
    CHECK(last<kiosk::ResolveSlip>(guest) == kiosk::ResolveSlip{staff_ticket(2), false});
    REQUIRE(guest.tap("copy.L012"));
    CHECK(last<kiosk::Reprint>(guest).ticket == staff_ticket(3));
    CHECK_FALSE(guest.stage.semantics().find("copy.A128")->enabled);  // It is at the printer.
    guest.scroll(2'000);
    REQUIRE(guest.tap("test_page"));
    CHECK(last<kiosk::PrintSheet>(guest).kind == kiosk::SheetKind::test_page);
    REQUIRE(guest.tap("day_close"));
    CHECK(last<kiosk::PrintSheet>(guest).kind == kiosk::SheetKind::day_close);
    REQUIRE(guest.tap("leave"));
    last<kiosk::LeaveStaff>(guest);
    CHECK(guest.stage.visit().place().kind == PlaceKind::attract);
}

TEST_CASE("a staff page that was forgotten closes by itself", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    hold_corner(guest, theme);
    let_in(guest);
    guest.now += kIdleWarn + kWarning;
    const auto commands = guest.stage.handle({.when = guest.now}, guest.view);
    REQUIRE(commands.size() == 1);
    CHECK(std::holds_alternative<kiosk::LeaveStaff>(commands.front()));
    CHECK(guest.stage.visit().place().kind == PlaceKind::attract);
}

TEST_CASE("staff get in where nothing can be written down", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    guest.view.out_of_service = true;
    hold_corner(guest, theme);
    CHECK(guest.stage.visit().place().kind == PlaceKind::staff);
}

TEST_CASE("the staff page keeps the rules of the house, in three languages on three panels",
          "[screens]") {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F}, Panel{1080, 1920, 32, 500});
    const Contrast contrast = GENERATE(Contrast::light, Contrast::high);
    const Theme theme{panel, contrast};
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    hold_corner(guest, theme);
    for (const Language language : kLanguages) {
        INFO(panel.width_px << " " << tag_of(language));
        REQUIRE(guest.tap("language." + std::string{tag_of(language)}));
        for (const auto door : {kiosk::StaffDoor::shut, kiosk::StaffDoor::wrong,
                                kiosk::StaffDoor::locked, kiosk::StaffDoor::no_pin}) {
            guest.view.door = door;
            guest.view.staff = nullptr;
            guest.tick();
            CLEAN(guest);
        }
        let_in(guest);
        for (const auto health : {kiosk::PrinterHealth::fine, kiosk::PrinterHealth::paper_out,
                                  kiosk::PrinterHealth::fault}) {
            guest.view.printer = health;
            guest.tick();
            CLEAN(guest);
        }
        auto fresh = std::make_shared<kiosk::StaffView>();
        fresh->used_mm = 120;
        guest.view.staff = fresh;
        guest.tick();
        CLEAN(guest);
        let_in(guest);
        guest.scroll(2'000);
        CLEAN(guest);
        guest.scroll(-2'000);
    }
}

TEST_CASE("that there is no paper is said before a number is given", "[screens]") {
    const auto health = GENERATE(kiosk::PrinterHealth::paper_out, kiosk::PrinterHealth::cover_open,
                                 kiosk::PrinterHealth::fault);
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        Guest guest{studio, theme, morning()};
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        REQUIRE(guest.tap("item.GA-02"));
        CHECK(guest.stage.semantics().find("no_paper") == nullptr);
        guest.view.printer = health;
        guest.tick();
        REQUIRE(guest.stage.semantics().find("no_paper") != nullptr);
        CHECK(guest.stage.semantics().find("take")->label.en == "Number without paper");
        CLEAN(guest);
        REQUIRE(guest.tap("take"));  // A number is had nevertheless, large and with its code.
        guest.give(PaperState::unprinted);
        CHECK(guest.stage.semantics().find("qr") != nullptr);
        CHECK(guest.stage.semantics().find("number") != nullptr);
        CHECK(guest.stage.semantics().find("reprint") == nullptr);
        guest.view.printer = kiosk::PrinterHealth::fine;
        guest.tick();
        CHECK(guest.stage.semantics().find("reprint") != nullptr);
    }
}

TEST_CASE("a form for opinions and complaints is had at the public board", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin.en"));
    REQUIRE(guest.tap("board"));
    REQUIRE(guest.tap("opinion"));
    CHECK(last<kiosk::PrintSheet>(guest) ==
          kiosk::PrintSheet{kiosk::SheetKind::opinion, Language::en});
    guest.view.printer = kiosk::PrinterHealth::paper_out;
    guest.tick();
    CHECK_FALSE(guest.stage.semantics().find("opinion")->enabled);
}

TEST_CASE("the staff page looks as it did when it was looked at", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    hold_corner(guest, theme);
    for (const char* key : {"pin.8", "pin.0", "pin.0"}) {
        REQUIRE(guest.tap(key));
    }
    same_as_golden("staff_door", studio.shoot(guest.stage, guest.view, guest.now));
    let_in(guest);
    same_as_golden("staff", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("back"));
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("item.GA-02"));
    guest.view.printer = kiosk::PrinterHealth::paper_out;
    guest.tick();
    same_as_golden("guide_no_paper", studio.shoot(guest.stage, guest.view, guest.now));
}

TEST_CASE("the staff page keeps the rules of the house in large print and low reach", "[screens]") {
    const auto needs = GENERATE(std::vector<std::string>{"large"}, std::vector<std::string>{"low"},
                                std::vector<std::string>{"large", "dark"});
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        Guest guest{studio, theme, morning()};
        REQUIRE(guest.need(needs));
        hold_corner(guest, guest.stage.theme());
        REQUIRE(guest.tap("language." + std::string{tag_of(language)}));
        CLEAN(guest);
        let_in(guest);
        CLEAN(guest);
        guest.scroll(500);
        CLEAN(guest);
        guest.scroll(2'000);
        CLEAN(guest);
    }
}
