// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/map_view.h"

#include <algorithm>
#include <cmath>

namespace hall::screens {

namespace {

constexpr Instant kTravel{320};
constexpr float kRim = 1.2F;  // Metres of ground around the building that may be seen.

float mixed(float a, float b, float share) {
    return a + (b - a) * share;
}

// Where the middle has to be so that no more than the rim is seen beyond the building.
float kept(float middle, float room, float building) {
    const float half = room / 2;
    const float low = half - kRim;
    const float high = building + kRim - half;
    return low > high ? building / 2 : std::clamp(middle, low, high);
}

}  // namespace

void MapView::frame(const FloorId& floor, const PlanArea& area) noexcept {
    shown_ = shown_ && floor == floor_;
    floor_ = floor;
    wanted_ = area;
}

void MapView::measure(
    Rect seen, double width_m, double depth_m, float scale_most, Instant now) noexcept {
    seen_ = seen;
    width_ = static_cast<float>(width_m);
    depth_ = static_cast<float>(depth_m);
    least_ = std::min(seen.w / (width_ + 2 * kRim), seen.h / (depth_ + 2 * kRim));
    most_ = std::max(scale_most, least_);
    if (!wanted_) {
        to_ = held(to_);
        return;
    }
    const auto w = static_cast<float>(wanted_->w);
    const auto h = static_cast<float>(wanted_->h);
    const PlanPoint middle = wanted_->centre();
    const Look next = held({static_cast<float>(middle.x), static_cast<float>(middle.y),
                            std::min(seen.w / std::max(w, 0.1F), seen.h / std::max(h, 0.1F))});
    wanted_.reset();
    if (shown_) {
        from_ = look(now);
        to_ = next;
        since_ = now;
    } else {
        jump(next);
    }
    shown_ = true;
}

MapView::Look MapView::held(Look look) const noexcept {
    look.scale = std::clamp(look.scale, least_, most_);
    look.x = kept(look.x, seen_.w / look.scale, width_);
    look.y = kept(look.y, seen_.h / look.scale, depth_);
    return look;
}

MapView::Look MapView::look(Instant now) const noexcept {
    const float share =
        std::clamp(static_cast<float>((now - since_).count()) / static_cast<float>(kTravel.count()),
                   0.0F, 1.0F);
    const float left = 1 - share;
    const float way = 1 - left * left * left;
    return {mixed(from_.x, to_.x, way), mixed(from_.y, to_.y, way),
            mixed(from_.scale, to_.scale, way)};
}

void MapView::jump(const Look& look) noexcept {
    from_ = look;
    to_ = look;
}

void MapView::drag(Point delta, Instant now) noexcept {
    Look next = look(now);
    next.x -= delta.x / next.scale;
    next.y -= delta.y / next.scale;
    jump(held(next));
}

void MapView::zoom(float factor, Point about, Instant now) noexcept {
    Look next = look(now);
    const Point off{about.x - seen_.centre().x, about.y - seen_.centre().y};
    const float x = next.x + off.x / next.scale;
    const float y = next.y + off.y / next.scale;
    next.scale = std::clamp(next.scale * factor, least_, most_);
    next.x = x - off.x / next.scale;
    next.y = y - off.y / next.scale;
    jump(held(next));
}

void MapView::step(float factor, Instant now) noexcept {
    from_ = look(now);
    Look next = to_;
    next.scale *= factor;
    to_ = held(next);
    since_ = now;
}

Point MapView::at(PlanPoint p, Instant now) const noexcept {
    const Look here = look(now);
    return {seen_.centre().x + (static_cast<float>(p.x) - here.x) * here.scale,
            seen_.centre().y + (static_cast<float>(p.y) - here.y) * here.scale};
}

Rect MapView::at(const PlanArea& area, Instant now) const noexcept {
    const Point corner = at(PlanPoint{area.x, area.y}, now);
    const float size = scale(now);
    return {corner.x, corner.y, static_cast<float>(area.w) * size,
            static_cast<float>(area.h) * size};
}

float MapView::scale(Instant now) const noexcept {
    return look(now).scale;
}

bool MapView::moving(Instant now) const noexcept {
    const bool same = from_.x == to_.x && from_.y == to_.y && from_.scale == to_.scale;
    return !same && now - since_ < kTravel;
}

}  // namespace hall::screens
