// SPDX-License-Identifier: Apache-2.0
// Pictures in another size, and on a wall.
#include "display/picture.h"

#include <memory>

#include <catch2/catch.hpp>

#include "display/resize.h"
#include "display/wall_layout.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

Canvas wall(const WallPage& page, Size size, Instant now) {
    Canvas canvas(size.width, size.height, Depth::rgb);
    WallLayout layout(fonts(), size.width, size.height);
    layout.draw(canvas, page, now);
    return canvas;
}

// Red above, blue below.
std::shared_ptr<const Canvas> flag(int width, int height) {
    auto picture = std::make_shared<Canvas>(width, height, Depth::rgb);
    picture->fill({0, 0, width, height / 2}, {255, 0, 0});
    picture->fill({0, height / 2, width, height}, {0, 0, 255});
    return picture;
}

int count_of(const Canvas& canvas, Rect area, Color color) {
    int count = 0;
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            count += canvas.pixel(x, y) == color ? 1 : 0;
        }
    }
    return count;
}

}  // namespace

TEST_CASE("a picture keeps its shape and its colours in any size", "[display]") {
    CHECK(fitting({400, 300}, {200, 200}) == Extent{200, 150});
    CHECK(fitting({300, 400}, {200, 200}) == Extent{150, 200});
    CHECK(fitting({10, 4000}, {200, 200}) == Extent{1, 200});
    CHECK(fitting({8, 8}, {640, 360}) == Extent{360, 360});
    for (const Extent to : {Extent{60, 40}, Extent{300, 200}, Extent{1, 1}, Extent{7, 311}}) {
        Canvas plain(120, 80, Depth::rgb);
        plain.fill(plain.bounds(), {200, 100, 50});
        const Canvas now = resized(plain, to);
        CHECK(now.width() == to.width);
        CHECK(now.height() == to.height);
        CHECK(count_of(now, now.bounds(), {200, 100, 50}) == to.width * to.height);
    }
    const auto same = flag(64, 64);
    CHECK(resized(*same, {64, 64}) == *same);
    // Smaller, every old pixel counts: a chequered picture becomes grey, not black or white.
    Canvas chequered(64, 64, Depth::rgb);
    for (int y = 0; y < 64; ++y) {
        for (int x = y % 2; x < 64; x += 2) {
            chequered.fill({x, y, 1, 1}, kWhite);
        }
    }
    const Canvas grey = resized(chequered, {8, 8});
    for (int i = 1; i < 7; ++i) {
        CHECK(grey.pixel(i, i).r >= 120);
        CHECK(grey.pixel(i, i).r <= 135);
    }
}

TEST_CASE("a hall's pictures take their turns on the wall and never cover a call", "[display]") {
    const Color red{255, 0, 0};
    for (const Size size : {Size{640, 360}, Size{360, 640}}) {
        WallPage page = busy_wall();
        page.pictures = {flag(400, 300), flag(100, 400)};
        const WallPlan plan = plan_wall(size.width, size.height, page);
        for (const int ms : {25000, 55000}) {
            const Canvas now = wall(page, size, at(ms));
            const Canvas without = wall(busy_wall(), size, at(ms));
            CHECK(count_of(now, honour_place(plan, page), red) > 200);
            for (const Rect kept : {plan.hero, plan.recent, plan.foot, plan.header, plan.lists}) {
                CHECK(count_of(now, kept, red) == count_of(without, kept, red));
            }
        }
        // In between the grids are there as ever, and the two pictures are two.
        CHECK(wall(page, size, at(15000)) == wall(busy_wall(), size, at(15000)));
        CHECK_FALSE(wall(page, size, at(25000)) == wall(page, size, at(55000)));
        // At rest they take turns with the welcome.
        page.newest.reset();
        page.recent.clear();
        WallPage welcome = page;
        welcome.pictures.clear();
        const Canvas turn = wall(page, size, at(15000));
        CHECK(count_of(turn, turn.bounds(), red) > 200);
        CHECK(wall(page, size, at(5000)) == wall(welcome, size, at(5000)));
    }
}

TEST_CASE("pictures come after the distinctions, each for its ten seconds", "[display]") {
    WallPage page = busy_wall();
    page.honours = {{"紅旗窗口", "", {"1 號窗口"}}};
    page.pictures = {flag(400, 300)};
    WallPage honours = page;
    honours.pictures.clear();
    const Size size{640, 360};
    CHECK(wall(page, size, at(25000)) == wall(honours, size, at(25000)));
    CHECK_FALSE(wall(page, size, at(55000)) == wall(honours, size, at(55000)));
    // As if drawn anew, whenever one looks.
    Canvas moving(size.width, size.height, Depth::rgb);
    WallLayout layout(fonts(), size.width, size.height);
    Instant now = at(0);
    layout.draw(moving, page, now);
    for (int i = 0; i < 40; ++i) {
        now += std::min(layout.holds(now), Milliseconds(2700));
        layout.advance(moving, now);
        INFO("at " << now.time_since_epoch().count() << " ms");
        CHECK(moving == wall(page, size, now));
    }
}
