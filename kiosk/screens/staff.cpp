// SPDX-License-Identifier: Apache-2.0
// What staff see to at the kiosk: the printer, its paper, and slips of which nobody knows.
#include "kiosk/screens/staff.h"

#include <array>
#include <cstdio>

#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::PaperState;
using kiosk::PrinterHealth;

namespace {

constexpr float kPad = 32;
constexpr float kTile = 92;
constexpr float kRowTall = 108;
constexpr std::array<int, 3> kRollsM{30, 50, 80};
constexpr float kRollsAcross = 800;  ///< Narrower, their buttons would run into each other.

const Pen kStrong{.em = kLabel, .weight = Weight::bold};

Pen inked(Pen pen, Color ink) {
    pen.ink = ink;
    return pen;
}

std::string metres(std::int64_t mm) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%.1f", static_cast<double>(mm) / 1000);
    return text.data();
}

std::string_view printer_key(PrinterHealth health) {
    switch (health) {
        case PrinterHealth::unknown:
            return "kiosk.staff_unknown";
        case PrinterHealth::fine:
            return "kiosk.staff_fine";
        case PrinterHealth::near_end:
            return "kiosk.staff_near_end";
        case PrinterHealth::paper_out:
            return "kiosk.staff_paper_out";
        case PrinterHealth::cover_open:
            return "kiosk.staff_cover_open";
        case PrinterHealth::fault:
            return "kiosk.staff_fault";
    }
    return "kiosk.staff_unknown";
}

std::string_view slip_key(PaperState paper) {
    switch (paper) {
        case PaperState::printing:
            return "kiosk.staff_printing";
        case PaperState::printed:
            return "kiosk.staff_printed";
        case PaperState::unprinted:
            return "kiosk.staff_unprinted";
        case PaperState::uncertain:
            return "kiosk.staff_uncertain";
    }
    return "kiosk.staff_uncertain";
}

Color tone(const Palette& c, PaperState paper) {
    return paper == PaperState::printed     ? c.good
           : paper == PaperState::printing  ? c.muted
           : paper == PaperState::unprinted ? c.bad
                                            : c.warn;
}

/// Each part draws from the top of a column and returns where it ends.
struct Column {
    Sheet& sheet;
    float x = 0;
    float w = 0;

    [[nodiscard]] Rect inner(float y, float tall) const {
        return {x + kPad, y, w - 2 * kPad, tall};
    }
};

float printer_part(const Column& column, float y) {
    Sheet& sheet = column.sheet;
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const PrinterHealth health = sheet.view.printer;
    const Rect box{column.x, y, column.w, kTile + 2 * kPad};
    card(paint, box);
    const On on{paint, c.card};
    const bool well = health == PrinterHealth::fine || health == PrinterHealth::near_end;
    icon_tile(paint, {box.x + kPad, box.y + kPad, kTile, kTile},
              icon_named(well ? "print" : "print_disabled"),
              health == PrinterHealth::fine ? c.good
              : well                        ? c.warn
                                            : c.bad);
    const auto words = [&](const Words& w) {
        std::string text = w.say(printer_key(health));
        if (!sheet.view.staff->printer_since.empty()) {
            text += " · " + w.say("kiosk.staff_since", {{"time", sheet.view.staff->printer_since}});
        }
        return text;
    };
    const float left = box.x + kPad + kTile + 28;
    const float wide = box.right() - kPad - left;
    paint.label({left, box.y + kPad - 4, wide, 44}, sheet.words.say("kiosk.staff_printer"),
                {.em = kCaption, .ink = c.muted});
    paint.label({left, box.y + kPad + 40, wide, 52}, words(sheet.words), inked(kStrong, c.ink));
    sheet.tell("printer", Role::status, in_all(sheet.words, words), box);
    return box.bottom() + kGutter;
}

/// How much of the roll is left, as a bar; nothing where nobody knows.
void roll_bar(Painter& paint, Rect r, const kiosk::StaffView& staff) {
    const Palette& c = paint.colors();
    paint.fill(r, paint.high_contrast() ? c.page : c.sunken, r.h / 2);
    if (staff.roll_mm && staff.left_mm && *staff.roll_mm > 0) {
        const float share = static_cast<float>(*staff.left_mm) / static_cast<float>(*staff.roll_mm);
        paint.fill({r.x, r.y, std::max(r.h, r.w * std::min(share, 1.0F)), r.h},
                   share < 0.1F ? c.warn : c.primary, r.h / 2);
    }
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, r.h / 2, 2);
    }
}

float paper_part(const Column& column, float y) {
    Sheet& sheet = column.sheet;
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const kiosk::StaffView& staff = *sheet.view.staff;
    const Rect in = column.inner(y + kPad, 44);
    // In large print the lengths stand below each other.
    const bool stacked = in.w < kRollsAcross;
    const float rows = stacked ? static_cast<float>(kRollsM.size()) : 1.0F;
    const float rolls = rows * kTouch + (rows - 1) * kGutter;
    const Rect box{column.x, y, column.w, 44 + 52 + 18 + 26 + rolls + 2 * kPad + 24};
    card(paint, box);
    const On on{paint, c.card};
    paint.label(in, sheet.words.say("kiosk.staff_paper"), {.em = kCaption, .ink = c.muted});
    const auto words = [&](const Words& w) {
        return staff.left_mm && staff.slips_left
                   ? w.say("kiosk.staff_left", {{"m", metres(*staff.left_mm)},
                                                {"n", std::to_string(*staff.slips_left)}})
                   : w.say("kiosk.staff_left_unknown", {{"m", metres(staff.used_mm)}});
    };
    paint.label(in.moved(0, 44), words(sheet.words), inked(kStrong, c.ink));
    sheet.tell("paper_left", Role::status, in_all(sheet.words, words), {in.x, in.y, in.w, 96});
    roll_bar(paint, {in.x, in.y + 106, in.w, 18}, staff);
    const float one = stacked ? in.w : (in.w - 2 * kGutter) / 3;
    for (std::size_t i = 0; i < kRollsM.size(); ++i) {
        const std::string m = std::to_string(kRollsM.at(i));
        const auto n = static_cast<float>(i);
        const Rect at{in.x, in.y + 150, one, kTouch};
        button(sheet,
               stacked ? at.moved(0, n * (kTouch + kGutter)) : at.moved(n * (one + kGutter), 0),
               {"roll." + m,
                sheet.words.all("kiosk.staff_roll", {{"m", m}}),
                {.act = Act::change_roll, .text = m}},
               {icon_named("task_alt"), false});
    }
    return box.bottom() + kGutter;
}

void slip_line(Sheet& sheet, Rect r, const kiosk::StaffSlip& slip) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    paint.label({r.x, r.y, 190, r.h}, slip.number,
                {.em = kTitle, .weight = Weight::bold, .ink = c.ink});
    // In large print the hour gives way to what became of the slip.
    const bool narrow = r.w < 560;
    const float x = r.x + (narrow ? 206.0F : 322.0F);
    if (!narrow) {
        paint.label({r.x + 196, r.y, 100, r.h}, slip.issued_at, {.em = kBody, .ink = c.muted});
    }
    paint.disc({x, r.centre().y}, 10, tone(c, slip.paper));
    paint.label({x + 24, r.y, r.right() - x - 24, r.h}, sheet.words.say(slip_key(slip.paper)),
                {.em = kBody, .weight = Weight::bold, .ink = c.ink});
    sheet.tell("slip." + slip.number, Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          return slip.number + ", " + slip.issued_at + ", " +
                                 w.say(slip_key(slip.paper));
                      }),
               r);
}

Button slip_button(
    const Sheet& sheet, const kiosk::StaffSlip& slip, const char* id, const char* key, Act act) {
    return {std::string(id) + "." + slip.number,
            sheet.words.all(key),
            {.act = act, .text = text_of(slip.ticket)}};
}

float slip_rows(const Column& column, float y, const kiosk::StaffSlip& slip) {
    Sheet& sheet = column.sheet;
    const Rect row = column.inner(y, kTouch);
    const bool busy = slip.paper == PaperState::printing;
    const ButtonLook copy{icon_named("print"), false, false, !busy};
    const Button again = slip_button(sheet, slip, "copy", "kiosk.staff_copy", Act::staff_copy);
    if (slip.paper != PaperState::uncertain) {
        constexpr float kWide = 250;
        slip_line(sheet, {row.x, row.y, row.w - kWide - kGutter, row.h}, slip);
        button(sheet, {row.right() - kWide, row.y, kWide, row.h}, again, copy);
        return y + kRowTall;
    }
    slip_line(sheet, {row.x, row.y, row.w, 60}, slip);
    const float one = (row.w - 2 * kGutter) / 3;
    const float below = row.y + 66;
    button(sheet, {row.x, below, one, kTouch},
           slip_button(sheet, slip, "on_paper", "kiosk.staff_on_paper", Act::slip_on_paper),
           {icon_named("check"), false});
    button(sheet, {row.x + one + kGutter, below, one, kTouch},
           slip_button(sheet, slip, "none", "kiosk.staff_not_on_paper", Act::slip_not_on_paper),
           {icon_named("close"), false});
    button(sheet, {row.x + 2 * (one + kGutter), below, one, kTouch}, again, copy);
    return below + kTouch + 28;
}

float slips_part(const Column& column, float y) {
    Sheet& sheet = column.sheet;
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const kiosk::StaffView& staff = *sheet.view.staff;
    const float top = y;
    paint.begin_above();
    {
        const On on{paint, c.card};
        const Rect in = column.inner(y + kPad, 44);
        paint.label(in, sheet.words.say("kiosk.staff_slips"), {.em = kCaption, .ink = c.muted});
        const auto counts = [&](const Words& w) {
            return staff.issued == 0
                       ? w.say("kiosk.staff_none")
                       : w.say("kiosk.staff_counts", {{"n", std::to_string(staff.issued)},
                                                      {"p", std::to_string(staff.printed)},
                                                      {"u", std::to_string(staff.unprinted)},
                                                      {"q", std::to_string(staff.uncertain)}});
        };
        paint.label(in.moved(0, 46), counts(sheet.words), inked(kStrong, c.ink));
        sheet.tell("counts", Role::status, in_all(sheet.words, counts), {in.x, in.y, in.w, 96});
        y = in.y + 116;
        for (const kiosk::StaffSlip& slip : staff.slips) {
            paint.fill({in.x, y - 8, in.w, 2}, c.line);
            y = slip_rows(column, y + 4, slip);
        }
    }
    paint.go_beneath();
    card(paint, {column.x, top, column.w, y + 12 - top});
    paint.end_layers();
    return y + 12 + kGutter;
}

float sheets_part(const Column& column, float y) {
    Sheet& sheet = column.sheet;
    const bool busy = sheet.visit.guide_printed.has_value();
    const float half = (column.w - kGutter) / 2;
    button(sheet, {column.x, y, half, kTouch},
           {"test_page",
            sheet.words.all("kiosk.staff_test"),
            {.act = Act::print_sheet, .text = "test_page"}},
           {icon_named("print"), false, false, !busy});
    button(sheet, {column.x + half + kGutter, y, half, kTouch},
           {"day_close",
            sheet.words.all("kiosk.staff_day_close"),
            {.act = Act::print_sheet, .text = "day_close"}},
           {icon_named("receipt_long"), false, false, !busy});
    y += kTouch + kGutter;
    button(sheet, {column.x, y, column.w, kTouch},
           {"leave", sheet.words.all("kiosk.staff_leave"), {Act::done}},
           {icon_named("meeting_room"), true});
    return y + kTouch + kGutter;
}

}  // namespace

void draw_staff(Sheet& sheet) {
    const Palette& c = sheet.colors();
    const Frame frame =
        begin_page(sheet, {sheet.words.all("kiosk.staff"), icon_named("badge"), c.primary});
    const On on{sheet.paint, c.page};
    if (sheet.view.staff == nullptr) {
        draw_staff_door(sheet, frame);
        footer(sheet, frame, WayHome::none);
        return;
    }
    const Rect& view = frame.body;
    const Column column{sheet, view.x + kMargin, view.w - 2 * kMargin};
    scrolled(sheet, view, 24, 24, [&](float top) {
        float y = printer_part(column, top);
        y = paper_part(column, y);
        y = slips_part(column, y);
        return sheets_part(column, y);
    });
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
