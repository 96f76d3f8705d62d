// SPDX-License-Identifier: Apache-2.0
#include "display/sign_layout.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "display/paint.h"
#include "display/text.h"

namespace hall::display {

namespace {

constexpr Milliseconds kBlinkHalf{500};
// 4 Han characters a second at 16 px, in whole pixels. Source: notes of a study of 16-dot train
// signs (J-STAGE jje 52/6): reading falls off between 6 and 8 characters a second.
constexpr int kScrollPxPerSecond = 50;
constexpr Milliseconds kScrollStep{1000 / kScrollPxPerSecond};
constexpr int kCondensedLeast = 60;
constexpr int kRowPx = 16;
constexpr int kRowLeastPx = 12;  // Below, Han characters are blots.
constexpr int kMarkPx = 7;       // The clock of draw_stale_mark().

// Full white on a whole sign is what power supplies are not made for: words are amber.
constexpr Color kAmber{255, 170, 0};
constexpr Color kBright{255, 214, 90};
constexpr Color kDim{190, 116, 0};
constexpr Color kGreen{96, 230, 110};

struct Sign {
    TextPen pen;
    const SignPage& page;
    Instant now;
    std::vector<std::string> plate_left;  ///< What of the plate found no room so far.

    [[nodiscard]] bool mono() { return pen.canvas().depth() == Depth::mono; }
    [[nodiscard]] Rect box() { return pen.canvas().bounds(); }

    Style style(int size_px, Color color) {
        Style style;
        style.font.size_px = std::max(4, size_px);
        style.font.weight = Weight::bold;
        style.font.script = page.script;
        style.font.edge = mono() ? Edge::crisp : Edge::smooth;
        style.color = mono() ? kWhite : color;
        return style;
    }
};

Color color_of(Tone tone) {
    switch (tone) {
        case Tone::calm:
            return kGreen;
        case Tone::call:
            return kBright;
        case Tone::serving:
        case Tone::notice:
            return kAmber;
        case Tone::closed:
            return kDim;
    }
    return kAmber;
}

// The number as large as the box allows: its ink fills the height, condensed when too wide.
Style hero_style(Sign& sign, const std::string& text, Rect box, Color color) {
    Style style = sign.style(box.h * 150 / 100, color);
    const auto fits = [&] {
        const Rect ink = sign.pen.ink(text, style);
        return ink.w <= box.w && ink.h <= box.h;
    };
    while (style.font.size_px > 8) {
        for (const int percent : {100, 90, 80, 70, kCondensedLeast}) {
            style.font.width_percent = percent;
            if (fits()) {
                return style;
            }
        }
        --style.font.size_px;
    }
    return style;
}

void draw_hero_text(Sign& sign, const std::string& text, const Style& style, Rect box) {
    const Rect ink = sign.pen.ink(text, style);
    sign.pen.draw(text, style, box.x + (box.w - ink.w) / 2 - ink.x,
                  box.y + (box.h - ink.h) / 2 - ink.y);
}

bool inside_out(const Sign& sign) {
    if (!sign.page.fresh_since) {
        return false;
    }
    const auto age = sign.now - *sign.page.fresh_since;
    return age >= Milliseconds::zero() && age < kFreshFor && (age / kBlinkHalf) % 2 == 0;
}

std::optional<Milliseconds> blink_holds(const Sign& sign) {
    if (!sign.page.fresh_since) {
        return std::nullopt;
    }
    const auto age = sign.now - *sign.page.fresh_since;
    if (age < Milliseconds::zero() || age >= kFreshFor) {
        return std::nullopt;
    }
    return kBlinkHalf - age % kBlinkHalf;
}

// Draws the number in `box`, bright on dark or inside out.
void draw_number(Sign& sign, const Style& style, Rect box) {
    Style shown = style;
    if (inside_out(sign)) {
        sign.pen.canvas().fill(box, style.color);
        shown.color = kBlack;
    }
    draw_hero_text(sign, sign.page.number, shown, box);
}

// The longest wording no wider than `width`; null when none is.
const std::string* longest_fitting(Sign& sign,
                                   const std::vector<std::string>& wordings,
                                   const Style& style,
                                   int width) {
    const auto found = std::ranges::find_if(wordings, [&](const std::string& wording) {
        return sign.pen.width(wording, style) <= width;
    });
    return found == wordings.end() ? nullptr : &*found;
}

// A mark in the corner that says "not up to date" where no words fit: a small clock.
void draw_stale_mark(Sign& sign) {
    if (sign.page.stale.empty()) {
        return;
    }
    constexpr std::array<unsigned, kMarkPx> kClock{0x1C, 0x2A, 0x49, 0x4D, 0x41, 0x22, 0x1C};
    const int side = kMarkPx;
    const Rect box = sign.box();
    Canvas& canvas = sign.pen.canvas();
    canvas.fill({box.w - side - 1, 0, side + 1, side + 1}, kBlack);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            if (((kClock.at(static_cast<std::size_t>(y)) >> (side - 1 - x)) & 1U) != 0) {
                canvas.fill({box.w - side + x, y, 1, 1}, sign.mono() ? kWhite : kAmber);
            }
        }
    }
}

// Rows of text in a column: the message at the rank's colour, the rest dimmer.
struct Row {
    std::string text;
    Color color;
};

int row_height(int height) {
    if (height < 2 * kRowPx) {
        return height;
    }
    return height < 48 ? kRowPx : height / 2;
}

// What stands under the message while rows are left. A stale mark in words goes first.
std::vector<Row> extra_rows(const SignPage& page) {
    std::vector<Row> rows;
    if (!page.stale.empty()) {
        rows.push_back({page.stale, kAmber});
    }
    for (const std::string& line : page.plate) {
        rows.push_back({line, kAmber});
    }
    return rows;
}

// Whether a row can be read in a column that wide.
bool row_fits(Sign& sign, const Row& row, int width) {
    return sign.pen.width(row.text, sign.style(kRowLeastPx, row.color)) <= width;
}

// Adds what else fits below the message, `most` rows in all. True when a stale mark is still due.
bool add_extras(Sign& sign, std::vector<Row>& rows, int width, std::size_t most) {
    bool stale_due = !sign.page.stale.empty();
    sign.plate_left.clear();
    for (const Row& extra : extra_rows(sign.page)) {
        if (rows.size() < most && row_fits(sign, extra, width)) {
            stale_due = stale_due && extra.text != sign.page.stale;
            rows.push_back(extra);
        } else if (extra.text != sign.page.stale) {
            sign.plate_left.push_back(extra.text);
        }
    }
    return stale_due;
}

enum class Corner : std::uint8_t { free, taken };

// `corner` taken: the top row leaves the stale mark its place.
void draw_rows(Sign& sign, Rect box, const std::vector<Row>& rows, Align align, Corner corner) {
    const int height = box.h / static_cast<int>(rows.size());
    int y = box.y;
    for (const Row& row : rows) {
        const bool shared = corner == Corner::taken && y == box.y;
        const Rect place{box.x, y, shared ? box.w - kMarkPx - 1 : box.w, height};
        const Style style = sign.pen.fitted(row.text, sign.style(std::min(height, 40), row.color),
                                            place.w, kRowLeastPx);
        sign.pen.line(sign.pen.elided(row.text, style, place.w), style, place, align);
        y += height;
    }
    if (corner == Corner::taken) {
        draw_stale_mark(sign);
    }
}

// `text` in full height in a box `hero_w` wide, the message and what else fits on its right.
bool try_beside_lines(Sign& sign, const std::string& text, int hero_w) {
    const Rect box = sign.box();
    const int gap = std::max(2, box.h / 8);
    const Rect hero{0, 0, hero_w, box.h};
    const Rect rest{hero.w + gap, 0, box.w - hero.w - gap, box.h};
    const Color color = color_of(sign.page.tone);
    const std::string* message = nullptr;
    for (const int size : {std::min(row_height(box.h), 40) * 7 / 8, kRowPx}) {
        if (message == nullptr) {
            message = longest_fitting(sign, sign.page.wordings, sign.style(size, color), rest.w);
        }
    }
    if (message == nullptr) {
        return false;
    }
    const Style style = hero_style(sign, text, inset(hero, 1), kBright);
    if (text == sign.page.number) {
        draw_number(sign, style, hero);
    } else {
        draw_hero_text(sign, text, style, hero);
    }
    std::vector<Row> rows{{*message, color}};
    const bool stale_due = add_extras(sign, rows, rest.w, 2);
    draw_rows(sign, rest, rows, Align::left, stale_due ? Corner::taken : Corner::free);
    return true;
}

bool try_number_beside_lines(Sign& sign) {
    const Rect box = sign.box();
    if (box.h < 2 * kRowPx) {
        return false;
    }
    const int roomy = std::min(box.h * 23 / 10, box.w * 58 / 100);
    return try_beside_lines(sign, sign.page.number, roomy) ||
           try_beside_lines(sign, sign.page.number, std::min(box.h * 17 / 10, roomy));
}

// The width of a one-row sign that is not the stale mark's.
int unmarked_width(Sign& sign) {
    return sign.box().w - (sign.page.stale.empty() ? 0 : kMarkPx + 1);
}

// "A012 到 3 號窗口" on one line, for signs one row high.
bool try_number_before_line(Sign& sign) {
    const Rect box = sign.box();
    if (box.h >= 2 * kRowPx || sign.page.wordings.empty()) {
        return false;
    }
    // Beside a mark the number is condensed, so that the words stay.
    const int marked = box.w - unmarked_width(sign);
    const Style number =
        hero_style(sign, sign.page.number, {0, 0, box.w / 2 - marked, box.h}, kBright);
    const int taken = sign.pen.ink(sign.page.number, number).w + 2;
    const int gap = box.h / 4;
    const Style words = sign.style(std::min(box.h, kRowPx), color_of(sign.page.tone));
    const int room = unmarked_width(sign) - taken - gap;
    const std::string* message = longest_fitting(sign, sign.page.wordings, words, room);
    if (message == nullptr) {
        return false;
    }
    draw_number(sign, number, {0, 0, taken, box.h});
    sign.pen.line(*message, words, {taken + gap, 0, room, box.h});
    draw_stale_mark(sign);
    return true;
}

void draw_number_alone(Sign& sign) {
    Rect box = sign.box();
    box.w -= sign.page.stale.empty() ? 0 : kMarkPx + 1;
    draw_number(sign, hero_style(sign, sign.page.number, inset(box, 1), kBright), box);
    draw_stale_mark(sign);
}

// One row high: counter and message side by side, as much of the counter as fits.
bool try_one_line(Sign& sign, const std::string& message) {
    const Rect box = sign.box();
    const Style style = sign.style(std::min(box.h, kRowPx), color_of(sign.page.tone));
    const int taken = sign.pen.width(message, style);
    for (const std::string& counter : {sign.page.where, sign.page.counter}) {
        const Style left = sign.style(style.font.size_px, kAmber);
        const int width = sign.pen.width(counter, left);
        const int spare = unmarked_width(sign) - width - taken;
        if (counter.empty() || spare < kRowPx / 2) {
            continue;
        }
        // Two words with a blank between them at least.
        const int gap = std::max(spare / 3, kRowPx / 2);
        const int side = (spare - gap) / 2;
        sign.pen.line(counter, left, {side, 0, width, box.h});
        sign.pen.line(message, style, {side + width + gap, 0, taken, box.h});
        return true;
    }
    return false;
}

// Nobody called: the message, its counter, and the plate.
bool try_lines(Sign& sign) {
    const Rect box = sign.box();
    const Color color = color_of(sign.page.tone);
    if (box.h >= 2 * kRowPx && box.w >= 3 * box.h && !sign.page.counter.empty() &&
        try_beside_lines(sign, sign.page.counter, box.h * 3 / 2)) {
        return true;
    }
    const std::string* message =
        longest_fitting(sign, sign.page.wordings, sign.style(kRowPx, color), box.w);
    if (message == nullptr) {
        return false;
    }
    const int rows_fit = std::max(1, box.h / kRowPx);
    if (rows_fit == 1 && try_one_line(sign, *message)) {
        draw_stale_mark(sign);
        return true;
    }
    std::vector<Row> rows;
    if (rows_fit >= 2 && !sign.page.where.empty()) {
        rows.push_back({sign.page.where, kAmber});
    }
    rows.push_back({*message, color});
    const bool stale_due =
        add_extras(sign, rows, box.w, static_cast<std::size_t>(std::min(rows_fit, 3)));
    draw_rows(sign, box, rows, Align::centre, stale_due ? Corner::taken : Corner::free);
    return true;
}

// The shortest wording on its way from right to left, below its counter where there are two rows.
// Returns how long this picture holds.
Milliseconds draw_scrolled(Sign& sign) {
    Rect box = sign.box();
    const Color color = color_of(sign.page.tone);
    if (box.h >= 2 * kRowPx && !sign.page.where.empty()) {
        draw_rows(sign, {0, 0, box.w, box.h / 2}, {{sign.page.where, kAmber}}, Align::centre,
                  sign.page.stale.empty() ? Corner::free : Corner::taken);
        box = {0, box.h / 2, box.w, box.h - box.h / 2};
    } else {
        draw_stale_mark(sign);
    }
    const Style style = sign.style(std::min(box.h, kRowPx), color);
    const std::string& text = sign.page.wordings.back();
    const int way = box.w + sign.pen.width(text, style);
    const auto step = sign.now.time_since_epoch() / kScrollStep;
    const int travelled = static_cast<int>(step % way);
    sign.pen.draw(text, style, box.w - travelled, sign.pen.baseline(style, box));
    return kScrollStep - sign.now.time_since_epoch() % kScrollStep;
}

}  // namespace

SignDrawing draw_sign(Canvas& canvas, Glyphs& glyphs, const SignPage& page, Instant now) {
    canvas.fill(canvas.bounds(), kBlack);
    Sign sign{TextPen(canvas, glyphs), page, now, page.plate};
    if (!page.number.empty()) {
        const auto holds = blink_holds(sign);
        if (try_number_beside_lines(sign)) {
            return {SignVariant::number_beside_lines, holds};
        }
        if (try_number_before_line(sign)) {
            return {SignVariant::number_before_line, holds};
        }
        draw_number_alone(sign);
        return {SignVariant::number_alone, holds};
    }
    if (page.wordings.empty() || try_lines(sign)) {
        return {SignVariant::lines, std::nullopt, std::move(sign.plate_left)};
    }
    return {SignVariant::scrolled, draw_scrolled(sign)};
}

}  // namespace hall::display
