// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/gestures.h"

#include <algorithm>
#include <cmath>

namespace hall::input {

using namespace std::chrono_literals;

namespace {

// The speed of a hand is what it did in its last tenth of a second.
constexpr auto kSpeedWindow = 100ms;
// Two samples closer than this say more about the panel's clock than about the hand.
constexpr auto kSpeedShortest = 4ms;
constexpr float kSlopMm = 4.5F;
// Fingers closer than this are one to the panel, and what it says of their distance is noise.
constexpr float kApartLeast = 20;

float seconds(Instant::duration time) {
    return std::chrono::duration<float>(time).count();
}

}  // namespace

float slop_for(float mm_per_px) noexcept {
    return mm_per_px > 0 ? kSlopMm / mm_per_px : GestureRules{}.slop_px;
}

Gestures::Gestures(const GestureRules& rules) : rules_(rules) {
}

std::vector<Gesture> Gestures::feed(const Touch& touch) {
    std::vector<Gesture> out;
    if (touch.phase == Phase::down) {
        const bool palm = owner_ && !dragging_ && touch.at - from_.at >= rules_.hold_limit;
        if (palm) {
            Touch resting = last_;
            resting.at = touch.at;
            end(GestureKind::cancel, resting, out);
        }
        if (!owner_) {
            land(touch, out);
        } else if (rules_.pinch && !second_) {
            join(touch);
        }
        return out;
    }
    if (second_ && (owner_ == touch.finger || second_->finger == touch.finger)) {
        pinch(touch, out);
        return out;
    }
    if (owner_ != touch.finger) {
        return out;
    }
    switch (touch.phase) {
        case Phase::down:
            break;
        case Phase::move:
            slide(touch, out);
            break;
        case Phase::up:
            // The last stretch often comes with the lift alone.
            slide(touch, out);
            lift(touch, out);
            break;
        case Phase::lost:
            end(GestureKind::cancel, touch, out);
            break;
    }
    return out;
}

void Gestures::land(const Touch& touch, std::vector<Gesture>& out) {
    owner_ = touch.finger;
    dragging_ = false;
    from_ = touch;
    last_ = touch;
    trail_size_ = 0;
    remember(touch);
    out.push_back({.kind = GestureKind::press,
                   .x = touch.x,
                   .y = touch.y,
                   .from_x = touch.x,
                   .from_y = touch.y,
                   .at = touch.at});
}

void Gestures::slide(const Touch& touch, std::vector<Gesture>& out) {
    float dx = touch.x - last_.x;
    float dy = touch.y - last_.y;
    if (!dragging_) {
        dx = touch.x - from_.x;
        dy = touch.y - from_.y;
        const float way = std::hypot(dx, dy);
        if (way <= rules_.slop_px) {
            last_ = touch;
            remember(touch);
            return;
        }
        // Only what is beyond the slop, or the page would jump as it comes loose.
        dragging_ = true;
        dx *= (way - rules_.slop_px) / way;
        dy *= (way - rules_.slop_px) / way;
    }
    last_ = touch;
    if (dx == 0.0F && dy == 0.0F) {
        return;  // A lift where the last move was. Not a sample, so the speed stays the hand's.
    }
    remember(touch);
    out.push_back({.kind = GestureKind::drag,
                   .x = touch.x,
                   .y = touch.y,
                   .from_x = from_.x,
                   .from_y = from_.y,
                   .dx = dx,
                   .dy = dy,
                   .at = touch.at});
}

// From here on nothing can be a tap: two fingers choose nothing.
void Gestures::join(const Touch& touch) {
    second_ = touch;
    dragging_ = true;
}

void Gestures::pinch(const Touch& touch, std::vector<Gesture>& out) {
    const Touch& still = owner_ == touch.finger ? *second_ : last_;
    const Touch before = owner_ == touch.finger ? last_ : *second_;
    const float was = std::hypot(before.x - still.x, before.y - still.y);
    const float is = std::hypot(touch.x - still.x, touch.y - still.y);
    const bool moved = before.x != touch.x || before.y != touch.y;
    if (moved && was > kApartLeast && is > kApartLeast) {
        out.push_back({.kind = GestureKind::pinch,
                       .x = (touch.x + still.x) / 2,
                       .y = (touch.y + still.y) / 2,
                       .from_x = from_.x,
                       .from_y = from_.y,
                       .dx = (touch.x - before.x) / 2,
                       .dy = (touch.y - before.y) / 2,
                       .at = touch.at,
                       .scale = is / was});
    }
    (owner_ == touch.finger ? last_ : *second_) = touch;
    if (touch.phase == Phase::up || touch.phase == Phase::lost) {
        leave(touch.finger);
    }
}

// The one that stays goes on dragging, and is thrown only by what it does from now on.
void Gestures::leave(int finger) {
    if (owner_ == finger) {
        owner_ = second_->finger;
        last_ = *second_;
    }
    second_.reset();
    trail_size_ = 0;
    remember(last_);
}

void Gestures::lift(const Touch& touch, std::vector<Gesture>& out) {
    if (dragging_) {
        const Sample v = speed(touch.at);
        const bool fast = std::hypot(v.x, v.y) >= rules_.fling_min;
        end(fast ? GestureKind::fling : GestureKind::release, touch, out);
        if (fast) {
            out.back().vx = v.x;
            out.back().vy = v.y;
        }
        return;
    }
    const bool bounce = tapped_ && from_.at - *tapped_ < rules_.debounce;
    const bool resting = touch.at - from_.at >= rules_.hold_limit;
    if (bounce || resting) {
        end(GestureKind::cancel, touch, out);
        return;
    }
    tapped_ = touch.at;
    end(GestureKind::tap, touch, out);
}

void Gestures::end(GestureKind kind, const Touch& touch, std::vector<Gesture>& out) {
    owner_.reset();
    second_.reset();
    dragging_ = false;
    out.push_back({.kind = kind,
                   .x = touch.x,
                   .y = touch.y,
                   .from_x = from_.x,
                   .from_y = from_.y,
                   .at = touch.at});
}

void Gestures::remember(const Touch& touch) {
    trail_[trail_size_ % trail_.size()] = {touch.x, touch.y, touch.at};
    ++trail_size_;
}

Gestures::Sample Gestures::speed(Instant now) const {
    const std::size_t kept = std::min(trail_size_, trail_.size());
    const Sample newest = trail_[(trail_size_ - 1) % trail_.size()];
    Sample oldest = newest;
    for (std::size_t back = 1; back <= kept; ++back) {
        const Sample& sample = trail_[(trail_size_ - back) % trail_.size()];
        if (now - sample.at > kSpeedWindow) {
            break;
        }
        oldest = sample;
    }
    const auto took = newest.at - oldest.at;
    if (now - newest.at > kSpeedWindow || took < kSpeedShortest) {
        return {};
    }
    Sample v{(newest.x - oldest.x) / seconds(took), (newest.y - oldest.y) / seconds(took), now};
    const float fast = std::hypot(v.x, v.y);
    if (fast > rules_.fling_max) {
        v.x *= rules_.fling_max / fast;
        v.y *= rules_.fling_max / fast;
    }
    return v;
}

}  // namespace hall::input
