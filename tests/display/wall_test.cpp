// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <catch2/catch.hpp>

#include "display/painter.h"
#include "display/wall_layout.h"
#include "display/wall_plan.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

Canvas wall(const WallPage& page, Size size, Instant now = at(4000)) {
    Canvas canvas(size.width, size.height, Depth::rgb);
    WallLayout layout(fonts(), size.width, size.height);
    layout.draw(canvas, page, now);
    return canvas;
}

bool same_within(const Canvas& a, const Canvas& b, Rect area) {
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y)) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

TEST_CASE("walls look as they were approved", "[display]") {
    WallPage fresh = busy_wall();
    fresh.fresh_since = at(2300);
    WallPage morning;
    morning.hall = "青溪市政务服务中心";
    morning.script = Script::hans;
    morning.clock = "08:10";
    morning.welcome = "欢迎光临,请先取号";
    morning.stale = "资料延迟 08:05";
    CHECK(differs_from_golden(wall(fresh, {640, 360}), "wall_640x360_fresh").empty());
    CHECK(differs_from_golden(wall(english_wall(), {360, 640}), "wall_360x640_english").empty());
    CHECK(differs_from_golden(wall(morning, {640, 360}), "wall_640x360_morning").empty());
    CHECK(differs_from_golden(wall(busy_wall(), {256, 64}), "wall_256x64_strip").empty());
}

TEST_CASE("no part of a wall covers another, whatever its size and content", "[display]") {
    for (const Size size :
         {Size{1920, 1080}, Size{1080, 1920}, Size{3840, 2160}, Size{1366, 768}, Size{1024, 1280},
          Size{640, 480}, Size{512, 128}, Size{320, 160}, Size{128, 64}, Size{2560, 720}}) {
        for (unsigned parts = 0; parts < 16; ++parts) {
            WallPage page = busy_wall();
            if ((parts & 1U) == 0) {
                page.recent.clear();
            }
            if ((parts & 2U) == 0) {
                page.serving.clear();
            }
            if ((parts & 4U) == 0) {
                page.waiting.clear();
            }
            if ((parts & 8U) == 0) {
                page.next.clear();
                page.missed.clear();
                page.qr.clear();
            }
            const WallPlan plan = plan_wall(size.width, size.height, page);
            const std::array boxes{plan.header,  plan.hero,  plan.recent, plan.serving,
                                   plan.waiting, plan.lists, plan.foot};
            INFO(size.width << "x" << size.height << " parts " << parts);
            CHECK_FALSE(plan.hero.empty());
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                if (boxes.at(i).empty()) {
                    continue;
                }
                CHECK(intersection(boxes.at(i), {0, 0, size.width, size.height}) == boxes.at(i));
                for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                    CHECK(intersection(boxes.at(i), boxes.at(k)).empty());
                }
            }
        }
    }
}

TEST_CASE("what is redrawn in motion is the same picture as drawn anew", "[display]") {
    WallPage page = busy_wall();
    page.fresh_since = at(1000);
    Canvas moving(640, 360, Depth::rgb);
    WallLayout layout(fonts(), 640, 360);
    layout.draw(moving, page, at(1000));
    for (int ms = 1050; ms < 30000; ms += ms < 10000 ? 370 : 1930) {
        layout.advance(moving, at(ms));
        INFO("at " << ms << " ms");
        CHECK(moving == wall(page, {640, 360}, at(ms)));
    }
}

TEST_CASE("a wall asks to be woken before it changes, not after, and rests when still",
          "[display]") {
    WallPage page = busy_wall();
    page.fresh_since = at(1000);
    Canvas canvas(640, 360, Depth::rgb);
    WallLayout layout(fonts(), 640, 360);
    layout.draw(canvas, page, at(1000));
    Instant now = at(1000);
    for (int i = 0; i < 200; ++i) {
        const Milliseconds holds = layout.holds(now);
        CHECK(layout.advance(canvas, now + holds - Milliseconds(1)).empty());
        now += holds;
        layout.advance(canvas, now);
    }
    WallPage still = page;
    still.fresh_since.reset();
    still.serving.clear();
    still.notices.resize(1);
    layout.draw(canvas, still, now);
    CHECK(layout.holds(now) > std::chrono::hours(24));
}

TEST_CASE("the newest call moves for eight seconds and keeps still afterwards", "[display]") {
    WallPage page = busy_wall();
    page.fresh_since = at(1000);
    CHECK(hero_motion(page, at(1000)).frame == 0);
    CHECK(hero_motion(page, at(8900)).frame.has_value());
    CHECK_FALSE(hero_motion(page, at(9000)).frame.has_value());
    CHECK_FALSE(hero_motion(page, at(900)).frame.has_value());
    page.newest.reset();
    CHECK_FALSE(hero_motion(page, at(1000)).frame.has_value());
}

TEST_CASE("a counter that stands on a full list gets its turn", "[display]") {
    WallPage page = busy_wall();
    page.serving.clear();
    for (int i = 0; i < 44; ++i) {
        page.serving.push_back({std::to_string(i + 1), "A100"});
    }
    Canvas canvas(1280, 720, Depth::rgb);
    WallLayout layout(fonts(), 1280, 720);
    const WallPlan plan = plan_wall(1280, 720, page);
    // Change one counter's number: within one round of turns the picture must show it.
    for (const std::size_t counter : {std::size_t{0}, std::size_t{20}, std::size_t{43}}) {
        WallPage other = page;
        other.serving[counter].value = "B777";
        bool seen = false;
        for (int ms = 0; ms < 64000; ms += 8000) {
            seen = seen || !same_within(wall(page, {1280, 720}, at(ms)),
                                        wall(other, {1280, 720}, at(ms)), plan.serving);
        }
        INFO("counter " << counter + 1);
        CHECK(seen);
    }
}

TEST_CASE("every notice is read to its end, at a pace the eye can follow", "[display]") {
    const WallPage page = busy_wall();
    Canvas none(1, 1, Depth::rgb);
    TextPen pen(none, fonts());
    const WallPlan plan = plan_wall(640, 360, page);
    const WallBrush brush{pen, plan, page};
    std::array<int, 2> furthest{};
    FootMotion before = foot_motion(brush, at(0));
    for (int ms = 0; ms < 120000; ms += 33) {
        const FootMotion motion = foot_motion(brush, at(ms));
        furthest.at(motion.notice) = std::max(furthest.at(motion.notice), motion.travelled_px);
        if (motion.notice == before.notice && motion.travelled_px > before.travelled_px) {
            CHECK(motion.travelled_px - before.travelled_px <= 2 * plan.px(36) * 4 / 30 + 2);
        }
        before = motion;
    }
    CHECK(furthest[0] == 0);
    const Style style = brush.style(36, Weight::regular, kWhite);
    CHECK(furthest[1] > pen.width(page.notices[1], style) - plan.foot.w);
}

TEST_CASE("a wall without a single word is dark and calm, not an error", "[display]") {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{256, 64}, Size{48, 48}}) {
        const Canvas canvas = wall(WallPage{}, size);
        int bright = 0;
        for (int y = 0; y < canvas.height(); y += 3) {
            for (int x = 0; x < canvas.width(); x += 3) {
                bright += canvas.pixel(x, y).r > 200 ? 1 : 0;
            }
        }
        CHECK(bright < canvas.width() * canvas.height() / 900);
    }
}

TEST_CASE("very long words stay inside their card", "[display]") {
    WallPage page = english_wall();
    page.hall = "The Very Long Name of the Government Service Centre of a Very Long Named City";
    page.newest = WallCall{"WW1000", "Counter 1234567 of the second annexe behind the courtyard",
                           "Floor 12, the eastern wing past the information desk and the lifts"};
    for (WallCall& call : page.recent) {
        call = {"WWWW88888", "Counter 1234567 of the second annexe", ""};
    }
    page.next = {"WWWWWWWWW1", "WWWWWWWWW2", "WWWWWWWWW3"};
    for (const Size size : {Size{1280, 720}, Size{720, 1280}}) {
        const Canvas drawn = wall(page, size);
        WallPage bare = page;
        bare.newest.reset();
        const WallPlan plan = plan_wall(size.width, size.height, page);
        const Canvas without = wall(bare, size);
        // Between the cards nothing but the ground may stand.
        const Rect gap{plan.hero.right(), plan.hero.y, plan.px(20), plan.hero.h};
        CHECK(same_within(drawn, without, intersection(gap, {0, 0, size.width, size.height})));
    }
}

TEST_CASE("the newest number is as high as its distance asks, on every wall", "[display]") {
    struct Hung {
        Size size;
        Viewing viewing;
    };
    // A 55-inch screen, a 40-inch one upright and an LED wall of 2 m by 1 m, all read from 20 m;
    // and a large one from 40 m.
    for (const Hung& one : {Hung{{960, 540}, {685, 20}}, Hung{{540, 960}, {885, 20}},
                            Hung{{512, 256}, {1024, 20}}, Hung{{960, 540}, {1070, 40}}}) {
        for (const std::string number : {"A026", "AZ1007"}) {
            WallPage page = busy_wall();
            page.newest->number = number;
            Canvas canvas(one.size.width, one.size.height, Depth::rgb);
            WallLayout layout(fonts(), one.size.width, one.size.height, one.viewing);
            layout.draw(canvas, page, at(60000));
            // Measured on the picture: the highest run of lines with the number's own colour.
            int lines = 0;
            int most = 0;
            for (int y = 0; y < canvas.height(); ++y) {
                bool inked = false;
                for (int x = 0; x < canvas.width() && !inked; ++x) {
                    inked = canvas.pixel(x, y) == wall_color::kAccent;
                }
                lines = inked ? lines + 1 : 0;
                most = std::max(most, lines);
            }
            const int mm = most * one.viewing.height_mm / one.size.height;
            INFO(number << " on " << one.size.width << "x" << one.size.height << ": " << mm);
            CHECK(mm >= one.viewing.distance_m * 5 - 2);
        }
    }
}

TEST_CASE("a wall that cannot be read from where people stand says so", "[display]") {
    Painter small(fonts(), 640, 360, Depth::rgb, {340, 60});
    small.paint(busy_wall(), at(0));
    CHECK(small.shortcoming().find("read from 60 m it should be 300") != std::string::npos);
    Painter near(fonts(), 640, 360, Depth::rgb, {685, 10});
    near.paint(busy_wall(), at(0));
    CHECK(near.shortcoming().empty());
    CHECK_FALSE(viewing_setting({{"height_mm", "685"}}).has_value());
    CHECK(viewing_setting({{"height_mm", "685"}, {"distance_m", "20"}}) == Viewing{685, 20});
}

namespace {

WallPage honouring_wall() {
    WallPage page = busy_wall();
    page.honours = {{"紅旗窗口", "2026 年 10 月", {}}, {"服務之星", "2026 年 10 月", {}}};
    for (int i = 1; i <= 8; ++i) {
        page.honours[0].names.push_back(std::to_string(5 * i) + " 號窗口");
    }
    for (int i = 1; i <= 18; ++i) {
        page.honours[1].names.push_back("A" + std::to_string(i) + " 號工作人員");
    }
    return page;
}

}  // namespace

TEST_CASE("every name of the honour page has its turn, and no call is covered by it", "[display]") {
    for (const Size size : {Size{640, 360}, Size{360, 640}}) {
        const WallPage page = honouring_wall();
        WallPage other = page;
        other.honours[1].names.front() = "B88 號工作人員";
        WallPage another = page;
        another.honours[1].names.back() = "B99 號工作人員";
        const WallPlan plan = plan_wall(size.width, size.height, page);
        bool first = false;
        bool last = false;
        // Once in every turn: 20 s of what stands there otherwise, 10 s of the page.
        for (int ms = 25000; ms < 150000; ms += 30000) {
            const Canvas now = wall(page, size, at(ms));
            const Canvas without = wall(busy_wall(), size, at(ms));
            CHECK_FALSE(now == without);
            CHECK(same_within(now, without, plan.hero));
            CHECK(same_within(now, without, plan.recent));
            CHECK(wall(page, size, at(ms - 10000)) == wall(busy_wall(), size, at(ms - 10000)));
            first = first || !(now == wall(other, size, at(ms)));
            last = last || !(now == wall(another, size, at(ms)));
        }
        CHECK(first);
        CHECK(last);
    }
}

TEST_CASE("the honour page comes and goes as if drawn anew", "[display]") {
    for (const bool called : {true, false}) {
        WallPage page = honouring_wall();
        if (!called) {
            page.newest.reset();
            page.recent.clear();
        }
        Canvas moving(640, 360, Depth::rgb);
        WallLayout layout(fonts(), 640, 360);
        layout.draw(moving, page, at(0));
        Instant now = at(0);
        for (int i = 0; i < 40; ++i) {
            const Milliseconds holds = std::min(layout.holds(now), Milliseconds(2700));
            CHECK((holds == Milliseconds(2700) ||
                   layout.advance(moving, now + holds - Milliseconds(1)).empty()));
            now += holds;
            layout.advance(moving, now);
            INFO("at " << now.time_since_epoch().count() << " ms");
            CHECK(moving == wall(page, {640, 360}, now));
        }
    }
}
