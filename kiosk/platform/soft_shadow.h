// SPDX-License-Identifier: Apache-2.0
// The soft shadow under every card, baked once.
#pragma once

#include <cstdint>
#include <vector>

namespace hall::platform {

/// A square picture of a blurred rounded square, to be drawn in nine pieces.
///
///     0      blur  blur+radius                    size
///     |  fade  |  corner  |   may be stretched  |
struct ShadowTile {
    int size = 160;   ///< Side of the picture, pixels.
    int radius = 32;  ///< Corner radius of the shape whose shadow it is.
    int blur = 36;    ///< How far the shadow reaches beyond the shape.

    /// The part at each end that must not be stretched.
    [[nodiscard]] constexpr int corner() const noexcept { return blur + radius + 8; }
};

/// The picture, size * size bytes of coverage. Integer arithmetic only: the same everywhere.
///
/// Three box blurs make a bell curve to within 3 %.
/// Source: W3C SVG 1.1, 15.17 feGaussianBlur, note on box blurs.
[[nodiscard]] std::vector<std::uint8_t> soft_shadow(const ShadowTile& tile);

}  // namespace hall::platform
