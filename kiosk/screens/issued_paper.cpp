// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/issued_paper.h"

#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::IssuedTicket;
using kiosk::PaperState;

namespace {

constexpr Instant kSlipDelay{250};
constexpr float kSlotWide = 482;
constexpr float kSlipWide = 432;
constexpr float kSlotTall = 44;
constexpr float kRemark = 78;

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

/// What has to be known of the appointment that this ticket came of, beside the number; or empty.
std::string_view remark_key(const IssuedTicket& ticket) {
    return !ticket.appointment.empty()       ? "kiosk.code_noted"
           : ticket.arrival == Arrival::late ? "kiosk.late"
                                             : std::string_view{};
}

}  // namespace

bool on_paper(const IssuedTicket& ticket) {
    return ticket.paper == PaperState::printing || ticket.paper == PaperState::printed;
}

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

void tell_paper(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    sheet.tell("paper", Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          Sheet other{sheet.paint, sheet.view,   w,
                                      sheet.visit, sheet.scroll, sheet.map,
                                      sheet.press, sheet.finder, sheet.now};
                          return paper_words(other, ticket);
                      }),
               r);
}

void paper_line(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string words = paper_words(sheet, ticket);
    tell_paper(sheet, r, ticket);
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

float remark_tall(const IssuedTicket& ticket) {
    return remark_key(ticket).empty() ? 0 : kRemark;
}

void remark(Sheet& sheet, Rect r, const IssuedTicket& ticket) {
    const std::string_view key = remark_key(ticket);
    if (key.empty()) {
        return;
    }
    const Text words = sheet.words.all(key);
    sheet.tell("remark", Role::status, words, r);
    notice(sheet.paint, r, icon_named("info"), sheet.words.of(words));
}

}  // namespace hall::screens
