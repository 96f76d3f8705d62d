// SPDX-License-Identifier: Apache-2.0
// Who serves where: counters with their state, the people behind them, posts and phones.
#include <algorithm>

#include "kiosk/screens/map_drawing.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kPad = 26;
constexpr float kTile = 96;
constexpr float kPerson = 84;
constexpr float kCardMin = 196;

const Pen kName{.em = kLabel, .weight = Weight::bold, .leading = 1.2F};
const Pen kSmall{.em = kCaption, .leading = 1.25F};

std::vector<const Clerk*> clerks_of(const HallConfig& hall, const CounterId& counter) {
    std::vector<const Clerk*> found;
    for (const Clerk& clerk : hall.clerks) {
        if (std::ranges::find(clerk.counters, counter) != clerk.counters.end()) {
            found.push_back(&clerk);
        }
    }
    return found;
}

struct Entry {
    const Counter& counter;
    const Zone* zone = nullptr;
    kiosk::CounterLine line;
    std::vector<const Clerk*> clerks;
    float tall = 0;
};

Entry entry_of(const Sheet& sheet, const Counter& counter) {
    const HallConfig& hall = sheet.view.content->hall;
    Entry entry{counter, hall.zone(counter.zone), counter_line(sheet.view, counter.id),
                clerks_of(hall, counter.id), 0};
    // Who is there now, first.
    std::stable_partition(entry.clerks.begin(), entry.clerks.end(),
                          [&](const Clerk* clerk) { return clerk->id == entry.line.clerk; });
    entry.tall = std::max(kCardMin, 2 * kPad + kPerson * static_cast<float>(entry.clerks.size()));
    return entry;
}

std::string about(const Sheet& sheet, const Words& words, const Clerk& clerk) {
    const Department* department = sheet.view.content->catalogue.department(clerk.department);
    const std::string& post = words.of(clerk.post);
    return department == nullptr ? post : post + " · " + words.of(department->short_name);
}

Text spoken(const Sheet& sheet, const Entry& entry) {
    return in_all(sheet.words, [&](const Words& w) {
        std::string all = w.of(entry.counter.name) + ", " + counter_words(w, entry.line);
        if (entry.zone != nullptr) {
            all += ", " + w.of(entry.zone->name);
        }
        for (const Clerk* clerk : entry.clerks) {
            all += ", " + w.of(clerk->label) + ", " + about(sheet, w, *clerk);
        }
        return all;
    });
}

/// A face where there is none: halls hang up photographs, the sample has no real people.
void portrait(Painter& paint, Point centre, float radius, bool here) {
    const Palette& c = paint.colors();
    paint.disc(centre, radius,
               paint.high_contrast() ? c.sunken : mix(c.card, c.primary_deep, 0.12F));
    paint.icon(centre, icon_named("person"), radius * 1.45F,
               paint.high_contrast() ? c.ink : mix(c.card, c.primary_deep, 0.55F));
    if (here) {
        paint.disc({centre.x + radius * 0.72F, centre.y + radius * 0.72F}, 13, c.card);
        paint.disc({centre.x + radius * 0.72F, centre.y + radius * 0.72F}, 9, c.good);
    }
}

void person(Sheet& sheet, Rect r, const Clerk& clerk, bool here) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    portrait(paint, {r.x + 34, r.centre().y}, 32, here);
    Pen name{.em = kBody, .weight = Weight::bold, .ink = c.ink};
    Pen small = kSmall;
    small.ink = c.muted;
    const float x = r.x + 84;
    const float wide = r.right() - x;
    const std::string& label = sheet.words.of(clerk.label);
    paint.label({x, r.y + 2, wide, 42}, label, paint.fitted(label, name, wide));
    const std::string line = about(sheet, sheet.words, clerk);
    if (paint.width(line, small) <= wide) {
        paint.label({x, r.y + 40, wide, 40}, line, small);
    } else {
        paint.label({x, r.y + 40, wide, 40}, sheet.words.of(clerk.post), small);
    }
}

void phone(Sheet& sheet, Point at, float wide, const std::string& number) {
    if (number.empty()) {
        return;
    }
    Painter& paint = sheet.paint;
    paint.icon({at.x + 16, at.y + 20}, icon_named("call"), 30, sheet.colors().primary);
    paint.label({at.x + 42, at.y, wide - 42, 40}, number,
                {.em = kCaption, .ink = sheet.colors().ink});
}

void draw_entry(Sheet& sheet, Rect r, const Entry& entry) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string id = "directory." + entry.counter.id.value;
    sheet.target(id, Role::button, spoken(sheet, entry), r,
                 {.act = Act::open_map, .counter = entry.counter.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 0.9F - 0.5F * depth);
    const Color hue =
        entry.zone == nullptr ? c.primary : color_from(entry.zone->color.c_str(), c.primary);
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(hue, 0.06F * depth), kRadius);
    }
    const On on{paint, c.card};
    const Rect tile{r.x + kPad, r.y + kPad, kTile, kTile};
    const Color plate = paint.high_contrast() ? c.primary : mix(hue, c.ink, 0.18F);
    const Color ink = paint.high_contrast() ? c.on_primary : rgb(0xFFFFFF);
    paint.fill(tile, plate, 24);
    {
        const On tinted{paint, plate};
        paint.label(tile, std::to_string(entry.counter.no),
                    {.em = kHeading, .weight = Weight::bold, .ink = ink}, Align::centre);
    }
    const float split = r.x + r.w * 0.52F;
    const float x = tile.right() + 22;
    const float wide = split - 20 - x;
    Pen name = kName;
    name.ink = c.ink;
    Pen small = kSmall;
    small.ink = c.muted;
    float y = r.y + kPad - 4;
    if (entry.zone != nullptr) {
        const std::string& zone = sheet.words.of(entry.zone->name);
        y += paint.paragraph({x, y, wide, 0}, zone,
                             paint.lines(zone, name, wide).size() > 2 ? small : name, Align::left,
                             Breaks::even) +
             6;
    }
    const bool open = entry.line.state != kiosk::CounterState::shut &&
                      entry.line.state != kiosk::CounterState::paused;
    chip(paint, {x, y}, counter_words(sheet.words, entry.line),
         {icon_named(open ? "check_circle" : "lock_clock"), open ? Tone::good : Tone::quiet, true},
         Align::left);
    phone(sheet, {x, r.bottom() - kPad - 40}, wide, entry.counter.phone);
    float person_y = r.y + (r.h - kPerson * static_cast<float>(entry.clerks.size())) / 2;
    for (const Clerk* clerk : entry.clerks) {
        person(sheet, {split, person_y, r.right() - 66 - split, kPerson}, *clerk,
               open && clerk->id == entry.line.clerk);
        person_y += kPerson;
    }
    paint.icon({r.right() - 40, r.centre().y}, icon_named("place"), kIconMedium, c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.015F * depth);
}

/// One floor after the other would be 44 cards to scroll through: one at a time.
void tabs(Sheet& sheet, Rect r, const FloorId& shown) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const auto& floors = sheet.view.content->hall.floors;
    const Color trough = paint.high_contrast() ? c.card : mix(c.page, c.primary_deep, 0.10F);
    paint.fill(r, trough, r.h / 2);
    const float wide = r.w / static_cast<float>(floors.size());
    for (std::size_t i = 0; i < floors.size(); ++i) {
        const Rect cell{r.x + wide * static_cast<float>(i), r.y, wide, r.h};
        const bool chosen = floors[i].id == shown;
        sheet.choice("floor." + floors[i].id.value, floors[i].name, cell,
                     {.act = Act::floor, .floor = floors[i].id}, chosen);
        if (chosen) {
            paint.fill(cell.inset(7), c.primary, cell.h / 2 - 7);
        }
        const On on{paint, chosen ? c.primary : trough};
        const std::string& name = sheet.words.of(floors[i].name);
        paint.label(cell, name,
                    {.em = kLabel, .weight = Weight::bold, .ink = chosen ? c.on_primary : c.ink},
                    Align::centre);
    }
}

}  // namespace

void draw_directory(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    const HallConfig& hall = sheet.view.content->hall;
    paint.fill(frame.page, c.page);
    page_head(sheet, frame,
              {sheet.words.all("kiosk.directory"), icon_named("contacts"), c.primary});
    const On on{paint, c.page};
    const Rect& b = frame.body;
    const FloorId shown =
        sheet.visit.place().floor.empty() ? hall.floors.front().id : sheet.visit.place().floor;
    tabs(sheet, {b.x + kMargin, b.y + 24, b.w - 2 * kMargin, kTouch}, shown);
    const Rect view{b.x, b.y + 24 + kTouch + 16, b.w, b.h - 24 - kTouch - 16};
    {
        const Clip clip{paint, view};
        float y = view.y + 10 - theme.q(sheet.scroll.offset(sheet.now));
        const float top = y;
        for (const Counter& counter : hall.counters) {
            if (counter.floor != shown) {
                continue;
            }
            const Entry entry = entry_of(sheet, counter);
            if (y + entry.tall > view.y - kGutter && y < view.bottom() + kGutter) {
                draw_entry(sheet, {view.x + kMargin, y, view.w - 2 * kMargin, entry.tall}, entry);
            }
            y += entry.tall + kGutter;
        }
        sheet.scroll.measure(theme.px(y - top + 20), theme.px(view.h));
        scroll_mark(sheet, view, y - top + 20);
    }
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
