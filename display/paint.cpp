// SPDX-License-Identifier: Apache-2.0
#include "display/paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>

#include <qrencode.h>

namespace hall::display {

namespace {

unsigned covered(double distance, unsigned alpha) {
    const double inside = std::clamp(0.5 - distance, 0.0, 1.0);
    return static_cast<unsigned>(std::lround(inside * alpha));
}

double round_distance(Rect box, double radius, double x, double y) {
    const double half_w = box.w / 2.0;
    const double half_h = box.h / 2.0;
    const double r = std::min({radius, half_w, half_h});
    const double dx = std::abs(x - (box.x + half_w)) - (half_w - r);
    const double dy = std::abs(y - (box.y + half_h)) - (half_h - r);
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - r;
}

double stroke_distance(Point from, Point to, double x, double y) {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length_2 = dx * dx + dy * dy;
    const double along =
        length_2 == 0.0 ? 0.0
                        : std::clamp(((x - from.x) * dx + (y - from.y) * dy) / length_2, 0.0, 1.0);
    return std::hypot(x - from.x - along * dx, y - from.y - along * dy);
}

Rect around(Rect box, int margin) {
    return inset(box, -margin);
}

// How far down its shape a row lies, of 255.
unsigned part_of(Rect shape, int y) {
    return static_cast<unsigned>((y - shape.y) * 255 / std::max(shape.h - 1, 1));
}

// An 8 x 8 ordered dither (Bayer), 0 … 63.
int dither(int x, int y) {
    int value = 0;
    for (int bit = 0; bit < 3; ++bit) {
        const int a = (x >> bit) & 1;
        const int b = (y >> bit) & 1;
        value |= ((a ^ b) << (5 - 2 * bit)) | (b << (4 - 2 * bit));
    }
    return value;
}

}  // namespace

Color between(Color a, Color b, unsigned part) {
    const auto mix = [&](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>((from * (255U - part) + to * part + 127U) / 255U);
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

void fill_shape(Canvas& canvas,
                Rect bounds,
                const Paint& paint,
                const std::function<double(double, double)>& distance) {
    const Rect area = intersection(bounds, canvas.clip());
    for (int y = area.y; y < area.bottom(); ++y) {
        const Color color = between(paint.top, paint.bottom, part_of(bounds, y));
        for (int x = area.x; x < area.right(); ++x) {
            canvas.blend(x, y, color, covered(distance(x + 0.5, y + 0.5), paint.alpha));
        }
    }
}

void fill_round(Canvas& canvas, Rect box, int radius, const Paint& paint) {
    const auto distance = [&](double x, double y) { return round_distance(box, radius, x, y); };
    const Rect area = intersection(box, canvas.clip());
    const int corner = std::min({radius, box.w / 2, box.h / 2});
    for (int y = area.y; y < area.bottom(); ++y) {
        const Color color = between(paint.top, paint.bottom, part_of(box, y));
        const bool straight = y >= box.y + corner && y < box.bottom() - corner;
        const int safe_from = straight ? box.x : box.x + corner;
        const int safe_to = straight ? box.right() : box.right() - corner;
        for (int x = area.x; x < area.right(); ++x) {
            const bool safe = x >= safe_from && x < safe_to;
            canvas.blend(x, y, color,
                         safe ? paint.alpha : covered(distance(x + 0.5, y + 0.5), paint.alpha));
        }
    }
}

void stroke_round(Canvas& canvas, Rect box, int radius, int thickness, const Paint& paint) {
    const auto distance = [&](double x, double y) {
        const double outer = round_distance(box, radius, x, y);
        return std::max(outer, -thickness - outer);
    };
    // Four strips hold all of it; the middle is not walked.
    const int strip = std::min(std::max(radius, thickness) + 1, box.h / 2);
    const Rect middle{box.x, box.y + strip, box.w, box.h - 2 * strip};
    const std::array strips{Rect{box.x, box.y, box.w, strip},
                            Rect{box.x, box.bottom() - strip, box.w, strip},
                            Rect{box.x, middle.y, thickness + 1, middle.h},
                            Rect{box.right() - thickness - 1, middle.y, thickness + 1, middle.h}};
    for (const Rect& part : strips) {
        const Clip clip(canvas, part);
        fill_shape(canvas, box, paint, distance);
    }
}

void glow_round(Canvas& canvas, Rect box, int radius, int reach, const Paint& paint) {
    const Rect area = intersection(around(box, reach), canvas.clip());
    for (int y = area.y; y < area.bottom(); ++y) {
        const bool beside = y >= box.y + radius && y < box.bottom() - radius;
        for (int x = area.x; x < area.right(); ++x) {
            if (beside && x >= box.x && x < box.right()) {
                x = box.right();
            }
            const double distance = round_distance(box, radius, x + 0.5, y + 0.5);
            if (x >= area.right() || distance <= 0.0 || distance >= reach) {
                continue;
            }
            const double left = 1.0 - distance / reach;
            canvas.blend(x, y, paint.top,
                         static_cast<unsigned>(std::lround(left * left * paint.alpha)));
        }
    }
}

void fill_disc(Canvas& canvas, Point centre, double radius, const Paint& paint) {
    const int reach = static_cast<int>(std::ceil(radius)) + 1;
    const Rect bounds{static_cast<int>(centre.x) - reach, static_cast<int>(centre.y) - reach,
                      2 * reach, 2 * reach};
    fill_shape(canvas, bounds, paint,
               [&](double x, double y) { return std::hypot(x - centre.x, y - centre.y) - radius; });
}

void draw_stroke(Canvas& canvas, Point from, Point to, double thickness, const Paint& paint) {
    const int reach = static_cast<int>(std::ceil(thickness / 2)) + 1;
    const int left = static_cast<int>(std::floor(std::min(from.x, to.x))) - reach;
    const int top = static_cast<int>(std::floor(std::min(from.y, to.y))) - reach;
    const int right = static_cast<int>(std::ceil(std::max(from.x, to.x))) + reach;
    const int bottom = static_cast<int>(std::ceil(std::max(from.y, to.y))) + reach;
    fill_shape(canvas, {left, top, right - left, bottom - top}, paint,
               [&](double x, double y) { return stroke_distance(from, to, x, y) - thickness / 2; });
}

void fill_backdrop(Canvas& canvas, Color top_left, Color bottom_right) {
    const int span = canvas.width() + canvas.height();
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            const int at = x + y;
            const auto channel = [&](std::uint8_t a, std::uint8_t b) {
                const int fine = (a * (span - at) + b * at) * 64 / span;
                return static_cast<std::uint8_t>((fine + dither(x, y)) / 64);
            };
            canvas.fill({x, y, 1, 1},
                        {channel(top_left.r, bottom_right.r), channel(top_left.g, bottom_right.g),
                         channel(top_left.b, bottom_right.b)});
        }
    }
}

void draw_arrow(Canvas& canvas, Rect box, const Paint& paint) {
    const double size = std::min(box.w, box.h);
    const double x = box.x + (box.w - size) / 2;
    const double y = box.y + box.h / 2.0;
    const double thickness = std::max(1.0, size * 0.13);
    const Point tip{x + size * 0.92, y};
    const std::array from{Point{x + size * 0.08, y}, Point{x + size * 0.56, y - size * 0.36},
                          Point{x + size * 0.56, y + size * 0.36}};
    const Rect bounds = box;
    fill_shape(canvas, bounds, paint, [&](double px, double py) {
        double nearest = size;
        for (const Point& start : from) {
            nearest = std::min(nearest, stroke_distance(start, tip, px, py));
        }
        return nearest - thickness / 2;
    });
}

void draw_speaker(Canvas& canvas, Rect box, const Paint& paint) {
    const double size = std::min(box.w, box.h);
    const double x0 = box.x + (box.w - size) / 2;
    const double yc = box.y + box.h / 2.0;
    fill_shape(canvas, box, paint, [&](double px, double py) {
        const double x = (px - x0) / size;
        const double y = std::abs(py - yc) / size;
        const double magnet = std::max({0.06 - x, x - 0.26, y - 0.15});
        const double cone = std::max({0.2 - x, x - 0.46, (y - (x - 0.2) * 0.85 - 0.14) * 0.76});
        const double turn = std::hypot(x - 0.46, y);
        const bool ahead = x - 0.46 > y * 0.75;
        const double near_wave = ahead ? std::abs(turn - 0.22) - 0.045 : 1.0;
        const double far_wave = ahead ? std::abs(turn - 0.42) - 0.045 : 1.0;
        return std::min({magnet, cone, near_wave, far_wave}) * size;
    });
}

void draw_delay(Canvas& canvas, Rect box, const Paint& paint) {
    const double size = std::min(box.w, box.h);
    const Point centre{box.x + box.w / 2.0, box.y + box.h / 2.0};
    const double thickness = std::max(1.0, size * 0.1);
    fill_shape(canvas, box, paint, [&](double x, double y) {
        const double ring =
            std::abs(std::hypot(x - centre.x, y - centre.y) - size * 0.42) - thickness / 2;
        const double minute =
            stroke_distance(centre, {centre.x, centre.y - size * 0.26}, x, y) - thickness / 2;
        const double hour =
            stroke_distance(centre, {centre.x + size * 0.19, centre.y}, x, y) - thickness / 2;
        return std::min({ring, minute, hour});
    });
}

void draw_star(Canvas& canvas, Rect box, const Paint& paint) {
    const double size = std::min(box.w, box.h) / 2.0;
    const Point centre{box.x + box.w / 2.0, box.y + box.h / 2.0 + size * 0.05};
    // One point of five, mirrored: the edge runs from the tip to the notch between two points.
    constexpr double kTurn = 2 * std::numbers::pi / 5;
    constexpr double kNotch = 0.42;
    const Point notch{size * kNotch * std::sin(kTurn / 2), size * kNotch * std::cos(kTurn / 2)};
    const Point edge{notch.x, notch.y - size};
    const double length = std::hypot(edge.x, edge.y);
    fill_shape(canvas, box, paint, [&](double px, double py) {
        const double x = px - centre.x;
        const double y = centre.y - py;
        const double radius = std::hypot(x, y);
        const double angle = std::abs(std::remainder(std::atan2(x, y), kTurn));
        const Point at{radius * std::sin(angle), radius * std::cos(angle)};
        return (edge.x * (at.y - size) - edge.y * at.x) / length;
    });
}

bool draw_qr(Canvas& canvas, Rect box, const std::string& payload) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(payload.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    constexpr int kQuiet = 4;  // modules; Source: ISO/IEC 18004 section 9.1
    if (!code) {
        return false;
    }
    const int modules = code->width + 2 * kQuiet;
    const int scale = std::min(box.w, box.h) / modules;
    if (scale < 1) {
        return false;
    }
    const int side = modules * scale;
    const Rect card{box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
    fill_round(canvas, card, 2 * scale, flat(kWhite));
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1) != 0) {
                canvas.fill(
                    {card.x + (x + kQuiet) * scale, card.y + (y + kQuiet) * scale, scale, scale},
                    kBlack);
            }
        }
    }
    return true;
}

}  // namespace hall::display
