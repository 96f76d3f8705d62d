// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/art.h"

#include <array>
#include <cmath>
#include <numbers>

namespace hall::screens {

namespace {

constexpr float kStep = 18;  // Q between the points of a crest.

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

/// 0 to 1: rounded shoulders with a few peaks, as brush-drawn mountains have them.
float ridge(std::uint32_t seed, float x) {
    const float broad = smooth_noise(seed, x);
    const float fold = 1 - std::abs(2 * smooth_noise(seed + 11, x * 1.9F) - 1);
    const float grain = smooth_noise(seed + 23, x * 5.3F);
    return broad * 0.62F + fold * fold * 0.30F + grain * 0.08F;
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

void paint_sun(Painter& paint, Rect r, const Scene& scene, const Sky& sky) {
    // Rises on the left at six and sets on the right at eighteen; the moon takes the other half.
    const bool day = scene.hour >= 6 && scene.hour < 18.5F;
    const float along =
        day ? (scene.hour - 6) / 12.5F : std::fmod(scene.hour + 5.5F, 24.0F) / 11.5F;
    const float height = std::sin(std::clamp(along, 0.05F, 0.95F) * std::numbers::pi_v<float>);
    const float radius = std::min(r.w, r.h) * 0.085F;
    const Point at{r.x + r.w * (0.56F + 0.32F * along),
                   r.y + r.h * (scene.horizon - 0.10F - 0.22F * height)};
    for (const float glow : {3.4F, 2.4F, 1.65F}) {
        paint.disc(at, radius * glow, faded(sky.sun, 0.045F));
    }
    paint.disc(at, radius, faded(sky.sun, day ? 0.55F : 0.34F));
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
    const Color deep = rgb(0x06304A);
    for (int i = 0; i < scene.ridges; ++i) {
        const float near = static_cast<float>(i + 1) / static_cast<float>(scene.ridges);
        const float base =
            r.y + r.h * (scene.horizon + (1 - scene.horizon) * (near - 0.28F) * 0.98F);
        const float tall = r.h * (1 - scene.horizon) * (0.62F - 0.16F * near);
        const float wide = 330 + 130 * near;
        std::vector<Point> crest;
        for (float x = r.x - kStep; x <= r.right() + kStep; x += kStep) {
            const auto seed = scene.seed + static_cast<std::uint32_t>(i) * 101U;
            crest.push_back({x, base - tall * ridge(seed, x / wide)});
        }
        const Color rock = mix(mix(sky.low, rgb(0x1E7C7A), 0.55F), deep, 0.18F + 0.62F * near);
        // Mist: every ridge dissolves towards its foot, so that the next one stands out.
        paint.slope(crest, std::min(r.bottom(), base + tall * 0.9F), faded(rock, 0.94F),
                    faded(mix(rock, sky.low, 0.45F), i + 1 == scene.ridges ? 0.9F : 0.18F));
        paint.line(crest, faded(paint.colors().gold, 0.20F + 0.22F * near), 1.6F);
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
