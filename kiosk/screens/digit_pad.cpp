// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/digit_pad.h"

namespace hall::screens {

namespace {

constexpr float kKeyGap = 18;

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

}  // namespace

void digit_pad(Sheet& sheet, Rect r, const Button& enter, const ButtonLook& look) {
    const float one = (r.w - 2 * kKeyGap) / 3;
    const float tall = (r.h - 3 * kKeyGap) / 4;
    const auto at = [&](int column, int row) {
        return Rect{r.x + static_cast<float>(column) * (one + kKeyGap),
                    r.y + static_cast<float>(row) * (tall + kKeyGap), one, tall};
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
    button(sheet, at(2, 3), enter, look);
}

}  // namespace hall::screens
