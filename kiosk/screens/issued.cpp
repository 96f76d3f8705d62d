// SPDX-License-Identifier: Apache-2.0
// The number, what lies ahead of it, where to go, and the paper coming out.
#include <cmath>

#include "kiosk/screens/art.h"
#include "kiosk/screens/issued_place.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::IssuedTicket;
using kiosk::PaperState;

namespace {

constexpr Instant kSlipDelay{250};
constexpr float kSlotWide = 482;
constexpr float kSlipWide = 432;
constexpr float kSlotTall = 44;
constexpr float kNarrow = 1000;
constexpr float kShortPage = 1300;

bool on_paper(const IssuedTicket& ticket) {
    return ticket.paper == PaperState::printing || ticket.paper == PaperState::printed;
}

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
    const auto range = [&](const Words& w) {
        return range_words(w, ticket.wait, ticket.resumes_at);
    };
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
    row(one, "group", "kiosk.ahead_title", ahead(sheet.words));
    row(two, "schedule", "kiosk.range_title", range(sheet.words));
    const auto titled = [&](std::string_view key, const auto& value) {
        return in_all(sheet.words, [&](const Words& w) { return w.say(key) + ": " + value(w); });
    };
    sheet.tell("ahead", Role::status, titled("kiosk.ahead_title", ahead), one);
    sheet.tell("range", Role::status, titled("kiosk.range_title", range), two);
}

/// The printer's mouth and the paper sliding out of it: a function of the time since the touch.
void slip(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Motion& motion = paint.theme().motion();
    const Rect slot{r.centre().x - kSlotWide / 2, r.y, kSlotWide, kSlotTall};
    paint.shadow(slot, kSlotTall / 2, 20, rgb(0x0B2540, 0.25F), 8);
    const bool plain = paint.high_contrast();
    paint.gradient(slot, plain ? rgb(0x444444) : rgb(0xE9F0F5),
                   plain ? rgb(0x444444) : rgb(0xA9BAC8), {0, 1}, kSlotTall / 2);
    paint.fill(slot.inset(24, 15), rgb(0x000000), 7);
    if (ticket.slip && ticket.slip->width > 0) {
        const Instant since = sheet.age() - kSlipDelay;
        const float out = motion.reduced ? 1 : eased(since, motion.slip);
        sheet.moving = sheet.moving || (!motion.reduced && since < motion.slip);
        const float room = r.h - kSlotTall / 2 - 10;
        const float ratio =
            static_cast<float>(ticket.slip->height) / static_cast<float>(ticket.slip->width);
        const float wide = std::min(kSlipWide, room / ratio);
        const float tall = wide * ratio;
        const float mouth = slot.y + kSlotTall / 2;
        const Rect paper{slot.centre().x - wide / 2, mouth - tall * (1 - out), wide, tall};
        if (out > 0.02F) {
            paint.shadow({paper.x, std::max(mouth, paper.y), paper.w,
                          paper.bottom() - std::max(mouth, paper.y)},
                         16, 30, rgb(0x0B2540, 0.16F), 10);
        }
        {
            const Clip clip{paint, {r.x, mouth, r.w, r.h}};
            paint.fill(paper, rgb(0xFFFEFA));
            paint.picture(paper, *ticket.slip, rgb(0x1B1D20));
            paint.gradient({paper.x, mouth, paper.w, 34}, rgb(0x000000, 0.30F), rgb(0x000000, 0),
                           {0, 1});
        }
        // The lip of the mouth lies over the paper.
        paint.fill({slot.x + 24, slot.y + 15, slot.w - 48, 7}, rgb(0x000000), 4);
        sheet.tell("slip", Role::image,
                   sheet.words.all(ticket.paper == PaperState::printed ? "kiosk.take_it"
                                                                       : "kiosk.printing"),
                   paper);
    }
}

/// What stands where the paper would have been: the number to take along by phone.
void code(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    card(paint, r, 32, 1.1F);
    const On on{paint, c.card};
    const Text words = sheet.words.all("kiosk.scan_number");
    const Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F};
    const float tall = paint.height(sheet.words.of(words), pen, r.w - 60);
    const float side = std::min(r.w - 24, r.h - tall - 60);
    const Rect qr{r.centre().x - side / 2, r.y + (r.h - side - tall - 16) / 2, side, side};
    if (ticket.qr && ticket.qr->width > 0) {
        paint.fill(qr, rgb(0xFFFFFF));
        paint.picture(qr, *ticket.qr, rgb(0x10161C));
    }
    paint.paragraph({r.x + 30, qr.bottom(), r.w - 60, 0}, sheet.words.of(words), pen, Align::centre,
                    Breaks::even);
    sheet.tell("qr", Role::image, words, qr);
}

std::string paper_words(const Sheet& sheet, const IssuedTicket& ticket) {
    switch (ticket.paper) {
        case PaperState::printing:
            return sheet.words.say("kiosk.printing");
        case PaperState::printed:
            return sheet.words.say("kiosk.take_it");
        case PaperState::unprinted:
            return sheet.words.say("kiosk.not_printed") + " · " +
                   sheet.words.say("kiosk.not_printed_line");
        case PaperState::uncertain:
            return sheet.words.say("kiosk.uncertain_print");
    }
    return {};
}

/// What becomes of the paper, in words, and how long this stays.
void paper_line(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string words = paper_words(sheet, ticket);
    sheet.tell("paper", Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          Sheet other{sheet.paint, sheet.view,   w,
                                      sheet.visit, sheet.scroll, sheet.map,
                                      sheet.press, sheet.finder, sheet.now};
                          return paper_words(other, ticket);
                      }),
               r);
    if (!on_paper(ticket)) {
        paint.fill(r, c.accent, 28);
        const On on{paint, c.accent};
        paint.icon({r.x + 54, r.centre().y}, icon_named("support_agent"), kIconMedium, c.on_accent);
        Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.on_accent, .leading = 1.25F};
        const Rect box{r.x + 100, r.y, r.w - 130, r.h};
        pen.em = paint.width(words, pen) > box.w ? kCaption : pen.em;
        const float tall = paint.height(words, pen, box.w);
        paint.paragraph({box.x, box.centre().y - tall / 2, box.w, 0}, words, pen, Align::left,
                        Breaks::even);
        return;
    }
    const Pen pen =
        paint.fitted(words, {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, r.w - 60);
    const bool out = ticket.paper == PaperState::printed;
    const float left = r.centre().x - (paint.width(words, pen) + 60) / 2;
    paint.icon({left + 20, r.centre().y}, icon_named(out ? "arrow_downward" : "print"), kIconMedium,
               c.primary);
    paint.label({left + 60, r.y, r.right() - left - 60, r.h}, words, pen);
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
    const Rect left{kMargin, parts_top, column, line - 28 - parts_top};
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
    paper_line(sheet, {kSide, line, frame.page.w - 2 * kSide, 84}, ticket);
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
    const Rect left{body.x, 36, column, line - 50};
    if (on_paper(ticket)) {
        slip(sheet, left, ticket);
    } else {
        code(sheet, left, ticket);
    }
    where_to_go(sheet, {body.x + column + kGutter, 36, column, line - 50}, ticket);
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
