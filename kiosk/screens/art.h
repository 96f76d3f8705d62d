// SPDX-License-Identifier: Apache-2.0
// The hall's landscape: ridges in the green and blue of the old scrolls, with a thread of gold,
// under a sky that follows the hour. Computed, so that it fits every panel; a pure function of its
// rectangle, the hour and a seed.
#pragma once

#include <cstdint>

#include "kiosk/screens/painter.h"

namespace hall::screens {

struct Scene {
    std::uint32_t seed = 7;
    float hour = 9.5F;      ///< 0 to 24; where the sun stands and how warm the sky is.
    float horizon = 0.62F;  ///< Share of the height where the farthest ridge begins.
    bool sun = true;
    float sunrise = 0.855F;  ///< Shares of the width between which the sun wanders.
    float sunset = 0.915F;
    int ridges = 4;
    float rise = 0;  ///< 0: as high everywhere; 1: rises from nothing at the left, for text there.
    float gold = 1;  ///< How much of the gold thread is seen.
};

/// Covers `r`. In high contrast only the ground colour.
void paint_landscape(Painter& paint, Rect r, const Scene& scene);

/// "09:42" as 9.7; noon when it is no time of day.
[[nodiscard]] float hour_of(const std::string& clock) noexcept;

}  // namespace hall::screens
