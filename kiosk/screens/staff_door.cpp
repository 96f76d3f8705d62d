// SPDX-License-Identifier: Apache-2.0
// The door to the staff page: a PIN, and why it does not open.
#include <array>

#include "kiosk/screens/pages.h"
#include "kiosk/screens/staff.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kKeyTall = 132;
constexpr float kKeyGap = 18;
constexpr float kPadWide = 720;
constexpr float kDotGap = 46;
constexpr std::size_t kDotsShown = 12;

std::string_view door_key(kiosk::StaffDoor door) {
    switch (door) {
        case kiosk::StaffDoor::shut:
        case kiosk::StaffDoor::open:
            return "kiosk.staff_pin";
        case kiosk::StaffDoor::wrong:
            return "kiosk.staff_wrong";
        case kiosk::StaffDoor::locked:
            return "kiosk.staff_locked";
        case kiosk::StaffDoor::no_pin:
            return "kiosk.staff_no_pin";
    }
    return "kiosk.staff_pin";
}

void pin_key(Sheet& sheet, Rect r, const Button& what, Icon icon) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target(what.id, Role::button, what.label, r, what.action);
    const float depth = sheet.pressed(what.id);
    const Color ground = mix(c.card, c.primary, paint.high_contrast() ? 0.0F : 0.22F * depth);
    paint.shadow(r, kRadius, 9, rgb(0x0B2540, 0.14F * (1 - depth)), 3);
    paint.fill(r, ground, kRadius);
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, kRadius, 3);
    }
    const On on{paint, ground};
    if (icon != 0) {
        paint.icon(r.centre(), icon, kIconMedium, c.ink);
        return;
    }
    paint.label(r, sheet.words.of(what.label),
                {.em = kHeading, .weight = Weight::bold, .ink = c.ink}, Align::centre);
}

/// One dot for each digit that was typed, never the digits.
void dots(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::size_t typed = std::min(sheet.visit.path.back().query.text.size(), kDotsShown);
    const float wide = static_cast<float>(kDotsShown - 1) * kDotGap;
    for (std::size_t i = 0; i < kDotsShown; ++i) {
        const Point at{r.centre().x - wide / 2 + static_cast<float>(i) * kDotGap, r.centre().y};
        paint.disc(at, i < typed ? 13.0F : 5.0F, i < typed ? c.primary : c.line);
    }
}

void pad(Sheet& sheet, Rect r) {
    const float one = (r.w - 2 * kKeyGap) / 3;
    const auto at = [&](int column, int row) {
        return Rect{r.x + static_cast<float>(column) * (one + kKeyGap),
                    r.y + static_cast<float>(row) * (kKeyTall + kKeyGap), one, kKeyTall};
    };
    const auto digit = [&](int n, Rect place) {
        const std::string text = std::to_string(n);
        pin_key(sheet, place, {"pin." + text, {text, text, text}, {.act = Act::type, .text = text}},
                0);
    };
    for (int n = 1; n <= 9; ++n) {
        digit(n, at((n - 1) % 3, (n - 1) / 3));
    }
    pin_key(sheet, at(0, 3), {"pin.erase", sheet.words.all("kiosk.key_erase"), {Act::erase}},
            icon_named("backspace"));
    digit(0, at(1, 3));
    button(sheet, at(2, 3), {"pin.enter", sheet.words.all("kiosk.staff_enter"), {Act::staff_enter}},
           {icon_named("arrow_forward"), true, false});
}

}  // namespace

void draw_staff_door(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& body = frame.body;
    const kiosk::StaffDoor door = sheet.view.door;
    const bool opens = door == kiosk::StaffDoor::shut || door == kiosk::StaffDoor::wrong ||
                       door == kiosk::StaffDoor::open;
    const float wide = std::min(kPadWide, body.w - 2 * kMargin);
    const float tall = opens ? 4 * kKeyTall + 3 * kKeyGap + 210 : 160.0F;
    float y = std::max(body.y + 16, body.centre().y - tall / 2);
    const Rect column{body.centre().x - wide / 2, y, wide, tall};
    const Text words = sheet.words.all(door_key(door));
    sheet.tell("staff_door", Role::heading, words, {column.x, y, wide, 80});
    const bool bad = !opens || door == kiosk::StaffDoor::wrong;
    y += 24 + paint.paragraph({column.x, y, wide, 0}, sheet.words.of(words),
                              {.em = kTitle, .weight = Weight::bold, .ink = bad ? c.bad : c.ink},
                              Align::centre, Breaks::even);
    if (!opens) {
        return;
    }
    dots(sheet, {column.x, y, wide, 60});
    pad(sheet, {column.x, y + 90, wide, 0});
}

}  // namespace hall::screens
