// SPDX-License-Identifier: Apache-2.0
#include "display/text.h"

#include <algorithm>
#include <cstddef>

#include "display/utf8.h"

namespace hall::display {

namespace {

constexpr std::string_view kEllipsis = "…";

bool is_digit(char32_t letter) {
    return letter >= U'0' && letter <= U'9';
}

// Walks `letters` and tells `visit(glyph, x)` where each stands. Returns the width, 1/64 px.
template <typename Visit>
int walk(Glyphs& glyphs, std::u32string_view letters, const Style& style, const Visit& visit) {
    const int step = style.figures == Figures::tabular && std::ranges::any_of(letters, is_digit)
                         ? glyphs.digit_advance_64(style.font)
                         : 0;
    int x_64 = 0;
    for (const char32_t letter : letters) {
        const Glyph& glyph = glyphs.glyph(letter, style.font);
        const int slack = step != 0 && is_digit(letter) ? step - glyph.advance_64 : 0;
        visit(glyph, (x_64 + slack / 2 + 32) >> 6);
        x_64 += glyph.advance_64 + slack;
    }
    return x_64;
}

}  // namespace

int TextPen::width(std::string_view text, const Style& style) const {
    return (walk(glyphs_, letters_of(text), style, [](const Glyph&, int) {}) + 63) >> 6;
}

Rect TextPen::ink(std::string_view text, const Style& style) const {
    Rect ink{};
    walk(glyphs_, letters_of(text), style, [&](const Glyph& glyph, int x) {
        if (glyph.width == 0) {
            return;
        }
        const Rect one{x + glyph.left, -glyph.top, glyph.width, glyph.height};
        if (ink.empty()) {
            ink = one;
            return;
        }
        const int left = std::min(ink.x, one.x);
        const int top = std::min(ink.y, one.y);
        ink = {left, top, std::max(ink.right(), one.right()) - left,
               std::max(ink.bottom(), one.bottom()) - top};
    });
    return ink;
}

Style TextPen::fitted(std::string_view text, Style style, int width, int smallest_px) const {
    // Widths grow with the size all but evenly: one guess from the proportion, then step down.
    const int at_full = this->width(text, style);
    if (at_full <= width) {
        return style;
    }
    const int guess = style.font.size_px * std::max(width, 1) / std::max(at_full, 1) + 1;
    style.font.size_px = std::max(smallest_px, std::min(guess, style.font.size_px));
    while (style.font.size_px > smallest_px && this->width(text, style) > width) {
        --style.font.size_px;
    }
    return style;
}

std::string TextPen::elided(std::string_view text, const Style& style, int width) const {
    if (this->width(text, style) <= width) {
        return std::string(text);
    }
    std::u32string letters = letters_of(text);
    while (!letters.empty()) {
        letters.pop_back();
        while (!letters.empty() && letters.back() == U' ') {
            letters.pop_back();
        }
        std::string shorter = utf8_of(letters) + std::string(kEllipsis);
        if (this->width(shorter, style) <= width) {
            return shorter;
        }
    }
    return {};
}

int TextPen::draw(std::string_view text, const Style& style, int x, int baseline) {
    const int width_64 = walk(glyphs_, letters_of(text), style, [&](const Glyph& glyph, int at) {
        const std::uint8_t* coverage = glyph.coverage.data();
        for (int row = 0; row < glyph.height; ++row) {
            const int y = baseline - glyph.top + row;
            for (int column = 0; column < glyph.width; ++column) {
                canvas_.blend(x + at + glyph.left + column, y, style.color,
                              *coverage++ * style.alpha / 255U);
            }
        }
    });
    return x + ((width_64 + 63) >> 6);
}

int TextPen::baseline(const Style& style, Rect box) const {
    const LineHeights heights = glyphs_.heights(style.font);
    if (glyphs_.dots_size(style.font) != 0) {
        // Bitmap letters fill their cell: centre the cell, or the feet of Han letters are cut.
        return box.y + (box.h - heights.ascent - heights.descent + 1) / 2 + heights.ascent;
    }
    return box.y + (box.h + heights.capital) / 2;
}

void TextPen::line(std::string_view text, const Style& style, Rect box, Align align) {
    const Clip clip(canvas_, box);
    const int room = box.w - width(text, style);
    int x = box.x;
    switch (align) {
        case Align::left:
            break;
        case Align::centre:
            x += room / 2;
            break;
        case Align::right:
            x += room;
            break;
    }
    draw(text, style, x, baseline(style, box));
}

}  // namespace hall::display
