// SPDX-License-Identifier: Apache-2.0
#include "display/canvas.h"

#include <algorithm>
#include <cassert>

namespace hall::display {

namespace {

constexpr int kSideMax = 16384;

std::uint8_t mixed(std::uint8_t below, std::uint8_t above, unsigned alpha) {
    return static_cast<std::uint8_t>((below * (255U - alpha) + above * alpha + 127U) / 255U);
}

bool lights(Color color) {
    return std::max({color.r, color.g, color.b}) >= 128;
}

}  // namespace

Rect intersection(Rect a, Rect b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

Rect inset(Rect rect, int margin) {
    return {rect.x + margin, rect.y + margin, rect.w - 2 * margin, rect.h - 2 * margin};
}

Canvas::Canvas(int width, int height, Depth depth)
    : width_(width),
      height_(height),
      depth_(depth),
      stride_(depth == Depth::mono ? (static_cast<std::size_t>(width) + 7) / 8
                                   : static_cast<std::size_t>(width) * 3),
      clip_{0, 0, width, height} {
    assert(width > 0 && width <= kSideMax && height > 0 && height <= kSideMax);
    bytes_.resize(stride_ * static_cast<std::size_t>(height));
}

std::size_t Canvas::offset(int x, int y) const {
    const auto column = static_cast<std::size_t>(x);
    return stride_ * static_cast<std::size_t>(y) +
           (depth_ == Depth::mono ? column / 8 : column * 3);
}

Color Canvas::pixel(int x, int y) const {
    assert(x >= 0 && x < width_ && y >= 0 && y < height_);
    const std::size_t at = offset(x, y);
    if (depth_ == Depth::mono) {
        return ((bytes_[at] >> (7 - x % 8)) & 1) != 0 ? kWhite : kBlack;
    }
    return {bytes_[at], bytes_[at + 1], bytes_[at + 2]};
}

void Canvas::set(int x, int y, Color color) {
    const std::size_t at = offset(x, y);
    if (depth_ == Depth::mono) {
        const auto bit = static_cast<std::uint8_t>(0x80U >> (x % 8));
        const unsigned off = bytes_[at] & ~static_cast<unsigned>(bit);
        bytes_[at] = static_cast<std::uint8_t>(lights(color) ? off | bit : off);
        return;
    }
    bytes_[at] = color.r;
    bytes_[at + 1] = color.g;
    bytes_[at + 2] = color.b;
}

void Canvas::fill(Rect area, Color color) {
    const Rect inside = intersection(area, clip_);
    for (int y = inside.y; y < inside.bottom(); ++y) {
        for (int x = inside.x; x < inside.right(); ++x) {
            set(x, y, color);
        }
    }
}

void Canvas::blend(int x, int y, Color color, unsigned alpha) {
    if (x < clip_.x || y < clip_.y || x >= clip_.right() || y >= clip_.bottom() || alpha == 0) {
        return;
    }
    if (depth_ == Depth::mono || alpha >= 255) {
        if (alpha >= 128) {
            set(x, y, color);
        }
        return;
    }
    const std::size_t at = offset(x, y);
    bytes_[at] = mixed(bytes_[at], color.r, alpha);
    bytes_[at + 1] = mixed(bytes_[at + 1], color.g, alpha);
    bytes_[at + 2] = mixed(bytes_[at + 2], color.b, alpha);
}

void Canvas::copy(const Canvas& from, Rect area) {
    assert(from.width_ == width_ && from.height_ == height_ && from.depth_ == depth_);
    const Rect inside = intersection(area, clip_);
    if (inside.empty()) {
        return;
    }
    if (depth_ == Depth::mono) {
        for (int y = inside.y; y < inside.bottom(); ++y) {
            for (int x = inside.x; x < inside.right(); ++x) {
                set(x, y, from.pixel(x, y));
            }
        }
        return;
    }
    for (int y = inside.y; y < inside.bottom(); ++y) {
        const auto first = from.bytes_.begin() + static_cast<std::ptrdiff_t>(offset(inside.x, y));
        std::copy(first, first + static_cast<std::ptrdiff_t>(inside.w) * 3,
                  bytes_.begin() + static_cast<std::ptrdiff_t>(offset(inside.x, y)));
    }
}

Rect Canvas::clip_to(Rect area) {
    const Rect before = clip_;
    clip_ = intersection(area, bounds());
    return before;
}

}  // namespace hall::display
