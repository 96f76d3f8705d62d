// SPDX-License-Identifier: Apache-2.0
#include "display/wall_parts.h"

#include <algorithm>

namespace hall::display {

namespace {

using namespace wall_color;

constexpr int kSmallestPx = 10;

// A house with a pediment and pillars: this is the authority's hall.
void draw_house(Canvas& canvas, Rect box) {
    const double s = box.w / 24.0;
    const auto at = [&](double x, double y) { return Point{box.x + x * s, box.y + y * s}; };
    const Paint paint = flat(kAccent);
    fill_shape(canvas, box, paint, [&](double px, double py) {
        const double x = (px - box.x) / s - 12;
        const double y = (py - box.y) / s;
        return std::max({y - 9.6, (std::abs(x) - (y - 2.6) * 1.36) * 0.59}) * s;
    });
    for (const double x : {6.4, 12.0, 17.6}) {
        draw_stroke(canvas, at(x, 12.2), at(x, 17.0), 2.2 * s, paint);
    }
    draw_stroke(canvas, at(4.2, 20.3), at(19.8, 20.3), 2.4 * s, paint);
}

void draw_stale(WallBrush& brush, int right) {
    const Style style = brush.style(26, Weight::bold, kInk);
    const int icon = brush.px(30);
    const int pad = brush.px(18);
    const int width = brush.pen.width(brush.page.stale, style) + icon + 3 * pad - pad / 2;
    const int height = brush.px(52);
    const Rect header = brush.plan.header;
    const Rect pill{right - width, header.y + (header.h - height) / 2, width, height};
    Canvas& canvas = brush.pen.canvas();
    fill_round(canvas, pill, height / 2, flat(kAlarm));
    draw_delay(canvas, {pill.x + pad, pill.y + (height - icon) / 2, icon, icon}, flat(kInk));
    brush.pen.line(brush.page.stale, style, {pill.x + pad + icon + pad / 2, pill.y, width, height});
}

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

// The code with its caption below, in the middle of `column`.
bool draw_qr_part(WallBrush& brush, Rect column, int side) {
    const int caption = brush.px(34);
    const Rect code{column.x + (column.w - side) / 2, column.y + (column.h - caption - side) / 2,
                    side, side};
    if (!draw_qr(brush.pen.canvas(), code, brush.page.qr)) {
        return false;
    }
    const std::string& words = brush.page.captions.qr;
    const Style style =
        brush.pen.fitted(words, brush.style(22, Weight::regular, kSoft), column.w, kSmallestPx);
    brush.pen.line(words, style, {column.x, code.bottom() + brush.px(6), column.w, caption},
                   Align::centre);
    return true;
}

// Number, arrow, counter.
void draw_recent_row(WallBrush& brush, Rect row, const WallCall& call) {
    Canvas& canvas = brush.pen.canvas();
    const int pad = brush.px(24);
    const int half = (row.w - 2 * pad) * 45 / 100;
    const Style number = brush.pen.fitted(
        call.number, brush.number(row.h * 0.62 / brush.plan.unit, kWord), half, kSmallestPx);
    const Rect inner{row.x + pad, row.y, row.w - 2 * pad, row.h};
    brush.pen.line(call.number, number, inner);
    const int icon = row.h * 36 / 100;
    draw_arrow(canvas,
               {inner.x + half + (inner.w / 10 - icon) / 2, row.y + (row.h - icon) / 2, icon, icon},
               flat(kSoft));
    const Rect right{inner.right() - half, row.y, half, row.h};
    const Style counter = brush.pen.fitted(
        call.counter, brush.style(row.h * 0.48 / brush.plan.unit, Weight::bold, kWord), half,
        kSmallestPx);
    brush.pen.line(brush.pen.elided(call.counter, counter, half), counter, right, Align::right);
}

struct Grid {
    int columns;
    int rows;

    [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(columns * rows); }
};

std::size_t turns(std::size_t count, std::size_t cells) {
    return std::max<std::size_t>(1, (count + cells - 1) / cells);
}

// Which of `count` things stand on a turn: all turns hold about as many.
struct Slice {
    std::size_t first;
    std::size_t last;
};

Slice slice_of(std::size_t count, std::size_t cells, std::size_t turn) {
    const std::size_t all = turns(count, cells);
    const std::size_t each = (count + all - 1) / all;
    return {std::min(count, turn * each), std::min(count, (turn + 1) * each)};
}

Rect below_heading(const WallBrush& brush, Rect box) {
    const int pad = brush.px(24);
    const int heading = brush.px(70);
    return {box.x + pad, box.y + heading, box.w - 2 * pad, box.h - heading - brush.px(20)};
}

Grid serving_grid(const WallBrush& brush) {
    const Rect room = below_heading(brush, brush.plan.serving);
    return {std::max(1, room.w / brush.px(200)), std::max(1, room.h / brush.px(66))};
}

Grid waiting_grid(const WallBrush& brush) {
    const Rect room = below_heading(brush, brush.plan.waiting);
    return {std::max(1, room.w / brush.px(330)), std::max(1, room.h / brush.px(42))};
}

Rect cell_of(Rect room, Grid grid, std::size_t index) {
    const int column = static_cast<int>(index) / grid.rows;
    const int row = static_cast<int>(index) % grid.rows;
    const int w = room.w / grid.columns;
    const int h = room.h / grid.rows;
    return {room.x + column * w, room.y + row * h, w, h};
}

// Dots under the heading's line, the present turn bright and long: more than a difference of
// colour.
void draw_turn_marks(WallBrush& brush, Rect box, std::size_t turn, std::size_t count) {
    if (count < 2) {
        return;
    }
    const int dot = brush.px(10);
    int x = box.right() - brush.px(24);
    for (std::size_t i = count; i-- > 0;) {
        const int width = i == turn ? 3 * dot : dot;
        x -= width;
        fill_round(brush.pen.canvas(), {x, box.y + brush.px(34), width, dot}, dot / 2,
                   flat(kWord, i == turn ? 230 : 90));
        x -= dot;
    }
}

}  // namespace

Style WallBrush::style(double units, Weight weight, Color color) const {
    Style style;
    style.font.size_px = std::max(kSmallestPx, px(units));
    style.font.weight = weight;
    style.font.script = page.script;
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
    return below_heading(*this, box);
}

void draw_backdrop(Canvas& canvas) {
    fill_backdrop(canvas, kGroundTop, kGroundFoot);
    const double side = std::min(canvas.width(), canvas.height());
    const auto w = static_cast<double>(canvas.width());
    const auto h = static_cast<double>(canvas.height());
    for (const double radius : {0.95, 0.66}) {
        fill_disc(canvas, {w * 0.86, h * 0.12}, side * radius, flat(kWord, 7));
    }
    fill_disc(canvas, {w * 0.06, h * 1.02}, side * 0.52, flat(kWord, 7));
}

void draw_header(WallBrush& brush) {
    const Rect header = brush.plan.header;
    if (header.empty()) {
        return;
    }
    Canvas& canvas = brush.pen.canvas();
    const int disc = brush.px(76);
    const Rect badge{header.x, header.y + (header.h - disc) / 2, disc, disc};
    fill_round(canvas, badge, disc / 2, flat(kWord, 36));
    const int icon = disc * 60 / 100;
    draw_house(canvas, {badge.x + (disc - icon) / 2, badge.y + (disc - icon) / 2, icon, icon});

    const Style clock = brush.number(64, kWord);
    const int clock_w = brush.pen.width(brush.page.clock, clock);
    const Rect right{header.right() - clock_w, header.y, clock_w, header.h};
    brush.pen.line(brush.page.clock, clock, right);
    const Style date = brush.style(28, Weight::regular, kSoft);
    const int date_w = brush.pen.width(brush.page.date, date);
    int edge = right.x - brush.px(28);
    brush.pen.line(brush.page.date, date, {edge - date_w, header.y, date_w, header.h});
    edge -= date_w + brush.px(28);
    if (!brush.page.stale.empty()) {
        draw_stale(brush, edge);
        edge -= brush.px(330);
    }

    const int x = badge.right() + brush.px(24);
    const int room = std::max(brush.px(200), edge - x);
    const bool two = !brush.page.subtitle.empty();
    const Style name = brush.pen.fitted(
        brush.page.hall, brush.style(two ? 40 : 46, Weight::bold, kWord), room, brush.px(26));
    const int upper = two ? header.h * 46 / 100 : header.h;
    const int lift = two ? header.h * 14 / 100 : 0;
    brush.pen.line(brush.pen.elided(brush.page.hall, name, room), name,
                   {x, header.y + lift, room, upper});
    const Style sub = brush.style(24, Weight::regular, kSoft);
    brush.pen.line(brush.pen.elided(brush.page.subtitle, sub, room), sub,
                   {x, header.y + header.h * 56 / 100, room, header.h * 28 / 100});
}

void draw_recent(WallBrush& brush) {
    const Rect box = brush.plan.recent;
    if (box.empty()) {
        return;
    }
    const Rect room = brush.card(box, brush.page.captions.recent);
    const int gap = brush.px(10);
    const int rows = std::clamp((room.h + gap) / (brush.px(76) + gap), 1, 8);
    const int height = std::min((room.h + gap) / rows - gap, brush.px(112));
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
        const int side = std::min(rest.h - brush.px(34), numbers ? brush.px(196) : rest.w);
        const Rect column{numbers ? rest.right() - side : rest.x, rest.y, numbers ? side : rest.w,
                          rest.h};
        if (draw_qr_part(brush, column, side)) {
            rest.w -= side + pad;
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

std::size_t serving_turns(const WallBrush& brush) {
    return brush.plan.serving.empty()
               ? 1
               : turns(brush.page.serving.size(), serving_grid(brush).cells());
}

std::size_t waiting_turns(const WallBrush& brush) {
    return brush.plan.waiting.empty()
               ? 1
               : turns(brush.page.waiting.size(), waiting_grid(brush).cells());
}

void draw_serving(WallBrush& brush, std::size_t turn) {
    const Rect box = brush.plan.serving;
    if (box.empty()) {
        return;
    }
    const Rect room = brush.card(box, brush.page.captions.serving);
    const Grid grid = serving_grid(brush);
    draw_turn_marks(brush, box, turn, serving_turns(brush));
    const auto [first, last] = slice_of(brush.page.serving.size(), grid.cells(), turn);
    for (std::size_t i = first; i < last; ++i) {
        const WallPair& pair = brush.page.serving[i];
        const Rect cell = cell_of(room, grid, i - first);
        const int tile = brush.px(50);
        const Rect chip{cell.x, cell.y + (cell.h - tile) / 2, tile, tile};
        fill_round(brush.pen.canvas(), chip, brush.px(12), flat(kWord, 36));
        const Style name = brush.pen.fitted(pair.name, brush.style(28, Weight::bold, kWord),
                                            tile - brush.px(8), kSmallestPx);
        brush.pen.line(pair.name, name, chip, Align::centre);
        const Rect value{chip.right() + brush.px(14), cell.y,
                         cell.right() - chip.right() - brush.px(18), cell.h};
        const Style number =
            brush.pen.fitted(pair.value, brush.number(38, kWord), value.w, kSmallestPx);
        brush.pen.line(pair.value, number, value);
    }
}

void draw_waiting(WallBrush& brush, std::size_t turn) {
    const Rect box = brush.plan.waiting;
    if (box.empty()) {
        return;
    }
    const Rect room = brush.card(box, brush.page.captions.waiting);
    Grid grid = waiting_grid(brush);
    draw_turn_marks(brush, box, turn, waiting_turns(brush));
    const auto [first, last] = slice_of(brush.page.waiting.size(), grid.cells(), turn);
    const int shown = static_cast<int>(last - first);
    grid.columns = std::min(grid.columns, std::max(1, shown));
    grid.rows = std::max(3, (shown + grid.columns - 1) / grid.columns);
    for (std::size_t i = first; i < last; ++i) {
        const WallPair& pair = brush.page.waiting[i];
        Rect cell = inset(cell_of(room, grid, i - first), brush.px(4));
        cell.w -= grid.columns > 1 ? brush.px(44) : 0;
        const Style value = brush.style(34, Weight::bold, kWord);
        const int width = brush.pen.width(pair.value, value);
        brush.pen.line(pair.value, value, cell, Align::right);
        const Style name = brush.style(28, Weight::regular, kWord);
        const int left = cell.w - width - brush.px(16);
        brush.pen.line(brush.pen.elided(pair.name, name, left), name,
                       {cell.x, cell.y, left, cell.h});
        const bool lowest = (i - first + 1) % static_cast<std::size_t>(grid.rows) == 0;
        if (!lowest && i + 1 < last) {
            fill_round(brush.pen.canvas(), {cell.x, cell.bottom() + brush.px(3), cell.w, 1}, 0,
                       flat(kWord, 30));
        }
    }
}

}  // namespace hall::display
