// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/art.h"

#include <array>
#include <cmath>
#include <numbers>

namespace hall::screens {

namespace {

constexpr float kStep = 9;  // Q between the points of a crest.

float noise_at(std::uint32_t seed, std::int32_t x) {
    std::uint32_t h = seed * 0x9E3779B1U ^ static_cast<std::uint32_t>(x) * 0x85EBCA77U;
    h = (h ^ (h >> 15U)) * 0x2C1B3C6DU;
    h = (h ^ (h >> 12U)) * 0x297A2D39U;
    return static_cast<float>((h ^ (h >> 15U)) & 0xFFFFU) / 65535.0F;
}

float smooth_noise(std::uint32_t seed, float x) {
    const float floor = std::floor(x);
    const float t = x - floor;
    const float s = t * t * (3 - 2 * t);
    const auto i = static_cast<std::int32_t>(floor);
    return noise_at(seed, i) * (1 - s) + noise_at(seed, i + 1) * s;
}

float fold(std::uint32_t seed, float x) {
    const float f = 1 - std::abs(2 * smooth_noise(seed, x) - 1);
    return f * f;
}

/// 0 to 1: peaks with shoulders and a little roughness, as brush-drawn mountains have them.
float ridge(std::uint32_t seed, float x) {
    return smooth_noise(seed, x * 0.7F) * 0.34F + fold(seed + 11, x) * 0.38F +
           fold(seed + 23, x * 2.3F) * 0.18F + fold(seed + 31, x * 5.1F) * 0.07F +
           smooth_noise(seed + 43, x * 13) * 0.03F;
}

struct Hour {
    float at;
    std::uint32_t top, middle, low, sun;
};

// Night, dawn, noon, dusk: one loop of the day.
constexpr std::array kDay{
    Hour{0.0F, 0x061A33, 0x0A2C4C, 0x114A63, 0xDCE9F5},
    Hour{6.0F, 0x0A2B4F, 0x1F5A74, 0x5E8F8E, 0xFFC98A},
    Hour{9.0F, 0x083357, 0x0B5A72, 0x2C8A8B, 0xFFDFA0},
    Hour{15.0F, 0x083357, 0x0B5A72, 0x2C8A8B, 0xFFE3AE},
    Hour{18.5F, 0x0A2748, 0x2B5370, 0x7E8B80, 0xFFB46B},
    Hour{21.0F, 0x061A33, 0x0A2C4C, 0x114A63, 0xDCE9F5},
    Hour{24.0F, 0x061A33, 0x0A2C4C, 0x114A63, 0xDCE9F5},
};

struct Sky {
    Color top, middle, low, sun;
};

Sky sky_at(float hour) {
    std::size_t i = 1;
    while (i + 1 < kDay.size() && kDay.at(i).at < hour) {
        ++i;
    }
    const Hour& a = kDay.at(i - 1);
    const Hour& b = kDay.at(i);
    const float share = std::clamp((hour - a.at) / (b.at - a.at), 0.0F, 1.0F);
    return {mix(rgb(a.top), rgb(b.top), share), mix(rgb(a.middle), rgb(b.middle), share),
            mix(rgb(a.low), rgb(b.low), share), mix(rgb(a.sun), rgb(b.sun), share)};
}

void paint_birds(Painter& paint, Point at, float size, Color color) {
    constexpr std::array kFlock{Point{0, 0}, Point{2.6F, -0.9F}, Point{4.4F, 0.7F}};
    for (const Point& bird : kFlock) {
        const Point b{at.x + bird.x * size, at.y + bird.y * size};
        paint.line({{b.x - size, b.y - size * 0.36F},
                    {b.x - size * 0.45F, b.y - size * 0.42F},
                    b,
                    {b.x + size * 0.45F, b.y - size * 0.42F},
                    {b.x + size, b.y - size * 0.36F}},
                   color, 2.4F);
    }
}

void paint_sun(Painter& paint, Rect r, const Scene& scene, const Sky& sky) {
    // Rises at six and sets at half past six; the moon has the other half of the day.
    const bool day = scene.hour >= 6 && scene.hour < 18.5F;
    const float along =
        day ? (scene.hour - 6) / 12.5F : std::fmod(scene.hour + 5.5F, 24.0F) / 11.5F;
    const float height = std::sin(std::clamp(along, 0.06F, 0.94F) * std::numbers::pi_v<float>);
    const float radius = std::min(r.w, r.h) * 0.066F;
    const Point at{r.x + r.w * (scene.sunrise + (scene.sunset - scene.sunrise) * along),
                   r.y + r.h * scene.horizon * (0.43F - 0.21F * height)};
    const auto glow = [&](float size, float blur, float alpha) {
        paint.shadow({at.x - size, at.y - size, 2 * size, 2 * size}, size, blur,
                     faded(sky.sun, alpha), 0);
    };
    glow(radius * 0.9F, radius * 3.4F, 0.20F);
    glow(radius * 0.9F, radius * 1.3F, 0.30F);
    paint.disc(at, radius, faded(sky.sun, day ? 0.92F : 0.80F));
    if (day) {
        paint_birds(paint, {at.x - radius * 2.6F, at.y + radius * 2.5F}, radius * 0.3F,
                    rgb(0xFFFFFF, 0.5F));
    }
}

void paint_ridge(Painter& paint, Rect r, const Scene& scene, const Sky& sky, int index) {
    const float near = static_cast<float>(index + 1) / static_cast<float>(scene.ridges);
    const float below = r.h * (1 - scene.horizon);
    const float base = r.y + r.h * scene.horizon + below * (0.30F + 0.66F * (near - 0.2F));
    const float tall = below * (0.72F - 0.30F * near);
    const float wide = std::max(220.0F, r.w * 0.30F) * (0.72F + 0.4F * near);
    const auto seed = scene.seed + static_cast<std::uint32_t>(index) * 101U;
    std::vector<Point> crest;
    const int points = static_cast<int>(r.w / kStep) + 4;
    for (int i = 0; i < points; ++i) {
        const float x = r.x + static_cast<float>(i - 1) * kStep;
        const float across = std::clamp((x - r.x) / r.w, 0.0F, 1.0F);
        const float envelope = 1 - scene.rise * (1 - across * across * (3 - 2 * across)) * 0.85F;
        crest.push_back({x, base - tall * envelope * ridge(seed, x / wide)});
    }
    // Malachite far away, azurite near by; every ridge dissolves in mist towards its foot.
    const Color far = mix(sky.low, rgb(0x2E8F83), 0.5F);
    const Color rock = mix(far, rgb(0x062B46), 0.10F + 0.72F * near);
    const bool last = index + 1 == scene.ridges;
    const float foot = last ? r.bottom() : std::min(r.bottom(), base + tall * 0.45F);
    paint.slope(crest, foot, faded(rock, 0.96F),
                last ? mix(rock, rgb(0x04233B), 0.5F) : faded(mix(rock, sky.low, 0.6F), 0.10F));
    paint.line(crest, faded(paint.colors().gold, scene.gold * (0.16F + 0.26F * near)), 1.5F);
}

}  // namespace

void paint_landscape(Painter& paint, Rect r, const Scene& scene) {
    if (paint.high_contrast()) {
        paint.fill(r, paint.colors().sky_top);
        return;
    }
    const Clip clip{paint, r};
    const Sky sky = sky_at(scene.hour);
    const float waist = r.h * scene.horizon * 0.62F;
    paint.gradient({r.x, r.y, r.w, waist}, sky.top, sky.middle, {0, 1});
    paint.gradient({r.x, r.y + waist, r.w, r.h - waist}, sky.middle, sky.low, {0, 1});
    if (scene.sun) {
        paint_sun(paint, r, scene, sky);
    }
    for (int i = 0; i < scene.ridges; ++i) {
        paint_ridge(paint, r, scene, sky, i);
    }
}

float hour_of(const std::string& clock) noexcept {
    constexpr float kNoon = 12;
    if (clock.size() != 5 || clock[2] != ':') {
        return kNoon;
    }
    const auto digit = [&](std::size_t i) { return static_cast<float>(clock[i] - '0'); };
    return digit(0) * 10 + digit(1) + (digit(3) * 10 + digit(4)) / 60;
}

}  // namespace hall::screens
