// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/theme.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace hall::screens {

namespace {

constexpr float kMmPerQ = 0.2479F;
constexpr float kDesignWidth = 1080;
constexpr float kNarrowestPage = 1000;
constexpr float kLowPageLeast = 1000;  // Q; a keyboard and what it finds need as much.
constexpr float kMmPerInch = 25.4F;

float channel(Color color, unsigned shift) {
    return static_cast<float>((color >> shift) & 0xFFU);
}

std::uint32_t byte_of(float value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

float luminance(Color color) {
    constexpr std::array kWeights{0.2126F, 0.7152F, 0.0722F};
    float sum = 0;
    for (unsigned i = 0; i < kWeights.size(); ++i) {
        const float c = channel(color, 8 * i) / 255.0F;
        sum +=
            kWeights.at(i) * (c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F));
    }
    return sum;
}

}  // namespace

Color rgb(std::uint32_t hex, float alpha) noexcept {
    return ((hex >> 16U) & 0xFFU) | (hex & 0xFF00U) | ((hex & 0xFFU) << 16U) |
           (byte_of(alpha * 255.0F) << 24U);
}

Color faded(Color color, float alpha) noexcept {
    return (color & 0xFFFFFFU) |
           (byte_of(channel(color, 24) * std::clamp(alpha, 0.0F, 1.0F)) << 24U);
}

Color mix(Color a, Color b, float share_of_b) noexcept {
    Color mixed = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const float from = channel(a, shift);
        mixed |= byte_of(from + (channel(b, shift) - from) * share_of_b) << shift;
    }
    return mixed;
}

Color color_from(const char* text, Color otherwise) noexcept {
    std::uint32_t hex = 0;
    const std::size_t length = std::strlen(text);
    if (length != 7 || text[0] != '#') {
        return otherwise;
    }
    const auto parsed = std::from_chars(text + 1, text + length, hex, 16);
    return parsed.ec == std::errc{} && parsed.ptr == text + length ? rgb(hex) : otherwise;
}

float contrast(Color a, Color b) noexcept {
    const float one = luminance(a) + 0.05F;
    const float two = luminance(b) + 0.05F;
    return std::max(one, two) / std::min(one, two);
}

float Panel::px_per_mm() const noexcept {
    const float diagonal_px =
        std::hypot(static_cast<float>(width_px), static_cast<float>(height_px));
    return diagonal_px / (diagonal_in * kMmPerInch);
}

Palette palette_of(Contrast contrast) noexcept {
    switch (contrast) {
        case Contrast::light:
            return {.page = rgb(0xEEF2F6),
                    .card = rgb(0xFFFFFF),
                    .sunken = rgb(0xF3F6F9),
                    .ink = rgb(0x10243A),
                    .muted = rgb(0x4F6375),
                    .line = rgb(0xD9E2EA),
                    .primary = rgb(0x0B6B75),
                    .primary_deep = rgb(0x0A3D62),
                    .on_primary = rgb(0xFFFFFF),
                    .accent = rgb(0xF5B63A),
                    .on_accent = rgb(0x2A1D00),
                    .good = rgb(0x17693F),
                    .warn = rgb(0x9A4807),
                    .bad = rgb(0xB3261E),
                    .focus = rgb(0x1D6FE0),
                    .sky_top = rgb(0x082F4F),
                    .sky_low = rgb(0x0B6B75),
                    .on_sky = rgb(0xFFFFFF),
                    .on_sky_muted = rgb(0xD3E7EC),
                    .gold = rgb(0xFFD27A),
                    .contrast = contrast};
        case Contrast::high:
            return {.page = rgb(0x000000),
                    .card = rgb(0x000000),
                    .sunken = rgb(0x141414),
                    .ink = rgb(0xFFFFFF),
                    .muted = rgb(0xFFE94A),
                    .line = rgb(0xFFFFFF),
                    .primary = rgb(0xFFE000),
                    .primary_deep = rgb(0xFFE000),
                    .on_primary = rgb(0x000000),
                    .accent = rgb(0xFFE000),
                    .on_accent = rgb(0x000000),
                    .good = rgb(0x7CFF9B),
                    .warn = rgb(0xFFE000),
                    .bad = rgb(0xFF9A9A),
                    .focus = rgb(0x00E5FF),
                    .sky_top = rgb(0x000000),
                    .sky_low = rgb(0x000000),
                    .on_sky = rgb(0xFFFFFF),
                    .on_sky_muted = rgb(0xFFE94A),
                    .gold = rgb(0xFFE000),
                    .contrast = contrast};
        case Contrast::paper:
            return {.page = rgb(0xFFFFFF),
                    .card = rgb(0xFFFFFF),
                    .sunken = rgb(0xF0F0F0),
                    .ink = rgb(0x000000),
                    .muted = rgb(0x1C1C1C),
                    .line = rgb(0x000000),
                    .primary = rgb(0x00309C),
                    .primary_deep = rgb(0x00309C),
                    .on_primary = rgb(0xFFFFFF),
                    .accent = rgb(0x00309C),
                    .on_accent = rgb(0xFFFFFF),
                    .good = rgb(0x004D1A),
                    .warn = rgb(0x6E2A00),
                    .bad = rgb(0x8A0010),
                    .focus = rgb(0x8F0050),
                    .sky_top = rgb(0xFFFFFF),
                    .sky_low = rgb(0xFFFFFF),
                    .on_sky = rgb(0x000000),
                    .on_sky_muted = rgb(0x1C1C1C),
                    .gold = rgb(0x00309C),
                    .contrast = contrast};
    }
    return {};
}

Theme::Theme(const Panel& panel, Contrast contrast, const Motion& motion)
    : panel_(panel),
      palette_(palette_of(contrast)),
      motion_(motion) {
    const auto narrow = static_cast<float>(std::min(panel.width_px, panel.height_px));
    // A hair of tolerance, so that the sample panel's pixels and Qs are the same thing.
    const float real = panel.px_per_mm() * kMmPerQ * 0.995F;
    unit_ = std::clamp(real, narrow / kDesignWidth, narrow / kNarrowestPage);
}

Theme Theme::with(const Needs& needs) const noexcept {
    Theme theme = *this;
    theme.needs_ = needs;
    if (needs.contrast != Contrast::light) {
        theme.palette_ = palette_of(needs.contrast);
    }
    if (needs.calm) {
        const auto none = std::chrono::milliseconds{0};
        theme.motion_ = {none, none, none, none, motion_.frame, true};
    }
    if (needs.large) {
        theme.unit_ *= kLargePrint;
    }
    if (needs.low && !landscape()) {
        const float page = (kLowReachMm - panel_.bottom_mm) * panel_.px_per_mm();
        const auto all = static_cast<float>(panel_.height_px);
        theme.above_px_ = std::round(all - std::clamp(page, theme.px(kLowPageLeast), all));
    }
    return theme;
}

float Theme::width() const noexcept {
    return q(static_cast<float>(panel_.width_px));
}

float Theme::height() const noexcept {
    return q(static_cast<float>(panel_.height_px) - above_px_);
}

}  // namespace hall::screens
