// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <optional>

#include "kiosk/screens/map_chart.h"

namespace hall::screens {

namespace {

constexpr double kSeatPitch = 0.62;  // Metres, across;
constexpr double kSeatDeep = 1.15;   // as much more from row to row.
constexpr float kSeat = 0.44F;

/// No Latin word has to be broken.
bool whole_words(const Painter& paint, std::string_view text, const Pen& pen, float width) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const bool latin = std::ranges::all_of(word, [](char c) { return c > 0; });
        if (latin && paint.width(word, pen) > width) {
            return false;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

struct Fitted {
    Pen pen;
    Point size;
    std::vector<std::string> lines;
};

/// The lines as they were fitted, one below the other in the middle of `r`.
void set_lines(Painter& paint, Rect r, const Fitted& fitted) {
    const float pitch = fitted.size.y / static_cast<float>(fitted.lines.size());
    float y = r.y + (r.h - fitted.size.y) / 2;
    for (const std::string& line : fitted.lines) {
        paint.label({r.x, y, r.w, pitch}, line, fitted.pen, Align::centre);
        y += pitch;
    }
}

/// The pen and room that words take in a rectangle, in two lines at most; nothing when they do not
/// fit.
std::optional<Fitted> words_size(Painter& paint, Rect r, const std::string& text, Pen pen) {
    for (const float em : {pen.em, kCaption}) {
        pen.em = em;
        const auto lines = paint.lines(text, pen, r.w, Breaks::even);
        const float tall = paint.height(text, pen, r.w);
        float widest = 0;
        for (const std::string& line : lines) {
            widest = std::max(widest, paint.width(line, pen));
        }
        if (lines.size() <= 2 && tall <= r.h && widest + 8 <= r.w &&
            whole_words(paint, text, pen, r.w)) {
            return Fitted{pen, {std::min(r.w, widest + 12), tall}, lines};
        }
    }
    return std::nullopt;
}

/// Words in the middle of a rectangle where they fit; false, and nothing, where they do not.
bool words_in(Painter& paint, Rect r, const std::string& text, const Pen& pen) {
    const auto fitted = words_size(paint, r, text, pen);
    if (fitted) {
        set_lines(paint, r, *fitted);
    }
    return fitted.has_value();
}

// ---- ground

void building(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect r = chart.at(PlanArea{0, 0, scene.floor.width_m, scene.floor.depth_m});
    if (paint.high_contrast()) {
        paint.fill(r, c.card);
        paint.stroke(r, c.line, 6, 5);
        return;
    }
    paint.shadow(r, 10, 22, rgb(0x0B2540, 0.16F), 5);
    paint.fill(r, c.card, 6);
    paint.stroke(r, mix(c.ink, c.card, 0.25F), 6, 7);
}

void zones(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    for (const PlanZone& zone : scene.floor.zones) {
        const Rect r = chart.at(zone.area);
        if (paint.high_contrast()) {
            paint.stroke(r, c.muted, 12, 2);
        } else {
            paint.fill(r, mix(c.card, zone_color(sheet, zone.id), 0.13F), 12);
        }
    }
}

/// The part of a zone that its counters leave free, for its name.
PlanArea free_part(const MapScene& scene, const PlanZone& zone) {
    PlanArea area = zone.area;
    const double right = area.x + area.w;
    const double bottom = area.y + area.h;
    double left_edge = area.x;
    double right_edge = right;
    double top_edge = area.y;
    double bottom_edge = bottom;
    for (const PlanCounter& counter : scene.floor.counters) {
        if (!zone.area.holds(counter.desk.centre())) {
            continue;
        }
        switch (counter.facing) {
            case Facing::south:
                top_edge = std::max(top_edge, counter.desk.y + counter.desk.h + 0.9);
                break;
            case Facing::north:
                bottom_edge = std::min(bottom_edge, counter.desk.y - 0.9);
                break;
            case Facing::east:
                left_edge = std::max(left_edge, counter.desk.x + counter.desk.w + 0.9);
                break;
            case Facing::west:
                right_edge = std::min(right_edge, counter.desk.x - 0.9);
                break;
        }
    }
    return {left_edge, top_edge, right_edge - left_edge, bottom_edge - top_edge};
}

/// What words should not be written over: chairs, pillars, the way that is shown.
std::vector<Rect> in_the_way(const Sheet& sheet, const MapScene& scene, const Chart& chart) {
    std::vector<Rect> all;
    for (const PlanSeats& seats : scene.floor.seats) {
        all.push_back(
            chart.at(PlanArea{seats.at.x - 0.2, seats.at.y - 0.2, seats.across * kSeatPitch + 0.2,
                              seats.down * kSeatPitch * kSeatDeep + 0.2}));
    }
    for (const PlanPoint& pillar : scene.floor.pillars) {
        all.push_back(chart.at(PlanArea{pillar.x - 0.5, pillar.y - 0.5, 1, 1}));
    }
    all.push_back(here_plate(sheet, scene, chart));
    if (scene.route != nullptr) {
        for (const RouteStretch& stretch : scene.route->stretches) {
            for (std::size_t i = 1; stretch.floor == scene.floor.id && i < stretch.points.size();
                 ++i) {
                const PlanPoint& p = stretch.points[i - 1];
                const PlanPoint& q = stretch.points[i];
                all.push_back(
                    chart.at(PlanArea{std::min(p.x, q.x) - 0.6, std::min(p.y, q.y) - 0.6,
                                      std::abs(p.x - q.x) + 1.2, std::abs(p.y - q.y) + 1.2}));
            }
        }
    }
    return all;
}

/// Where in `room` words of this size lie on nothing else; the middle when there is no such place.
Rect free_place(Rect room, Point size, const std::vector<Rect>& taken) {
    for (const float down : {0.5F, 0.9F, 0.1F}) {
        for (const float across : {0.5F, 0.15F, 0.85F, 0.0F, 1.0F}) {
            const Rect r{room.x + (room.w - size.x) * across, room.y + (room.h - size.y) * down,
                         size.x, size.y};
            if (std::ranges::none_of(taken,
                                     [&](const Rect& one) { return one.common(r).area() > 0; })) {
                return r;
            }
        }
    }
    return {room.centre().x - size.x / 2, room.centre().y - size.y / 2, size.x, size.y};
}

void zone_names(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const auto taken = in_the_way(sheet, scene, chart);
    for (const PlanZone& zone : scene.floor.zones) {
        const Zone* known = sheet.view.content->hall.zone(zone.id);
        if (known == nullptr) {
            continue;
        }
        const Color hue = zone_color(sheet, zone.id);
        const On on{paint, paint.high_contrast() ? c.card : mix(c.card, hue, 0.13F)};
        const Color ink = paint.high_contrast() ? c.ink : mix(hue, c.ink, 0.55F);
        const Rect room = chart.at(free_part(scene, zone)).inset(10, 6);
        const Pen pen{.em = kBody, .weight = Weight::bold, .ink = ink, .leading = 1.2F};
        const auto fitted = words_size(paint, room, sheet.words.of(known->name), pen);
        if (fitted) {
            const Rect r = free_place(room, fitted->size, taken);
            set_lines(paint, r, *fitted);
            sheet.tell("zone." + zone.id.value, Role::text, known->name, r);
        }
    }
}

/// What is left of a room above a plate that lies over it.
Rect clear_of(Rect r, Rect plate) {
    if (plate.common(r).area() > 0) {
        r.h = std::max(0.0F, plate.y - 4 - r.y);
    }
    return r;
}

/// Pictogram and name, as far as there is room for them.
void room_words(Sheet& sheet, Rect r, const PlanRoom& one, Color ink) {
    Painter& paint = sheet.paint;
    const Icon icon = facility_icon(one);
    Rect words = r.inset(8, 4);
    const bool tall = icon != 0 && r.h > 96 && r.w > 60;
    if (tall) {
        words = {words.x, words.y + 44, words.w, words.h - 44};
    }
    const bool told = words_in(paint, words, sheet.words.of(one.name),
                               {.em = kCaption, .ink = ink, .leading = 1.15F});
    if (icon != 0 && r.h > 44 && r.w > 44 && (tall || !told)) {
        const float middle = tall && told ? words.y + words.h / 2 - 40 : r.centre().y;
        paint.icon({r.centre().x, tall && told ? std::max(r.y + 30, middle - 22) : middle}, icon,
                   tall ? 48.0F : kIconSmall, ink);
    }
}

void room(Sheet& sheet, const MapScene& scene, const Chart& chart, const PlanRoom& one) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect r = chart.at(one.area);
    const bool meant = scene.place.room == one.id;
    const bool staff = one.kind == RoomKind::staff;
    const Color soft = staff                          ? mix(c.card, c.ink, 0.12F)
                       : one.kind == RoomKind::atrium ? mix(c.card, c.ink, 0.05F)
                                                      : mix(c.card, c.primary_deep, 0.08F);
    const Color ground = meant                   ? c.accent
                         : paint.high_contrast() ? (staff ? c.sunken : c.card)
                                                 : soft;
    paint.fill(r, ground);
    paint.stroke(r, paint.high_contrast() ? c.line : mix(c.card, c.ink, 0.22F), 0, 2);
    const On on{paint, ground};
    const Color ink = meant ? c.on_accent : staff ? c.muted : c.ink;
    room_words(sheet, clear_of(r, here_plate(sheet, scene, chart)), one, ink);
    if (one.kind == RoomKind::staff || one.kind == RoomKind::atrium) {
        return;
    }
    if (chart.choosable() && r.w >= kTouch && r.h >= kTouch) {
        sheet.target("room." + one.id, Role::button, one.name, r,
                     {.act = Act::choose_room, .text = one.id});
    } else {
        sheet.tell("room." + one.id, Role::text, one.name, r);
    }
}

void furniture(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Color seat = paint.high_contrast() ? c.muted : mix(c.card, c.primary_deep, 0.26F);
    const float size = chart.scale() * kSeat;
    for (const PlanSeats& block : scene.floor.seats) {
        for (int row = 0; row < block.down; ++row) {
            for (int column = 0; column < block.across; ++column) {
                const Point p = chart.at(PlanPoint{block.at.x + column * kSeatPitch,
                                                   block.at.y + row * kSeatPitch * kSeatDeep});
                paint.fill({p.x, p.y, size, size}, seat, size * 0.3F);
            }
        }
    }
    for (const PlanPoint& pillar : scene.floor.pillars) {
        const Point p = chart.at(pillar);
        const float half = chart.scale() * 0.35F;
        paint.fill({p.x - half, p.y - half, 2 * half, 2 * half}, mix(c.card, c.ink, 0.75F), 2);
    }
    for (const PlanPoint& exit : scene.floor.exits) {
        const Point p = chart.at(exit);
        paint.disc(p, 17, paint.high_contrast() ? c.good : rgb(0x17793F));
        paint.icon(p, icon_named("directions_run"), 24,
                   paint.high_contrast() ? c.page : rgb(0xFFFFFF));
    }
    for (const PlanFixture& fixture : scene.floor.fixtures) {
        const Point p = chart.at(fixture.at);
        const float u = chart.scale();
        switch (fixture.kind) {
            case FixtureKind::board:
                paint.fill({p.x - 3 * u, p.y - 6, 6 * u, 12}, mix(c.card, c.ink, 0.8F), 4);
                paint.fill({p.x - 2.9F * u, p.y - 2, 5.8F * u, 4}, c.accent, 2);
                break;
            case FixtureKind::desk:
                paint.fill({p.x - 1.3F * u, p.y - u / 2, 2.6F * u, u}, mix(c.card, c.accent, 0.5F),
                           6);
                break;
            case FixtureKind::self_service:
                paint.fill({p.x - 0.7F * u, p.y - u / 2, 1.4F * u, u}, mix(c.card, c.primary, 0.7F),
                           5);
                break;
            case FixtureKind::notices:
                paint.fill({p.x - 1.1F * u, p.y - 4, 2.2F * u, 8}, c.bad, 3);
                break;
            case FixtureKind::kiosk:
                paint.fill({p.x - 0.55F * u, p.y - 0.45F * u, 1.1F * u, 0.9F * u},
                           mix(c.card, c.primary, 0.85F), 5);
                break;
        }
    }
}

}  // namespace

Color zone_color(const Sheet& sheet, const ZoneId& id) {
    const Zone* zone = sheet.view.content->hall.zone(id);
    return zone == nullptr ? sheet.colors().primary
                           : color_from(zone->color.c_str(), sheet.colors().primary);
}

Icon facility_icon(const PlanRoom& room) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kIcons{
        {{"baby", "child_care"},
         {"wc", "wc"},
         {"lift", "elevator"},
         {"stair", "stairs"},
         {"heart", "favorite"},
         {"talk", "forum"},
         {"ring", "celebration"},
         {"self", "computer"},
         {"cup", "local_cafe"}}};
    for (const auto& [name, icon] : kIcons) {
        if (room.icon == name) {
            return icon_named(icon);
        }
    }
    return 0;
}

void map_ground(Sheet& sheet, const MapScene& scene, const Chart& chart) {
    building(sheet, scene, chart);
    zones(sheet, scene, chart);
    for (const PlanRoom& one : scene.floor.rooms) {
        room(sheet, scene, chart, one);
    }
    furniture(sheet, scene, chart);
    zone_names(sheet, scene, chart);
}

}  // namespace hall::screens
