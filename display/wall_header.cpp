// SPDX-License-Identifier: Apache-2.0
// The ground of a wall and its header: whose hall this is, what time, and how late the data.
#include <algorithm>
#include <cmath>

#include "display/wall_parts.h"

namespace hall::display {

namespace {

using namespace wall_color;

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

// "資料延遲 10:42" in a pill that ends at `right`. Returns where it begins.
int draw_stale(WallBrush& brush, int right, int middle) {
    const Style style = brush.style(26, Weight::bold, kInk);
    const int icon = brush.px(30);
    const int pad = brush.px(18);
    const int width = brush.pen.width(brush.page.stale, style) + icon + 3 * pad - pad / 2;
    const int height = brush.px(50);
    const Rect pill{right - width, middle - height / 2, width, height};
    Canvas& canvas = brush.pen.canvas();
    fill_round(canvas, pill, height / 2, flat(kAlarm));
    draw_delay(canvas, {pill.x + pad, pill.y + (height - icon) / 2, icon, icon}, flat(kInk));
    brush.pen.line(brush.page.stale, style, {pill.x + pad + icon + pad / 2, pill.y, width, height});
    return pill.x;
}

// Clock, date and delay on one line, ending at the right. Returns where they begin.
int draw_time_beside(WallBrush& brush) {
    const Rect header = brush.plan.header;
    const int gap = brush.px(28);
    const Style clock = brush.number(64, kWord);
    int edge = header.right() - brush.pen.width(brush.page.clock, clock);
    brush.pen.line(brush.page.clock, clock, {edge, header.y, header.right() - edge, header.h});
    edge -= gap;
    const Style date = brush.style(28, Weight::regular, kSoft);
    const int date_w = brush.pen.width(brush.page.date, date);
    brush.pen.line(brush.page.date, date, {edge - date_w, header.y, date_w, header.h});
    edge -= date_w + gap;
    return brush.page.stale.empty() ? edge : draw_stale(brush, edge, header.y + header.h / 2) - gap;
}

// On a tall wall the name needs the width: date or delay stand under the clock.
int draw_time_below(WallBrush& brush) {
    const Rect header = brush.plan.header;
    const Style clock = brush.number(60, kWord);
    const int clock_w = brush.pen.width(brush.page.clock, clock);
    const Rect upper{header.right() - clock_w, header.y + header.h / 10, clock_w, header.h / 2};
    brush.pen.line(brush.page.clock, clock, upper);
    const int middle = header.y + header.h * 77 / 100;
    if (!brush.page.stale.empty()) {
        return std::min(draw_stale(brush, header.right(), middle), upper.x) - brush.px(28);
    }
    const Style date = brush.style(28, Weight::regular, kSoft);
    const int date_w = brush.pen.width(brush.page.date, date);
    brush.pen.line(brush.page.date, date,
                   {header.right() - date_w, middle - brush.px(24), date_w, brush.px(48)});
    return std::min(header.right() - date_w, upper.x) - brush.px(28);
}

}  // namespace

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

    const int edge =
        brush.plan.shape == WallShape::tall ? draw_time_below(brush) : draw_time_beside(brush);
    const int x = badge.right() + brush.px(24);
    const int room = std::max(1, edge - x);
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

}  // namespace hall::display
