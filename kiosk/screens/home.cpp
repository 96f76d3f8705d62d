// SPDX-License-Identifier: Apache-2.0
// What is it about? To be typed, or chosen; and what most people come for.
#include <algorithm>

#include "kiosk/screens/home_cards.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kFrequentTall = 150;
constexpr float kNarrow = 1000;  // Below it the ways in the footer take a row of their own.
constexpr float kShortPage = 1300;
constexpr float kSearchBar = 104;

Text spoken(const Words& words, const Text& name, const kiosk::QueueLine& line) {
    return in_all(words, [&](const Words& w) {
        return w.of(name) + ", " + waiting_words(w, line) + ", " + range_words(w, line);
    });
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

/// Returns where it ends.
float greeting(Sheet& sheet, Rect r, bool roomy) {
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
        y += notice(paint, {r.x, y, r.w, 58}, icon_named("local_cafe"),
                    sheet.words.say("kiosk.lunch_take", {{"time", sheet.words.of(view.opens_at)}}));
    } else if (view.open != kiosk::HallOpen::open) {
        const char* key =
            view.open == kiosk::HallOpen::before ? "kiosk.before_opening" : "kiosk.after_hours";
        y += notice(paint, {r.x, y, r.w, 58}, icon_named("schedule"),
                    sheet.words.say(key, {{"time", sheet.words.of(view.opens_at)}}));
    } else if (!sheet.visit.with.empty() && view.scanned) {
        const Text linked = sheet.words.all("kiosk.linked", {{"number", view.scanned->number}});
        sheet.tell("linked", Role::status, linked, {r.x, y, r.w, 58});
        y += notice(paint, {r.x, y, r.w, 58}, icon_named("person_add"), sheet.words.of(linked));
    } else if (roomy) {
        y += paint.paragraph({r.x, y, r.w, 0}, sheet.words.say("kiosk.welcome_line"),
                             {.em = kBody, .ink = c.on_sky_muted}, Align::left, Breaks::even);
    }
    return y;
}

/// Looks like what it leads to: the field that is typed into.
void search_bar(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target("search", Role::button,
                 in_all(sheet.words,
                        [](const Words& w) {
                            return w.say("kiosk.search") + ", " + w.say("kiosk.search_line");
                        }),
                 r, {.act = Act::open_search});
    const float depth = sheet.pressed("search");
    const int mark = paint.mark();
    card(paint, r, r.h / 2, 1.2F - 0.6F * depth);
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(c.primary, 0.07F * depth), r.h / 2);
    }
    const On on{paint, c.card};
    const Point lens{r.x + r.h / 2, r.centre().y};
    paint.disc(lens, r.h / 2 - 12, c.primary);
    paint.icon(lens, icon_named("search"), kIconMedium, c.on_primary);
    const float x = r.x + r.h + 10;
    const std::string title = sheet.words.say("kiosk.search");
    const Pen bold{.em = kLabel, .weight = Weight::bold, .ink = c.ink};
    const Pen small{.em = kCaption, .ink = c.muted};
    const float wide = paint.width(title, bold);
    const std::string line = sheet.words.say("kiosk.search_line");
    if (x + wide + 28 + paint.width(line, small) < r.right() - 40) {
        paint.label({x, r.y, wide + 2, r.h}, title, bold);
        paint.label({x + wide + 28, r.y, r.right() - 40 - x - wide - 28, r.h}, line, small);
    } else if (const float wide_most = r.right() - 34 - x; paint.width(line, small) > wide_most) {
        paint.label({x, r.y, wide_most, r.h}, title, bold);
    } else {
        paint.label({x, r.y + 8, wide_most, 48}, title, bold);
        paint.label({x, r.y + 52, wide_most, 42}, line, small);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.02F * depth);
}

bool takes_appointments(const Content& content) {
    return std::ranges::any_of(content.catalogue.items,
                               [](const Item& item) { return item.appointment; });
}

/// The search, and beside it where the page is upright, below it where it is across, where whoever
/// has an appointment begins.
void search_and_check_in(Sheet& sheet, Rect r, bool across) {
    if (!takes_appointments(*sheet.view.content)) {
        search_bar(sheet, r);
        return;
    }
    const Text words = sheet.words.all("kiosk.check_in");
    const float word =
        sheet.paint.width(sheet.words.of(words), {.em = kLabel, .weight = Weight::bold});
    const float side = across ? 0 : std::min(word + 150, r.w * 0.42F) + kGutter;
    search_bar(sheet, {r.x, r.y, r.w - side, r.h});
    const Rect mine = across ? Rect{r.x, r.bottom() + 16, r.w, kTouch}
                             : Rect{r.right() - side + kGutter, r.y, side - kGutter, r.h};
    button(sheet, mine, {"check_in", words, {Act::open_check_in}},
           {icon_named("event_available"), false, false});
}

/// How many of the most wanted there is room for: beside the ways, not instead of them.
std::size_t frequent_shown(const Frame& frame, const Content& content) {
    if (frame.landscape) {
        return takes_appointments(content) ? 1 : 2;
    }
    const bool low = frame.page.h < kShortPage;
    return low ? 0 : frame.page.w < kNarrow ? 1 : 2;
}

void frequent(Sheet& sheet, const Frame& frame, float top) {
    const Content& content = *sheet.view.content;
    const auto items = wanted_today(content, sheet.visit.taken, frequent_shown(frame, content));
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

}  // namespace

void draw_home(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    // In high contrast the head ends in a line, which must not run behind cards.
    const Theme& theme = paint.theme();
    const float below = theme.width() < kNarrow ? kFooter + kTouch + 12 : kFooter;
    const bool low = !theme.landscape() && theme.height() < kShortPage;
    float search = low && sheet.view.open == kiosk::HallOpen::open ? 292 : 366;
    const Frame frame = frame_of(theme,
                                 low ? search + (paint.high_contrast() ? 124.0F : 60.0F)
                                     : (paint.high_contrast() ? 654.0F : 556.0F),
                                 below);
    paint.fill(frame.page, c.page);
    const float head = hall_head(sheet, frame);
    const Rect& h = frame.hero;
    {
        const On on{paint, c.sky_low};
        const float end = greeting(
            sheet, {h.x + kMargin, frame.landscape ? head + 12 : 180, h.w - 2 * kMargin, 160},
            !low);
        search = frame.landscape ? std::max(head + 200, end + 18) : search;
    }
    search_and_check_in(sheet, {h.x + kMargin, search, h.w - 2 * kMargin, kSearchBar},
                        frame.landscape);
    frequent(sheet, frame,
             frame.landscape ? h.bottom() -
                                   static_cast<float>(frequent_shown(frame, *sheet.view.content)) *
                                       (kFrequentTall + kGutter) -
                                   28
                             : search + kSearchBar + kGutter);
    const On on{paint, c.page};
    const std::size_t frequent_count = frequent_shown(frame, *sheet.view.content);
    const float cards = frequent_count > 0 ? kFrequentTall + kGutter : 0;
    const float heading = frame.landscape ? 28 : search + kSearchBar + kGutter + cards;
    sheet.tell("choose", Role::heading, sheet.words.all("kiosk.choose_category"),
               {frame.body.x + kMargin, heading, frame.body.w - 2 * kMargin, kTouch});
    ways_tabs(sheet, {frame.body.x + kMargin, heading, frame.body.w - 2 * kMargin, kTouch});
    const float top = heading + kTouch + 18;
    ways_cards(sheet, {frame.body.x, top, frame.body.w, frame.footer.y - top});
    home_footer(sheet, frame);
}

}  // namespace hall::screens
