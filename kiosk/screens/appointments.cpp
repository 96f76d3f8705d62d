// SPDX-License-Identifier: Apache-2.0
// Today's appointments that a phone's last digits led to: which one is it?
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::AppointmentLine;

namespace {

constexpr float kCardTall = 176;

bool may_come(const AppointmentLine& line) {
    return line.code.empty() && line.arrival.has_value();
}

/// What coming now means, or why it cannot be.
std::string coming_words(const Words& words, const AppointmentLine& line) {
    if (!may_come(line)) {
        const std::string key = "refusal." + line.code;
        return line.number.empty()
                   ? words.say(words.view.phrases->has(key) ? key : "kiosk.no_booking")
                   : words.say("kiosk.used_number", {{"number", line.number}});
    }
    switch (*line.arrival) {
        case Arrival::early:
            return words.say("kiosk.arrival_early", {{"time", line.time}});
        case Arrival::on_time:
            return words.say("kiosk.arrival_on_time");
        case Arrival::late:
            return words.say("kiosk.arrival_late");
    }
    return {};
}

void appointment_card(Sheet& sheet, Rect r, const AppointmentLine& line) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Item* item = sheet.view.content->catalogue.item(line.item);
    const std::string time = line.time + "–" + line.until;
    const auto name = [&](const Words& w) {
        return item == nullptr ? w.say("kiosk.check_in") : w.of(item->name);
    };
    const std::string id = "appointment." + line.id;
    const bool open = may_come(line) && !sheet.visit.waiting();
    sheet
        .target(id, Role::button,
                in_all(sheet.words,
                       [&](const Words& w) {
                           return time + ", " + name(w) + ", " + coming_words(w, line);
                       }),
                r, {.act = Act::check_in_now, .text = line.id})
        .enabled = open;
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 1.2F - 0.6F * depth);
    const On on{paint, c.card};
    const float clock = std::min(260.0F, r.w * 0.3F);
    const Color ink = may_come(line) ? c.ink : c.muted;
    paint.label({r.x + 32, r.y, clock, r.h - 56}, line.time,
                paint.fitted(line.time,
                             {.em = kDisplay,
                              .weight = Weight::bold,
                              .ink = may_come(line) ? c.primary : c.muted,
                              .characters = Characters::phrases},
                             clock - 20));
    paint.label({r.x + 32, r.bottom() - 74, clock, 48}, "– " + line.until,
                {.em = kCaption, .ink = c.muted});
    const float x = r.x + 32 + clock;
    const float wide = r.right() - 84 - x;
    Pen pen{.em = kLabel, .weight = Weight::bold, .ink = ink, .leading = 1.2F};
    const std::string words = name(sheet.words);
    pen.em = paint.lines(words, pen, wide).size() > 1 ? kBody : pen.em;
    const float tall = paint.height(words, pen, wide);
    const Pen small{.em = kCaption,
                    .weight = Weight::bold,
                    .ink = may_come(line) ? c.muted : c.bad,
                    .leading = 1.2F};
    const std::string coming = coming_words(sheet.words, line);
    const float below = paint.height(coming, small, wide);
    const float y = r.centre().y - (tall + 8 + below) / 2;
    paint.paragraph({x, y, wide, 0}, words, pen, Align::left, Breaks::even);
    paint.paragraph({x, y + tall + 8, wide, 0}, coming, small, Align::left, Breaks::even);
    if (open) {
        paint.icon({r.right() - 44, r.centre().y}, icon_named("chevron_right"), kIconMedium,
                   c.primary);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.015F * depth);
}

/// Nothing was found, or nobody could be asked: what else there is.
float other_ways(Sheet& sheet, Rect r, const std::string& code) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string key = "refusal." + code;
    const bool none = code == "appointment_unknown" || !sheet.view.phrases->has(key);
    const Text words = sheet.words.all(none ? "kiosk.no_booking" : key);
    sheet.tell("nothing", Role::status, words, {r.x, r.y, r.w, 120});
    paint.disc({r.centre().x, r.y + 96}, 76,
               paint.high_contrast() ? c.sunken : mix(c.page, c.primary, 0.12F));
    paint.icon({r.centre().x, r.y + 96}, icon_named("search_off"), kIconLarge, c.primary);
    return r.y + 210 +
           paint.paragraph({r.x, r.y + 200, r.w, 0}, sheet.words.of(words),
                           {.em = kTitle, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F},
                           Align::centre, Breaks::even);
}

}  // namespace

void draw_appointments(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = begin_page(
        sheet, {sheet.words.all("kiosk.check_in"), icon_named("event_available"), c.primary});
    const On on{paint, c.page};
    const float bar = kButton + 48;
    const Rect view{frame.body.x, frame.body.y, frame.body.w, frame.body.h - bar};
    const float wide = view.w - 2 * kMargin;
    const kiosk::Found none;
    const kiosk::Found& found = sheet.view.found ? *sheet.view.found : none;
    scrolled(sheet, view, 32, 24, [&](float y) {
        if (found.lines.empty()) {
            return other_ways(sheet, {view.x + kMargin, y, wide, 0}, found.code);
        }
        const Text words = sheet.words.all("kiosk.tail_found");
        sheet.tell("found", Role::heading, words, {view.x + kMargin, y, wide, 60});
        y += 24 + paint.paragraph({view.x + kMargin, y, wide, 0}, sheet.words.of(words),
                                  {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, Align::left,
                                  Breaks::even);
        for (const AppointmentLine& line : found.lines) {
            if (y + kCardTall > view.y - kGutter && y < view.bottom() + kGutter) {
                appointment_card(sheet, {view.x + kMargin, y, wide, kCardTall}, line);
            }
            y += kCardTall + kGutter;
        }
        return y;
    });
    paint.fill({view.x, view.bottom(), view.w, 2}, c.line);
    button(sheet, {view.x + kMargin, view.bottom() + 24, wide, kButton},
           {"walk_in", sheet.words.all("kiosk.walk_in"), {Act::walk_in}},
           {icon_named("confirmation_number"), found.lines.empty(), false});
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
