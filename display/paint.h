// SPDX-License-Identifier: Apache-2.0
// Soft-edged shapes for full-colour boards, drawn by their distance function: one pixel of edge is
// mixed by how far it lies inside. On mono canvases the same calls give hard edges.
#pragma once

#include <functional>
#include <string>

#include "display/canvas.h"

namespace hall::display {

/// A fill that runs from `top` to `bottom` over the height of the shape.
struct Paint {
    Color top;
    Color bottom;
    unsigned alpha = 255;
};

[[nodiscard]] inline Paint flat(Color color, unsigned alpha = 255) {
    return {color, color, alpha};
}

/// A colour between two, `part` of 255 on the way to `b`.
[[nodiscard]] Color between(Color a, Color b, unsigned part);

struct Point {
    double x = 0;
    double y = 0;
};

/// Fills where `distance(x, y)` (pixels, negative inside) says so, within `bounds`.
void fill_shape(Canvas& canvas,
                Rect bounds,
                const Paint& paint,
                const std::function<double(double, double)>& distance);

void fill_round(Canvas& canvas, Rect box, int radius, const Paint& paint);
/// The inner edge of the same box, `thickness` px wide.
void stroke_round(Canvas& canvas, Rect box, int radius, int thickness, const Paint& paint);
/// Light that fades outwards over `reach` px around the box; nothing inside of it.
void glow_round(Canvas& canvas, Rect box, int radius, int reach, const Paint& paint);
void fill_disc(Canvas& canvas, Point centre, double radius, const Paint& paint);
/// A straight stroke with round ends.
void draw_stroke(Canvas& canvas, Point from, Point to, double thickness, const Paint& paint);

/// A diagonal gradient over the whole canvas, dithered so that a dark wall shows no bands.
void fill_backdrop(Canvas& canvas, Color top_left, Color bottom_right);

/// Small signs that go with words, each in a square box.
void draw_arrow(Canvas& canvas, Rect box, const Paint& paint);    ///< → "go there"
void draw_speaker(Canvas& canvas, Rect box, const Paint& paint);  ///< being spoken
void draw_delay(Canvas& canvas, Rect box, const Paint& paint);    ///< a clock: not up to date

void draw_star(Canvas& canvas, Rect box, const Paint& paint);  ///< a distinction

/// Draws `payload` as a QR code with its quiet zone, as large as whole modules allow in `box`.
/// False when it does not fit; nothing is drawn then.
[[nodiscard]] bool draw_qr(Canvas& canvas, Rect box, const std::string& payload);

}  // namespace hall::display
