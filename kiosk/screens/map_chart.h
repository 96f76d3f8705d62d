// SPDX-License-Identifier: Apache-2.0
// A map scene with its scale: metres in, Q out; and the ground that counters and ways lie on.
#pragma once

#include "kiosk/screens/map_drawing.h"

namespace hall::screens {

/// A scene with its scale: metres in, Q out.
class Chart {
public:
    Chart(Sheet& sheet, const MapScene& scene)
        : sheet_(sheet),
          scene_(scene),
          theme_(sheet.paint.theme()) {}

    [[nodiscard]] Point at(PlanPoint p) const {
        return theme_.on_page(scene_.map.at(p, sheet_.now));
    }
    [[nodiscard]] Rect at(const PlanArea& area) const {
        return page_of(scene_.map.at(area, sheet_.now));
    }
    /// Q a metre.
    [[nodiscard]] float scale() const { return theme_.q(scene_.map.scale(sheet_.now)); }
    [[nodiscard]] Rect seen() const { return page_of(scene_.map.seen()); }
    /// Q between neighbouring counters, at the least.
    [[nodiscard]] float between() const { return scale() * kPitch; }
    /// A finger can tell them apart.
    [[nodiscard]] bool choosable() const { return between() >= kChoosable; }

private:
    [[nodiscard]] Rect page_of(Rect px) const {
        const Point from = theme_.on_page({px.x, px.y});
        return {from.x, from.y, theme_.q(px.w), theme_.q(px.h)};
    }

    static constexpr float kPitch = 3.55F;  // Metres.
    static constexpr float kChoosable = 88;

    Sheet& sheet_;
    const MapScene& scene_;
    const Theme& theme_;
};

/// A zone's colour, or the house's own.
[[nodiscard]] Color zone_color(const Sheet& sheet, const ZoneId& id);

/// Where "you are here" is said; nothing on other floors. Whatever else is written keeps off it.
[[nodiscard]] Rect here_plate(const Sheet& sheet, const MapScene& scene, const Chart& chart);

/// Building, zones, rooms, seats and what else stands about; and the zones' names.
void map_ground(Sheet& sheet, const MapScene& scene, const Chart& chart);

}  // namespace hall::screens
