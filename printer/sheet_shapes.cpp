// SPDX-License-Identifier: Apache-2.0
// What a sheet draws besides letters.
#include <algorithm>

#include "printer/sheet.h"

namespace hall::printer {

namespace {

constexpr int kDash = 6;
constexpr int kDashPeriod = 10;
constexpr int kLeaderPeriod = 9;
constexpr int kStripe = 10;

// A rectangle with round corners: whether a dot lies in it.
struct Rounded {
    Column column;
    int top = 0;
    int bottom = 0;
    int radius = 0;

    [[nodiscard]] bool holds(int x, int y) const noexcept {
        if (x < column.left || x >= column.right() || y < top || y >= bottom) {
            return false;
        }
        // Twice the distance to the corner's centre, so that dot centres are whole numbers.
        const int dx = std::max({2 * (column.left + radius) - (2 * x + 1),
                                 (2 * x + 1) - 2 * (column.right() - radius), 0});
        const int dy =
            std::max({2 * (top + radius) - (2 * y + 1), (2 * y + 1) - 2 * (bottom - radius), 0});
        return dx * dx + dy * dy <= 4 * radius * radius;
    }
};

}  // namespace

void Sheet::rule(Column column, int thickness_dots) {
    need(pen_ + thickness_dots);
    // The dashes begin and end at the column's edges.
    const int spare = (column.width - kDash) % kDashPeriod;
    for (int y = pen_; y < pen_ + thickness_dots; ++y) {
        for (int x = 0; x < column.width - spare; ++x) {
            if (x % kDashPeriod < kDash) {
                paper_.set(column.left + spare / 2 + x, y, true);
            }
        }
    }
    pen_ += thickness_dots;
}

void Sheet::line(Column column, int thickness_dots) {
    need(pen_ + thickness_dots);
    for (int y = pen_; y < pen_ + thickness_dots; ++y) {
        for (int x = column.left; x < column.right(); ++x) {
            paper_.set(x, y, true);
        }
    }
    pen_ += thickness_dots;
}

void Sheet::leader(Column column, int baseline) {
    need(baseline);
    // On one grid for the whole sheet, so that the dots of two rows stand below one another.
    for (int x = (column.left / kLeaderPeriod + 1) * kLeaderPeriod; x + 2 <= column.right();
         x += kLeaderPeriod) {
        for (const int dx : {0, 1}) {
            paper_.set(x + dx, baseline - 1, true);
            paper_.set(x + dx, baseline - 2, true);
        }
    }
}

void Sheet::upright(int left, int top, int thickness_dots) {
    need(pen_);
    for (int y = top; y < pen_; ++y) {
        for (int x = left; x < left + thickness_dots; ++x) {
            paper_.set(x, y, true);
        }
    }
}

void Sheet::frame(Column column, int top, int thickness, int radius) {
    need(pen_);
    const Rounded outer{column, top, pen_, radius};
    const Rounded inner{{column.left + thickness, column.width - 2 * thickness},
                        top + thickness,
                        pen_ - thickness,
                        std::max(radius - thickness, 0)};
    for (int y = top; y < pen_; ++y) {
        for (int x = column.left; x < column.right(); ++x) {
            if (outer.holds(x, y) && !inner.holds(x, y)) {
                paper_.set(x, y, true);
            }
        }
    }
}

void Sheet::reverse(Column column, int top, int radius) {
    need(pen_);
    const Rounded area{column, top, pen_, radius};
    for (int y = top; y < pen_; ++y) {
        for (int x = column.left; x < column.right(); ++x) {
            if (area.holds(x, y)) {
                paper_.set(x, y, !paper_.black(x, y));
            }
        }
    }
}

void Sheet::hatch(int height_dots) {
    need(pen_ + height_dots);
    for (int y = 0; y < height_dots; ++y) {
        for (int x = 0; x < paper_.width_dots; ++x) {
            if ((x + y) % (2 * kStripe) < kStripe) {
                paper_.set(x, pen_ + y, true);
            }
        }
    }
    pen_ += height_dots;
}

void Sheet::tick_box(int left, int top, int side_dots) {
    const int old = pen_;
    pen_ = top + side_dots;
    frame({left, side_dots}, top, 2, 3);
    pen_ = old;
}

void Sheet::paste(const Bitmap& picture, int left, int top) {
    need(top + picture.height_dots);
    stamp(picture, left, top);
}

}  // namespace hall::printer
