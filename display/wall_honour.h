// SPDX-License-Identifier: Apache-2.0
// The honour page and the pictures of a lobby wall, in turn with what can wait.
#pragma once

#include <cstddef>
#include <optional>

#include "display/wall_parts.h"

namespace hall::display {

/// Which turn is up, of the distinctions and then of the pictures; nothing while their place shows
/// what it shows otherwise.
///
/// It never covers a call. While one stands large the page takes the place of the two grids below;
/// while none does – before opening, at noon, in the evening – it takes turns with the welcome.
struct HonourMotion {
    std::optional<std::size_t> turn;

    bool operator==(const HonourMotion&) const = default;
};

inline constexpr Milliseconds kHonourStands{10000};
/// Long enough for both grids to have had their turns.
inline constexpr Milliseconds kBetweenHonours{20000};

/// Where the page stands; empty on a wall without room for it.
[[nodiscard]] Rect honour_place(const WallPlan& plan, const WallPage& page);

/// Pure functions of the page and the time.
[[nodiscard]] HonourMotion honour_motion(const WallBrush& brush, Instant now);
/// How long it stays as it is from `now` on; longer than a day when there is none.
[[nodiscard]] Milliseconds honour_holds(const WallBrush& brush, Instant now);

void draw_honour(WallBrush& brush, std::size_t turn);

}  // namespace hall::display
