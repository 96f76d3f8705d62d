// SPDX-License-Identifier: Apache-2.0
// What stands around every page: heads, footer, and the question whether someone is still there.
#include <array>

#include "kiosk/screens/art.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kRoundButton = 96;

void hero(Painter& paint, const Frame& frame, std::uint32_t seed) {
    const Palette& c = paint.colors();
    if (paint.high_contrast()) {
        paint.fill(frame.hero, c.sky_top);
        paint.fill(frame.landscape ? Rect{frame.hero.right() - 3, 0, 3, frame.hero.h}
                                   : Rect{0, frame.hero.bottom() - 3, frame.hero.w, 3},
                   c.line);
        return;
    }
    const bool low = !frame.landscape && frame.hero.h < 300;
    paint_landscape(paint, frame.hero,
                    {.seed = seed,
                     .hour = 10,
                     .horizon = frame.landscape ? 0.70F
                                : low           ? 0.30F
                                                : 0.52F,
                     .sun = false,
                     .ridges = low ? 2 : 3,
                     .rise = 1,
                     .gold = low ? 0.0F : 0.8F});
}

void clock_and_date(Sheet& sheet, Rect box, Align align) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    paint.label(
        {box.x, box.y, box.w, 62}, sheet.view.clock,
        {.em = kClock, .weight = Weight::bold, .ink = c.on_sky, .characters = Characters::digits},
        align);
    paint.label({box.x, box.y + 62, box.w, 42}, sheet.words.of(sheet.view.date),
                {.em = kCaption, .ink = c.on_sky_muted}, align);
    sheet.tell(
        "clock", Role::status,
        in_all(sheet.words,
               [&](const Words& w) { return w.of(sheet.view.date) + " " + sheet.view.clock; }),
        {box.x, box.y, box.w, 104});
}

float clock_width(const Sheet& sheet) {
    return std::max(170.0F,
                    sheet.paint.width(sheet.words.of(sheet.view.date), {.em = kCaption}) + 4);
}

void back_button(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target("back", Role::button, sheet.words.all("kiosk.back"), r, {Act::back});
    const float depth = sheet.pressed("back");
    paint.disc(r.centre(), r.w / 2 * (1 - 0.05F * depth),
               paint.high_contrast() ? c.primary : rgb(0xFFFFFF, 0.18F + 0.2F * depth));
    paint.icon(r.centre(), icon_named("arrow_back"), kIconMedium,
               paint.high_contrast() ? c.on_primary : c.on_sky);
}

void names(Sheet& sheet, Rect box, const Text& name, float em) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string& first = sheet.words.of(name);
    const std::string& second = sheet.words.second().of(name);
    Pen pen{.em = em, .weight = Weight::bold, .ink = c.on_sky, .leading = 1.22F};
    while (pen.em > kBody && paint.lines(first, pen, box.w).size() > 1) {
        pen = paint.fitted(first, pen, box.w);
        if (paint.width(first, pen) > box.w) {
            pen.em = std::min(em, kLabel);
            break;
        }
    }
    const Pen small{.em = kCaption, .ink = c.on_sky_muted, .leading = 1.3F};
    float y =
        box.y +
        (box.h > 0
             ? (box.h - paint.height(first, pen, box.w) - paint.height(second, small, box.w)) / 2
             : 0);
    y += paint.paragraph({box.x, y, box.w, 0}, first, pen, Align::left, Breaks::even);
    paint.paragraph({box.x, y, box.w, 0}, second, small, Align::left, Breaks::even);
}

void language_switch(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    constexpr std::array<std::string_view, 3> kShort{"繁", "简", "EN"};
    constexpr std::array<std::string_view, 3> kNames{"kiosk.language_zh_hant",
                                                     "kiosk.language_zh_hans", "kiosk.language_en"};
    const Color trough = paint.high_contrast() ? c.card : c.page;
    paint.fill(r, trough, r.h / 2);
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, r.h / 2, 3);
    }
    const float wide = r.w / static_cast<float>(kLanguages.size());
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const Language language = kLanguages.at(i);
        const Rect cell{r.x + wide * static_cast<float>(i), r.y, wide, r.h};
        const bool chosen = sheet.words.language == language;
        sheet.choice("language." + std::string{tag_of(language)}, sheet.words.all(kNames.at(i)),
                     cell, {.act = Act::language, .language = language}, chosen);
        if (chosen) {
            paint.shadow(cell.inset(7), cell.h / 2, 10, rgb(0x0B2540, 0.18F), 2);
            paint.fill(cell.inset(7), c.primary, cell.h / 2 - 7);
        }
        const On on{paint, chosen ? c.primary : trough};
        paint.label(cell, kShort.at(i),
                    {.em = kLabel, .weight = Weight::bold, .ink = chosen ? c.on_primary : c.ink},
                    Align::centre);
    }
}

}  // namespace

void page_head(Sheet& sheet, const Frame& frame, const Title& title) {
    Painter& paint = sheet.paint;
    hero(paint, frame, 5);
    const On on{paint, paint.colors().sky_low};
    const Rect& h = frame.hero;
    const Rect back{h.x + kMargin - 8, 40, kRoundButton, kRoundButton};
    back_button(sheet, back);
    const float clock = clock_width(sheet);
    clock_and_date(sheet, {h.right() - kMargin - clock, 38, clock, 104}, Align::right);
    if (frame.landscape) {
        float y = 210;
        if (title.icon != 0) {
            icon_tile(paint, {h.x + kMargin, y, 112, 112}, title.icon, title.color);
            y += 150;
        }
        names(sheet, {h.x + kMargin, y, h.w - 2 * kMargin, 0}, title.name, kHeading);
    } else {
        const float x = back.right() + 28;
        names(sheet, {x, 30, h.right() - kMargin - clock - 24 - x, h.h - 60}, title.name, kTitle);
    }
    sheet.tell("title", Role::heading, title.name, {h.x, 30, h.w, 116});
}

Frame begin_page(Sheet& sheet, const Title& title) {
    const Frame frame = frame_of(sheet.paint.theme(), kPageHead);
    sheet.paint.fill(frame.page, sheet.colors().page);
    page_head(sheet, frame, title);
    return frame;
}

float hall_head(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    hero(paint, frame, 3);
    const On on{paint, c.sky_low};
    const Rect& h = frame.hero;
    const Point emblem{h.x + kMargin + 46, 90};
    paint.disc(emblem, 46, paint.high_contrast() ? c.primary : rgb(0xFFFFFF, 0.14F));
    paint.icon(emblem, icon_named("account_balance"), 54,
               paint.high_contrast() ? c.on_primary : c.gold);
    const float clock = clock_width(sheet);
    const float x = emblem.x + 70;
    const Text& name = sheet.view.content->hall.name;
    if (frame.landscape) {
        names(sheet, {x, 30, h.right() - kMargin / 2 - x, 120}, name, kBody);
        clock_and_date(sheet, {h.x + kMargin, 190, h.w - 2 * kMargin, 104}, Align::left);
    } else {
        names(sheet, {x, 30, h.right() - kMargin - clock - 24 - x, 120}, name, kTitle);
        clock_and_date(sheet, {h.right() - kMargin - clock, 38, clock, 104}, Align::right);
    }
    sheet.tell("hall", Role::heading, name, {h.x, 30, h.w, 120});
    return frame.landscape ? 310.0F : 170.0F;
}

void needs_button(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target("needs", Role::button, sheet.words.all("kiosk.needs"), r, {Act::open_needs});
    const float depth = sheet.pressed("needs");
    const bool on = sheet.visit.needs.any();
    const Color ground = on ? c.primary : mix(c.card, c.primary, paint.high_contrast() ? 0 : 0.12F);
    const int mark = paint.mark();
    paint.disc(r.centre(), r.h / 2 - 2, ground);
    paint.ring(r.centre(), r.h / 2 - 3, c.primary, 3);
    const On around{paint, ground};
    paint.icon(r.centre(), icon_named("accessibility_new"), 54, on ? c.on_primary : c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.05F * depth);
}

namespace {

constexpr float kSwitch = 297;

/// The ground, and the languages at its left; where they end.
float footer_ground(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& f = frame.footer;
    paint.fill(f, c.card);
    paint.fill({f.x, f.y, f.w, 2}, c.line);
    const On on{paint, c.card};
    const float top = f.bottom() - (kFooter + kTouch) / 2;
    language_switch(sheet, {f.x + kMargin, top, kSwitch, kTouch});
    needs_button(sheet, {f.x + kMargin + kSwitch + 16, top, kTouch, kTouch});
    return f.x + kMargin + kSwitch + 16 + kTouch;
}

/// Where there is room between the two.
void hotline(Sheet& sheet, const Frame& frame, float left, float right) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& f = frame.footer;
    const std::string& number = sheet.view.content->hall.hotline;
    const std::string words = sheet.words.say("ticket.hotline", {{"phone", number}});
    const Pen pen{.em = kCaption, .ink = c.muted};
    const float wide = paint.width(words, pen);
    if (!number.empty() && right - wide - 46 > left + 24) {
        const On on{paint, c.card};
        const Rect row{right - wide, f.bottom() - kFooter, wide + 2, kFooter};
        paint.icon({row.x - 28, row.centre().y}, icon_named("call"), kIconSmall, c.primary);
        paint.label(row, words, pen);
    }
}

/// Icon and word, light, beside others of its kind.
float link(Sheet& sheet, Point right, const Button& what, Icon icon) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string& words = sheet.words.of(what.label);
    const Pen pen{.em = kCaption, .weight = Weight::bold, .ink = c.ink};
    const float wide = std::max(kTouch, paint.width(words, pen) + 84);
    const Rect r{right.x - wide, right.y, wide, kTouch};
    sheet.target(what.id, Role::button, what.label, r, what.action);
    const float depth = sheet.pressed(what.id);
    const Color ground = paint.high_contrast() ? c.card : mix(c.page, c.primary, 0.2F * depth);
    const int mark = paint.mark();
    paint.fill(r, ground, 26);
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, 26, 2);
    }
    const On on{paint, ground};
    paint.icon({r.x + 36, r.centre().y}, icon, kIconSmall, c.primary);
    paint.label({r.x + 62, r.y, r.w - 72, r.h}, words, pen);
    paint.scale_since(mark, r.centre(), 1 - 0.04F * depth);
    return wide;
}

}  // namespace

void footer(Sheet& sheet, const Frame& frame, WayHome home) {
    Painter& paint = sheet.paint;
    const float left = footer_ground(sheet, frame);
    const Rect& f = frame.footer;
    float right = f.right() - kMargin;
    const On on{paint, paint.colors().card};
    if (home == WayHome::shown) {
        const Text label = sheet.words.all("kiosk.home");
        const float wide =
            paint.width(sheet.words.of(label), {.em = kLabel, .weight = Weight::bold}) + 140;
        button(sheet, {right - wide, f.y + (f.h - kTouch) / 2, wide, kTouch},
               {"home", label, {Act::home}}, {icon_named("home"), false, false});
        right -= wide + 28;
    }
    hotline(sheet, frame, left, right);
}

void home_footer(Sheet& sheet, const Frame& frame) {
    const float left = footer_ground(sheet, frame);
    const Rect& f = frame.footer;
    const bool two_rows = f.h > kFooter;
    const float top = two_rows ? f.y + 24 : f.y + (f.h - kTouch) / 2;
    float right = f.right() - kMargin;
    const Content& content = *sheet.view.content;
    if (content.notices) {
        right -= 12 + link(sheet, {right, top},
                           {"board", sheet.words.all("kiosk.board_short"), {Act::open_board}},
                           icon_named("campaign"));
    }
    right -=
        12 + link(sheet, {right, top},
                  {"directory", sheet.words.all("kiosk.directory_short"), {Act::open_directory}},
                  icon_named("contacts"));
    if (content.plan) {
        right -= 12 + link(sheet, {right, top},
                           {"map", sheet.words.all("kiosk.map_short"), {Act::open_map}},
                           icon_named("map"));
    }
    hotline(sheet, frame, left, two_rows ? f.right() - kMargin : right - 16);
}

void still_there(Sheet& sheet, const Frame& frame) {
    const auto left = sheet.visit.leaving_in(sheet.now);
    if (!left) {
        return;
    }
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    // Whatever was there is covered: for the fingers, and for those who listen.
    paint.semantics().clear();
    const Rect all = whole_panel(paint.theme());
    paint.fill(all, rgb(0x061A2C, 0.62F));
    sheet.target("more_time_anywhere", Role::backdrop, sheet.words.all("kiosk.stay"), all,
                 {Act::more_time});
    const float wide = std::min(860.0F, frame.page.w - 2 * kMargin);
    const Rect box{frame.page.centre().x - wide / 2, frame.page.centre().y - 330, wide, 660};
    card(paint, box, 40);
    const On on{paint, c.card};
    const Point ring{box.centre().x, box.y + 166};
    paint.ring(ring, 98, c.line, 12);
    paint.arc(
        ring, 98, c.primary, 12,
        static_cast<float>(*left) * 1000.0F / static_cast<float>(sheet.visit.warning().count()));
    paint.label({ring.x - 90, ring.y - 60, 180, 120}, std::to_string(*left),
                {.em = 84, .weight = Weight::bold, .ink = c.ink, .characters = Characters::digits},
                Align::centre);
    const Text title = sheet.words.all("kiosk.timeout_title");
    sheet.tell("still_there", Role::heading, title, box);
    paint.label({box.x + 40, box.y + 290, box.w - 80, 80}, sheet.words.of(title),
                {.em = kHeading, .weight = Weight::bold, .ink = c.ink}, Align::centre);
    paint.paragraph({box.x + 60, box.y + 372, box.w - 120, 90},
                    sheet.words.say("kiosk.timeout", {{"n", std::to_string(*left)}}),
                    {.em = kBody, .ink = c.muted}, Align::centre, Breaks::even);
    const float half = (box.w - 80 - kGutter) / 2;
    button(sheet, {box.x + 40, box.bottom() - 160, half, kButton},
           {"leave", sheet.words.all("kiosk.leave"), {Act::done}},
           {icon_named("home"), false, false});
    button(sheet, {box.x + 40 + half + kGutter, box.bottom() - 160, half, kButton},
           {"more_time", sheet.words.all("kiosk.stay"), {Act::more_time}},
           {icon_named("more_time"), true, false});
}

}  // namespace hall::screens
