// SPDX-License-Identifier: Apache-2.0
// The door to the staff page: a PIN, and why it does not open.
#include <array>

#include "kiosk/screens/digit_pad.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/staff.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

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

}  // namespace

void draw_staff_door(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Rect& body = frame.body;
    const kiosk::StaffDoor door = sheet.view.door;
    const bool opens = door == kiosk::StaffDoor::shut || door == kiosk::StaffDoor::wrong ||
                       door == kiosk::StaffDoor::open;
    const float wide = std::min(kPadWide, body.w - 2 * kMargin);
    const float tall = opens ? kPadTall + 210 : 160.0F;
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
    digit_pad(sheet, {column.x, y + 90, wide, kPadTall},
              {"pin.enter", sheet.words.all("kiosk.staff_enter"), {Act::staff_enter}},
              {icon_named("arrow_forward"), true, false});
}

}  // namespace hall::screens
