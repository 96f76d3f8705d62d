// SPDX-License-Identifier: Apache-2.0
// A slip that was held before the scanner: how it stands, and what its owner can do about it.
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::Scanned;

namespace {

constexpr float kNumberTall = 250;

bool can_requeue(const Scanned& ticket) {
    return ticket.may_requeue && !ticket.requeued;
}

bool is_over(const Scanned& ticket) {
    const bool missed = ticket.state == TicketState::no_show && !ticket.requeued;
    return (missed && !ticket.may_requeue) || ticket.state == TicketState::finished ||
           ticket.state == TicketState::cancelled || ticket.state == TicketState::expired;
}

std::string counter_of(const Words& words, const Scanned& ticket) {
    const Counter* counter = words.view.content->hall.counter(ticket.counter);
    return counter == nullptr ? ticket.counter.value : std::to_string(counter->no);
}

std::string state_words(const Words& words, const Scanned& ticket) {
    switch (ticket.state) {
        case TicketState::waiting:
            return words.say(ticket.requeued ? "kiosk.ticket_requeued" : "kiosk.ticket_waiting");
        case TicketState::called:
            return words.say("kiosk.ticket_called", {{"counter", counter_of(words, ticket)}});
        case TicketState::serving:
            return words.say("kiosk.ticket_serving", {{"counter", counter_of(words, ticket)}});
        case TicketState::parked:
            return words.say("kiosk.ticket_parked");
        case TicketState::no_show:
            return words.say(ticket.requeued ? "kiosk.ticket_requeued" : "kiosk.ticket_missed");
        case TicketState::finished:
            return words.say("kiosk.ticket_done");
        case TicketState::cancelled:
            return words.say("kiosk.ticket_cancelled");
        case TicketState::expired:
            return words.say("kiosk.ticket_expired");
    }
    return {};
}

/// What stands below it: people ahead and the range, or until when it can be mended.
std::string more_words(const Words& words, const Scanned& ticket) {
    if (ticket.state == TicketState::waiting) {
        const std::string people =
            ticket.ahead == 0
                ? words.say("kiosk.next_up")
                : words.say("kiosk.ahead_title") + " " +
                      words.say("kiosk.ahead_n", {{"n", std::to_string(ticket.ahead)}});
        return people + " · " + range_words(words, ticket.wait, ticket.resumes_at);
    }
    if (ticket.state == TicketState::no_show && !ticket.requeued) {
        const auto within = words.view.content->hall.policy.requeue_within.count();
        return ticket.may_requeue
                   ? words.say("kiosk.ticket_missed_line", {{"n", std::to_string(within)}})
                   : words.say("kiosk.ticket_missed_late");
    }
    return {};
}

Color tone_of(const Palette& c, const Scanned& ticket) {
    return ticket.state == TicketState::waiting || ticket.requeued ? c.good
           : ticket.state == TicketState::called                   ? c.primary
           : is_over(ticket)                                       ? c.muted
                                                                   : c.warn;
}

float paragraph(Sheet& sheet, const char* id, Rect r, const Text& words, const Pen& pen) {
    sheet.tell(id, Role::status, words, r);
    return sheet.paint.paragraph({r.x, r.y, r.w, 0}, sheet.words.of(words), pen, Align::centre,
                                 Breaks::even);
}

/// Number, matter and state on one card; returns where it ends.
float ticket_card(Sheet& sheet, Rect r, const Scanned& ticket) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect inner = r.inset(40, 0);
    const Item* item = sheet.view.content->catalogue.item(ticket.item);
    const Queue* queue = sheet.view.content->hall.queue(ticket.queue);
    float y = r.y + 30;
    paint.begin_above();
    const On on{paint, c.card};
    Pen figure{.em = kNumber * 0.72F,
               .weight = Weight::bold,
               .ink = c.ink,
               .characters = Characters::digits};
    const float number_tall = r.h > 0 ? std::min(kNumberTall, r.h * 0.4F) : kNumberTall;
    figure.em = std::min(figure.em, number_tall * 0.8F);
    paint.label({inner.x, y, inner.w, number_tall}, ticket.number,
                paint.fitted(ticket.number, figure, inner.w), Align::centre);
    sheet.tell(
        "number", Role::heading,
        in_all(sheet.words,
               [&](const Words& w) { return w.say("kiosk.your_number") + " " + ticket.number; }),
        {inner.x, y, inner.w, number_tall});
    y += number_tall + 4;
    const Text name = item != nullptr ? item->name : queue != nullptr ? queue->name : Text{};
    y += 24 + paint.paragraph({inner.x, y, inner.w, 0}, sheet.words.of(name),
                              {.em = kLabel, .ink = c.muted, .leading = 1.25F}, Align::centre,
                              Breaks::even);
    y += 10 +
         paragraph(
             sheet, "state", {inner.x, y, inner.w, 60},
             in_all(sheet.words, [&](const Words& w) { return state_words(w, ticket); }),
             {.em = kHeading, .weight = Weight::bold, .ink = tone_of(c, ticket), .leading = 1.2F});
    const Text more = in_all(sheet.words, [&](const Words& w) { return more_words(w, ticket); });
    if (!more.hant.empty()) {
        y += paragraph(sheet, "more", {inner.x, y, inner.w, 60}, more,
                       {.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.3F});
    }
    y += 36;
    paint.go_beneath();
    card(paint, {r.x, r.y, r.w, y - r.y}, 36, 1.2F);
    paint.end_layers();
    return y;
}

/// The one thing to do first, and what else there is, from the bottom up.
void ticket_buttons(Sheet& sheet, Rect r, const Scanned& ticket) {
    const bool busy = sheet.visit.waiting() || ticket.asking;
    const float half = (r.w - kGutter) / 2;
    const Rect left{r.x, r.y, half, r.h};
    const Rect right = left.moved(half + kGutter, 0);
    if (can_requeue(ticket)) {
        button(sheet, right, {"requeue", sheet.words.all("kiosk.requeue"), {Act::requeue}},
               {icon_named("redo"), true, busy, !busy});
    } else if (is_over(ticket)) {
        button(sheet, right, {"walk_in", sheet.words.all("kiosk.walk_in"), {Act::walk_in}},
               {icon_named("confirmation_number"), true, false});
    } else {
        button(sheet, right,
               {"way",
                sheet.words.all("kiosk.see_place"),
                {.act = Act::open_map, .item = ticket.item, .counter = ticket.counter}},
               {icon_named("place"), true, false, sheet.view.content->plan != nullptr});
    }
    if (is_over(ticket)) {
        button(sheet, left, {"done", sheet.words.all("kiosk.done"), {Act::done}},
               {icon_named("check_circle"), false, false});
    } else {
        button(sheet, left,
               {"link_ticket", sheet.words.all("kiosk.link_ticket"), {Act::link_ticket}},
               {icon_named("person_add"), false, false, !sheet.view.out_of_service});
    }
}

}  // namespace

void draw_ticket(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = begin_page(sheet, {sheet.words.all("kiosk.ticket_title"),
                                           icon_named("confirmation_number"), c.primary});
    const On on{paint, c.page};
    const float bar = kButton + 48;
    const Rect view{frame.body.x, frame.body.y, frame.body.w, frame.body.h - bar};
    const float wide = std::min(984.0F, view.w - 2 * kMargin);
    const Rect column{view.centre().x - wide / 2, view.y, wide, view.h};
    if (!sheet.view.scanned) {
        const Text gone = sheet.words.all("kiosk.ticket_expired");
        (void)paragraph(sheet, "state", {column.x, view.y + 120, wide, 60}, gone,
                        {.em = kTitle, .weight = Weight::bold, .ink = c.ink});
        footer(sheet, frame, WayHome::shown);
        return;
    }
    const Scanned& ticket = *sheet.view.scanned;
    scrolled(sheet, view, 40, 24, [&](float y) {
        y = ticket_card(sheet, {column.x, y, wide, view.h < 560 ? view.h : 0}, ticket);
        if (is_over(ticket)) {
            return y;
        }
        const Text words = sheet.words.all("kiosk.link_line");
        y += 28;
        sheet.tell("link_line", Role::text, words, {column.x, y, wide, 50});
        return y + paint.paragraph({column.x, y, wide, 0}, sheet.words.of(words),
                                   {.em = kCaption, .ink = c.muted}, Align::centre, Breaks::even);
    });
    ticket_buttons(sheet, {view.x + kMargin, view.bottom() + 24, view.w - 2 * kMargin, kButton},
                   ticket);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
