// SPDX-License-Identifier: Apache-2.0
#include "display/wall_parts.h"

#include <algorithm>

namespace hall::display {

namespace {

using namespace wall_color;

constexpr int kSmallestPx = 10;
constexpr int kSmallestDots = 12;  // The smallest strike there is for lamps.

// A row of numbers in pills, as many as fit; the rest is counted.
void draw_pills(WallBrush& brush, Rect box, const std::vector<std::string>& numbers, Color color) {
    const Style style = brush.number(34, color);
    const int pad = brush.px(15);
    const int gap = brush.px(10);
    int x = box.x;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const int width = brush.pen.width(numbers[i], style) + 2 * pad;
        const std::string left = "+" + std::to_string(numbers.size() - i);
        const bool last = i + 1 == numbers.size();
        const int reserve = last ? 0 : gap + brush.pen.width(left, style);
        if (x + width + reserve > box.right()) {
            brush.pen.line(left, brush.style(30, Weight::bold, kSoft),
                           {x, box.y, box.right() - x, box.h});
            return;
        }
        const Rect pill{x, box.y, width, box.h};
        fill_round(brush.pen.canvas(), pill, box.h / 2, flat(kWord, 26));
        brush.pen.line(numbers[i], style, pill, Align::centre);
        x += width + gap;
    }
}

void draw_list(WallBrush& brush,
               Rect box,
               const WallPair& heading,
               const std::vector<std::string>& numbers) {
    const Style title = brush.style(28, Weight::bold, kWord);
    const Rect head{box.x, box.y, box.w, brush.px(40)};
    brush.pen.line(heading.name, title, head);
    const int after = brush.pen.width(heading.name, title) + brush.px(14);
    const Style note = brush.style(22, Weight::regular, kSoft);
    brush.pen.line(brush.pen.elided(heading.value, note, head.w - after), note,
                   {head.x + after, head.y, head.w - after, head.h});
    const Rect row{box.x, head.bottom() + brush.px(8), box.w, brush.px(54)};
    draw_pills(brush, row, numbers, kWord);
}

Style qr_style(const WallBrush& brush) {
    return brush.style(26, Weight::regular, kWord);
}

// The code with its caption below, in the middle of `column`.
bool draw_qr_part(WallBrush& brush, Rect column, int side) {
    const int caption = brush.px(40);
    const Rect code{column.x + (column.w - side) / 2, column.y + (column.h - caption - side) / 2,
                    side, side};
    if (!draw_qr(brush.pen.canvas(), code, brush.page.qr)) {
        return false;
    }
    const std::string& words = brush.page.captions.qr;
    const Style style = brush.pen.fitted(words, qr_style(brush), column.w, kSmallestPx);
    brush.pen.line(brush.pen.elided(words, style, column.w), style,
                   {column.x, code.bottom() + brush.px(6), column.w, caption}, Align::centre);
    return true;
}

// Number, arrow, counter.
void draw_recent_row(WallBrush& brush, Rect row, const WallCall& call) {
    Canvas& canvas = brush.pen.canvas();
    const bool strip = brush.plan.shape == WallShape::strip;
    const int smallest = strip ? kSmallestDots : kSmallestPx;
    const int pad = brush.px(strip ? 12 : 24);
    int half = (row.w - 2 * pad) * 45 / 100;
    const Style number = brush.pen.fitted(
        call.number, brush.style(row.h * 0.62 / brush.plan.unit, Weight::bold, kWord), half,
        smallest);
    const Rect inner{row.x + pad, row.y, row.w - 2 * pad, row.h};
    brush.pen.line(call.number, number, inner);
    if (strip) {
        half = inner.w - brush.pen.width(call.number, number) - pad;
    } else {
        const int icon = row.h * 36 / 100;
        const int left = inner.x + half + (inner.w / 10 - icon) / 2;
        draw_arrow(canvas, {left, row.y + (row.h - icon) / 2, icon, icon}, flat(kSoft));
    }
    const Rect right{inner.right() - half, row.y, half, row.h};
    const Style counter = brush.pen.fitted(
        call.counter, brush.style(row.h * 0.48 / brush.plan.unit, Weight::bold, kWord), half,
        smallest);
    brush.pen.line(brush.pen.elided(call.counter, counter, half), counter, right, Align::right);
}

}  // namespace

Rect WallBrush::below_heading(Rect box) const {
    const int pad = px(24);
    const int heading = px(70);
    return {box.x + pad, box.y + heading, box.w - 2 * pad, box.h - heading - px(20)};
}

Style WallBrush::style(double units, Weight weight, Color color) const {
    Style style;
    style.font.size_px = std::max(kSmallestPx, px(units));
    style.font.weight = weight;
    style.font.script = page.script;
    // A strip is lamps; anything larger is a monitor, or a sending card's pixels seen from far.
    style.font.small = plan.shape == WallShape::strip ? Small::dots : Small::outlines;
    style.color = color;
    return style;
}

Style WallBrush::number(double units, Color color) const {
    Style number = style(units, Weight::bold, color);
    number.figures = Figures::tabular;
    return number;
}

Rect WallBrush::card(Rect box, const std::string& heading) {
    Canvas& canvas = pen.canvas();
    fill_round(canvas, box, px(26), {kWord, kWord, 24});
    stroke_round(canvas, box, px(26), px(2), flat(kWord, 22));
    const Rect head{box.x + px(28), box.y + px(14), box.w - px(56), px(50)};
    pen.line(pen.elided(heading, style(28, Weight::regular, kSoft), head.w),
             style(28, Weight::regular, kSoft), head);
    return below_heading(box);
}

void draw_recent(WallBrush& brush) {
    const Rect box = brush.plan.recent;
    if (box.empty()) {
        return;
    }
    // On lamps every line counts: rows without a heading say the same.
    const bool strip = brush.plan.shape == WallShape::strip;
    const Rect room = strip ? inset(box, 1) : brush.card(box, brush.page.captions.recent);
    const int gap = brush.px(10);
    const int least = strip ? std::max(18, brush.px(64)) : brush.px(76);
    const int rows = std::clamp((room.h + gap) / (least + gap), 1, 8);
    const int height = std::min((room.h + gap) / rows - gap, strip ? room.h : brush.px(112));
    const auto shown = std::min(static_cast<std::size_t>(rows), brush.page.recent.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const int y = room.y + static_cast<int>(i) * (height + gap);
        const Rect row{room.x, y, room.w, height};
        fill_round(brush.pen.canvas(), row, brush.px(18), flat(kWord, 20));
        draw_recent_row(brush, row, brush.page.recent[i]);
    }
}

void draw_lists(WallBrush& brush) {
    const Rect box = brush.plan.lists;
    if (box.empty()) {
        return;
    }
    Canvas& canvas = brush.pen.canvas();
    fill_round(canvas, box, brush.px(26), flat(kWord, 24));
    stroke_round(canvas, box, brush.px(26), brush.px(2), flat(kWord, 22));
    const int pad = brush.px(26);
    Rect rest = inset(box, pad);
    const WallCaptions& captions = brush.page.captions;
    const bool numbers = !brush.page.next.empty() || !brush.page.missed.empty();
    if (!brush.page.qr.empty()) {
        const int side = std::min(rest.h - brush.px(40), numbers ? brush.px(210) : rest.w);
        const int words = brush.pen.width(captions.qr, qr_style(brush));
        const int width =
            numbers ? std::clamp(words, side, std::max(side, rest.w * 2 / 5)) : rest.w;
        const Rect column{rest.right() - width, rest.y, width, rest.h};
        if (draw_qr_part(brush, column, side)) {
            rest.w -= width + pad;
        }
    }
    if (!numbers) {
        return;
    }
    const bool both = !brush.page.next.empty() && !brush.page.missed.empty();
    const int half = both ? rest.h / 2 : 0;
    if (!brush.page.next.empty()) {
        draw_list(brush, rest, {captions.next, captions.next_note}, brush.page.next);
    }
    if (!brush.page.missed.empty()) {
        draw_list(brush, {rest.x, rest.y + half + brush.px(6), rest.w, rest.h},
                  {captions.missed, ""}, brush.page.missed);
    }
}

}  // namespace hall::display
