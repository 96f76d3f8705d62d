// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/scroll.h"

#include <algorithm>
#include <cmath>

namespace hall::screens {

namespace {

constexpr float kDecay = 3.2F;        // Per second; a throw runs about a second.
constexpr float kReturn = 11.0F;      // Per second; back from beyond an end.
constexpr float kRubber = 0.35F;      // Of the finger's way, beyond an end.
constexpr float kStill = 0.5F;        // Pixels.
constexpr float kVelocityMax = 6000;  // A swipe across the whole panel in a third of a second.

float seconds(Instant span) {
    return static_cast<float>(span.count()) / 1000.0F;
}

}  // namespace

float Scroller::run(Instant now) const noexcept {
    const float t = std::max(0.0F, seconds(now - since_));
    return at_ + velocity_ / kDecay * (1 - std::exp(-kDecay * t));
}

float Scroller::offset(Instant now) const noexcept {
    if (held_) {
        return at_;
    }
    const float t = std::max(0.0F, seconds(now - since_));
    if (at_ < 0 || at_ > last_) {
        const float end = std::clamp(at_, 0.0F, last_);
        const float left = (at_ - end) * std::exp(-kReturn * t);
        return std::abs(left) < kStill ? end : end + left;
    }
    return std::clamp(run(now), 0.0F, last_);
}

bool Scroller::moving(Instant now) const noexcept {
    if (held_) {
        return false;
    }
    if (at_ < 0 || at_ > last_) {
        return offset(now) != std::clamp(at_, 0.0F, last_);
    }
    const float left =
        velocity_ / kDecay * std::exp(-kDecay * std::max(0.0F, seconds(now - since_)));
    const float here = run(now);
    return std::abs(left) > kStill && here > 0 && here < last_;
}

void Scroller::drag(float delta_y, Instant now) noexcept {
    at_ = offset(now);
    held_ = true;
    velocity_ = 0;
    since_ = now;
    const bool beyond = at_ < 0 || at_ > last_;
    at_ -= delta_y * (beyond ? kRubber : 1.0F);
}

void Scroller::fling(float velocity_y, Instant now) noexcept {
    at_ = offset(now);
    held_ = false;
    since_ = now;
    velocity_ = std::clamp(-velocity_y, -kVelocityMax, kVelocityMax);
}

void Scroller::release(Instant now) noexcept {
    if (held_) {
        held_ = false;
        velocity_ = 0;
        since_ = now;
    }
}

bool Scroller::stop(Instant now) noexcept {
    const bool was = moving(now);
    at_ = offset(now);
    velocity_ = 0;
    since_ = now;
    return was;
}

void Scroller::measure(float content, float seen) noexcept {
    last_ = std::max(0.0F, content - seen);
}

}  // namespace hall::screens
