// SPDX-License-Identifier: Apache-2.0
// Coming with an appointment: its code held before the scanner or typed, or the end of a phone
// number.
#include "kiosk/screens/digit_pad.h"
#include "kiosk/screens/keyboard.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr std::size_t kCode = 8;
constexpr std::size_t kTail = 4;
constexpr float kBoxTall = 104;
constexpr float kScanTall = 190;

/// One box for each sign that is to be typed, in groups of four.
void boxes(Sheet& sheet, Rect r, std::size_t count) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string& typed = sheet.visit.path.back().query.text;
    const auto n = static_cast<float>(count);
    const float between = count > 4 ? 30 : 0;
    const float gap = 10;
    const float one = std::min(96.0F, (r.w - between - (n - 1) * gap) / n);
    const float wide = n * one + (n - 1) * gap + between;
    float x = r.centre().x - wide / 2;
    for (std::size_t i = 0; i < count; ++i) {
        x += i == 4 ? between : 0;
        const Rect box{x, r.y, one, r.h};
        const bool here = i == typed.size();
        paint.fill(box, c.card, 16);
        paint.stroke(box, here ? c.primary : c.line, 16, here ? 5.0F : 3.0F);
        const On on{paint, c.card};
        if (i < typed.size()) {
            const char sign = typed[i];
            const bool small = sign >= 'a' && sign <= 'z';
            paint.label(box, std::string(1, small ? static_cast<char>(sign - 'a' + 'A') : sign),
                        {.em = kHeading, .weight = Weight::bold, .ink = c.ink}, Align::centre);
        }
        x += one + gap;
    }
    sheet.tell("typed", Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          return typed.empty() ? w.say("kiosk.search_empty")
                                               : w.say("kiosk.search_typed", {{"text", typed}});
                      }),
               r);
}

/// What to hold where. The scanner needs no touch, so this is nothing but words.
void scan_hint(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text words = sheet.words.all("kiosk.scan_qr");
    card(paint, r, kRadius);
    const On on{paint, c.card};
    const float disc = std::min(r.h - 56, 132.0F);
    const Point at{r.x + 44 + disc / 2, r.centre().y};
    paint.disc(at, disc / 2, paint.high_contrast() ? c.primary : mix(c.card, c.primary, 0.12F));
    paint.icon(at, icon_named("qr_code_scanner"), disc * 0.56F,
               paint.high_contrast() ? c.on_primary : c.primary);
    const Pen pen{
        .em = r.w < 600 ? kLabel : kTitle, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F};
    const Rect box{at.x + disc / 2 + 36, r.y, r.right() - at.x - disc / 2 - 72, r.h};
    const float tall = paint.height(sheet.words.of(words), pen, box.w);
    paint.paragraph({box.x, box.centre().y - tall / 2, box.w, 0}, sheet.words.of(words), pen,
                    Align::left, Breaks::even);
    sheet.tell("scan", Role::status, words, r);
}

ButtonLook submit_look(const Sheet& sheet, std::size_t wanted, const char* icon) {
    const bool busy = sheet.visit.waiting() || sheet.view.issuing;
    const bool whole = sheet.visit.path.back().query.text.size() >= wanted;
    return {icon_named(icon), true, busy, whole && !busy && !sheet.view.out_of_service};
}

void check_in_button(Sheet& sheet, Rect r) {
    button(sheet, r, {"check_in_now", sheet.words.all("kiosk.check_in_now"), {Act::check_in_now}},
           submit_look(sheet, kCode, "event_available"));
}

Pen heading_pen(const Palette& c) {
    return {.em = kTitle, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F};
}

}  // namespace

void draw_check_in(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = begin_page(
        sheet, {sheet.words.all("kiosk.check_in"), icon_named("event_available"), c.primary});
    const On on{paint, c.page};
    const Rect& body = frame.body;
    const float keys = keyboard_height(body.w, Typing::letters);
    const Rect room{body.x + kMargin, body.y + 24, body.w - 2 * kMargin, body.h - keys - 48};
    const Text words = sheet.words.all("kiosk.check_in_type");
    const float heading = paint.height(sheet.words.of(words), heading_pen(c), room.w);
    const float needed = heading + 16 + kBoxTall + 24 + kButton;
    float y = room.y;
    if (frame.landscape) {
        const Rect& h = frame.hero;
        scan_hint(sheet, {h.x + kMargin, h.centre().y, h.w - 2 * kMargin, kScanTall + 40});
    }
    if (room.h < needed) {
        // Down in reach there is room for one row: the code, and what to do with it.
        const float side = std::min(330.0F, room.w * 0.34F);
        sheet.tell("check_in_type", Role::heading, words, room);
        boxes(sheet, {room.x, y, room.w - side - kGutter, std::min(kBoxTall, room.h)}, kCode);
        check_in_button(sheet, {room.right() - side, y, side, std::min(kBoxTall, room.h)});
    } else {
        const float left = room.h - needed;
        if (left > kScanTall + 40 && !frame.landscape) {
            const float tall = std::min(kScanTall + 60, left - 40);
            scan_hint(sheet, {room.x, y, room.w, tall});
            y += tall + std::min(110.0F, (left - tall) / 2);
        } else {
            y += left / 2;
        }
        sheet.tell("check_in_type", Role::heading, words, {room.x, y, room.w, heading});
        y += 16 + paint.paragraph({room.x, y, room.w, 0}, sheet.words.of(words), heading_pen(c),
                                  Align::centre, Breaks::even);
        boxes(sheet, {room.x, y, room.w, kBoxTall}, kCode);
        y += kBoxTall + 24;
        const float wide = std::min(room.w, 720.0F);
        check_in_button(sheet, {room.centre().x - wide / 2, y, wide, kButton});
    }
    keyboard(sheet, {body.x, body.bottom() - keys, body.w, keys}, Typing::letters, Keys::code);
    footer(sheet, frame, WayHome::shown);
}

void draw_phone_tail(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = begin_page(
        sheet, {sheet.words.all("kiosk.check_in"), icon_named("event_available"), c.primary});
    const On on{paint, c.page};
    const Rect& body = frame.body;
    const float wide = std::min(kPadWide, body.w - 2 * kMargin);
    const Text words = sheet.words.all("kiosk.tail_title");
    const Pen pen = heading_pen(c);
    const float heading = paint.height(sheet.words.of(words), pen, body.w - 2 * kMargin);
    const float spare = body.h - heading - kBoxTall - 2 * 28;
    // Low in reach the keys are as small as a finger allows.
    const float pad = std::min(kPadTall, spare - 48);
    float y = body.y + std::max(16.0F, (spare - pad) / 2.6F);
    sheet.tell("tail_title", Role::heading, words, {body.x, y, body.w, heading});
    y += 28 + paint.paragraph({body.x + kMargin, y, body.w - 2 * kMargin, 0}, sheet.words.of(words),
                              pen, Align::centre, Breaks::even);
    boxes(sheet, {body.centre().x - wide / 2, y, wide, kBoxTall}, kTail);
    y += kBoxTall + 28;
    digit_pad(sheet, {body.centre().x - wide / 2, y, wide, pad},
              {"find", sheet.words.all("kiosk.tail_find"), {Act::find_appointments}},
              submit_look(sheet, kTail, "search"));
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
