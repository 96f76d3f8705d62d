// SPDX-License-Identifier: Apache-2.0
#include "printer/sheet.h"

#include <algorithm>

#include "printer/text_wrap.h"

namespace hall::printer {

namespace {

// Of the size: what Noto Sans CJK's em box has above the baseline, and lines that breathe.
constexpr int kAscentPercent = 88;
constexpr int kLeadingPercent = 130;

constexpr int kGrowBy = 512;

constexpr int percent(int of, int share) {
    return of * share / 100;
}

// Whatever a document holds, a slip has no tabulators and no bells.
constexpr bool is_control(char32_t c) {
    return (c < 0x20 && c != U'\n') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
}

constexpr int whole_dots(int in_64ths) {
    return (in_64ths + 32) / 64;
}

}  // namespace

Sheet::Sheet(Fonts& fonts, int width_dots)
    : fonts_(&fonts),
      paper_(Bitmap::blank(width_dots, kGrowBy)) {
}

int Sheet::line_height(TextStyle style) const noexcept {
    return percent(style.size_dots, kLeadingPercent);
}

int Sheet::width_of(std::u32string_view line, TextStyle style) {
    int width = 0;
    for (const char32_t c : line) {
        width += fonts_->glyph(style.face, style.size_dots, c).advance_64;
    }
    return whole_dots(width);
}

std::vector<std::u32string> Sheet::lines(std::string_view utf8,
                                         TextStyle style,
                                         Column column,
                                         Align align) {
    const auto advance = [&](char32_t c) {
        return fonts_->glyph(style.face, style.size_dots, c).advance_64;
    };
    auto text = code_points(utf8);
    std::replace_if(text.begin(), text.end(), is_control, U' ');
    return align == Align::centre ? wrap_balanced(text, column.width * 64, advance)
                                  : wrap(text, column.width * 64, advance);
}

int Sheet::baseline(int top, int height, TextStyle style) const noexcept {
    return top + (height - style.size_dots) / 2 + percent(style.size_dots, kAscentPercent);
}

void Sheet::text(std::string_view utf8, TextStyle style, Column column, Align align) {
    for (const auto& line : lines(utf8, style, column, align)) {
        const int height = line_height(style);
        const int slack =
            align == Align::left ? 0 : std::max(column.width - width_of(line, style), 0);
        draw(line, style, column.left + (align == Align::centre ? slack / 2 : slack),
             baseline(pen_, height, style));
        pen_ += height;
    }
}

int Sheet::text_height(std::string_view utf8, TextStyle style, Column column, Align align) {
    return static_cast<int>(lines(utf8, style, column, align).size()) * line_height(style);
}

int Sheet::text_width(std::string_view utf8, TextStyle style) {
    return width_of(code_points(utf8), style);
}

void Sheet::headline(std::string_view utf8, int tallest_dots, Column column) {
    struct Extent {
        int left = 0, right = 0, top = 0, bottom = 0;
    };
    const auto text = code_points(utf8);
    const auto measure = [&](int size) {
        Extent ink;
        int x = 0;
        for (const char32_t c : text) {
            const Glyph& one = fonts_->glyph(Face::number, size, c);
            ink.left = x == 0 ? one.left : ink.left;
            ink.right = std::max(ink.right, whole_dots(x) + one.left + one.ink.width_dots);
            ink.top = std::max(ink.top, one.top);
            ink.bottom = std::min(ink.bottom, one.top - one.ink.height_dots);
            x += one.advance_64;
        }
        return ink;
    };
    const auto fits = [&](const Extent& ink) {
        return ink.right - ink.left <= column.width && ink.top - ink.bottom <= tallest_dots;
    };
    // Near enough by proportion, then down to where rounding, too, lets it fit.
    int size = tallest_dots * 3 / 2;
    Extent ink = measure(size);
    const int width = std::max(ink.right - ink.left, 1);
    const int height = std::max(ink.top - ink.bottom, 1);
    size = std::clamp(std::min(size * column.width / width, size * tallest_dots / height) + 1, 8,
                      tallest_dots * 2);
    ink = measure(size);
    while (size > 8 && !fits(ink)) {
        ink = measure(--size);
    }
    const int left = column.left + (column.width - (ink.right - ink.left)) / 2 - ink.left;
    draw(text, {Face::number, size}, left, pen_ + ink.top);
    pen_ += ink.top - ink.bottom;
}

void Sheet::plates(const std::vector<std::string>& words, TextStyle style, Column column) {
    const int inside = style.size_dots / 2;
    const int gap = style.size_dots / 2;
    const int above = style.size_dots / 10;
    const auto plate_width = [&](const std::string& word) {
        return std::min(text_width(word, style) + 2 * inside, column.width);
    };
    for (std::size_t first = 0; first < words.size();) {
        int width = plate_width(words[first]);
        std::size_t after = first + 1;
        while (after < words.size() && width + gap + plate_width(words[after]) <= column.width) {
            width += gap + plate_width(words[after]);
            ++after;
        }
        int left = column.left + (column.width - width) / 2;
        const int top = pen_;
        for (std::size_t i = first; i < after; ++i) {
            const int plate = plate_width(words[i]);
            pen_ = top + above;
            text(words[i], style, {left + inside / 2, plate - inside}, Align::centre);
            pen_ += above;
            reverse({left, plate}, top, style.size_dots / 4);
            left += plate + gap;
        }
        pen_ += after < words.size() ? gap : 0;
        first = after;
    }
}

void Sheet::code(std::string_view utf8, TextStyle style, Column column) {
    constexpr int kGroup = 4;
    const auto text = code_points(utf8);
    const int cell = percent(style.size_dots, 60);
    const int group = kGroup * cell + cell;
    const int in_row = std::max((column.width + cell) / group, 1);
    // Four, eight, sixteen: rows of unlike length are hard to compare.
    int groups = 1;
    while (groups * 2 <= in_row) {
        groups *= 2;
    }
    const int left = column.left + (column.width - (groups * group - cell)) / 2;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int at = static_cast<int>(i) % (groups * kGroup);
        if (i > 0 && at == 0) {
            pen_ += line_height(style);
        }
        const int x = left + at / kGroup * group + at % kGroup * cell;
        const std::u32string_view one(&text[i], 1);
        draw(one, style, x + (cell - width_of(one, style)) / 2,
             baseline(pen_, line_height(style), style));
    }
    pen_ += text.empty() ? 0 : line_height(style);
}

void Sheet::stamp(const Bitmap& picture, int left, int top) {
    for (int y = 0; y < picture.height_dots; ++y) {
        for (int x = 0; x < picture.width_dots; ++x) {
            if (picture.black(x, y)) {
                paper_.set(left + x, top + y, true);
            }
        }
    }
}

Bitmap Sheet::finish() {
    paper_.resize_height(pen_);
    return std::move(paper_);
}

void Sheet::draw(std::u32string_view line, TextStyle style, int left, int baseline) {
    need(baseline + style.size_dots);
    int x = left * 64;
    for (const char32_t c : line) {
        const Glyph& one = fonts_->glyph(style.face, style.size_dots, c);
        stamp(one.ink, whole_dots(x) + one.left, baseline - one.top);
        x += one.advance_64;
    }
}

void Sheet::need(int height_dots) {
    if (height_dots > paper_.height_dots) {
        paper_.resize_height(height_dots + kGrowBy);
    }
}

}  // namespace hall::printer
