// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <catch2/catch.hpp>

#include "kiosk/screens/icons.h"
#include "kiosk/screens/scroll.h"
#include "kiosk/screens/semantics.h"
#include "kiosk/screens/text.h"
#include "kiosk/screens/words.h"
#include "tests/kiosk/screens/sample.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

// One for a Latin letter, two for a Chinese character.
float columns(char32_t c) {
    return c < 0x2E80 ? 1.0F : 2.0F;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("no line begins with a closing mark or ends with an opening one", "[screens]") {
    CHECK(wrap("結婚登記，離婚登記。", 8, columns) == Lines{"結婚登", "記，離婚", "登記。"});
    CHECK(wrap("申請（首次）辦理", 6, columns) == Lines{"申請", "（首", "次）辦", "理"});
}

TEST_CASE("words stay whole, and nothing is cut off", "[screens]") {
    CHECK(wrap("Renewal of expired card", 10, columns) == Lines{"Renewal of", "expired", "card"});
    CHECK(wrap("Unabhängigkeit", 5, columns) == Lines{"Unabh", "ängig", "keit"});
    CHECK(wrap("一\n二", 20, columns) == Lines{"一", "二"});
}

TEST_CASE("titles have lines of about one length", "[screens]") {
    CHECK(wrap("居民身份證到期換領", 16, columns) == Lines{"居民身份證到期換", "領"});
    CHECK(wrap_even("居民身份證到期換領", 16, columns) == Lines{"居民身份證", "到期換領"});
    CHECK(wrap_even("Construction permits", 14, columns) == Lines{"Construction", "permits"});
}

TEST_CASE("bytes that are no text become a mark, not a crash", "[screens]") {
    std::string_view broken = "\xE4\xB8";
    CHECK(take_character(broken) == 0xFFFD);
    CHECK(wrap("a\xFF"
               "b",
               9, columns)
              .size() == 1);
}

TEST_CASE("a list follows the finger, runs on, and stops at its end", "[screens]") {
    Scroller list;
    list.measure(3000, 1000);
    list.drag(-200, Instant{0});
    CHECK(list.offset(Instant{0}) == Approx(200));
    list.fling(-2000, Instant{16});
    CHECK(list.moving(Instant{100}));
    CHECK(list.offset(Instant{500}) > 400);
    CHECK(list.offset(Instant{60'000}) == Approx(200 + 2000 / 3.2).margin(2));
    CHECK_FALSE(list.moving(Instant{60'000}));
    list.fling(-99'000, Instant{60'000});
    CHECK(list.offset(Instant{90'000}) == 2000);
}

TEST_CASE("a list pulled beyond its end comes back", "[screens]") {
    Scroller list;
    list.measure(2000, 1000);
    list.drag(50, Instant{0});
    list.drag(100, Instant{16});
    CHECK(list.offset(Instant{16}) < 0);
    CHECK(list.offset(Instant{16}) > -150);
    list.release(Instant{32});
    CHECK(list.moving(Instant{40}));
    CHECK(list.offset(Instant{2'000}) == 0);
    CHECK_FALSE(list.moving(Instant{2'000}));
}

TEST_CASE("a finger on a running list stops it", "[screens]") {
    Scroller list;
    list.measure(9000, 1000);
    list.fling(-3000, Instant{0});
    CHECK(list.stop(Instant{200}));
    const float there = list.offset(Instant{200});
    CHECK(list.offset(Instant{900}) == there);
    CHECK_FALSE(list.stop(Instant{1'000}));
}

TEST_CASE("a wait is told as a range, never as one number and never as nought", "[screens]") {
    const kiosk::View view = morning();
    const Words zh{view, Language::zh_hant};
    const Words en{view, Language::en};
    CHECK(range_words(zh, kiosk::WaitLine{10, 20}, Text{}) == "10–20 分鐘");
    CHECK(range_words(zh, kiosk::WaitLine{0, 5}, Text{}) == "5 分鐘內");
    CHECK(range_words(en, kiosk::WaitLine{0, 5}, Text{}).find('0') == std::string::npos);
    const Text two{"14:00", "14:00", "14:00"};
    CHECK(range_words(zh, kiosk::WaitLine{10, 20}, two).find("14:00") != std::string::npos);
    CHECK(range_words(zh, std::nullopt, Text{}).find("分鐘") == std::string::npos);
}

TEST_CASE("another day is written in the language that is read", "[screens]") {
    const kiosk::View view = evening();
    const Words zh{view, Language::zh_hant};
    const Words en{view, Language::en};
    const kiosk::QueueLine& line = view.queues.begin()->second;
    CHECK(range_words(zh, line).find("11月24日 08:30") != std::string::npos);
    CHECK(range_words(en, line).find("24 Nov 08:30") != std::string::npos);
    CHECK(range_words(en, line).find("月") == std::string::npos);
}

TEST_CASE("a category counts each of its queues once and its range holds for all", "[screens]") {
    kiosk::View view = morning();
    const Category& category = view.content->catalogue.categories.front();
    std::set<QueueId> queues;
    int people = 0;
    for (const ItemId& id : category.items) {
        const QueueId queue = view.content->catalogue.item(id)->queue;
        people += queues.insert(queue).second ? view.queues.at(queue).waiting : 0;
    }
    const kiosk::QueueLine line = line_of(view, category);
    CHECK(line.waiting == people);
    for (const QueueId& queue : queues) {
        CHECK(line.wait->lo_min <= view.queues.at(queue).wait->lo_min);
        CHECK(line.wait->hi_min >= view.queues.at(queue).wait->hi_min);
    }
}

TEST_CASE("counters in a row are told as a row", "[screens]") {
    const Content& content = *sample_content();
    std::vector<const Counter*> some;
    for (const Counter& counter : content.hall.counters) {
        if (counter.no <= 3 || counter.no == 7 || counter.no == 8) {
            some.push_back(&counter);
        }
    }
    CHECK(counter_numbers(some) == "1–3, 7, 8");
}

TEST_CASE("every category of the sample has its own pictogram", "[screens]") {
    for (const Category& category : sample_content()->catalogue.categories) {
        INFO(category.id.value << " " << category.icon);
        CHECK(has_icon(category.icon));
    }
    CHECK(icon_named("no_such_thing") == icon_named("apps"));
}

TEST_CASE("the palettes keep their distance", "[screens]") {
    for (const Contrast contrast : {Contrast::light, Contrast::high}) {
        const Palette c = palette_of(contrast);
        for (const Color ink : {c.ink, c.muted, c.good, c.warn, c.bad, c.primary}) {
            CHECK(screens::contrast(ink, c.card) >= 4.5F);
        }
        CHECK(screens::contrast(c.ink, c.page) >= 7);
        CHECK(screens::contrast(c.on_primary, c.primary) >= 4.5F);
        CHECK(screens::contrast(c.on_accent, c.accent) >= 4.5F);
        CHECK(screens::contrast(c.on_sky_muted, c.sky_low) >= 4.5F);
    }
}

TEST_CASE("the lint sees what a person would trip over", "[screens]") {
    const Theme theme;
    Semantics s;
    const Text label{"取號", "取号", "Take"};
    const Rect small{100, 1000, 60, 60};
    s.nodes = {{"small", Role::button, label, small, small, true, false, false, {Act::take}},
               {"mute",
                Role::button,
                {},
                {400, 1000, 200, 200},
                {400, 1000, 200, 200},
                true,
                false,
                false,
                {Act::take}},
               {"small",
                Role::button,
                label,
                {500, 1100, 200, 200},
                {500, 1100, 200, 200},
                true,
                false,
                false,
                {Act::take}}};
    TextMark mark{"窄",          {0, 0, 50, 20}, {0, 0, 40, 20}, 20,
                  rgb(0x999999), rgb(0xFFFFFF),  false,          false};
    s.marks = {mark};
    std::set<std::string> rules;
    for (const Complaint& complaint : lint(s, theme)) {
        rules.insert(complaint.rule);
    }
    CHECK(rules ==
          std::set<std::string>{"capital", "contrast", "fits", "id", "label", "overlap", "target"});

    Panel high;
    high.bottom_mm = 1300;
    s.marks.clear();
    s.nodes.resize(1);
    s.nodes[0].rect = s.nodes[0].visible = {100, 1000, 200, 200};
    const auto found = lint(s, Theme{high});
    REQUIRE(found.size() == 1);
    CHECK(found.front().rule == "reach");
}

TEST_CASE("a length is the same on every panel, or longer", "[screens]") {
    for (const Panel& panel :
         {Panel{}, Panel{1920, 1080, 21.5F}, Panel{720, 1280, 21.5F}, Panel{1080, 1920, 32}}) {
        const Theme theme{panel};
        CHECK(theme.mm(kTouch) >= kTouchMinMm);
        CHECK(theme.mm(kCaption * kCapital) >= kCapitalMinMm);
        CHECK(std::min(theme.width(), theme.height()) >= 1000);
    }
}
