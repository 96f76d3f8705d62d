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
    const auto text = code_points(utf8);
    return align == Align::centre ? wrap_balanced(text, column.width * 64, advance)
                                  : wrap(text, column.width * 64, advance);
}

void Sheet::text(std::string_view utf8, TextStyle style, Column column, Align align) {
    for (const auto& line : lines(utf8, style, column, align)) {
        const int height = line_height(style);
        const int slack = align == Align::centre ? column.width - width_of(line, style) : 0;
        const int baseline =
            pen_ + (height - style.size_dots) / 2 + percent(style.size_dots, kAscentPercent);
        draw(line, style, column.left + slack / 2, baseline, true);
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
    draw(text, {Face::number, size}, left, pen_ + ink.top, true);
    pen_ += ink.top - ink.bottom;
}

void Sheet::plates(const std::vector<std::string>& words, TextStyle style, Column column) {
    const int inside = style.size_dots / 2;
    const int gap = style.size_dots / 2;
    const int height = percent(style.size_dots, 150);
    for (std::size_t first = 0; first < words.size();) {
        int width = 0;
        std::size_t after = first;
        std::vector<int> widths;
        while (after < words.size()) {
            const int more = std::min(text_width(words[after], style) + 2 * inside, column.width);
            if (after > first && width + gap + more > column.width) {
                break;
            }
            width += more + (after > first ? gap : 0);
            widths.push_back(more);
            ++after;
        }
        int left = column.left + (column.width - width) / 2;
        for (std::size_t i = first; i < after; ++i) {
            const int plate = widths[i - first];
            rounded({left, plate}, pen_, pen_ + height, height / 5, true);
            const int baseline =
                pen_ + (height - style.size_dots) / 2 + percent(style.size_dots, kAscentPercent);
            draw(code_points(words[i]), style, left + inside, baseline, false);
            left += plate + gap;
        }
        pen_ += height + (after < words.size() ? gap : 0);
        first = after;
    }
}

void Sheet::rule(Column column, int thickness_dots) {
    need(pen_ + thickness_dots);
    constexpr int kDash = 8;
    constexpr int kPeriod = 13;
    for (int y = pen_; y < pen_ + thickness_dots; ++y) {
        for (int x = 0; x < column.width; ++x) {
            if (x % kPeriod < kDash) {
                paper_.set(column.left + x, y, true);
            }
        }
    }
    pen_ += thickness_dots;
}

void Sheet::frame(Column column, int top, int thickness_dots, int radius_dots) {
    Bitmap inside = paper_;
    rounded(column, top, pen_, radius_dots, true);
    const Column inner{column.left + thickness_dots, column.width - 2 * thickness_dots};
    rounded(inner, top + thickness_dots, pen_ - thickness_dots, radius_dots - thickness_dots,
            false);
    for (std::size_t i = 0; i < inside.rows.size(); ++i) {
        paper_.rows[i] |= inside.rows[i];
    }
}

void Sheet::tick_box(int left, int top, int side_dots) {
    const int old = pen_;
    pen_ = top + side_dots;
    frame({left, side_dots}, top, 2, 3);
    pen_ = old;
}

void Sheet::paste(const Bitmap& picture, int left, int top) {
    need(top + picture.height_dots);
    stamp(picture, left, top, true);
}

// Where `picture` is black the paper becomes `black`.
void Sheet::stamp(const Bitmap& picture, int left, int top, bool black) {
    for (int y = 0; y < picture.height_dots; ++y) {
        for (int x = 0; x < picture.width_dots; ++x) {
            if (picture.black(x, y)) {
                paper_.set(left + x, top + y, black);
            }
        }
    }
}

Bitmap Sheet::finish() {
    paper_.resize_height(pen_);
    return std::move(paper_);
}

void Sheet::draw(std::u32string_view line, TextStyle style, int left, int baseline, bool black) {
    need(baseline + style.size_dots);
    int x = left * 64;
    for (const char32_t c : line) {
        const Glyph& one = fonts_->glyph(style.face, style.size_dots, c);
        stamp(one.ink, whole_dots(x) + one.left, baseline - one.top, black);
        x += one.advance_64;
    }
}

void Sheet::need(int height_dots) {
    if (height_dots > paper_.height_dots) {
        paper_.resize_height(height_dots + kGrowBy);
    }
}

void Sheet::rounded(Column column, int top, int bottom, int radius, bool black) {
    need(bottom);
    const int right = column.left + column.width;
    for (int y = top; y < bottom; ++y) {
        for (int x = column.left; x < right; ++x) {
            // Twice the distance to the corner's centre, so that dot centres are whole numbers.
            const int dx = std::max(
                {2 * (column.left + radius) - (2 * x + 1), (2 * x + 1) - 2 * (right - radius), 0});
            const int dy = std::max(
                {2 * (top + radius) - (2 * y + 1), (2 * y + 1) - 2 * (bottom - radius), 0});
            if (dx * dx + dy * dy <= 4 * radius * radius) {
                paper_.set(x, y, black);
            }
        }
    }
}

}  // namespace hall::printer
