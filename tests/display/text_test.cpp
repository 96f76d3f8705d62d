// SPDX-License-Identifier: Apache-2.0
#include "display/text.h"

#include <catch2/catch.hpp>

#include "display/utf8.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using hall::display::test::fonts;

namespace {

Style style_of(int size_px) {
    Style style;
    style.font.size_px = size_px;
    style.font.weight = Weight::bold;
    return style;
}

}  // namespace

TEST_CASE("a damaged text is shown as far as it can be read", "[display]") {
    CHECK(letters_of("A\xFF"
                     "B") == U"A\uFFFDB");
    CHECK(letters_of("\xE8\xAB") == U"\uFFFD\uFFFD");
    CHECK(letters_of("\xC0\x80\xED\xA0\x80").find(U'\0') == std::u32string::npos);
    CHECK(letters_of("請😀").size() == 2);
    CHECK(utf8_of(U"請A😀é") == "請A😀é");
}

TEST_CASE("text that is too long ends in dots and fits", "[display]") {
    Canvas canvas(200, 40, Depth::rgb);
    TextPen pen(canvas, fonts());
    const Style style = style_of(24);
    const std::string whole = "不動產登記與轉移";
    CHECK(pen.elided(whole, style, 400) == whole);
    const std::string shorter = pen.elided(whole, style, 100);
    CHECK(shorter.ends_with("…"));
    CHECK(pen.width(shorter, style) <= 100);
    CHECK(pen.elided(whole, style, 5).empty());
}

TEST_CASE("text is made smaller only as far as it must be", "[display]") {
    Canvas canvas(200, 40, Depth::rgb);
    TextPen pen(canvas, fonts());
    const Style fitted = pen.fitted("3 號窗口", style_of(60), 150, 10);
    CHECK(pen.width("3 號窗口", fitted) <= 150);
    Style larger = fitted;
    ++larger.font.size_px;
    CHECK(pen.width("3 號窗口", larger) > 150);
}

TEST_CASE("numbers of one length take one width, so that a list does not dance", "[display]") {
    Canvas canvas(200, 40, Depth::rgb);
    TextPen pen(canvas, fonts());
    Style style = style_of(48);
    style.figures = Figures::tabular;
    CHECK(pen.width("A111", style) == pen.width("A888", style));
    style.figures = Figures::proportional;
    CHECK(pen.width("A111", style) < pen.width("A888", style));
}

TEST_CASE("small Han characters come from the bitmap font, large ones from outlines", "[display]") {
    CHECK(fonts().dots_size(style_of(16).font) == 16);
    CHECK(fonts().dots_size(style_of(11).font) == 0);
    CHECK(fonts().dots_size(style_of(17).font) == 0);
    const Glyph small = fonts().glyph(U'請', style_of(16).font);
    CHECK(small.advance_64 == 16 * 64);
    for (const std::uint8_t dot : small.coverage) {
        CHECK((dot == 0 || dot == 255));
    }
}

TEST_CASE("one-bit boards get letters without grey edges", "[display]") {
    Font font = style_of(32).font;
    font.edge = Edge::crisp;
    for (const std::uint8_t dot : fonts().glyph(U'窗', font).coverage) {
        CHECK((dot == 0 || dot == 255));
    }
}

TEST_CASE("simplified and traditional pages use their own forms", "[display]") {
    Font hant = style_of(64).font;
    Font hans = hant;
    hans.script = Script::hans;
    const Glyph traditional = fonts().glyph(U'骨', hant);
    CHECK(traditional.coverage != fonts().glyph(U'骨', hans).coverage);
}

TEST_CASE("a letter that no font has is a box, not a question mark", "[display]") {
    const Font font = style_of(40).font;
    const Glyph box = fonts().glyph(0x10FFFD, font);
    CHECK(box.width > 0);
    CHECK(box.coverage != fonts().glyph(U'?', font).coverage);
}
