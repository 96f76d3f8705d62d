// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/triangle.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/platform/blend.h"
#include "kiosk/platform/sampler.h"

namespace hall::platform {

namespace {

// Nothing that can be seen is further out, and products of positions stay inside 64 bits.
constexpr double kFurthest = 32767.0;

// A crossing is held in 2^24ths of a pixel; adding this and cutting off gives the first pixel whose
// centre is not left of it.
constexpr std::int64_t kJustBelowHalf = (std::int64_t{1} << 23) - 1;

struct Corner {
    std::int64_t x = 0;
    std::int64_t y = 0;
    const ImDrawVert* vertex = nullptr;
};

// An edge from its upper end down. The same two corners give the same edge whichever triangle
// asks, so that neighbours share it exactly.
struct Edge {
    Edge(const Corner& from, const Corner& to)
        : x(from.x),
          y(from.y),
          slope(to.y > from.y ? (to.x - from.x) * 65536 / (to.y - from.y) : 0) {}

    // The first pixel right of the edge in the row whose centre is at `centre_y`.
    [[nodiscard]] int first_right(std::int64_t centre_y) const {
        const std::int64_t crossing = x * 65536 + slope * (centre_y - y);
        return static_cast<int>((crossing + kJustBelowHalf) >> 24);
    }

    std::int64_t x;
    std::int64_t y;
    std::int64_t slope;
};

// A value that is linear over the triangle.
struct Plane {
    double base = 0;
    double dx = 0;
    double dy = 0;
};

class Planes {
public:
    explicit Planes(const std::array<Corner, 3>& corners) {
        for (std::size_t i = 0; i < 3; ++i) {
            x_[i] = static_cast<double>(corners[i].x) / 256;
            y_[i] = static_cast<double>(corners[i].y) / 256;
        }
        area_ = (x_[1] - x_[0]) * (y_[2] - y_[0]) - (x_[2] - x_[0]) * (y_[1] - y_[0]);
    }

    [[nodiscard]] Plane through(double a, double b, double c) const {
        const double dx = ((b - a) * (y_[2] - y_[0]) - (c - a) * (y_[1] - y_[0])) / area_;
        const double dy = ((c - a) * (x_[1] - x_[0]) - (b - a) * (x_[2] - x_[0])) / area_;
        return {a - dx * x_[0] - dy * y_[0], dx, dy};
    }

    [[nodiscard]] bool flat() const { return area_ == 0; }

private:
    std::array<double, 3> x_{};
    std::array<double, 3> y_{};
    double area_ = 0;
};

// A plane along one row, in 65536ths.
struct Ramp {
    Ramp(const Plane& plane, double x, double y)
        : value(std::llround((plane.base + plane.dx * x + plane.dy * y) * 65536)),
          step(std::llround(plane.dx * 65536)) {}

    [[nodiscard]] std::uint32_t byte() const {
        return static_cast<std::uint32_t>(std::clamp<std::int64_t>((value + 32768) >> 16, 0, 255));
    }

    std::int64_t value;
    std::int64_t step;
};

// What a triangle is painted with.
class Paint {
public:
    Paint(const std::array<Corner, 3>& corners, const Planes& planes, const Pixels& texture)
        : texture_(texture) {
        const ImDrawVert& a = *corners[0].vertex;
        const ImDrawVert& b = *corners[1].vertex;
        const ImDrawVert& c = *corners[2].vertex;
        colour_ = a.col;
        const Rgba differing = (a.col ^ b.col) | (a.col ^ c.col);
        one_alpha_ = alpha_of(differing) == 0;
        one_hue_ = (differing & 0x00FFFFFFU) == 0;
        for (unsigned i = 0; i < 4 && differing != 0; ++i) {
            const auto part = [i](Rgba from) { return double((from >> (8 * i)) & 0xFFU); };
            channel_[i] = planes.through(part(a.col), part(b.col), part(c.col));
        }
        one_texel_ = a.uv.x == b.uv.x && a.uv.x == c.uv.x && a.uv.y == b.uv.y && a.uv.y == c.uv.y;
        if (one_texel_) {
            texel_ = sample_at(texture, a.uv);
            return;
        }
        const auto place = [](float at, int size) { return texel_place(at, size) / 65536; };
        const int w = texture.width;
        const int h = texture.height;
        u_ = planes.through(place(a.uv.x, w), place(b.uv.x, w), place(c.uv.x, w));
        v_ = planes.through(place(a.uv.y, h), place(b.uv.y, h), place(c.uv.y, h));
    }

    [[nodiscard]] bool invisible() const { return one_alpha_ && alpha_of(colour_) == 0; }

    // Paints `count` pixels from (x, y) on.
    void row(std::uint32_t* to, int count, int x, int y) const {
        const double cx = x + 0.5;
        const double cy = y + 0.5;
        if (!one_texel_) {
            textured(to, count, cx, cy);
        } else if (one_alpha_ && one_hue_) {
            fill(to, count, tinted(colour_, texel_));
        } else if (one_hue_) {
            // The soft fringe of every shape: one colour that fades out.
            Ramp alpha(channel_[3], cx, cy);
            for (int i = 0; i < count; ++i, alpha.value += alpha.step) {
                put(to[i], tinted(with_alpha(colour_, alpha.byte()), texel_));
            }
        } else {
            Shades shades(*this, cx, cy);
            for (int i = 0; i < count; ++i, shades.next()) {
                put(to[i], tinted(shades.colour(), texel_));
            }
        }
    }

private:
    struct Shades {
        Shades(const Paint& paint, double x, double y)
            : ramps{Ramp(paint.channel_[0], x, y), Ramp(paint.channel_[1], x, y),
                    Ramp(paint.channel_[2], x, y), Ramp(paint.channel_[3], x, y)} {}
        void next() {
            for (Ramp& ramp : ramps) {
                ramp.value += ramp.step;
            }
        }
        [[nodiscard]] Rgba colour() const {
            return ramps[0].byte() | (ramps[1].byte() << 8) | (ramps[2].byte() << 16) |
                   (ramps[3].byte() << 24);
        }
        std::array<Ramp, 4> ramps;
    };

    void textured(std::uint32_t* to, int count, double cx, double cy) const {
        Ramp u(u_, cx, cy);
        Ramp v(v_, cx, cy);
        const bool one_colour = one_alpha_ && one_hue_;
        Shades shades(*this, cx, cy);
        for (int i = 0; i < count; ++i, u.value += u.step, v.value += v.step) {
            const Rgba tint = one_colour ? colour_ : shades.colour();
            put(to[i], tinted(sample(texture_, u.value, v.value), tint));
            if (!one_colour) {
                shades.next();
            }
        }
    }

    const Pixels& texture_;
    Rgba colour_ = 0;
    Rgba texel_ = 0;
    bool one_alpha_ = false;
    bool one_hue_ = false;
    bool one_texel_ = false;
    std::array<Plane, 4> channel_{};
    Plane u_;
    Plane v_;
};

}  // namespace

std::int64_t subpixel(float position) noexcept {
    // A position that is no number is drawn nowhere near the glass.
    const double safe = std::isfinite(position) ? double{position} : -kFurthest;
    return std::llround(std::clamp(safe, -kFurthest, kFurthest) * 256);
}

void draw_triangle(const Canvas& canvas, const Box& box, const Shape& shape) {
    std::array<Corner, 3> corners;
    for (std::size_t i = 0; i < 3; ++i) {
        corners[i] = {subpixel(shape.v[i]->pos.x), subpixel(shape.v[i]->pos.y), shape.v[i]};
    }
    std::ranges::sort(corners, [](const Corner& a, const Corner& b) {
        return a.y != b.y ? a.y < b.y : a.x < b.x;
    });
    const auto& [top, middle, low] = corners;
    const int y0 = std::max(box.y0, first_centre(top.y));
    const int y1 = std::min(box.y1, first_centre(low.y));
    const Planes planes(corners);
    if (y0 >= y1 || planes.flat()) {
        return;
    }
    const Paint paint(corners, planes, *shape.texture);
    if (paint.invisible()) {
        return;
    }
    const Edge whole(top, low);
    const Edge upper(top, middle);
    const Edge lower(middle, low);
    const int turn = first_centre(middle.y);
    for (int y = y0; y < y1; ++y) {
        const std::int64_t centre = std::int64_t{y} * 256 + 128;
        const int a = whole.first_right(centre);
        const int b = (y < turn ? upper : lower).first_right(centre);
        const int x0 = std::max(box.x0, std::min(a, b));
        const int x1 = std::min(box.x1, std::max(a, b));
        if (x0 < x1) {
            paint.row(canvas.row(y) + x0, x1 - x0, x0, y);
        }
    }
}

}  // namespace hall::platform
