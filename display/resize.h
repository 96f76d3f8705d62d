// SPDX-License-Identifier: Apache-2.0
// Pictures in another size.
#pragma once

#include "display/canvas.h"

namespace hall::display {

struct Extent {
    int width = 0;
    int height = 0;

    bool operator==(const Extent&) const = default;
};

/// The largest extent of the shape of `what` that has room in `room`, at least one pixel each way.
/// Pure.
[[nodiscard]] Extent fitting(Extent what, Extent room);

/// `from`, an RGB picture, in another size: each pixel is the mean of what falls on it, weighted by
/// distance, so that fine print does not flicker away and edges do not become stairs. Pure.
[[nodiscard]] Canvas resized(const Canvas& from, Extent to);

}  // namespace hall::display
