// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "display/painter.h"
#include "display/picture.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

TEST_CASE("a broken or missing font is named, with the package that brings it", "[display]") {
    const Folder folder;
    const auto missing = debian_fonts(folder.path());
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == Fault::bad_font);
    CHECK(missing.error().detail.find("fonts-noto-cjk") != std::string::npos);

    const auto junk = std::make_shared<std::vector<std::uint8_t>>(4096, std::uint8_t{7});
    FontSet fonts;
    fonts.han_regular = {junk, *junk};
    fonts.han_bold = {junk, *junk};
    CHECK(Glyphs::open(fonts).error().code == Fault::bad_font);
    CHECK(Glyphs::open({}).error().code == Fault::bad_font);
}

TEST_CASE("the store keeps what it was given through a new start", "[display]") {
    const Folder folder;
    const std::string bytes("\0\x01\xFF", 3);
    {
        FileKeep keep(folder.path());
        REQUIRE(keep.put("sign-3.cid", bytes).has_value());
    }
    FileKeep keep(folder.path());
    CHECK(keep.get("sign-3.cid") == bytes);
    CHECK_FALSE(keep.get("sign-4.cid").has_value());
    CHECK(keep.put("../escape", "x").error().code == Fault::cannot_keep);
    FileKeep nowhere(folder.file("gone"));
    CHECK(nowhere.put("a", "x").error().code == Fault::cannot_keep);
}

TEST_CASE("a picture survives its file, and a damaged file is refused", "[display]") {
    Canvas canvas(33, 9, Depth::rgb);
    canvas.fill({3, 2, 20, 5}, {1, 2, 200});
    const auto png = png_of(canvas);
    REQUIRE(png.has_value());
    const auto back = canvas_of(*png);
    REQUIRE(back.has_value());
    CHECK(*back == canvas);
    std::vector<std::uint8_t> damaged = *png;
    damaged.resize(damaged.size() / 2);
    CHECK(canvas_of(damaged).error().code == Fault::cannot_write);
}

TEST_CASE("drawing outside of a picture does nothing", "[display]") {
    for (const Depth depth : {Depth::mono, Depth::rgb}) {
        Canvas canvas(13, 7, depth);
        canvas.fill({-5, -5, 100, 100}, kWhite);
        canvas.blend(13, 0, kWhite, 255);
        canvas.blend(-1, 6, kWhite, 255);
        canvas.fill({20, 20, 5, 5}, kWhite);
        canvas.fill({3, 3, -2, -2}, kBlack);
        CHECK(canvas.pixel(12, 6) == kWhite);
        const Clip clip(canvas, {2, 2, 3, 3});
        canvas.fill(canvas.bounds(), kBlack);
        CHECK(canvas.pixel(1, 1) == kWhite);
        CHECK(canvas.pixel(2, 2) == kBlack);
    }
}

TEST_CASE("the test card shows each edge, each corner's colour and the board's name", "[display]") {
    Painter painter(fonts(), 64, 32, Depth::rgb);
    painter.paint(TestCard{"sign-3"}, at(0));
    const Canvas& card = painter.canvas();
    CHECK(card.pixel(0, 0) == Color{255, 0, 0});
    CHECK(card.pixel(63, 0) == Color{0, 255, 0});
    CHECK(card.pixel(63, 31) == Color{0, 0, 255});
    CHECK(card.pixel(0, 31) == kWhite);
    CHECK(card.pixel(30, 0) == kWhite);
    CHECK(card.pixel(0, 15) == kWhite);
    CHECK(differs_from_golden(card, "test_card_64x32").empty());
}

TEST_CASE("a wall page on a small sign shows the newest call", "[display]") {
    Painter painter(fonts(), 128, 16, Depth::mono);
    painter.paint(busy_wall(), at(0));
    Canvas dark(128, 16, Depth::mono);
    CHECK_FALSE(painter.canvas() == dark);
    painter.paint(Dark{}, at(1));
    CHECK(painter.canvas() == dark);
}

TEST_CASE("the wall's window shows, moves, and costs nothing while it stands still", "[display]") {
    REQUIRE(::setenv("SDL_VIDEODRIVER", "dummy", 1) == 0);
    auto board =
        open_board({{"driver", "screen"}, {"size", "640x360"}}, {"wall", &fonts(), nullptr});
    REQUIRE(board.has_value());
    WallPage page = busy_wall();
    page.fresh_since = at(1000);
    REQUIRE((*board)->show(page, at(1000)).has_value());
    const Canvas first = *(*board)->frame();
    static_cast<void>((*board)->tick(at(1400)));
    CHECK_FALSE(first == *(*board)->frame());
    CHECK((*board)->health().state == HealthState::ok);

    page.fresh_since.reset();
    page.notices.clear();
    page.serving.clear();
    REQUIRE((*board)->show(page, at(2000)).has_value());
    const std::uint64_t frames = (*board)->health().frames;
    for (int ms = 2000; ms < 12000; ms += 250) {
        static_cast<void>((*board)->tick(at(ms)));
    }
    CHECK((*board)->health().frames <= frames + 1);  // one for the window's first exposure
    CHECK((*board)->caps().size == Size{640, 360});
}

TEST_CASE("a wall without a screen says that nobody can see it", "[display]") {
    REQUIRE(::setenv("SDL_VIDEODRIVER", "no-such-screen", 1) == 0);
    const auto board = open_board({{"driver", "screen"}}, {"wall", &fonts(), nullptr});
    REQUIRE_FALSE(board.has_value());
    CHECK(board.error().code == Fault::no_window);
    REQUIRE(::setenv("SDL_VIDEODRIVER", "dummy", 1) == 0);
}
