// SPDX-License-Identifier: Apache-2.0
// What home offers to choose from: categories, events of life, departments.
#include "kiosk/screens/home_cards.h"

#include <algorithm>
#include <functional>

#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kCardMin = 290;
constexpr float kCardTall = 262;
constexpr float kCardShort = 236;
constexpr float kCardPad = 20;
constexpr float kChipAround = kIconSmall + 6 + 32;  // What a chip has beside its word.
constexpr float kTileWide = 72;
constexpr float kName = 40;

/// How a grid of cards is divided.
struct GridPlan {
    std::size_t across = 1;
    float wide = 0;
    float tall = 0;
    float content = 0;  ///< Height of all of it.
};

GridPlan grid_plan(Rect r, std::size_t cards) {
    const float inner = r.w - 2 * kMargin;
    const int columns =
        std::clamp(static_cast<int>((inner + kGutter) / (kCardMin + kGutter)), 1, 4);
    const int rows = (static_cast<int>(cards) + columns - 1) / columns;
    const auto count = static_cast<float>(std::max(rows, 1));
    const float room = (r.h - 16 - (count - 1) * kGutter) / count;
    const float tall = std::clamp(room, kCardShort, kCardTall);
    return {static_cast<std::size_t>(columns),
            (inner - static_cast<float>(columns - 1) * kGutter) / static_cast<float>(columns), tall,
            count * (tall + kGutter) - kGutter + 16};
}

/// People above, range below, right-aligned beside the tile.
void status_block(Sheet& sheet, Rect r, const kiosk::QueueLine& line, bool clocks) {
    Painter& paint = sheet.paint;
    if (!line.issuing) {
        // When, is said once for the whole hall in the hero.
        const std::string shut = sheet.words.say("kiosk.closed_short");
        const float wide =
            paint.width(shut, {.em = kCaption, .weight = Weight::bold}) + kChipAround;
        if (wide <= r.w) {
            chip(paint, {r.right(), r.y}, shut, {icon_named("lock_clock"), Tone::shut, true},
                 Align::right);
        } else {
            paint.label({r.x, r.y, r.w, 48}, shut,
                        {.em = kCaption, .weight = Weight::bold, .ink = paint.colors().muted},
                        Align::right);
        }
        return;
    }
    const Icon people = icon_named(line.waiting == 0   ? "check_circle"
                                   : line.waiting == 1 ? "person"
                                                       : "group");
    const Pen bold{.em = kCaption, .weight = Weight::bold};
    std::string people_words = waiting_words(sheet.words, line);
    if (line.waiting > 0 && paint.width(people_words, bold) + kChipAround > r.w) {
        people_words = std::to_string(line.waiting);
    }
    chip(paint, {r.right(), r.y}, people_words, {people, tone_of(line), true}, Align::right);
    if (line.waiting > 0 || !line.resumes_at.hant.empty()) {
        const Palette& c = paint.colors();
        const Pen pen{.em = kCaption, .ink = c.muted};
        const std::string range = line.resumes_at.hant.empty()
                                      ? short_range_words(sheet.words, line)
                                      : sheet.words.of(line.resumes_at);
        const float wide = paint.width(range, pen) + 2;
        const Rect words{r.right() - 6 - wide, r.y + 52, wide, 44};
        paint.label(words, range, pen);
        if (clocks) {
            paint.icon({words.x - 6 - kIconSmall / 2, words.centre().y}, icon_named("schedule"),
                       kIconSmall, c.muted);
        }
    }
}

Text spoken(const Words& words, const Text& name, const kiosk::QueueLine& line) {
    return in_all(words, [&](const Words& w) {
        return w.of(name) + ", " + waiting_words(w, line) + ", " + range_words(w, line);
    });
}

/// How all cards of the grid look, so that they look alike.
struct GridLook {
    float em = kCaption;  ///< Of the names.
    bool clocks = true;   ///< Room for a pictogram beside every range.
};

bool clocks_fit(const Sheet& sheet, float wide) {
    return std::ranges::all_of(
        sheet.view.content->catalogue.categories, [&](const Category& category) {
            const kiosk::QueueLine line = line_of(sheet.view, category);
            const std::string range = short_range_words(sheet.words, line);
            return !line.issuing || !line.resumes_at.hant.empty() || line.waiting == 0 ||
                   sheet.paint.width(range, {.em = kCaption}) + kIconSmall + 16 <= wide;
        });
}

/// One size for all names: the largest at which each has at most two lines.
float name_em(const Sheet& sheet, float wide) {
    for (const float em : {kName, kLabel, kBody}) {
        const Pen pen{.em = em, .weight = Weight::bold};
        const bool fits = std::ranges::all_of(
            sheet.view.content->catalogue.categories, [&](const Category& category) {
                return sheet.paint.lines(sheet.words.of(category.name), pen, wide).size() <= 2;
            });
        if (fits) {
            return em;
        }
    }
    return kCaption;
}

void category_card(Sheet& sheet, Rect r, const Category& category, const GridLook& look) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const kiosk::QueueLine line = line_of(sheet.view, category);
    const std::string id = "category." + category.id.value;
    sheet.target(id, Role::button, spoken(sheet.words, category.name, line), r,
                 {.act = Act::open_category, .category = category.id});
    const Color hue = color_from(category.color.c_str(), c.primary);
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, 32, 1 - 0.6F * depth);
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(hue, 0.06F * depth), 32);
    }
    const On on{paint, c.card};
    const float tile = kTileWide;
    icon_tile(paint, {r.x + 20, r.y + 22, tile, tile}, icon_named(category.icon), hue);
    status_block(sheet, {r.x + 20 + tile + 4, r.y + 20, r.w - tile - 20 - 4 - 18, 100}, line,
                 look.clocks);
    const std::string& name = sheet.words.of(category.name);
    const std::string& second = sheet.words.second().of(category.name);
    const float wide = r.w - 2 * kCardPad;
    const Pen pen{.em = look.em, .weight = Weight::bold, .ink = c.ink, .leading = 1.16F};
    const Pen small{.em = kCaption, .ink = c.muted, .leading = 1.18F};
    const float block = paint.height(name, pen, wide) + 4 + paint.height(second, small, wide);
    float y = r.y + 122 + std::clamp(r.h - 122 - 14 - block, 0.0F, 6.0F);
    y += paint.paragraph({r.x + kCardPad, y, wide, 0}, name, pen, Align::left, Breaks::even) + 4;
    paint.paragraph({r.x + kCardPad, y, wide, 0}, second, small, Align::left, Breaks::even);
    paint.scale_since(mark, r.centre(), 1 - 0.035F * depth);
}

/// An event or a department: how much there is, instead of how many wait.
struct PlainCard {
    std::string id;
    Text name;
    Icon icon = 0;
    Color hue = 0;
    std::size_t count = 0;
    Action action;
};

void plain_card(Sheet& sheet, Rect r, const PlainCard& what) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text count = sheet.words.all("kiosk.items_n", {{"n", std::to_string(what.count)}});
    sheet.target(
        what.id, Role::button,
        in_all(sheet.words, [&](const Words& w) { return w.of(what.name) + ", " + w.of(count); }),
        r, what.action);
    const float depth = sheet.pressed(what.id);
    const int mark = paint.mark();
    card(paint, r, 32, 1 - 0.6F * depth);
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(what.hue, 0.06F * depth), 32);
    }
    const On on{paint, c.card};
    icon_tile(paint, {r.x + 20, r.y + 20, kTileWide, kTileWide}, what.icon, what.hue);
    paint.label({r.x + 20 + kTileWide + 10, r.y + 20, r.w - kTileWide - 52, kTileWide},
                sheet.words.of(count), {.em = kCaption, .weight = Weight::bold, .ink = c.muted},
                Align::right);
    const float wide = r.w - 2 * kCardPad;
    const std::string& name = sheet.words.of(what.name);
    const std::string& second = sheet.words.second().of(what.name);
    Pen pen{.em = kName, .weight = Weight::bold, .ink = c.ink, .leading = 1.16F};
    while (pen.em > kCaption && paint.lines(name, pen, wide).size() > 2) {
        pen.em = pen.em > kLabel ? kLabel : pen.em > kBody ? kBody : kCaption;
    }
    const Pen small{.em = kCaption, .ink = c.muted, .leading = 1.18F};
    const float top = r.y + 20 + kTileWide + 12;
    const float name_tall = paint.height(name, pen, wide);
    const float second_tall = paint.height(second, small, wide);
    const float room = r.bottom() - 14 - top;
    const bool both = name_tall + 4 + second_tall <= room;
    float y = top + std::max(0.0F, room - name_tall - (both ? 4 + second_tall : 0.0F)) / 2;
    y += paint.paragraph({r.x + kCardPad, y, wide, 0}, name, pen, Align::left, Breaks::even) + 4;
    if (both) {
        paint.paragraph({r.x + kCardPad, y, wide, 0}, second, small, Align::left, Breaks::even);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.035F * depth);
}

/// Cards in columns, scrolled when the panel is too small for them. `draw` gets each card's number
/// and place.
void lay_out(Sheet& sheet,
             Rect r,
             std::size_t count,
             const std::function<void(std::size_t, Rect)>& draw) {
    Painter& paint = sheet.paint;
    const Theme& theme = paint.theme();
    const GridPlan plan = grid_plan(r, count);
    sheet.scroll.measure(theme.px(plan.content), theme.px(r.h));
    const float offset = theme.q(sheet.scroll.offset(sheet.now));
    const Clip clip{paint, {r.x, r.y - 8, r.w, r.h + 8}};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row_of = i / plan.across;
        const auto column = static_cast<float>(i % plan.across);
        const auto row = static_cast<float>(row_of);
        const Rect place{r.x + kMargin + column * (plan.wide + kGutter),
                         r.y + row * (plan.tall + kGutter) - offset, plan.wide, plan.tall};
        if (place.bottom() > r.y - 8 && place.y < r.bottom()) {
            draw(i, place);
        }
    }
    scroll_mark(sheet, r, plan.content);
}

void categories(Sheet& sheet, Rect r) {
    const auto& all = sheet.view.content->catalogue.categories;
    const float wide = grid_plan(r, all.size()).wide;
    const GridLook look{name_em(sheet, wide - 2 * kCardPad),
                        clocks_fit(sheet, wide - kTileWide - 42)};
    lay_out(sheet, r, all.size(),
            [&](std::size_t i, Rect place) { category_card(sheet, place, all[i], look); });
}

void events(Sheet& sheet, Rect r) {
    const auto& all = sheet.view.content->catalogue.events;
    lay_out(sheet, r, all.size(), [&](std::size_t i, Rect place) {
        const Category& event = all[i];
        plain_card(sheet, place,
                   {"event." + event.id.value,
                    event.name,
                    icon_named(event.icon),
                    color_from(event.color.c_str(), sheet.colors().primary),
                    event.items.size(),
                    {.act = Act::open_event, .category = event.id}});
    });
}

void departments(Sheet& sheet, Rect r) {
    const Catalogue& catalogue = sheet.view.content->catalogue;
    std::vector<std::pair<const Department*, std::size_t>> all;
    for (const Department& department : catalogue.departments) {
        const auto count = std::ranges::count(catalogue.items, department.id, &Item::department);
        if (count > 0) {
            all.emplace_back(&department, static_cast<std::size_t>(count));
        }
    }
    lay_out(sheet, r, all.size(), [&](std::size_t i, Rect place) {
        const Department& department = *all[i].first;
        plain_card(sheet, place,
                   {"department." + department.id.value,
                    department.name,
                    icon_named("account_balance"),
                    sheet.colors().primary,
                    all[i].second,
                    {.act = Act::open_department, .department = department.id}});
    });
}

}  // namespace

void ways_tabs(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    struct Way {
        Ways ways;
        std::string_view id;
        std::string_view key;
    };
    std::vector<Way> all{{Ways::categories, "ways.categories", "kiosk.ways_categories"}};
    if (!sheet.view.content->catalogue.events.empty()) {
        all.push_back({Ways::events, "ways.events", "kiosk.ways_events"});
    }
    all.push_back({Ways::departments, "ways.departments", "kiosk.ways_departments"});
    const Color trough = paint.high_contrast() ? c.card : mix(c.page, c.primary_deep, 0.10F);
    paint.fill(r, trough, r.h / 2);
    const float wide = r.w / static_cast<float>(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Rect cell{r.x + wide * static_cast<float>(i), r.y, wide, r.h};
        const bool chosen = sheet.visit.path.back().ways == all[i].ways;
        const Text label = sheet.words.all(all[i].key);
        sheet.choice(std::string{all[i].id}, label, cell, {.act = Act::ways, .ways = all[i].ways},
                     chosen);
        if (chosen) {
            paint.fill(cell.inset(7), c.primary, cell.h / 2 - 7);
        }
        const On on{paint, chosen ? c.primary : trough};
        const Pen pen = paint.fitted(
            sheet.words.of(label),
            {.em = kLabel, .weight = Weight::bold, .ink = chosen ? c.on_primary : c.ink},
            cell.w - 28);
        paint.label(cell, sheet.words.of(label), pen, Align::centre);
    }
}

void ways_cards(Sheet& sheet, Rect r) {
    switch (sheet.visit.path.back().ways) {
        case Ways::categories:
            categories(sheet, r);
            return;
        case Ways::events:
            events(sheet, r);
            return;
        case Ways::departments:
            departments(sheet, r);
            return;
    }
}

}  // namespace hall::screens
