// SPDX-License-Identifier: Apache-2.0
// Reading textures and writing pixels: the inner loops of raster.cpp and triangle.cpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <imgui.h>

#include "kiosk/platform/blend.h"
#include "kiosk/platform/images.h"

namespace hall::platform {

/// The two columns and two rows of texels that a sample lies between.
struct Cell {
    int x0 = 0;
    int x1 = 0;
    int y0 = 0;
    int y1 = 0;
};

[[nodiscard]] inline std::size_t place_of(const Pixels& texture, int x, int y) noexcept {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.width) +
           static_cast<std::size_t>(x);
}

/// One texel of a coverage texture. x and y are inside.
[[nodiscard]] inline std::uint32_t ink(const Pixels& texture, int x, int y) noexcept {
    return texture.bytes[place_of(texture, x, y)];
}

/// One texel of a coloured texture. x and y are inside.
[[nodiscard]] inline Rgba texel(const Pixels& texture, int x, int y) noexcept {
    Rgba value = 0;
    std::memcpy(&value, &texture.bytes[place_of(texture, x, y) * 4], sizeof value);
    return value;
}

/// Linear between four texels; shares are of x1 and y1, in 256ths.
[[nodiscard]] inline std::uint32_t blend_ink(const Pixels& texture,
                                             const Cell& cell,
                                             std::uint32_t share_x,
                                             std::uint32_t share_y) noexcept {
    const std::uint32_t top =
        mix_256(ink(texture, cell.x0, cell.y0), ink(texture, cell.x1, cell.y0), share_x);
    const std::uint32_t low =
        mix_256(ink(texture, cell.x0, cell.y1), ink(texture, cell.x1, cell.y1), share_x);
    return (mix_256(top, low, share_y) + 0x8000U) >> 16;
}

[[nodiscard]] inline Rgba blend_texels(const Pixels& texture,
                                       const Cell& cell,
                                       std::uint32_t share_x,
                                       std::uint32_t share_y) noexcept {
    const Rgba a = texel(texture, cell.x0, cell.y0);
    const Rgba b = texel(texture, cell.x1, cell.y0);
    const Rgba c = texel(texture, cell.x0, cell.y1);
    const Rgba d = texel(texture, cell.x1, cell.y1);
    Rgba out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const std::uint32_t top = mix_256((a >> shift) & 0xFFU, (b >> shift) & 0xFFU, share_x);
        const std::uint32_t low = mix_256((c >> shift) & 0xFFU, (d >> shift) & 0xFFU, share_x);
        out |= ((mix_256(top, low, share_y) + 0x8000U) >> 16) << shift;
    }
    return out;
}

/// A sample at (x, y), in 65536ths of a texel from the centre of the first one; clamped outside.
[[nodiscard]] inline Rgba sample(const Pixels& texture, std::int64_t x, std::int64_t y) noexcept {
    const auto floor_x = static_cast<int>(std::clamp<std::int64_t>(x >> 16, -1, texture.width));
    const auto floor_y = static_cast<int>(std::clamp<std::int64_t>(y >> 16, -1, texture.height));
    const Cell cell{
        std::clamp(floor_x, 0, texture.width - 1), std::clamp(floor_x + 1, 0, texture.width - 1),
        std::clamp(floor_y, 0, texture.height - 1), std::clamp(floor_y + 1, 0, texture.height - 1)};
    const auto share_x = static_cast<std::uint32_t>((x >> 8) & 0xFF);
    const auto share_y = static_cast<std::uint32_t>((y >> 8) & 0xFF);
    if (texture.coloured) {
        return blend_texels(texture, cell, share_x, share_y);
    }
    return with_alpha(0x00FFFFFFU, blend_ink(texture, cell, share_x, share_y));
}

/// A texture coordinate (0 to 1) in the measure of sample().
[[nodiscard]] inline double texel_place(float coordinate, int size) noexcept {
    return (double{coordinate} * size - 0.5) * 65536.0;
}

[[nodiscard]] inline Rgba sample_at(const Pixels& texture, const ImVec2& uv) noexcept {
    return sample(texture, static_cast<std::int64_t>(texel_place(uv.x, texture.width)),
                  static_cast<std::int64_t>(texel_place(uv.y, texture.height)));
}

/// Lays one pixel over what is there.
inline void put(std::uint32_t& to, Rgba colour) noexcept {
    const std::uint32_t alpha = alpha_of(colour);
    if (alpha == 255) {
        to = colour;
    } else if (alpha != 0) {
        to = over(to, colour, alpha);
    }
}

/// Lays `ink` 255ths of `colour` over what is there.
inline void put_ink(std::uint32_t& to, Rgba colour, std::uint32_t ink) noexcept {
    if (ink != 0) {
        put(to, with_alpha(colour, times(ink, alpha_of(colour))));
    }
}

/// Lays one colour over `count` pixels.
inline void fill(std::uint32_t* to, int count, Rgba colour) noexcept {
    const std::uint32_t alpha = alpha_of(colour);
    if (alpha == 255) {
        std::fill_n(to, count, colour);
        return;
    }
    for (int i = 0; alpha != 0 && i < count; ++i) {
        to[i] = over(to[i], colour, alpha);
    }
}

}  // namespace hall::platform
