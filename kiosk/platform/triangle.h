// SPDX-License-Identifier: Apache-2.0
// One triangle, row by row.
#pragma once

#include <cstdint>

#include "kiosk/platform/raster.h"

namespace hall::platform {

/// Positions are held in 256ths of a pixel, as graphics cards do.
[[nodiscard]] std::int64_t subpixel(float position) noexcept;

/// The first pixel whose centre is at or beyond a position.
[[nodiscard]] constexpr int first_centre(std::int64_t position) noexcept {
    return static_cast<int>((position + 127) >> 8);
}

/// Draws the part of a triangle that is inside `box`; see Raster for the rules.
void draw_triangle(const Canvas& canvas, const Box& box, const Shape& shape);

}  // namespace hall::platform
