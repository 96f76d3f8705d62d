// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/map_drawing.h"

#include <cmath>

#include "kiosk/screens/map_chart.h"
#include "kiosk/screens/wayfinding.h"

namespace hall::screens {

namespace {

constexpr float kDeskWide = 54;  // Q; a desk is never drawn smaller than its number needs.
constexpr float kDeskDeep = 40;
constexpr Instant kWander{8'000};

bool is_meant(const Sheet& sheet, const MapScene& scene, const CounterId& id) {
    if (scene.place.counter == id) {
        return true;
    }
    const Item* item = sheet.view.content->catalogue.item(scene.place.item);
    if (item == nullptr) {
        return false;
    }
    const auto counters = whereabouts(*sheet.view.content, *item).counters;
    return std::ranges::any_of(counters, [&](const Counter* one) { return one->id == id; });
}

struct DeskInks {
    Color ground;
    Color ink;
    Color edge;
};

DeskInks desk_inks(const Sheet& sheet, kiosk::CounterState state, bool meant, Color hue) {
    const Palette& c = sheet.colors();
    const bool plain = sheet.paint.high_contrast();
    if (meant) {
        return {c.accent, c.on_accent, plain ? c.line : mix(c.accent, rgb(0x000000), 0.25F)};
    }
    const bool open = state != kiosk::CounterState::shut && state != kiosk::CounterState::paused;
    if (!open) {
        return plain ? DeskInks{c.sunken, c.ink, c.line}
                     : DeskInks{mix(c.card, c.ink, 0.16F), mix(c.ink, c.card, 0.14F),
                                mix(c.card, c.ink, 0.3F)};
    }
    if (plain) {
        return {c.ink, c.page, c.line};
    }
    const Color deep = mix(hue, c.ink, 0.18F);
    return {deep, rgb(0xFFFFFF), mix(hue, c.ink, 0.5F)};
}

void counter(Sheet& sheet, const MapScene& scene, const Chart& chart, const PlanCounter& one) {
    Painter& paint = sheet.paint;
    const Counter* known = sheet.view.content->hall.counter(one.id);
    if (known == nullptr) {
        return;
    }
    const kiosk::CounterLine line = counter_line(sheet.view, one.id);
    const bool meant = is_meant(sheet, scene, one.id);
    const std::string id = "counter." + one.id.value;
    const float depth = sheet.pressed(id);
    Rect r = chart.at(one.desk);
    const bool numbered = chart.between() >= kDeskWide + 4;
    if (numbered) {
        const float w = std::max(r.w, kDeskWide);
        const float h = std::max(r.h, kDeskDeep);
        r = {r.centre().x - w / 2, r.centre().y - h / 2, w, h};
    }
    const DeskInks inks = desk_inks(sheet, line.state, meant, zone_color(sheet, known->zone));
    const int mark = paint.mark();
    if (meant) {
        paint.shadow(r, 10, 16, rgb(0x0B2540, 0.4F), 3);
    }
    paint.fill(r, inks.ground, 9);
    paint.stroke(r, inks.edge, 9, meant ? 4.0F : 2.0F);
    if (numbered) {
        const On on{paint, inks.ground};
        paint.label(r, std::to_string(known->no),
                    {.em = kBody, .weight = Weight::bold, .ink = inks.ink}, Align::centre);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.06F * depth);
    const Text label = in_all(sheet.words, [&](const Words& w) {
        return w.of(known->name) + ", " + counter_words(w, line);
    });
    if (chart.choosable()) {
        const float side = std::max({kTouch, std::min(r.w, r.h)});
        const Rect touch{r.centre().x - std::max(side, std::min(r.w, kTouch)) / 2,
                         r.centre().y - side / 2, std::max(side, std::min(r.w, kTouch)), side};
        sheet.target(id, Role::button, label, touch,
                     {.act = Act::choose_counter, .counter = one.id});
    } else {
        sheet.tell(id, Role::text, label, r);
    }
}

// ---- the way

/// The dots wander while somebody may be looking, and then rest.
bool wandering(const Sheet& sheet) {
    return !sheet.paint.theme().motion().reduced && sheet.now - sheet.visit.touched < kWander;
}

/// Dots along the way, moving towards its end.
void dots(Sheet& sheet, const std::vector<Point>& points, Color ink) {
    constexpr float kStride = 44;
    constexpr Instant kLap{1'100};
    const Instant time = wandering(sheet) ? sheet.now : kLap / 2;
    float left =
        kStride * static_cast<float>((time % kLap).count()) / static_cast<float>(kLap.count());
    for (std::size_t i = 1; i < points.size(); ++i) {
        const float dx = points[i].x - points[i - 1].x;
        const float dy = points[i].y - points[i - 1].y;
        const float length = std::hypot(dx, dy);
        while (left < length) {
            sheet.paint.disc(
                {points[i - 1].x + dx * left / length, points[i - 1].y + dy * left / length}, 3.2F,
                ink);
            left += kStride;
        }
        left -= length;
    }
}

void way(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    if (scene.route == nullptr) {
        return;
    }
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Color ink = paint.high_contrast() ? c.primary : rgb(0xD8382F);
    for (const RouteStretch& stretch : scene.route->stretches) {
        if (stretch.floor != scene.floor.id || stretch.points.size() < 2) {
            continue;
        }
        std::vector<Point> points;
        for (const PlanPoint& p : stretch.points) {
            points.push_back(chart.at(p));
        }
        paint.line(points, paint.high_contrast() ? c.page : rgb(0xFFFFFF, 0.95F), 20);
        for (const Point& p : points) {
            paint.disc(p, 10, paint.high_contrast() ? c.page : rgb(0xFFFFFF));
        }
        paint.line(points, ink, 11);
        for (const Point& p : points) {
            paint.disc(p, 5.5F, ink);
        }
        dots(sheet, points, paint.high_contrast() ? c.page : rgb(0xFFFFFF));
        paint.disc(points.back(), 15, rgb(0xFFFFFF));
        paint.disc(points.back(), 11, ink);
    }
}

void here(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    const Rect plate = here_plate(sheet, scene, chart);
    if (plate.area() <= 0) {
        return;
    }
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Point p = chart.at(here_of(sheet.view)->at);
    const Color blue = paint.high_contrast() ? c.focus : rgb(0x1D5FD0);
    paint.disc(p, 40, faded(blue, 0.18F));
    paint.disc(p, 25, rgb(0xFFFFFF));
    paint.disc(p, 21, blue);
    const Color on_blue = paint.high_contrast() ? c.page : rgb(0xFFFFFF);
    paint.icon(p, icon_named("person"), 28, on_blue);
    const Text label = sheet.words.all("kiosk.you_are_here");
    paint.fill(plate, blue, 23);
    const On on{paint, blue};
    paint.label(plate, sheet.words.of(label),
                {.em = kCaption, .weight = Weight::bold, .ink = on_blue}, Align::centre);
    sheet.tell("here", Role::status, label, plate);
}

}  // namespace

Rect here_plate(const Sheet& sheet, const MapScene& scene, const Chart& chart) {
    const PlanNode* node = here_of(sheet.view);
    if (node == nullptr || node->floor != scene.floor.id) {
        return {};
    }
    const Point p = chart.at(node->at);
    const float wide = sheet.paint.width(sheet.words.say("kiosk.you_are_here"),
                                         {.em = kCaption, .weight = Weight::bold}) +
                       36;
    const Rect seen = chart.seen();
    Rect plate{p.x - wide / 2, p.y + 32, wide, 46};
    plate.x = std::clamp(plate.x, seen.x + 8, std::max(seen.x + 8, seen.right() - wide - 8));
    if (plate.bottom() > seen.bottom() - 6) {
        plate.y = p.y - 32 - plate.h;
    }
    return plate;
}

kiosk::CounterLine counter_line(const kiosk::View& view, const CounterId& id) {
    const auto found = view.counters.find(id);
    return found == view.counters.end() ? kiosk::CounterLine{} : found->second;
}

std::string counter_words(const Words& words, const kiosk::CounterLine& line) {
    switch (line.state) {
        case kiosk::CounterState::shut:
            return words.say("kiosk.counter_shut");
        case kiosk::CounterState::paused:
            return words.say("kiosk.counter_paused");
        case kiosk::CounterState::free:
            return words.say("kiosk.counter_free");
        case kiosk::CounterState::calling:
            return words.say("kiosk.counter_calling", {{"number", line.number}});
        case kiosk::CounterState::serving:
            return words.say("kiosk.counter_serving", {{"number", line.number}});
    }
    return {};
}

void draw_floor(Sheet& sheet, const MapScene& scene) {
    Painter& paint = sheet.paint;
    const Chart chart{sheet, scene};
    const Rect seen = chart.seen();
    paint.fill(seen, paint.high_contrast() ? paint.colors().page
                                           : mix(paint.colors().page, paint.colors().ink, 0.05F));
    const Clip clip{paint, seen};
    if (!chart.choosable()) {
        sheet.target("map", Role::backdrop, sheet.words.all("kiosk.map_zoom_in"), seen,
                     {Act::grow});
    }
    map_ground(sheet, scene, chart);
    for (const PlanCounter& one : scene.floor.counters) {
        counter(sheet, scene, chart, one);
    }
    way(sheet, scene, chart);
    here(sheet, scene, chart);
    sheet.moving =
        sheet.moving || scene.map.moving(sheet.now) || (scene.route != nullptr && wandering(sheet));
}

}  // namespace hall::screens
