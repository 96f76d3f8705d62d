// SPDX-License-Identifier: Apache-2.0
// Points and rectangles. Pure.
#pragma once

#include <algorithm>

namespace hall::screens {

struct Point {
    float x = 0;
    float y = 0;

    bool operator==(const Point&) const = default;
};

/// A rectangle by its upper left corner; y grows downwards.
struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const noexcept { return x + w; }
    [[nodiscard]] float bottom() const noexcept { return y + h; }
    [[nodiscard]] Point centre() const noexcept { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] bool contains(Point p) const noexcept {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }
    [[nodiscard]] Rect inset(float dx, float dy) const noexcept {
        return {x + dx, y + dy, w - 2 * dx, h - 2 * dy};
    }
    [[nodiscard]] Rect inset(float d) const noexcept { return inset(d, d); }
    [[nodiscard]] Rect moved(float dx, float dy) const noexcept { return {x + dx, y + dy, w, h}; }

    /// What both cover; a rectangle without area when they do not meet.
    [[nodiscard]] Rect common(const Rect& other) const noexcept {
        const float left = std::max(x, other.x);
        const float top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }
    [[nodiscard]] float area() const noexcept { return w * h; }
    bool operator==(const Rect&) const = default;
};

}  // namespace hall::screens
