// SPDX-License-Identifier: Apache-2.0
// Everything about one item, and the one button that matters.
#include "kiosk/screens/guide_parts.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kBarUpright = 272;
constexpr float kBarAcross = 168;
constexpr float kBetween = 24;

struct TakeState {
    Text label;
    bool enabled = false;
    bool busy = false;
};

TakeState take_state(const Sheet& sheet, const kiosk::QueueLine& line) {
    if (sheet.visit.waiting() || sheet.view.issuing) {
        return {sheet.words.all("kiosk.one_moment"), false, true};
    }
    if (!line.issuing) {
        return {in_all(sheet.words, [&](const Words& w) { return range_words(w, line); }), false,
                false};
    }
    // Said before a number is given, so that nobody waits at the slot.
    const bool paper = prints(sheet.view.printer);
    return {sheet.words.all(paper ? "kiosk.take_ticket" : "kiosk.take_without_paper"),
            !sheet.view.out_of_service, false};
}

void print_button(Sheet& sheet, Rect r) {
    const bool at_work = sheet.visit.guide_printed.has_value();
    const bool can = prints(sheet.view.printer);
    button(sheet, r,
           {"print_guide",
            sheet.words.all(at_work ? "kiosk.guide_printing" : "kiosk.print_guide"),
            {Act::print_guide}},
           {icon_named(can ? "print" : "print_disabled"), false, false, can && !at_work});
}

float print_width(const Sheet& sheet) {
    const Pen pen{.em = kLabel, .weight = Weight::bold};
    return std::max(sheet.paint.width(sheet.words.say("kiosk.guide_printing"), pen),
                    sheet.paint.width(sheet.words.say("kiosk.print_guide"), pen)) +
           144;
}

/// People ahead and the range, large enough to decide by.
struct QueueInks {
    Color ink, muted, icon, good;
};

void queue_words(Sheet& sheet, Rect r, const kiosk::QueueLine& line, const QueueInks& inks) {
    Painter& paint = sheet.paint;
    const bool free = line.issuing && line.waiting == 0;
    const std::string people =
        !line.issuing ? sheet.words.say("kiosk.closed_short")
        : free        ? sheet.words.say("kiosk.nobody")
                      : sheet.words.say("kiosk.waiting_now", {{"n", std::to_string(line.waiting)}});
    paint.icon({r.x + 22, r.y + 21},
               icon_named(!line.issuing ? "lock_clock"
                          : free        ? "check_circle"
                                        : "group"),
               40, free ? inks.good : inks.icon);
    paint.label({r.x + 56, r.y - 4, r.w - 56, 50}, people,
                {.em = kLabel, .weight = Weight::bold, .ink = inks.ink});
    float x = r.x + 56;
    paint.icon({r.x + 22, r.y + 67}, icon_named("schedule"), 40, inks.icon);
    if (line.issuing && line.resumes_at.hant.empty() && line.wait) {
        const std::string title = sheet.words.say("kiosk.range_title");
        const Pen pen{.em = kCaption, .ink = inks.muted};
        const float wide = paint.width(title, pen) + 14;
        const Pen bold{.em = kCaption, .weight = Weight::bold};
        // "Within 5 min" says enough by itself where both do not fit.
        if (x + wide + paint.width(range_words(sheet.words, line), bold) <= r.right()) {
            paint.label({x, r.y + 44, r.right() - x, 46}, title, pen);
            x += wide;
        }
    }
    paint.label({x, r.y + 44, r.right() - x, 46}, range_words(sheet.words, line),
                {.em = kCaption, .weight = Weight::bold, .ink = inks.ink});
    sheet.tell("queue", Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          return waiting_words(w, line) + ", " + range_words(w, line);
                      }),
               r);
}

/// Beside the ticket; the width it takes with its gap, nothing where nobody is served first.
float priority_button(Sheet& sheet, Rect r, const TakeState& take) {
    if (priority_choices(*sheet.view.content).empty()) {
        return 0;
    }
    button(sheet, r, {"priority", sheet.words.all("kiosk.priority"), {Act::open_priority}},
           {icon_named("elderly"), false, false, take.enabled});
    return r.w + kGutter;
}

void action_bar(Sheet& sheet, Rect bar, const Item& item, bool upright) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    paint.fill(bar, c.card);
    paint.fill({bar.x, bar.y, bar.w, 2}, c.line);
    const On on{paint, c.card};
    const kiosk::QueueLine line = line_of(sheet.view, item);
    const TakeState take = take_state(sheet, line);
    const ButtonLook look{icon_named("confirmation_number"), true, take.busy, take.enabled};
    const Rect inner = bar.inset(kMargin, 0);
    const float print = print_width(sheet);
    if (upright) {
        queue_words(sheet, {inner.x, bar.y + 24, inner.w - print - 24, 92}, line,
                    {c.ink, c.muted, c.primary, c.good});
        print_button(sheet, {inner.right() - print, bar.y + 24, print, kTouch});
        const float side = priority_button(
            sheet, {inner.right() - inner.w * 0.34F, bar.y + 130, inner.w * 0.34F, kButton}, take);
        button(sheet, {inner.x, bar.y + 130, inner.w - side, kButton},
               {"take", take.label, {Act::take}}, look);
    } else {
        print_button(sheet, {inner.x, bar.y + 24, print, kButton});
        const float side =
            priority_button(sheet, {inner.right() - 260, bar.y + 24, 260, kButton}, take);
        button(sheet, {inner.x + print + 24, bar.y + 24, inner.w - print - 24 - side, kButton},
               {"take", take.label, {Act::take}}, look);
    }
}

const Pen kNoPaper{.em = kCaption, .weight = Weight::bold};

/// Of the strip that says before a number is given that there will be no paper; 0 while there is.
float no_paper_tall(const Sheet& sheet, float wide) {
    if (prints(sheet.view.printer)) {
        return 0;
    }
    const std::string words = sheet.words.say("kiosk.no_paper_line");
    const auto lines = sheet.paint.lines(words, kNoPaper, wide - 100, Breaks::even).size();
    return std::max(58.0F, kNoPaper.em * kNoPaper.leading * static_cast<float>(lines) + 20) + 28;
}

void no_paper(Sheet& sheet, const Rect& strip) {
    const Text words = sheet.words.all("kiosk.no_paper_line");
    sheet.tell("no_paper", Role::status, words, strip);
    notice(sheet.paint, {strip.x, strip.y + 14, strip.w, strip.h - 28},
           icon_named("print_disabled"), sheet.words.of(words));
}

/// Across, the queue stands on the hero, where there is room for it.
void queue_plate(Sheet& sheet, const Rect& hero, const Item& item) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool plain = paint.high_contrast();
    const Rect plate{hero.x + 32, hero.bottom() - 200, hero.w - 64, 160};
    paint.fill(plate, plain ? c.card : rgb(0x0A2A45, 0.6F), kRadius);
    if (plain) {
        paint.stroke(plate, c.line, kRadius, 3);
    }
    const On on{paint, plain ? c.card : rgb(0x0A3F5C)};
    const Color icon = plain ? c.primary : c.gold;
    queue_words(sheet, plate.inset(28, 36), line_of(sheet.view, item),
                {c.on_sky, c.on_sky_muted, icon, icon});
}

}  // namespace

void draw_guide(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    paint.fill(frame.page, c.page);
    const Item* item = sheet.view.content->catalogue.item(sheet.visit.place().item);
    if (item == nullptr) {
        page_head(sheet, frame, {.name = sheet.words.all("kiosk.guide")});
        footer(sheet, frame, WayHome::shown);
        return;
    }
    const Category* category =
        category_of(*sheet.view.content, item->id, sheet.visit.place().category);
    page_head(sheet, frame, {.name = sheet.words.all("kiosk.guide")});
    const On on{paint, c.page};
    const float bar = frame.landscape ? kBarAcross : kBarUpright;
    const float wide = frame.body.w - 2 * kMargin;
    const float strip = no_paper_tall(sheet, wide);
    const Rect view{frame.body.x, frame.body.y, frame.body.w, frame.body.h - bar - strip};
    {
        const Clip clip{paint, view};
        const GuideColumn column{sheet, *item, category, view.x + kMargin, view.w - 2 * kMargin};
        const float top = view.y + 32 - theme.q(sheet.scroll.offset(sheet.now));
        float y = top;
        for (const auto& part : {guide_headline, guide_materials, guide_steps, guide_limits,
                                 guide_fees, guide_place, guide_basis}) {
            const float tall = part(column, y);
            y += tall > 0 ? tall + kBetween : 0;
        }
        sheet.scroll.measure(theme.px(y - top + 32), theme.px(view.h));
        scroll_mark(sheet, view, y - top + 32);
    }
    // A whisper of a fade says that there is more below.
    if (!paint.high_contrast()) {
        paint.gradient({view.x, view.bottom() - 28, view.w, 28}, rgb(0x0B2540, 0),
                       rgb(0x0B2540, 0.10F), {0, 1});
    }
    if (strip > 0) {
        no_paper(sheet, {view.x + kMargin, view.bottom(), wide, strip});
    }
    if (frame.landscape) {
        queue_plate(sheet, frame.hero, *item);
    }
    action_bar(sheet, {view.x, view.bottom() + strip, view.w, bar}, *item, !frame.landscape);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
