// SPDX-License-Identifier: Apache-2.0
// The number, what lies ahead of it, where to go, and the paper coming out.
#include <cmath>

#include "kiosk/screens/art.h"
#include "kiosk/screens/issued_paper.h"
#include "kiosk/screens/issued_place.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::IssuedTicket;
using kiosk::PaperState;

namespace {

constexpr float kNarrow = 1000;
constexpr float kShortPage = 1300;

void head(Sheet& sheet, const Rect& hero, float clock) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text title = sheet.words.all("kiosk.issued");
    const Point mark{hero.x + kMargin + 40, 90};
    const float pop = eased(sheet.age(), Instant{360});
    paint.disc(mark, 40 * pop, paint.high_contrast() ? c.good : rgb(0x2BB673));
    paint.icon(mark, icon_named("check"), 54, paint.high_contrast() ? c.on_primary : rgb(0xFFFFFF));
    paint.label({mark.x + 62, 60, hero.right() - mark.x - 62 - kMargin - clock, 60},
                sheet.words.of(title), {.em = kTitle, .weight = Weight::bold, .ink = c.on_sky});
    sheet.tell("issued", Role::heading, title, {hero.x, 40, hero.w, 100});
    if (clock <= 0) {
        return;
    }
    paint.label(
        {hero.right() - kMargin - clock, 60, clock, 60}, sheet.view.clock,
        {.em = kClock, .weight = Weight::bold, .ink = c.on_sky, .characters = Characters::digits},
        Align::right);
}

void number(Sheet& sheet, Rect r, const IssuedTicket& ticket, float em) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text yours = sheet.words.all("kiosk.your_number");
    const std::string label = label_of(ticket.number);
    paint.label({r.x, r.y, r.w, 50}, sheet.words.of(yours),
                {.em = kLabel, .weight = Weight::bold, .ink = c.on_sky_muted}, Align::centre);
    Pen pen{.em = em, .weight = Weight::bold, .ink = c.on_sky, .characters = Characters::digits};
    while (pen.em > kFigure && paint.width(label, pen) > r.w) {
        pen.em *= 0.94F;
    }
    const Rect box{r.x, r.y + 62, r.w, em * 0.86F};
    const int mark = paint.mark();
    paint.label(box, label, pen, Align::centre);
    paint.scale_since(mark, box.centre(), 0.9F + 0.1F * eased(sheet.age(), Instant{420}));
    sheet.tell("number", Role::status,
               in_all(sheet.words, [&](const Words& w) { return w.of(yours) + " " + label; }), box);
}

void facts(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Color glass = paint.high_contrast() ? c.card : rgb(0x0A2A45, 0.55F);
    paint.fill(r, glass, kRadius);
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, kRadius, 3);
    }
    const On on{paint, paint.high_contrast() ? c.card : mix(c.sky_low, rgb(0x0A2A45), 0.55F)};
    const auto ahead = [&](const Words& w) {
        return ticket.ahead == 0 ? w.say("kiosk.ahead_none")
                                 : w.say("kiosk.ahead_n", {{"n", std::to_string(ticket.ahead)}});
    };
    const bool booked = !ticket.slot.empty();
    const auto range = [&](const Words& w) {
        if (booked) {
            return w.say(ticket.arrival == Arrival::early ? "kiosk.slot_first"
                                                          : "kiosk.arrival_on_time");
        }
        return range_words(w, ticket.wait, ticket.resumes_at);
    };
    const auto first = [&](const Words& w) { return booked ? ticket.slot : ahead(w); };
    const char* first_title = booked ? "kiosk.slot_title" : "kiosk.ahead_title";
    const bool beside = r.h < 150;
    const Rect one{r.x + 36, r.y, (beside ? r.w / 2 : r.w) - 60, beside ? r.h : r.h / 2};
    const Rect two = beside ? one.moved(r.w / 2, 0) : one.moved(0, r.h / 2);
    const auto row = [&](Rect cell, std::string_view icon, std::string_view key,
                         const std::string& words) {
        paint.icon({cell.x + 24, cell.centre().y}, icon_named(icon), kIconMedium,
                   paint.high_contrast() ? c.primary : c.gold);
        const Rect title{cell.x + 72, cell.centre().y - 46, cell.w - 72, 40};
        paint.label(title, sheet.words.say(key), {.em = kCaption, .ink = c.on_sky_muted});
        paint.label({title.x, title.bottom(), title.w, 52}, words,
                    {.em = kLabel, .weight = Weight::bold, .ink = c.on_sky});
    };
    row(one, booked ? "event_available" : "group", first_title, first(sheet.words));
    row(two, "schedule", "kiosk.range_title", range(sheet.words));
    const auto titled = [&](std::string_view key, const auto& value) {
        return in_all(sheet.words, [&](const Words& w) { return w.say(key) + ": " + value(w); });
    };
    sheet.tell("ahead", Role::status, titled(first_title, first), one);
    sheet.tell("range", Role::status, titled("kiosk.range_title", range), two);
}

void leave_row(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    const bool again = ticket.paper == PaperState::unprinted &&
                       (sheet.view.printer == kiosk::PrinterHealth::fine ||
                        sheet.view.printer == kiosk::PrinterHealth::near_end);
    const auto left = sheet.visit.leaving_in(sheet.now);
    Text label = sheet.words.all("kiosk.done");
    if (left) {
        label = in_all(sheet.words, [&](const Words& w) {
            return w.say("kiosk.done_in", {{"n", std::to_string(*left)}});
        });
    }
    const float side = left || again ? r.w * 0.46F : 0;
    const float main = r.w - (side > 0 ? side + kGutter : 0);
    if (again) {
        button(sheet, {r.x, r.y, side, r.h},
               {"reprint", sheet.words.all("kiosk.reprint"), {Act::reprint}},
               {icon_named("print"), false, false});
    } else if (left) {
        button(sheet, {r.x, r.y, side, r.h},
               {"more_time", sheet.words.all("kiosk.stay"), {Act::more_time}},
               {icon_named("more_time"), false, false});
    }
    button(sheet, {r.right() - main, r.y, main, r.h}, {"done", label, {Act::done}},
           {icon_named("check_circle"), true, false});
}

void upright(Sheet& sheet, const Frame& frame, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool paper = on_paper(ticket);
    const bool narrow = frame.page.w < kNarrow;
    const float em = narrow ? kNumber * 0.74F : paper ? kNumber : kNumber * 1.15F;
    const float facts_top = 160 + 62 + em * 0.86F + 26;
    const float parts_top = facts_top + 120 + 34;
    const Rect hero{0, 0, frame.page.w, parts_top + 62};
    paint_landscape(paint, hero,
                    {.seed = 5,
                     .hour = 10,
                     .horizon = 0.50F,
                     .sun = false,
                     .ridges = 3,
                     .rise = 0.4F,
                     .gold = 0.6F});
    const float inner = frame.page.w - 2 * kMargin;
    {
        const On on{paint, c.sky_low};
        head(sheet, hero, 212);
        number(sheet, {kMargin, 160, inner, 280}, ticket, em);
        facts(sheet, {kMargin, facts_top, inner, 120}, ticket);
    }
    const On on{paint, c.page};
    const float buttons = frame.footer.y - 34 - kButton;
    const float line = buttons - 28 - 84;
    const float column = (inner - kGutter) / 2;
    const float above = line - remark_tall(ticket);
    const Rect left{kMargin, parts_top, column, above - 28 - parts_top};
    remark(sheet, {kMargin, above, inner, 58}, ticket);
    if (paper && narrow) {
        // The real slip is in the hand; the way is worth the room.
        where_to_go(sheet, {kMargin, parts_top, inner, left.h}, ticket);
    } else {
        if (paper) {
            slip(sheet, left, ticket);
        } else {
            code(sheet, left, ticket);
        }
        where_to_go(sheet, left.moved(column + kGutter, 0), ticket);
    }
    paper_line(sheet, {kMargin, line, inner, 84}, ticket);
    leave_row(sheet, {kMargin, buttons, inner, kButton}, ticket);
}

/// On a page that was moved down into reach: the number beside the way, both above the buttons.
void beside(Sheet& sheet, const Frame& frame, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const float buttons = frame.footer.y - 20 - kButton;
    const float line = buttons - 8 - 84;
    const Rect hero{0, 0, frame.page.w * 0.46F, line - 12};
    paint_landscape(paint, hero,
                    {.seed = 5, .hour = 10, .horizon = 0.72F, .sun = false, .ridges = 3});
    constexpr float kSide = 28;
    const Rect inner = hero.inset(kSide, 0);
    {
        const On on{paint, c.sky_low};
        const Text title = sheet.words.all("kiosk.issued");
        paint.paragraph({inner.x, 40, inner.w, 0}, sheet.words.of(title),
                        {.em = kLabel, .weight = Weight::bold, .ink = c.on_sky, .leading = 1.2F},
                        Align::centre, Breaks::even);
        sheet.tell("issued", Role::heading, title, {inner.x, 40, inner.w, 100});
        number(sheet, {inner.x, 142, inner.w, 200}, ticket, kNumber * 0.7F);
        const Rect below{inner.x, 390, inner.w, hero.bottom() - 390 - kSide};
        const float facts_tall = std::min(210.0F, below.h);
        const bool paper = on_paper(ticket);
        const bool both = below.h > 210 + kGutter + 260;
        if (paper || both) {
            facts(sheet, {below.x, below.y, below.w, facts_tall}, ticket);
        }
        if (!paper) {
            const float top = both ? below.y + 210 + kGutter : below.y;
            code(sheet, {below.x, top, below.w, below.bottom() - top}, ticket);
        }
    }
    const On on{paint, c.page};
    const float x = hero.right() + kSide;
    where_to_go(sheet, {x, kSide, frame.page.w - kSide - x, hero.bottom() - 2 * kSide}, ticket);
    const Rect row{kSide, line, frame.page.w - 2 * kSide, 84};
    // There is one row: a slip that comes out is seen anyway, one that does not has to be told.
    if (on_paper(ticket) && remark_tall(ticket) > 0) {
        tell_paper(sheet, row, ticket);
        remark(sheet, row, ticket);
    } else {
        paper_line(sheet, row, ticket);
    }
    leave_row(sheet, {kSide, buttons, frame.page.w - 2 * kSide, kButton}, ticket);
}

void across(Sheet& sheet, const Frame& frame, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& hero = frame.hero;
    paint_landscape(paint, hero,
                    {.seed = 5, .hour = 10, .horizon = 0.72F, .sun = false, .ridges = 3});
    {
        const On on{paint, c.sky_low};
        head(sheet, hero, 0);
        const float inner = hero.w - 2 * kMargin;
        number(sheet, {hero.x + kMargin, 250, inner, 280}, ticket, kNumber * 0.86F);
        facts(sheet, {hero.x + kMargin, 570, inner, 200}, ticket);
    }
    const On on{paint, c.page};
    const Rect body = frame.body.inset(kMargin, 0);
    const float buttons = frame.footer.y - 26 - kButton;
    const float line = buttons - 84;
    const float column = (body.w - kGutter) / 2;
    const float above = line - remark_tall(ticket);
    const Rect left{body.x, 36, column, above - 50};
    remark(sheet, {body.x, above + 4, body.w, 58}, ticket);
    if (on_paper(ticket)) {
        slip(sheet, left, ticket);
    } else {
        code(sheet, left, ticket);
    }
    where_to_go(sheet, {body.x + column + kGutter, 36, column, above - 50}, ticket);
    paper_line(sheet, {body.x, line, body.w, 72}, ticket);
    leave_row(sheet, {body.x, buttons, body.w, kButton}, ticket);
}

}  // namespace

void draw_issued(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Frame frame = frame_of(paint.theme(), 690);
    paint.fill(frame.page, paint.colors().page);
    if (sheet.view.issued) {
        if (frame.landscape) {
            across(sheet, frame, *sheet.view.issued);
        } else if (frame.page.h < kShortPage) {
            beside(sheet, frame, *sheet.view.issued);
        } else {
            upright(sheet, frame, *sheet.view.issued);
        }
    }
    sheet.moving = sheet.moving || sheet.age() < Instant{450};
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
