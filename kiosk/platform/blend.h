// SPDX-License-Identifier: Apache-2.0
// Arithmetic on colours of four bytes, as the CPU renderer needs it in its innermost loops.
#pragma once

#include <cstdint>

namespace hall::platform {

/// A colour as ImGui packs it: R in the lowest byte, A in the highest.
using Rgba = std::uint32_t;

inline constexpr Rgba kOpaque = 0xFF000000U;

[[nodiscard]] constexpr std::uint32_t alpha_of(Rgba colour) noexcept {
    return colour >> 24;
}

[[nodiscard]] constexpr Rgba with_alpha(Rgba colour, std::uint32_t alpha) noexcept {
    return (colour & 0x00FFFFFFU) | (alpha << 24);
}

/// a * b / 255, rounded to nearest; both 0 to 255.
[[nodiscard]] constexpr std::uint32_t times(std::uint32_t a, std::uint32_t b) noexcept {
    const std::uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

/// Two bytes at a time: (a * share + b * (255 - share)) / 255 in bits 0-7 and 16-23, each rounded
/// to nearest. No lane can carry into the other: 255 * 255 + 128 < 65536.
[[nodiscard]] constexpr std::uint32_t mix_two(std::uint32_t a,
                                              std::uint32_t b,
                                              std::uint32_t share) noexcept {
    const std::uint32_t t = a * share + b * (255 - share) + 0x00800080U;
    return ((t + ((t >> 8) & 0x00FF00FFU)) >> 8) & 0x00FF00FFU;
}

/// `colour` over what is there, with `alpha` for the colour's own. The result is opaque.
[[nodiscard]] constexpr Rgba over(Rgba under, Rgba colour, std::uint32_t alpha) noexcept {
    const std::uint32_t rb = mix_two(colour & 0x00FF00FFU, under & 0x00FF00FFU, alpha);
    const std::uint32_t g = mix_two((colour >> 8) & 0xFFU, (under >> 8) & 0xFFU, alpha);
    return kOpaque | rb | (g << 8);
}

/// Channel by channel: a * b / 255.
[[nodiscard]] constexpr Rgba tinted(Rgba a, Rgba b) noexcept {
    return times(a & 0xFFU, b & 0xFFU) | (times((a >> 8) & 0xFFU, (b >> 8) & 0xFFU) << 8) |
           (times((a >> 16) & 0xFFU, (b >> 16) & 0xFFU) << 16) | (times(a >> 24, b >> 24) << 24);
}

/// near + (far - near) * share / 256 of single values.
[[nodiscard]] constexpr std::uint32_t mix_256(std::uint32_t near,
                                              std::uint32_t far,
                                              std::uint32_t share) noexcept {
    return near * (256 - share) + far * share;
}

}  // namespace hall::platform
