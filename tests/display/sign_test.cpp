// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <catch2/catch.hpp>

#include "display/painter.h"
#include "display/picture.h"
#include "display/sign_layout.h"
#include "display/text.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

struct Shown {
    Canvas canvas;
    SignDrawing drawing;
};

Shown shown(const SignPage& page, Size size, Depth depth = Depth::rgb, Instant now = at(90000)) {
    Canvas canvas(size.width, size.height, depth);
    const SignDrawing drawing = draw_sign(canvas, fonts(), page, now);
    return {canvas, drawing};
}

int lit(const Canvas& canvas) {
    int count = 0;
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            count += canvas.pixel(x, y) == kBlack ? 0 : 1;
        }
    }
    return count;
}

}  // namespace

TEST_CASE("signs look as they were approved", "[display]") {
    SignPage late = called_sign();
    late.stale = "資料延遲 10:42";
    late.number = "A1000";
    CHECK(differs_from_golden(shown(called_sign(), {64, 32}).canvas, "sign_64x32_call").empty());
    CHECK(differs_from_golden(shown(called_sign(), {64, 32}, Depth::mono).canvas,
                              "sign_64x32_call_mono")
              .empty());
    CHECK(differs_from_golden(shown(open_sign(), {64, 32}).canvas, "sign_64x32_open").empty());
    CHECK(differs_from_golden(shown(late, {64, 32}).canvas, "sign_64x32_late").empty());
    CHECK(differs_from_golden(shown(called_sign(), {128, 16}).canvas, "sign_128x16_call").empty());
    CHECK(differs_from_golden(shown(called_sign(), {128, 32}).canvas, "sign_128x32_call").empty());
    CHECK(differs_from_golden(shown(called_sign(), {192, 32}, Depth::mono).canvas,
                              "sign_192x32_call_mono")
              .empty());
    CHECK(differs_from_golden(shown(open_sign(), {192, 32}).canvas, "sign_192x32_open").empty());
    CHECK(differs_from_golden(shown(late, {320, 64}).canvas, "sign_320x64_late").empty());
}

TEST_CASE("the richest layout that fits is the one a sign shows", "[display]") {
    CHECK(shown(called_sign(), {64, 32}).drawing.variant == SignVariant::number_alone);
    CHECK(shown(called_sign(), {128, 16}).drawing.variant == SignVariant::number_before_line);
    CHECK(shown(called_sign(), {128, 32}).drawing.variant == SignVariant::number_beside_lines);
    CHECK(shown(called_sign(), {192, 32}).drawing.variant == SignVariant::number_beside_lines);
    CHECK(shown(open_sign(), {64, 32}).drawing.variant == SignVariant::lines);
}

TEST_CASE("a number is never cut off, however long it is and however small the sign", "[display]") {
    for (const Size size :
         {Size{64, 32}, Size{64, 16}, Size{48, 16}, Size{128, 16}, Size{96, 32}}) {
        for (const char* number : {"A012", "A1000", "W8888", "WW8888"}) {
            SignPage page = called_sign();
            page.number = number;
            page.wordings.clear();
            const Shown sign = shown(page, size);
            REQUIRE(sign.drawing.variant == SignVariant::number_alone);
            INFO(number << " on " << size.width << "x" << size.height);
            // The rim of the sign stays dark: nothing reaches past it.
            int rim = 0;
            for (int x = 0; x < size.width; ++x) {
                for (int y = 0; y < size.height; ++y) {
                    const bool edge =
                        x == 0 || y == 0 || x == size.width - 1 || y == size.height - 1;
                    rim += edge && sign.canvas.pixel(x, y) != kBlack ? 1 : 0;
                }
            }
            CHECK(rim == 0);
            CHECK(lit(sign.canvas) > size.width);
        }
    }
}

TEST_CASE("the longest wording that fits is taken", "[display]") {
    SignPage page = open_sign();
    page.where.clear();
    page.counter.clear();
    page.plate.clear();
    page.wordings = {"歡迎到三號窗口辦理", "歡迎辦理", "歡迎"};
    SignPage longest = page;
    longest.wordings = {"歡迎到三號窗口辦理"};
    SignPage middle = page;
    middle.wordings = {"歡迎辦理"};
    CHECK(shown(page, {192, 16}).canvas == shown(longest, {192, 16}).canvas);
    CHECK(shown(page, {96, 16}).canvas == shown(middle, {96, 16}).canvas);
}

TEST_CASE("only what fits nowhere is scrolled, a pixel at a time", "[display]") {
    SignPage page = open_sign();
    page.wordings = {"因系統維護本窗口暫停服務請到旁邊窗口辦理"};
    const Shown first = shown(page, {64, 32}, Depth::rgb, at(90000));
    REQUIRE(first.drawing.variant == SignVariant::scrolled);
    REQUIRE(first.drawing.holds.has_value());
    const Shown same = shown(page, {64, 32}, Depth::rgb, at(90000) + *first.drawing.holds / 2);
    const Shown next = shown(page, {64, 32}, Depth::rgb, at(90000) + *first.drawing.holds);
    CHECK(same.canvas == first.canvas);
    CHECK_FALSE(next.canvas == first.canvas);
    CHECK(shown(page, {640, 32}).drawing.variant == SignVariant::lines);
}

TEST_CASE("a fresh call blinks once a second for eight seconds and then stands", "[display]") {
    SignPage page = called_sign();
    page.fresh_since = at(10000);
    const int calm = lit(shown(called_sign(), {64, 32}).canvas);
    int changes = 0;
    bool bright = false;
    for (int ms = 0; ms <= 9000; ms += 100) {
        const bool inverted = lit(shown(page, {64, 32}, Depth::rgb, at(10000 + ms)).canvas) != calm;
        changes += inverted != bright ? 1 : 0;
        bright = inverted;
    }
    CHECK(changes == 16);  // eight times on, eight times off
    CHECK_FALSE(bright);
    CHECK_FALSE(shown(page, {64, 32}, Depth::rgb, at(18000)).drawing.holds.has_value());
}

TEST_CASE("an old picture leaves nothing behind on the panel", "[display]") {
    Canvas canvas(64, 32, Depth::rgb);
    draw_sign(canvas, fonts(), called_sign(), at(0));
    draw_sign(canvas, fonts(), open_sign(), at(0));
    CHECK(canvas == shown(open_sign(), {64, 32}).canvas);
}

TEST_CASE("a sign that is not up to date says so, in words or with a clock", "[display]") {
    for (const Size size : {Size{64, 16}, Size{64, 32}, Size{128, 16}, Size{192, 32}}) {
        for (const SignPage& page : {called_sign(), open_sign()}) {
            SignPage late = page;
            late.stale = "資料延遲 10:42";
            CHECK_FALSE(shown(late, size).canvas == shown(page, size).canvas);
        }
    }
}

TEST_CASE("numbers that differ in one figure never look alike, on any board", "[display]") {
    const std::vector<std::string> alike{"A000", "A1000", "A1001", "A007", "AZ007", "AZ1007"};
    const auto picture = [&](Size size, Depth depth, const std::string& number) {
        SignPage sign = called_sign();
        sign.number = number;
        WallPage wall = busy_wall();
        wall.newest->number = number;
        Painter painter(fonts(), size.width, size.height, depth);
        painter.paint(size.height > 64 ? Page(wall) : Page(sign), at(0));
        return painter.canvas();
    };
    const auto tell_apart = [&](Size size, Depth depth) {
        std::vector<Canvas> pictures;
        for (const std::string& number : alike) {
            pictures.push_back(picture(size, depth, number));
            for (std::size_t i = 0; i + 1 < pictures.size(); ++i) {
                INFO(number << " and " << alike[i] << " on " << size.width << "x" << size.height);
                CHECK_FALSE(pictures[i] == pictures.back());
            }
        }
    };
    for (const Size size : {Size{64, 16}, Size{64, 32}, Size{128, 16}, Size{192, 32}}) {
        tell_apart(size, Depth::mono);
        tell_apart(size, Depth::rgb);
    }
    tell_apart({640, 360}, Depth::rgb);
    tell_apart({360, 640}, Depth::rgb);
}
