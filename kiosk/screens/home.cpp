// SPDX-License-Identifier: Apache-2.0
// What is it about? Twelve categories, and what most people come for.
#include "kiosk/screens/pages.h"
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
constexpr float kFrequentTall = 166;

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
    if (line.waiting > 0 || !line.resumes_at.empty()) {
        const Palette& c = paint.colors();
        const Pen pen{.em = kCaption, .ink = c.muted};
        const std::string range =
            line.resumes_at.empty() ? short_range_words(sheet.words, line) : line.resumes_at;
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
            return !line.issuing || !line.resumes_at.empty() || line.waiting == 0 ||
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

void frequent_card(Sheet& sheet, Rect r, const Item& item) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const kiosk::QueueLine line = line_of(sheet.view, item);
    const std::string id = "item." + item.id.value;
    sheet.target(id, Role::button, spoken(sheet.words, item.name, line), r,
                 {.act = Act::open_item, .item = item.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 1.2F - 0.6F * depth);
    const On on{paint, c.card};
    paint.fill({r.x + 24, r.y + 26, 7, r.h - 52}, c.accent, 3.5F);
    const float wide = r.w - 48 - 24 - 52;
    const std::string& name = sheet.words.of(item.name);
    Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.2F};
    if (paint.lines(name, pen, wide).size() > 1) {
        pen.em = kBody;
    }
    const float tall = paint.height(name, pen, wide);
    const float y = r.y + (r.h - tall - 50) / 2;
    paint.paragraph({r.x + 48, y, wide, 0}, name, pen, Align::left, Breaks::even);
    const std::string wait = line_words(sheet.words, line);
    paint.icon({r.x + 48 + 16, y + tall + 28}, icon_named("schedule"), kIconSmall, c.muted);
    paint.label({r.x + 48 + 44, y + tall + 6, wide - 44, 44}, wait,
                {.em = kCaption, .ink = c.muted});
    paint.icon({r.right() - 42, r.centre().y}, icon_named("chevron_right"), kIconMedium, c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.025F * depth);
}

void greeting(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text words = sheet.words.all("kiosk.welcome");
    const Pen big{.em = kDisplay,
                  .weight = Weight::bold,
                  .ink = c.on_sky,
                  .characters = Characters::phrases,
                  .leading = 1.25F};
    const bool tight = paint.width(sheet.words.of(words), big) > r.w;
    const Pen pen =
        tight ? Pen{.em = kHeading, .weight = Weight::bold, .ink = c.on_sky, .leading = 1.25F}
              : big;
    float y = r.y;
    y += paint.paragraph({r.x, y, r.w, 0}, sheet.words.of(words), pen, Align::left, Breaks::even) +
         10;
    sheet.tell("welcome", Role::heading, words, r);
    const kiosk::View& view = sheet.view;
    if (view.open == kiosk::HallOpen::lunch) {
        notice(paint, {r.x, y, r.w, 58}, icon_named("local_cafe"),
               sheet.words.say("kiosk.lunch_take", {{"time", view.opens_at}}));
    } else if (view.open != kiosk::HallOpen::open) {
        const char* key =
            view.open == kiosk::HallOpen::before ? "kiosk.before_opening" : "kiosk.after_hours";
        notice(paint, {r.x, y, r.w, 58}, icon_named("schedule"),
               sheet.words.say(key, {{"time", view.opens_at}}));
    } else {
        paint.paragraph({r.x, y, r.w, 0}, sheet.words.say("kiosk.welcome_line"),
                        {.em = kBody, .ink = c.on_sky_muted}, Align::left, Breaks::even);
    }
}

void frequent(Sheet& sheet, const Frame& frame, float top) {
    const auto items = most_wanted(*sheet.view.content, 2);
    const Rect& h = frame.hero;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto n = static_cast<float>(i);
        const float half = (h.w - 2 * kMargin - kGutter) / 2;
        const Rect r = frame.landscape || half < 400
                           ? Rect{h.x + kMargin, top + n * (kFrequentTall + kGutter),
                                  h.w - 2 * kMargin, kFrequentTall}
                           : Rect{h.x + kMargin + n * (half + kGutter), top, half, kFrequentTall};
        frequent_card(sheet, r, *items[i]);
    }
}

/// The grid; scrolls when the panel is too small for it.
void grid(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Theme& theme = paint.theme();
    const auto& categories = sheet.view.content->catalogue.categories;
    const float inner = r.w - 2 * kMargin;
    const int columns =
        std::clamp(static_cast<int>((inner + kGutter) / (kCardMin + kGutter)), 1, 4);
    const int rows = (static_cast<int>(categories.size()) + columns - 1) / columns;
    const auto count = static_cast<float>(rows);
    const float wide =
        (inner - static_cast<float>(columns - 1) * kGutter) / static_cast<float>(columns);
    const float room = (r.h - 16 - (count - 1) * kGutter) / count;
    const float tall = std::clamp(room, kCardShort, kCardTall);
    const float content = count * (tall + kGutter) - kGutter + 16;
    sheet.scroll.measure(theme.px(content), theme.px(r.h));
    const float offset = theme.q(sheet.scroll.offset(sheet.now));
    const GridLook look{name_em(sheet, wide - 2 * kCardPad),
                        clocks_fit(sheet, wide - kTileWide - 42)};
    const auto across = static_cast<std::size_t>(columns);
    const Clip clip{paint, {r.x, r.y - 8, r.w, r.h + 8}};
    for (std::size_t i = 0; i < categories.size(); ++i) {
        const std::size_t row_of = i / across;
        const auto column = static_cast<float>(i % across);
        const auto row = static_cast<float>(row_of);
        category_card(sheet,
                      {r.x + kMargin + column * (wide + kGutter),
                       r.y + row * (tall + kGutter) - offset, wide, tall},
                      categories[i], look);
    }
    scroll_mark(sheet, r, content);
}

}  // namespace

void draw_home(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool narrow = paint.theme().width() < 2 * (400 + kMargin);
    const Frame frame = frame_of(paint.theme(), narrow ? 560 : 470);
    paint.fill(frame.page, c.page);
    const float head = hall_head(sheet, frame);
    {
        const On on{paint, c.sky_low};
        const Rect& h = frame.hero;
        const float top = frame.landscape ? head + 20 : 192;
        greeting(sheet, {h.x + kMargin, top, h.w - 2 * kMargin, 160});
        if (frame.landscape) {
            frequent(sheet, frame, h.bottom() - 2 * (kFrequentTall + kGutter) - 28);
        } else {
            frequent(sheet, frame, 386);
        }
    }
    const On on{paint, c.page};
    const float heading =
        frame.landscape ? 36
                        : 386 + kFrequentTall * (narrow ? 2.0F : 1.0F) + (narrow ? 40.0F : 22.0F);
    const Text choose = sheet.words.all("kiosk.choose_category");
    sheet.tell("choose", Role::heading, choose,
               {frame.body.x + kMargin, heading, frame.body.w, 64});
    paint.label({frame.body.x + kMargin, heading, frame.body.w - 2 * kMargin, 64},
                sheet.words.of(choose), {.em = kLabel, .weight = Weight::bold, .ink = c.ink});
    const float top = heading + 70;
    grid(sheet, {frame.body.x, top, frame.body.w, frame.footer.y - top});
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
