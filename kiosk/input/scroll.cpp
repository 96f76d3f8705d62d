// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/scroll.h"

#include <algorithm>
#include <cmath>

namespace hall::input {

namespace {

// Tried by hand on a 21.5" portrait panel: a list thrown hard runs about two screens.
constexpr float kDecay = 3.2F;    // 1/s
constexpr float kReturn = 12.0F;  // 1/s
constexpr float kSlowest = 8.0F;  // px/s; below this nobody sees it move
constexpr float kNear = 0.5F;     // px
constexpr float kBandShare = 1.0F / 3.0F;

float end_near(float at, Track track) {
    return std::clamp(at, 0.0F, std::max(track.length, 0.0F));
}

}  // namespace

float banded(float wanted, Track track) noexcept {
    const float end = end_near(wanted, track);
    const float over = wanted - end;
    const float most = std::max(track.view, 1.0F) * kBandShare;
    return end + over * most / (std::abs(over) + most);
}

Glide coast(Glide now, Track track, Seconds dt) noexcept {
    const float end = end_near(now.at, track);
    if (now.at != end) {
        const float over = (now.at - end) * std::exp(-kReturn * dt.count());
        return {std::abs(over) < kNear ? end : end + over, 0};
    }
    if (std::abs(now.speed) < kSlowest) {
        return {now.at, 0};
    }
    const float left = std::exp(-kDecay * dt.count());
    const float next = now.at + now.speed * (1 - left) / kDecay;
    if (next != end_near(next, track)) {
        return {banded(next, track), 0};
    }
    return {next, now.speed * left};
}

bool at_rest(Glide now, Track track) noexcept {
    return std::abs(now.speed) < kSlowest && now.at == end_near(now.at, track);
}

}  // namespace hall::input
