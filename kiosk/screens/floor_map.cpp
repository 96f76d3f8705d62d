// SPDX-License-Identifier: Apache-2.0
// The building: floors to choose, the map to push about, and beside it the way in words.
#include "kiosk/screens/map_drawing.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/wayfinding.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kInfo = 610;       // Height of what stands below the map, upright …
constexpr float kInfoShort = 440;  // … and while nothing is chosen.
constexpr float kScaleMost = 64;   // Q a metre: a desk is as wide as a hand.
constexpr float kTile = 116;

// ---- what stands above the map

void floor_tabs(Sheet& sheet, Rect r, const MapScene& scene) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const auto& floors = scene.plan.floors;
    const PlanNode* here = here_of(sheet.view);
    const PlanNode* target = target_of(sheet.view, scene.place);
    paint.fill(r, paint.high_contrast() ? c.card : mix(c.page, c.primary_deep, 0.10F), r.h / 2);
    const float wide = r.w / static_cast<float>(floors.size());
    for (std::size_t i = 0; i < floors.size(); ++i) {
        const Floor* floor = sheet.view.content->hall.floor(floors[i].id);
        if (floor == nullptr) {
            continue;
        }
        const Rect cell{r.x + wide * static_cast<float>(i), r.y, wide, r.h};
        const bool chosen = floors[i].id == scene.floor.id;
        sheet.choice("floor." + floors[i].id.value, floor->name, cell,
                     {.act = Act::floor, .floor = floors[i].id}, chosen);
        if (chosen) {
            paint.fill(cell.inset(7), c.primary, cell.h / 2 - 7);
        }
        const Color ground = chosen                  ? c.primary
                             : paint.high_contrast() ? c.card
                                                     : mix(c.page, c.primary_deep, 0.10F);
        const Color ink = chosen ? c.on_primary : c.ink;
        const On on{paint, ground};
        const std::string& name = sheet.words.of(floor->name);
        const Pen pen =
            paint.fitted(name, {.em = kLabel, .weight = Weight::bold, .ink = ink}, cell.w - 76);
        const bool has_here = here != nullptr && here->floor == floors[i].id;
        const bool has_target = target != nullptr && target->floor == floors[i].id;
        const float icon = has_here || has_target ? 46.0F : 0.0F;
        const float word = paint.width(name, pen);
        const float x = cell.centre().x - (icon + word) / 2;
        if (icon > 0) {
            paint.icon({x + 18, cell.centre().y}, icon_named(has_target ? "place" : "my_location"),
                       kIconSmall, ink);
        }
        paint.label({x + icon, cell.y, word + 2, cell.h}, name, pen);
    }
}

constexpr float kMapLeast = 150;  // What is said beside it gives way, and scrolls.

void zoom_button(Sheet& sheet, Rect r, const Button& what, bool enabled) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target(what.id, Role::button, what.label, r, what.action).enabled = enabled;
    const float depth = sheet.pressed(what.id);
    paint.shadow(r, r.w / 2, 14, rgb(0x0B2540, 0.18F), 3);
    paint.disc(r.centre(), r.w / 2, mix(c.card, c.primary, 0.2F * depth));
    if (paint.high_contrast()) {
        paint.ring(r.centre(), r.w / 2 - 2, c.line, 3);
    }
    const On on{paint, c.card};
    paint.icon(r.centre(), icon_named(what.id == "grow" ? "add" : "remove"), kIconMedium,
               enabled ? c.primary : c.muted);
}

// ---- what stands beside it

const std::string& floor_name(const Sheet& sheet, const FloorId& id) {
    const Floor* floor = sheet.view.content->hall.floor(id);
    return floor == nullptr ? id.value : sheet.words.of(floor->name);
}

Icon turn_icon(Turn turn) {
    switch (turn) {
        case Turn::ahead:
            return icon_named("straight");
        case Turn::left:
            return icon_named("turn_left");
        case Turn::right:
            return icon_named("turn_right");
        case Turn::stairs:
            return icon_named("stairs");
        case Turn::lift:
            return icon_named("elevator");
        case Turn::arrive:
            return icon_named("place");
    }
    return 0;
}

/// One sentence after the other, as one walks; scrolls.
void directions(Sheet& sheet, Rect r, const Route& route) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Text target = target_name(sheet.view, sheet.visit.place());
    std::vector<Text> sentences(route.steps.size());
    for (const Language language : kLanguages) {
        const auto all = way_words(sheet.words.in(language), route, target);
        for (std::size_t i = 0; i < all.size(); ++i) {
            (language == Language::en        ? sentences[i].en
             : language == Language::zh_hans ? sentences[i].hans
                                             : sentences[i].hant) = all[i];
        }
    }
    const Pen pen{.em = kBody, .ink = c.ink, .leading = 1.3F};
    const Clip clip{paint, r};
    float y = r.y - theme.q(sheet.scroll.offset(sheet.now));
    const float top = y;
    for (std::size_t i = 0; i < route.steps.size(); ++i) {
        const RouteStep& step = route.steps[i];
        const bool last = step.turn == Turn::arrive;
        const std::string& words = sheet.words.of(sentences[i]);
        const float tall = std::max(62.0F, paint.height(words, pen, r.w - 84) + 16);
        const Point disc{r.x + 30, y + 31};
        if (!last) {
            paint.fill({disc.x - 2, disc.y, 4, tall}, mix(c.card, c.primary, 0.3F));
        }
        const Color ground = last                    ? c.accent
                             : paint.high_contrast() ? c.card
                                                     : mix(c.card, c.primary, 0.14F);
        paint.disc(disc, 27, ground);
        if (paint.high_contrast() && !last) {
            paint.ring(disc, 25, c.line, 2);
        }
        paint.icon(disc, turn_icon(step.turn), kIconSmall, last ? c.on_accent : c.primary);
        Pen strong = pen;
        strong.weight = last ? Weight::bold : Weight::regular;
        paint.paragraph(
            {r.x + 76, y + (tall - paint.height(words, strong, r.w - 84)) / 2, r.w - 84, 0}, words,
            strong, Align::left, Breaks::even);
        sheet.tell("step." + std::to_string(i), Role::text, sentences[i], {r.x, y, r.w, tall});
        y += tall;
    }
    sheet.scroll.measure(theme.px(y - top + 8), theme.px(r.h));
    scroll_mark(sheet, {r.x, r.y, r.w + 24, r.h}, y - top + 8);
}

/// Number, name, state; the way out of it.
float target_head(Sheet& sheet, Rect r, const Place& place) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Content& content = *sheet.view.content;
    const Counter* counter = content.hall.counter(place.counter);
    const Rect tile{r.x, r.y, kTile, kTile};
    paint.fill(tile, c.accent, 26);
    {
        const On on{paint, c.accent};
        if (counter != nullptr) {
            paint.label(tile, std::to_string(counter->no),
                        {.em = kClock,
                         .weight = Weight::bold,
                         .ink = c.on_accent,
                         .characters = Characters::digits},
                        Align::centre);
        } else {
            paint.icon(tile.centre(), icon_named("place"), kIconLarge, c.on_accent);
        }
    }
    const Rect close{r.right() - kTouch, r.y + (kTile - kTouch) / 2, kTouch, kTouch};
    sheet.target("look_around", Role::button, sheet.words.all("kiosk.map_around"), close,
                 {Act::look_around});
    paint.disc(close.centre(), kTouch / 2 - 4,
               paint.high_contrast()
                   ? c.sunken
                   : mix(c.card, c.ink, 0.08F + 0.1F * sheet.pressed("look_around")));
    paint.icon(close.centre(), icon_named("close"), 40, c.ink);
    const float x = tile.right() + 24;
    const float wide = close.x - 16 - x;
    const Text name = target_name(sheet.view, place);
    float y = r.y + 2;
    const Pen bold = paint.fitted(sheet.words.of(name),
                                  {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, wide);
    paint.label({x, y, wide, 56}, sheet.words.of(name), bold);
    y += 58;
    Text second = name;
    if (counter != nullptr) {
        const Zone* zone = content.hall.zone(counter->zone);
        const kiosk::CounterLine line = counter_line(sheet.view, counter->id);
        const bool open =
            line.state != kiosk::CounterState::shut && line.state != kiosk::CounterState::paused;
        second = in_all(sheet.words, [&](const Words& w) {
            return w.of(name) + ", " + (zone != nullptr ? w.of(zone->name) + ", " : "") +
                   counter_words(w, line);
        });
        chip(paint, {x, y + 4}, counter_words(sheet.words, line),
             {icon_named(open ? "check_circle" : "lock_clock"), open ? Tone::good : Tone::quiet,
              true},
             Align::left);
    } else if (const PlanNode* node = target_of(sheet.view, place)) {
        paint.label({x, y, wide, 48}, floor_name(sheet, node->floor),
                    {.em = kBody, .ink = c.muted});
    }
    sheet.tell("target", Role::heading, second, {x, r.y, wide, kTile});
    return kTile;
}

void step_free_switch(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool chosen = sheet.visit.step_free;
    const Text label = sheet.words.all("kiosk.step_free");
    sheet.choice("step_free", label, r, {Act::step_free}, chosen);
    const Color ground = chosen ? c.primary : c.card;
    paint.fill(r, ground, r.h / 2);
    paint.stroke(r, c.primary, r.h / 2, 3);
    const On on{paint, ground};
    const Color ink = chosen ? c.on_primary : c.primary;
    const std::string& words = sheet.words.of(label);
    const Pen pen =
        paint.fitted(words, {.em = kLabel, .weight = Weight::bold, .ink = ink}, r.w - 100);
    paint.icon({r.x + 46, r.centre().y}, icon_named("accessible_forward"), 42, ink);
    paint.label({r.x + 78, r.y, r.w - 96, r.h}, words, pen);
}

float switch_width(const Sheet& sheet) {
    return sheet.paint.width(sheet.words.say("kiosk.step_free"),
                             {.em = kLabel, .weight = Weight::bold}) +
           114;
}

void way_there(Sheet& sheet, Rect r, const MapScene& scene) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    float y = r.y + target_head(sheet, r, scene.place) + 20;
    const float wide = switch_width(sheet);
    const bool beside = r.w > wide + 400;
    step_free_switch(sheet, {beside ? r.right() - wide : r.x, y, wide, kTouch});
    const float words_y = beside ? y : y + kTouch + 8;
    const float words_w = beside ? r.w - wide - 20 : r.w;
    if (scene.route == nullptr) {
        const Text none = sheet.words.all("kiosk.way_none");
        sheet.tell("walk", Role::status, none, {r.x, words_y, words_w, kTouch});
        sheet.paint.paragraph({r.x, words_y, words_w, 0}, sheet.words.of(none),
                              {.em = kBody, .ink = c.ink, .leading = 1.3F}, Align::left,
                              Breaks::even);
        sheet.scroll.measure(0, 1);
        return;
    }
    const Text walk =
        in_all(sheet.words, [&](const Words& w) { return walk_words(w, *scene.route); });
    sheet.tell("walk", Role::status, walk, {r.x, words_y, words_w, kTouch});
    paint.icon({r.x + 24, words_y + kTouch / 2}, icon_named("directions_walk"), 44, c.primary);
    const Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.2F};
    const float tall = paint.height(sheet.words.of(walk), pen, words_w - 60);
    paint.paragraph({r.x + 60, words_y + (kTouch - tall) / 2, words_w - 60, 0},
                    sheet.words.of(walk), pen, Align::left, Breaks::even);
    y = words_y + kTouch + 18;
    paint.fill({r.x, y, r.w, 2}, c.line);
    directions(sheet, {r.x, y + 10, r.w, r.bottom() - y - 10}, *scene.route);
}

/// What else is on this floor, to be led to.
void facilities(Sheet& sheet, Rect r, const MapScene& scene) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Pen bold{.em = kBody, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F};
    const std::string hint = sheet.words.say("kiosk.map_hint");
    paint.icon({r.x + 24, r.y + 26}, icon_named("touch_app"), 44, c.primary);
    float y = r.y +
              std::max(56.0F, 4 + paint.paragraph({r.x + 60, r.y + 4, r.w - 60, 0}, hint, bold,
                                                  Align::left, Breaks::even)) +
              14;
    sheet.tell("hint", Role::text, sheet.words.all("kiosk.map_hint"), {r.x, r.y, r.w, 56});
    const Clip clip{paint, {r.x - 8, y, r.w + 16, r.bottom() - y}};
    const float top = y - theme.q(sheet.scroll.offset(sheet.now));
    float x = r.x;
    float row = top + 4;
    for (const PlanRoom& one : scene.floor.rooms) {
        if (one.icon.empty()) {
            continue;
        }
        const Pen pen{.em = kCaption, .weight = Weight::bold, .ink = c.ink};
        const float wide = std::min(r.w, paint.width(sheet.words.of(one.name), pen) + 84);
        if (x + wide > r.right() + 1 && x > r.x) {
            x = r.x;
            row += kTouch + 14;
        }
        const Rect box{x, row, wide, kTouch};
        const std::string id = "facility." + one.id;
        sheet.target(id, Role::button, one.name, box, {.act = Act::choose_room, .text = one.id});
        const Color ground = paint.high_contrast()
                                 ? c.card
                                 : mix(c.card, c.primary, 0.09F + 0.15F * sheet.pressed(id));
        paint.fill(box, ground, 24);
        if (paint.high_contrast()) {
            paint.stroke(box, c.line, 24, 2);
        }
        const On on{paint, ground};
        paint.icon({box.x + 38, box.centre().y}, facility_icon(one), 40, c.primary);
        paint.label({box.x + 68, box.y, box.w - 80, box.h}, sheet.words.of(one.name), pen);
        x += wide + 14;
    }
    row += kTouch + 20;
    sheet.scroll.measure(theme.px(row - top), theme.px(r.bottom() - y));
}

void info(Sheet& sheet, Rect r, const MapScene& scene) {
    card(sheet.paint, r, 32, 1.1F);
    const On on{sheet.paint, sheet.colors().card};
    const Rect inner = r.inset(32, 28);
    if (target_of(sheet.view, scene.place) != nullptr) {
        way_there(sheet, inner, scene);
        return;
    }
    const Text label = sheet.words.all("kiosk.directory");
    facilities(sheet, {inner.x, inner.y, inner.w, inner.h - kTouch - 16}, scene);
    button(sheet, {inner.x, inner.bottom() - kTouch, inner.w, kTouch},
           {"directory", label, {Act::open_directory}}, {icon_named("contacts"), false});
}

void no_map(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& b = frame.body;
    const Text title = sheet.words.all("kiosk.map_none");
    sheet.tell("no_map", Role::status, title, b);
    const float y = b.y + b.h * 0.3F;
    paint.icon({b.centre().x, y}, icon_named("map"), kIconHuge, c.primary);
    paint.label({b.x + kMargin, y + 100, b.w - 2 * kMargin, 80}, sheet.words.of(title),
                {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, Align::centre);
    paint.paragraph({b.x + kMargin, y + 190, b.w - 2 * kMargin, 0},
                    sheet.words.say("kiosk.map_none_line"), {.em = kBody, .ink = c.muted},
                    Align::centre, Breaks::even);
}

}  // namespace

void draw_map(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    const Place& place = sheet.visit.place();
    const FloorPlan* plan = plan_of(sheet.view);
    const PlanFloor* floor = plan == nullptr ? nullptr : plan->floor(sheet.map.floor());
    paint.fill(frame.page, c.page);
    page_head(
        sheet, frame,
        {sheet.words.all("kiosk.map"), frame.landscape ? Icon{0} : icon_named("map"), c.primary});
    const On on{paint, c.page};
    if (floor == nullptr) {
        no_map(sheet, frame);
        footer(sheet, frame, WayHome::shown);
        return;
    }
    const Rect& b = frame.body;
    const float wanted = target_of(sheet.view, place) == nullptr ? kInfoShort : kInfo;
    const float tall = std::min(wanted, b.h - kTouch - 90 - kMapLeast);
    const float below = frame.landscape ? 0 : tall + 48;
    const Rect top{b.x + kMargin, b.y + 22, b.w - 2 * kMargin, kTouch};
    const Rect seen{b.x, top.bottom() + 20, b.w, b.bottom() - below - top.bottom() - 20};
    sheet.map.measure(paint.px(seen), floor->width_m, floor->depth_m, theme.px(kScaleMost),
                      sheet.now);
    const auto route = route_of(sheet.view, place, sheet.visit.step_free);
    const MapScene scene{*plan, *floor, sheet.map, place, route ? &*route : nullptr};
    draw_floor(sheet, scene);
    floor_tabs(sheet, {top.x, top.y, top.w - 2 * (kTouch + 16), top.h}, scene);
    zoom_button(sheet, {top.right() - 2 * kTouch - 16, top.y, kTouch, kTouch},
                {"shrink", sheet.words.all("kiosk.map_shrink"), {Act::shrink}},
                sheet.map.can_shrink());
    zoom_button(sheet, {top.right() - kTouch, top.y, kTouch, kTouch},
                {"grow", sheet.words.all("kiosk.map_grow"), {Act::grow}}, sheet.map.can_grow());
    const Rect& h = frame.hero;
    info(sheet,
         frame.landscape ? Rect{h.x + 24, 340, h.w - 48, h.bottom() - 364}
                         : Rect{b.x + 24, seen.bottom() + 24, b.w - 48, tall},
         scene);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
