// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/issued_place.h"

#include "kiosk/screens/guide_parts.h"
#include "kiosk/screens/wayfinding.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

const Pen kSmall{.em = kCaption, .leading = 1.3F};
const Pen kBold{.em = kBody, .weight = Weight::bold, .leading = 1.25F};
constexpr float kHintIndent = 50;
constexpr float kTight = 640;  // Q of height below which less is said.

Pen inked(Pen pen, Color ink) {
    pen.ink = ink;
    return pen;
}

/// Floor, zone and counters; where they end.
float place(Sheet& sheet, Rect column, const Whereabouts& where, bool tight) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    float y = column.y;
    const auto set = [&](const std::string& text, const Pen& pen) {
        y += paint.paragraph({column.x, y, column.w, 0}, text, pen, Align::left, Breaks::even);
    };
    if (where.floor != nullptr && where.zone != nullptr) {
        const Text& floor = where.floor->name;
        const Text& zone = where.zone->name;
        set(sheet.words.of(floor), {.em = tight ? kTitle : kHeading,
                                    .weight = Weight::bold,
                                    .ink = c.ink,
                                    .leading = 1.2F});
        set(sheet.words.of(zone),
            {.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.3F});
        if (!tight) {
            set(sheet.words.second().of(zone), inked(kSmall, c.muted));
        }
        y += 22;
        const std::string counters = counter_numbers(where.counters);
        const Text label = in_all(sheet.words, [&](const Words& w) {
            return w.say("kiosk.go_to", {{"floor", w.of(floor)}, {"zone", w.of(zone)}}) + ", " +
                   w.say("kiosk.go_to_counters", {{"counters", counters}});
        });
        sheet.tell("where", Role::status, label, column);
    }
    const Color hue =
        where.zone == nullptr ? c.primary : color_from(where.zone->color.c_str(), c.primary);
    return y + counter_tiles(sheet, {column.x, y, column.w, 0}, where.counters, hue) + 24;
}

/// What to mind, from the bottom up, if there is room below `from`; where it begins.
float hints(Sheet& sheet, Rect column, float from) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const auto minutes = std::to_string(sheet.view.content->hall.policy.requeue_within.count());
    const std::string watch = sheet.words.say("kiosk.watch_screen");
    const std::string missed = sheet.words.say("ticket.missed", {{"n", minutes}});
    const float wide = column.w - kHintIndent;
    const float watch_tall = paint.height(watch, kSmall, wide);
    const float top = column.bottom() - watch_tall - 16 - paint.height(missed, kSmall, wide);
    if (top < from) {
        return column.bottom();  // The slip says both as well.
    }
    const auto hint = [&](float y, std::string_view icon, const std::string& words) {
        paint.icon({column.x + 18, y + 18}, icon_named(icon), kIconSmall, c.primary);
        paint.paragraph({column.x + kHintIndent, y, wide, 0}, words, inked(kSmall, c.muted),
                        Align::left, Breaks::even);
    };
    sheet.tell("watch_screen", Role::text, sheet.words.all("kiosk.watch_screen"),
               {column.x, top, column.w, watch_tall});
    sheet.tell("missed", Role::text, sheet.words.all("ticket.missed", {{"n", minutes}}),
               {column.x, top + watch_tall, column.w, column.bottom() - top - watch_tall});
    hint(top, "info", watch);
    hint(top + watch_tall + 16, "redo", missed);
    return top;
}

}  // namespace

void where_to_go(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Content& content = *sheet.view.content;
    card(paint, r, 32, 1.1F);
    const On on{paint, c.card};
    const Item* item = content.catalogue.item(ticket.item);
    if (item == nullptr) {
        return;
    }
    const Rect column{r.x + 36, r.y + 34, r.w - 72, r.h - 68};
    paint.icon({column.x + 20, column.y + 24}, icon_named("place"), 44, c.primary);
    paint.label({column.x + 54, column.y, column.w - 54, 48}, sheet.words.say("kiosk.where_to"),
                inked(kBold, c.primary));
    const float below = 66;
    float y = place(sheet, {column.x, column.y + below, column.w, column.h - below},
                    whereabouts(content, *item), r.h < kTight);
    if (plan_of(sheet.view) != nullptr) {
        button(
            sheet, {column.x, y, column.w, kTouch},
            {"way", sheet.words.all("kiosk.how_to_go"), {.act = Act::open_map, .item = item->id}},
            {icon_named("map"), false});
        y += kTouch + 20;
    }
    const float end = hints(sheet, column, y);
    // What it is for gives way first when the panel is low.
    const std::string& name = sheet.words.of(item->name);
    const std::string& second = sheet.words.second().of(item->name);
    const float tall = paint.height(name, kBold, column.w) + paint.height(second, kSmall, column.w);
    if (y + 24 + tall < end - 20) {
        paint.fill({column.x, y, column.w, 2}, c.line);
        y += 24;
        y += paint.paragraph({column.x, y, column.w, 0}, name, inked(kBold, c.ink), Align::left,
                             Breaks::even);
        paint.paragraph({column.x, y, column.w, 0}, second, inked(kSmall, c.muted), Align::left,
                        Breaks::even);
    }
}

}  // namespace hall::screens
