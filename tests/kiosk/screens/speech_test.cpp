// SPDX-License-Identifier: Apache-2.0
// The kiosk with closed eyes: keys, headphones, and what is said.
#include "kiosk/screens/speech.h"

#include <map>

#include <catch2/catch.hpp>

#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

/// A kiosk with a voice. Nothing here draws a pixel.
struct Listener {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};

    Listener() { guest.stage.give_voice(); }
    [[nodiscard]] const std::string& last() const { return guest.heard.back().text; }
    [[nodiscard]] PlaceKind place() const { return guest.stage.visit().place().kind; }
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a number is spelled sign by sign, other words and codes stay whole", "[screens]") {
    CHECK(spelled("您的號碼 A023") == "您的號碼 A 0 2 3");
    CHECK(spelled("A023、B1004") == "A 0 2 3、B 1 0 0 4");
    CHECK(spelled("GA-02, XA023, A02, A02345, a023") == "GA-02, XA023, A02, A02345, a023");
    CHECK(spelled("") == "");
}

TEST_CASE("a blind visitor takes a ticket with the keypad alone and hears the number",
          "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    REQUIRE(guest.heard.size() == 1);
    CHECK(guest.heard.front().language == Language::zh_hant);
    CHECK(holds(blind.last(), "語音已開啟"));
    REQUIRE(guest.hear("繁體中文"));
    guest.press(Key::ok);
    REQUIRE(blind.place() == PlaceKind::home);
    CHECK(holds(blind.last(), "想辦什麼事"));
    REQUIRE(guest.hear("戶籍證件"));
    guest.press(Key::ok);
    REQUIRE(blind.place() == PlaceKind::items);
    REQUIRE(guest.hear("居民身份證到期"));
    guest.press(Key::ok);
    REQUIRE(blind.place() == PlaceKind::guide);
    REQUIRE(guest.walk_to("take"));
    CHECK(holds(blind.last(), "取號"));
    guest.press(Key::ok);
    REQUIRE(guest.sent.size() == 1);
    CHECK(std::get<kiosk::IssueTicket>(guest.sent.front()).item == ItemId{"GA-02"});
    guest.give(kiosk::PaperState::printed);
    const auto told = guest.stage.take_utterance();
    REQUIRE(told.has_value());
    CHECK(holds(told->text, "A 0 2 3"));
    CHECK(holds(told->text, "公安戶政區"));
    CHECK(holds(told->text, "請取走您的號票"));
}

TEST_CASE("the way to a matter far down the list is walked by key, each said once", "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    REQUIRE(guest.hear("繁體中文"));
    guest.press(Key::ok);
    REQUIRE(guest.hear("不動產房屋"));
    guest.press(Key::ok);
    REQUIRE(blind.place() == PlaceKind::items);
    const auto* category = category_of(*guest.view.content, ItemId{"ZR-12"}, {});
    REQUIRE(category != nullptr);
    std::map<std::string, int> met;
    for (int i = 0; i < 140; ++i) {
        guest.press(Key::next);
        if (guest.stage.focus().starts_with("item.")) {
            ++met[guest.stage.focus()];
            CHECK(guest.sees(guest.stage.focus()));
        }
        if (guest.stage.focus() == "home") {
            break;
        }
    }
    CHECK(guest.stage.focus() == "home");
    CHECK(met.size() == category->items.size());
    for (const auto& [id, times] : met) {
        INFO(id);
        CHECK(times == 1);
    }
    const std::size_t all = met.size();
    met.clear();
    for (int i = 0; i < 140 && guest.stage.focus() != "back"; ++i) {
        guest.press(Key::previous);
        if (guest.stage.focus().starts_with("item.")) {
            ++met[guest.stage.focus()];
        }
    }
    CHECK(met.size() == all);
}

TEST_CASE("an Englishwoman hears her language offered in it, and goes on in it", "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    REQUIRE(guest.hear("Touch to start"));
    CHECK(guest.heard.back().language == Language::en);
    guest.press(Key::ok);
    CHECK(guest.stage.visit().language == Language::en);
    CHECK(guest.heard.back().language == Language::en);
    CHECK(holds(blind.last(), "how can we help"));
    CHECK(holds(blind.last(), "choices here"));
}

TEST_CASE("what was said is repeated, louder or softer, and the next visitor begins in the middle",
          "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    const std::string welcome = blind.last();
    guest.press(Key::repeat);
    CHECK(blind.last() == welcome);
    CHECK(guest.heard.back().volume == kVolume);
    for (int i = 0; i < 20; ++i) {
        guest.press(Key::louder);
    }
    CHECK(guest.heard.back().volume == 100);
    CHECK(blind.last() == welcome);
    guest.press(Key::softer);
    CHECK(guest.heard.back().volume == 90);
    guest.press(Key::pulled);
    CHECK(guest.heard.back().text.empty());  // Hushed.
    CHECK_FALSE(guest.stage.visit().needs.any());
    guest.press(Key::plugged);
    CHECK(guest.heard.back().volume == kVolume);
}

TEST_CASE("whoever is silent is asked aloud before the screen begins anew", "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    REQUIRE(guest.hear("繁體中文"));
    guest.press(Key::ok);
    guest.heard.clear();
    guest.now += kPatience * kIdleWarn + Instant{1'000};
    guest.tick();
    const auto asked = guest.stage.take_utterance();
    REQUIRE(asked.has_value());
    CHECK(holds(asked->text, "您還在嗎"));
    guest.now += Instant{5'000};
    guest.tick();
    CHECK_FALSE(guest.stage.take_utterance().has_value());  // The seconds are not counted aloud.
    guest.press(Key::back);
    CHECK(blind.place() == PlaceKind::home);
    guest.now += kPatience * (kIdleWarn + kWarning) + Instant{1'000};
    guest.tick();
    CHECK(blind.place() == PlaceKind::attract);
    CHECK_FALSE(guest.stage.visit().needs.spoken);
}

TEST_CASE("a choice that is turned says what it is now", "[screens]") {
    Listener blind;
    Guest& guest = blind.guest;
    guest.press(Key::plugged);
    REQUIRE(guest.hear("輔助使用"));
    guest.press(Key::ok);
    REQUIRE(guest.hear("大字版"));
    CHECK(holds(blind.last(), "未開啟"));
    guest.press(Key::ok);
    CHECK(guest.stage.visit().needs.large);
    CHECK(holds(blind.last(), "大字版"));
    CHECK(holds(blind.last(), "已開啟"));
    guest.press(Key::back);
    CHECK_FALSE(guest.stage.visit().needs_open);
}

TEST_CASE("a keyboard without a voice walks through the targets and shows where it stands",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    const Shot before = studio.shoot(guest.stage, guest.view, guest.now);
    guest.press(Key::next);
    CHECK(guest.stage.focus() == "search");
    CHECK(guest.heard.empty());
    CHECK(studio.shoot(guest.stage, guest.view, guest.now).rgba != before.rgba);
    guest.press(Key::previous);
    CHECK(guest.stage.focus() == "map");  // The last of the page.
    REQUIRE(guest.tap("search"));
    CHECK(guest.stage.focus().empty());  // Fingers need no mark.
}
