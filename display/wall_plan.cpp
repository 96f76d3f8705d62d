// SPDX-License-Identifier: Apache-2.0
#include "display/wall_plan.h"

#include <algorithm>
#include <cmath>

namespace hall::display {

namespace {

constexpr int kScreenLines = 300;

struct Present {
    bool recent;
    bool serving;
    bool waiting;
    bool lists;
};

Present present_in(const WallPage& page, int left_out) {
    return {!page.recent.empty() && left_out < 4, !page.serving.empty() && left_out < 2,
            !page.waiting.empty() && left_out < 1,
            (!page.next.empty() || !page.missed.empty() || !page.qr.empty()) && left_out < 3};
}

// Cuts a strip of `size` off the near side of `from`, and the gap after it.
Rect cut_left(Rect& from, int size, int gap) {
    const Rect part{from.x, from.y, std::min(size, from.w), from.h};
    from = {part.right() + gap, from.y, from.w - part.w - gap, from.h};
    return part;
}

Rect cut_top(Rect& from, int size, int gap) {
    const Rect part{from.x, from.y, from.w, std::min(size, from.h)};
    from = {from.x, part.bottom() + gap, from.w, from.h - part.h - gap};
    return part;
}

Rect cut_bottom(Rect& from, int size, int gap) {
    const Rect part{from.x, from.bottom() - size, from.w, size};
    from.h -= size + gap;
    return part;
}

// Serving and waiting share what is left, three parts to two.
void plan_low(WallPlan& plan, Rect low, Present present, int gap) {
    if (present.serving && present.waiting) {
        plan.serving = cut_left(low, (low.w - gap) * 3 / 5, gap);
        plan.waiting = low;
    } else if (present.serving) {
        plan.serving = low;
    } else if (present.waiting) {
        plan.waiting = low;
    }
}

void plan_wide(WallPlan& plan, Rect rest, Present present) {
    const int gap = plan.px(22);
    plan.foot = cut_bottom(rest, plan.px(92), 0);
    plan.header = cut_top(rest, plan.px(118), 0);
    plan.header = {plan.header.x + plan.px(44), plan.header.y, plan.header.w - 2 * plan.px(44),
                   plan.header.h};
    rest = {rest.x + plan.px(44), rest.y, rest.w - 2 * plan.px(44), rest.h - gap};

    // The right column is 660 units; without recent calls there is none, and what it lacks goes
    // to the call.
    if (present.recent) {
        Rect right = rest;
        const Rect left = cut_left(right, rest.w - plan.px(660) - gap, gap);
        rest = left;
        if (present.lists) {
            plan.lists = cut_bottom(right, plan.px(304), gap);
        }
        plan.recent = right;
    }
    const bool lists_below = present.lists && !present.recent;
    if (present.serving || present.waiting || lists_below) {
        Rect low = cut_bottom(rest, plan.px(304), gap);
        if (lists_below) {
            const bool alone = !present.serving && !present.waiting;
            plan.lists = cut_left(low, alone ? low.w : plan.px(660), gap);
        }
        plan_low(plan, low, present, gap);
    }
    plan.hero = rest;
}

void plan_tall(WallPlan& plan, Rect rest, Present present) {
    const int gap = plan.px(24);
    plan.foot = cut_bottom(rest, plan.px(110), 0);
    plan.header = cut_top(rest, plan.px(150), 0);
    plan.header = {plan.header.x + plan.px(40), plan.header.y, plan.header.w - 2 * plan.px(40),
                   plan.header.h};
    rest = {rest.x + plan.px(40), rest.y, rest.w - 2 * plan.px(40), rest.h - gap};
    if (present.lists) {
        plan.lists = cut_bottom(rest, plan.px(290), gap);
    }
    if (present.serving || present.waiting) {
        plan_low(plan, cut_bottom(rest, plan.px(300), gap), present, gap);
    }
    if (present.recent) {
        plan.hero = cut_top(rest, rest.h * 54 / 100, gap);
        plan.recent = rest;
    } else {
        plan.hero = rest;
    }
}

void plan_strip(WallPlan& plan, Rect rest, Present present) {
    if (rest.h >= 64) {
        plan.foot = cut_bottom(rest, std::max(18, rest.h / 6), 0);
    }
    if (present.recent && 2 * rest.w >= 5 * rest.h) {
        plan.hero = cut_left(rest, rest.w * 58 / 100, std::max(1, rest.h / 32));
        plan.recent = rest;
    } else {
        plan.hero = rest;
    }
}

}  // namespace

int WallPlan::px(double units) const {
    return std::max(1, static_cast<int>(std::lround(units * unit)));
}

WallPlan plan_wall(int width, int height, const WallPage& page, PlanWish wish) {
    WallPlan plan;
    const Rect all{0, 0, width, height};
    const Present present = present_in(page, wish.left_out);
    if (std::min(width, height) < kScreenLines || width > 3 * height) {
        plan.shape = WallShape::strip;
        plan.unit = wish.scale * height / 300.0;
        plan_strip(plan, all, present);
    } else if (width >= height) {
        plan.shape = WallShape::wide;
        plan.unit = wish.scale * std::min(height / 1080.0, width / 1600.0);
        plan_wide(plan, all, present);
    } else {
        plan.shape = WallShape::tall;
        plan.unit = wish.scale * std::min(width / 1080.0, height / 1700.0);
        plan_tall(plan, all, present);
    }
    return plan;
}

}  // namespace hall::display
