// SPDX-License-Identifier: Apache-2.0
// The pages as they are drawn: held to the lint in every language and on every panel, touched by
// finger where they show a target, and compared with pictures that were looked at.
#include <set>

#include <catch2/catch.hpp>

#include "kiosk/screens/words.h"
#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

// Short names and long ones, many documents, fees, many counters.
std::vector<ItemId> telling_items(const Content& content) {
    std::set<std::string> chosen{"GA-02", "RS-10", "ZR-01"};
    const auto most = [&](auto measure) {
        const auto found = std::ranges::max_element(content.catalogue.items, {}, measure);
        chosen.insert(found->id.value);
    };
    most([](const Item& item) { return item.name.hant.size(); });
    most([](const Item& item) { return item.name.en.size(); });
    most([](const Item& item) { return item.materials.size(); });
    most([](const Item& item) { return item.fees.size(); });
    most([](const Item& item) { return item.steps.size(); });
    most([](const Item& item) { return item.result.en.size(); });
    std::vector<ItemId> ids;
    for (const std::string& id : chosen) {
        ids.push_back(ItemId{id});
    }
    return ids;
}

void walk_guides(Guest& guest, Language language) {
    for (const ItemId& id : telling_items(*guest.view.content)) {
        INFO(id.value);
        const Category* category = category_of(*guest.view.content, id, {});
        REQUIRE(guest.tap("category." + category->id.value));
        REQUIRE(guest.reach("item." + id.value));
        REQUIRE(guest.tap("item." + id.value));
        CHECK(guest.stage.visit().place().item == id);
        CHECK(guest.stage.visit().language == language);
        for (int i = 0; i < 4; ++i) {
            CLEAN(guest);
            guest.scroll(600);
        }
        REQUIRE(guest.tap("home"));
    }
}

void walk_ticket(Guest& guest) {
    for (const auto paper : {kiosk::PaperState::printing, kiosk::PaperState::printed,
                             kiosk::PaperState::unprinted, kiosk::PaperState::uncertain}) {
        INFO(static_cast<int>(paper));
        const Item& item = *most_wanted(*guest.view.content, 1).front();
        REQUIRE(guest.tap("item." + item.id.value));
        if (paper == kiosk::PaperState::uncertain) {
            REQUIRE(guest.tap("priority"));
            CLEAN(guest);
            REQUIRE(guest.reach("priority.elder"));
            REQUIRE(guest.tap("priority.elder"));
        } else {
            REQUIRE(guest.tap("take"));
        }
        guest.give(paper);
        CHECK(guest.stage.visit().place().kind == PlaceKind::issued);
        CLEAN(guest);
        guest.now += Instant{12'000};
        guest.tick();
        CLEAN(guest);
        REQUIRE(guest.tap("done"));
        REQUIRE(guest.tap("begin." + std::string{tag_of(guest.view.issued->language)}));
    }
}

void walk_troubles(Studio& studio, const Theme& theme, Language language) {
    const std::string begin = "begin." + std::string{tag_of(language)};
    Guest late{studio, theme, evening()};
    CLEAN(late);
    REQUIRE(late.tap(begin));
    CLEAN(late);
    REQUIRE(late.tap("read_guides"));
    CLEAN(late);
    REQUIRE(late.tap("category.tax"));
    CLEAN(late);
    REQUIRE(late.tap("item.SW-05"));
    CLEAN(late);
    late.view.out_of_service = true;
    late.tick();
    late.now += kCalm;
    late.tick();
    CHECK(late.stage.visit().place().trouble == Trouble::out_of_service);
    CLEAN(late);
    Guest hungry{studio, theme, noon()};
    CLEAN(hungry);
    REQUIRE(hungry.tap(begin));
    CLEAN(hungry);
    REQUIRE(hungry.tap("category.tax"));
    CLEAN(hungry);
    REQUIRE(hungry.tap("item.SW-05"));
    CLEAN(hungry);
    REQUIRE(hungry.tap("take"));
    const auto& ask = std::get<kiosk::IssueTicket>(hungry.sent.back());
    hungry.view.refused = kiosk::Refused{ask.touch, ask.item, "numbers_used_up", "14:00"};
    hungry.tick();
    hungry.now += kCalm;
    hungry.tick();
    CHECK(hungry.stage.visit().place().trouble == Trouble::refused);
    CLEAN(hungry);
}
}  // namespace

TEST_CASE("every screen keeps the rules of the house, in three languages on three panels",
          "[screens]") {
    const Panel panel = GENERATE(Panel{}, Panel{1920, 1080, 21.5F}, Panel{720, 1280, 21.5F},
                                 Panel{1080, 1920, 32, 500});
    const Theme theme{panel};
    Studio studio{theme, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        INFO(panel.width_px << "x" << panel.height_px << " " << tag_of(language));
        Guest guest{studio, theme, morning()};
        CLEAN(guest);
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        CLEAN(guest);
        walk_guides(guest, language);
        guest.now += kIdleWarn;
        guest.tick();
        CHECK(guest.stage.semantics().find("still_there") != nullptr);
        CLEAN(guest);
        REQUIRE(guest.tap("more_time"));
        walk_ticket(guest);
        walk_troubles(studio, theme, language);
    }
}

TEST_CASE("high contrast keeps the same rules", "[screens]") {
    const Theme theme{Panel{}, Contrast::high};
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    CLEAN(guest);
    REQUIRE(guest.tap("begin.zh-Hant"));
    CLEAN(guest);
    walk_guides(guest, Language::zh_hant);
    walk_ticket(guest);
}

TEST_CASE("a language is switched where one stands, and the list stays where it was", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("category.social"));
    guest.scroll(300);
    const Place before = guest.stage.visit().place();
    const float offset = guest.stage.visit().path.back().scroll.offset(guest.now);
    CHECK(offset == Approx(300));
    REQUIRE(guest.tap("language.en"));
    CHECK(guest.stage.visit().place() == before);
    CHECK(guest.stage.visit().path.back().scroll.offset(guest.now) == offset);
    CHECK(guest.stage.semantics().find("language.en")->chosen);
}

TEST_CASE("a finger that slides off what it pressed changes nothing", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    guest.now += kCalm;
    const Point on = guest.stage.semantics().find("category.social")->rect.centre();
    const Point off = guest.stage.semantics().find("category.tax")->rect.centre();
    guest.send(Gesture::press, on);
    guest.send(Gesture::tap, off);
    CHECK(guest.stage.visit().place().kind == PlaceKind::home);
    guest.send(Gesture::press, on);
    guest.send(Gesture::cancel, on);
    CHECK(guest.stage.visit().place().kind == PlaceKind::home);
}

TEST_CASE("a still screen asks for no picture, a moving one does", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    CHECK(*guest.stage.wake(guest.now) > guest.now + Instant{1'000});
    guest.send(Gesture::press, guest.stage.semantics().find("category.tax")->rect.centre());
    CHECK(*guest.stage.wake(guest.now) <= guest.now + Instant{20});
}

TEST_CASE("the picture is a function of view and time", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    const Shot once = studio.shoot(guest.stage, guest.view, guest.now);
    const Shot twice = studio.shoot(guest.stage, guest.view, guest.now);
    CHECK(once.rgba == twice.rgba);
}

TEST_CASE("nothing that is said lacks its glyph", "[screens]") {
    const Theme theme;
    for (const Language script : {Language::zh_hant, Language::zh_hans}) {
        const Studio studio{theme, morning(), script};
        CHECK(studio.atlas().missing().size() == 0);
    }
}

TEST_CASE("the pages look as they did when they were looked at", "[screens]") {
    const Theme theme;
    use_pictures({std::make_shared<kiosk::Picture>(slip_picture(
                      morning(), ticket_for(morning(), {}, ItemId{"GA-02"}), Language::zh_hant)),
                  std::make_shared<kiosk::Picture>(qr_picture("https://example.org/t/A7KQ2M", 8))});
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    guest.now = Instant{3'000};
    same_as_golden("attract", studio.shoot(guest.stage, guest.view, guest.now + Instant{2'500}));
    REQUIRE(guest.tap("begin"));
    same_as_golden("home", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("item.GA-02"));
    same_as_golden("guide", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("take"));
    guest.give(kiosk::PaperState::printed);
    same_as_golden("issued", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("done"));
    REQUIRE(guest.tap("begin.en"));
    REQUIRE(guest.tap("category.property"));
    same_as_golden("items_en", studio.shoot(guest.stage, guest.view, guest.now));
}
