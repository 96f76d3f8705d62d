// SPDX-License-Identifier: Apache-2.0
// The search as it is drawn: what a citizen types and what they see of the answer.
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

constexpr std::size_t kKeysMost = 6;

std::string initials_of(const Item& item) {
    std::string all;
    for (const std::string_view one : characters_in(item.name.hans)) {
        if (const HanEntry* entry = sample_han()->find(one)) {
            all += entry->readings.front().front();
        }
    }
    return all;
}

void walk_search(Guest& guest) {
    REQUIRE(guest.tap("search"));
    CLEAN(guest);
    guest.scroll(400);
    CLEAN(guest);
    REQUIRE(guest.type("jzz"));
    CLEAN(guest);
    REQUIRE(guest.tap("key.clear"));
    REQUIRE(guest.type("zqxwv"));
    CHECK(guest.stage.semantics().find("nothing") != nullptr);
    CLEAN(guest);
    REQUIRE(guest.tap("key.clear"));
    REQUIRE(guest.type("passpert"));
    CHECK(guest.stage.semantics().find("results") != nullptr);
    CLEAN(guest);
    REQUIRE(guest.tap("key.clear"));
    REQUIRE(guest.type("abcdefghij1234567890-- ab"));
    CLEAN(guest);
    REQUIRE(guest.tap("key.other"));
    CLEAN(guest);
    REQUIRE(guest.type("4111"));
    CLEAN(guest);
    REQUIRE(guest.type("222222222222222222222222"));
    CLEAN(guest);
    REQUIRE(guest.tap("home"));
}

}  // namespace

TEST_CASE("the search keeps the rules of the house in every language on every panel", "[screens]") {
    everywhere(walk_search);
}

TEST_CASE("each of the 230 matters stands on the first page after at most six keys", "[screens]") {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F});
    const Theme theme{panel};
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("search"));
    std::size_t sum = 0;
    for (const Item& item : guest.view.content->catalogue.items) {
        INFO(item.name.hant << " " << initials_of(item));
        REQUIRE(guest.tap("key.clear"));
        const std::string typed = initials_of(item).substr(0, kKeysMost);
        std::size_t keys = 0;
        while (keys < typed.size() && !(keys > 0 && guest.sees("item." + item.id.value))) {
            REQUIRE(guest.type(typed.substr(keys++, 1)));
        }
        CHECK(guest.sees("item." + item.id.value));
        sum += keys;
    }
    const auto count = guest.view.content->catalogue.items.size();
    std::cout << panel.width_px << "x" << panel.height_px << ": "
              << static_cast<double>(sum) / static_cast<double>(count)
              << " keys in the mean until one of " << count << " matters is seen\n";
}

TEST_CASE("a matter is found by strokes, chosen, and a ticket taken", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("search"));
    REQUIRE(guest.tap("key.other"));
    REQUIRE(guest.type("41112"));
    REQUIRE(guest.tap("character.護"));
    REQUIRE(guest.tap("character.照"));
    const Node* typed = guest.stage.semantics().find("typed");
    REQUIRE(typed != nullptr);
    CHECK(typed->label.hant.find("護照") != std::string::npos);
    const Findings found = SearchIndex{guest.view.content->catalogue, *sample_han()}.find(
        {Typing::strokes, "護照"}, Language::zh_hant, 1);
    REQUIRE(guest.tap("item." + found.items.front()->id.value));
    REQUIRE(guest.tap("take"));
    REQUIRE(guest.sent.size() == 1);
    CHECK(std::get<kiosk::IssueTicket>(guest.sent.front()).item == found.items.front()->id);
}

TEST_CASE("without the table of characters words and codes are still found", "[screens]") {
    Finder finder{nullptr};
    const auto content = sample_content();
    CHECK_FALSE(finder.find(content, {Typing::letters, "passport"}, Language::en).items.empty());
    CHECK(finder.find(content, {Typing::letters, "ga02"}, Language::zh_hant).items.front()->id ==
          ItemId{"GA-02"});
    CHECK(finder.find(content, {Typing::strokes, "1"}, Language::zh_hant).items.empty());
}

TEST_CASE("the search looks as it did when it was looked at", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("search"));
    REQUIRE(guest.type("jzz"));
    same_as_golden("search", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("key.other"));
    REQUIRE(guest.type("4111"));
    same_as_golden("search_strokes", studio.shoot(guest.stage, guest.view, guest.now));
}
