// SPDX-License-Identifier: Apache-2.0
// From how far a wall is read, and what that asks of it.
#pragma once

#include "display/settings.h"
#include "display/wall_hero.h"

namespace hall::display {

/// How high the picture hangs there and from how far it is read. All 0: nobody said.
struct Viewing {
    int height_mm = 0;  ///< Of the lit picture, not of its frame.
    int distance_m = 0;

    [[nodiscard]] bool is_known() const { return height_mm > 0 && distance_m > 0; }

    bool operator==(const Viewing&) const = default;
};

/// 100 mm at 20 m. Comfortable reading is said to end at 0.2 m a millimetre for dense Han letters,
/// half of what sign makers give for Latin capitals. Source: Spectra Displays, character heights.
inline constexpr int kNumberMmPerMetre = 5;

/// How high the newest number must stand on a picture of `height_px`; 0 when nobody said.
[[nodiscard]] int least_number_px(Viewing viewing, int height_px);

/// The plan for what is seen from there: the richest in which the newest number is high enough.
/// Parts that can wait are left out until it is; words grow with the distance, up to 1.3 times,
/// where they leave it its height. When nothing helps, the number has the whole wall.
///
/// Pure but for the letters that `pen` remembers.
[[nodiscard]] WallPlan plan_seen(TextPen& pen, Size size, const WallPage& page, Viewing viewing);

/// height_mm= and distance_m=; both or none. Errors: bad_settings.
[[nodiscard]] Result<Viewing> viewing_setting(const Settings& settings);

}  // namespace hall::display
