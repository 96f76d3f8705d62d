// SPDX-License-Identifier: Apache-2.0
// The frame that every section of a guide stands in.
#pragma once

#include "kiosk/screens/guide_parts.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

/// Between a section's edge and what is in it.
inline constexpr float kGuidePad = 40;

/// A titled card around content that is drawn by `body(y)`, which returns where it ends.
template <typename Body>
[[nodiscard]] float section(
    const GuideColumn& g, float y, std::string_view key, const Icon icon, Body body) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    const Text title = g.sheet.words.all(key);
    paint.begin_above();
    float end = 0;
    {
        const On on{paint, c.card};
        paint.icon({g.x + kGuidePad + 20, y + 58}, icon, 40, c.primary);
        paint.label({g.x + kGuidePad + 54, y + 30, g.w - 2 * kGuidePad - 54, 56},
                    g.sheet.words.of(title), {.em = kLabel, .weight = Weight::bold, .ink = c.ink});
        g.sheet.tell(std::string{key}, Role::heading, title, {g.x, y, g.w, 100});
        end = body(y + 106) + kGuidePad - 6;
    }
    paint.go_beneath();
    card(paint, {g.x, y, g.w, end - y}, 32, 0.9F);
    paint.end_layers();
    return end - y;
}

}  // namespace hall::screens
