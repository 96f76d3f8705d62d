// SPDX-License-Identifier: Apache-2.0
// The foot of a lobby wall: what the voice says, or the notices one after another, and the hotline.
#pragma once

#include <cstddef>

#include "display/wall_parts.h"

namespace hall::display {

/// Where the run of notices stands: which one, and how far it has travelled to the left.
///
/// A notice that fits stands still for kNoticeStands; one that does not waits, travels whole
/// pixels a step, and waits again. An eye follows 4 Han characters a second, so no faster.
struct FootMotion {
    std::size_t notice = 0;
    int travelled_px = 0;

    bool operator==(const FootMotion&) const = default;
};

inline constexpr Milliseconds kNoticeStands{8000};
inline constexpr Milliseconds kFootStep{33};

/// Pure function of the page and the time.
[[nodiscard]] FootMotion foot_motion(const WallBrush& brush, Instant now);

/// How long the foot stays as it is from `now` on; longer than a day when it stands still.
[[nodiscard]] Milliseconds foot_holds(const WallBrush& brush, Instant now);

void draw_foot(WallBrush& brush, FootMotion motion);

}  // namespace hall::display
