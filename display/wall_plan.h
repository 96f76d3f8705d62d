// SPDX-License-Identifier: Apache-2.0
// Where the parts of a lobby wall stand.
#pragma once

#include <cstdint>

#include "display/canvas.h"
#include "display/page.h"

namespace hall::display {

/// The three ways a wall is cut: wide and tall screens hold every part; a strip (an LED wall of
/// fewer than 300 lines, or one far wider than high) holds the call, the recent ones and the foot.
enum class WallShape : std::uint8_t { wide, tall, strip };

/// Boxes in pixels; an empty one is a part that is not shown.
struct WallPlan {
    WallShape shape = WallShape::wide;
    double unit = 1.0;  ///< Pixels per unit: 1080 units are the shorter side of a screen.
    Rect header;
    Rect hero;  ///< The newest call.
    Rect recent;
    Rect serving;
    Rect waiting;
    Rect lists;  ///< Next and missed numbers, and the QR code.
    Rect foot;   ///< Notices, announcement, hotline.

    /// Units as whole pixels, at least one.
    [[nodiscard]] int px(double units) const;
};

/// What a plan may be asked for besides.
struct PlanWish {
    double scale = 1.0;  ///< Words and gaps so many times as large.
    /// 0 … 4: waiting, serving, lists and recent calls are left out, in this order, so that the
    /// newest call has their room.
    int left_out = 0;
};
inline constexpr int kLeftOutMost = 4;

/// Cuts a wall of that size for what `page` has to show: parts without content leave their room to
/// their neighbours. Pure.
[[nodiscard]] WallPlan plan_wall(int width, int height, const WallPage& page, PlanWish wish = {});

}  // namespace hall::display
