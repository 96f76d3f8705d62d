// SPDX-License-Identifier: Apache-2.0
// The newest call on a lobby wall: the number, enormous, and where to go with it.
#pragma once

#include <optional>

#include "display/wall_parts.h"

namespace hall::display {

/// Where the motion of a fresh call stands. Still when `frame` is empty.
///
/// The number rises into place within half a second; for kFreshFor the card's rim breathes once a
/// second and arrows travel towards the counter. Motion and a label say "new", not a colour.
struct HeroMotion {
    std::optional<int> frame;  ///< Counts kHeroFrame steps since the call.

    bool operator==(const HeroMotion&) const = default;
};

/// 20 pictures a second: smooth for a breathing rim, a quarter of a small processor.
inline constexpr Milliseconds kHeroFrame{50};

/// Pure.
[[nodiscard]] HeroMotion hero_motion(const WallPage& page, Instant now);

/// All that the hero ever inks, glow included.
[[nodiscard]] Rect hero_reach(const WallPlan& plan);

void draw_hero(WallBrush& brush, HeroMotion motion);

/// How high the newest number is drawn, px: the ink of its capitals and digits. 0 without one.
[[nodiscard]] int number_height(const WallBrush& brush);

}  // namespace hall::display
