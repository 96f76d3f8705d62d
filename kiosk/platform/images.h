// SPDX-License-Identifier: Apache-2.0
// Pictures as the rooms have them, and as the renderers keep them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/platform/fault.h"

namespace hall::platform {

enum class ImageKind : std::uint8_t {
    bits,  ///< 1 bit a pixel, most significant first, each row from a byte on. A set bit is ink.
    coverage,  ///< 1 byte a pixel: how much of it is ink. Glyphs and shadows.
    rgba,      ///< 4 bytes a pixel, R G B A, colour not multiplied by alpha.
};

/// A picture that belongs to somebody else.
///
/// Ink has no colour of its own: bits and coverage are drawn in the colour of the draw call, and
/// what is no ink is see-through. The slip's preview is its very bits over a white card.
struct ImageView {
    ImageKind kind = ImageKind::rgba;
    int width = 0;
    int height = 0;
    std::span<const std::byte> bytes;
};

/// The same, kept: one or four bytes a pixel, no padding.
struct Pixels {
    bool coloured = false;  ///< Four bytes a pixel; otherwise one, of coverage.
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bytes;
};

/// The bytes that a picture of this kind and size has. 0 when a side is not positive.
[[nodiscard]] std::size_t bytes_of(ImageKind kind, int width, int height) noexcept;

/// Reads a view into bytes of its own. Pure.
///
/// Errors: bad_image (wrong number of bytes, or no area), too_large (a side beyond `side_max`).
[[nodiscard]] Result<Pixels> take_in(const ImageView& image, int side_max);

}  // namespace hall::platform
