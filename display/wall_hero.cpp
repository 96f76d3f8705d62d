// SPDX-License-Identifier: Apache-2.0
#include "display/wall_hero.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hall::display {

namespace {

using namespace wall_color;

constexpr int kSmallestPx = 10;
constexpr Milliseconds kRise{500};
constexpr Milliseconds kBreath{1000};
constexpr Milliseconds kArrowCycle{1200};
constexpr int kArrows = 3;

// How the motion moves things in one picture.
struct Pose {
    double risen = 1.0;  ///< 0 below and faint … 1 in place.
    double breath = 0.0;
    double arrow = -1.0;  ///< Which of the arrows is bright, as a running fraction; -1 = at rest.
};

Pose pose_of(HeroMotion motion) {
    if (!motion.frame) {
        return {};
    }
    const double ms = static_cast<double>(kHeroFrame.count()) * *motion.frame;
    const double part = std::min(1.0, ms / static_cast<double>(kRise.count()));
    Pose pose;
    pose.risen = 1.0 - std::pow(1.0 - part, 3);
    pose.breath = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * ms / kBreath.count());
    pose.arrow = std::fmod(ms / kArrowCycle.count(), 1.0) * kArrows;
    return pose;
}

void draw_card(WallBrush& brush, const Pose& pose, bool fresh) {
    Canvas& canvas = brush.pen.canvas();
    const Rect box = brush.plan.hero;
    const int radius = brush.px(34);
    if (fresh) {
        const auto glow = static_cast<unsigned>(60 + 90 * pose.breath);
        glow_round(canvas, box, radius, brush.px(20), flat(kAccent, glow));
    }
    fill_round(canvas, box, radius, flat(kWord, fresh ? 40 : 30));
    const auto rim = static_cast<unsigned>(fresh ? 150 + 105 * pose.breath : 40);
    stroke_round(canvas, box, radius, brush.px(fresh ? 6 : 2), flat(fresh ? kAccent : kWord, rim));
}

void draw_arrows(WallBrush& brush, Rect box, const Pose& pose) {
    const int side = std::min(box.h, box.w / kArrows);
    for (int i = 0; i < kArrows; ++i) {
        double alpha = pose.arrow < 0 ? 50.0 + 90.0 * i : 70.0;
        if (pose.arrow >= 0) {
            const double behind = std::fmod(pose.arrow - i + kArrows, kArrows);
            alpha += 185.0 * std::max(0.0, 1.0 - behind / 1.8);
        }
        const Rect slot{box.x + i * box.w / kArrows, box.y + (box.h - side) / 2, side, side};
        const Rect one = inset(slot, side / 14);
        draw_arrow(brush.pen.canvas(), one, flat(kAccent, static_cast<unsigned>(alpha)));
    }
}

// The biggest bold style in which `text` fits the box with its ink.
Style biggest(WallBrush& brush, const std::string& text, Rect box, Color color) {
    // Proportional: digits of one width leave a hole beside every 1, and nothing stands below.
    Style style = brush.style(1, Weight::bold, color);
    style.font.size_px = std::clamp(box.h * 136 / 100, kSmallestPx, 1100);
    style = brush.pen.fitted(text, style, box.w, kSmallestPx);
    return style;
}

void draw_rising(WallBrush& brush, const std::string& text, Rect box, const Pose& pose) {
    Style style = biggest(brush, text, box, kAccent);
    style.alpha = static_cast<unsigned>(std::lround(255 * pose.risen));
    const int drop = static_cast<int>(std::lround((1.0 - pose.risen) * box.h * 0.14));
    const int x = box.x + (box.w - brush.pen.width(text, style)) / 2;
    brush.pen.draw(text, style, x, brush.pen.baseline(style, box) + drop);
}

void draw_welcome(WallBrush& brush, Rect box) {
    const std::string& text = brush.page.welcome;
    const Style style = brush.pen.fitted(
        text, brush.style(brush.plan.shape == WallShape::strip ? 110 : 96, Weight::bold, kWord),
        box.w, kSmallestPx);
    brush.pen.line(brush.pen.elided(text, style, box.w), style, box, Align::centre);
}

// Counter and where, one under the other, right of the arrows.
void draw_destination(WallBrush& brush, Rect box, const WallCall& call, const Pose& pose) {
    const bool wide = brush.plan.shape == WallShape::wide;
    const int arrows = std::min(box.w / 4, box.h * 15 / 10);
    const Style counter_most = brush.style(box.h * 0.62 / brush.plan.unit, Weight::bold, kWord);
    const int room = box.w - arrows - brush.px(30);
    const Style counter = brush.pen.fitted(call.counter, counter_most, room, kSmallestPx);
    const std::string shown = brush.pen.elided(call.counter, counter, room);
    const int words = brush.pen.width(shown, counter);
    // Wide screens have room to say on the same line on which floor that is.
    const Style where = brush.style(wide ? 40 : 38, Weight::regular, kSoft);
    const int where_w = call.where.empty() ? 0 : brush.pen.width(call.where, where);
    const bool beside = where_w > 0 && words + where_w + brush.px(60) <= room;
    const int used = arrows + brush.px(30) + words + (beside ? brush.px(44) + where_w : 0);
    int x = box.x + (box.w - used) / 2;
    const int upper = beside || where_w == 0 ? box.h : box.h * 66 / 100;
    draw_arrows(brush, {x, box.y + (upper - box.h / 2) / 2, arrows, box.h / 2}, pose);
    x += arrows + brush.px(30);
    brush.pen.line(shown, counter, {x, box.y, words + 2, upper});
    if (beside) {
        const Rect right{x + words + brush.px(44), box.y, where_w, box.h};
        brush.pen.draw(call.where, where, right.x,
                       brush.pen.baseline(counter, {0, box.y, 1, upper}));
    } else if (where_w > 0) {
        const Style small = brush.pen.fitted(call.where, where, box.w, brush.px(24));
        brush.pen.line(brush.pen.elided(call.where, small, box.w), small,
                       {box.x, box.y + upper, box.w, box.h - upper}, Align::centre);
    }
}

void draw_strip(WallBrush& brush, const WallCall& call, const Pose& pose) {
    const Rect box = inset(brush.plan.hero, std::max(2, brush.plan.hero.h / 14));
    const bool stacked = box.w < box.h * 3;
    if (stacked) {
        const int lower = box.h * 38 / 100;
        draw_rising(brush, call.number, {box.x, box.y, box.w, box.h - lower}, pose);
        draw_destination(brush, {box.x, box.bottom() - lower, box.w, lower}, call, pose);
        return;
    }
    const int left = box.w * 50 / 100;
    draw_rising(brush, call.number, {box.x, box.y, left, box.h * 88 / 100}, pose);
    draw_destination(brush, {box.x + left, box.y + box.h / 5, box.w - left, box.h * 3 / 5}, call,
                     pose);
}

}  // namespace

HeroMotion hero_motion(const WallPage& page, Instant now) {
    if (!page.newest || !page.fresh_since) {
        return {};
    }
    const auto age = now - *page.fresh_since;
    if (age < Milliseconds::zero() || age >= kFreshFor) {
        return {};
    }
    return {static_cast<int>(age / kHeroFrame)};
}

Rect hero_reach(const WallPlan& plan) {
    return plan.shape == WallShape::strip ? plan.hero : inset(plan.hero, -plan.px(20));
}

void draw_hero(WallBrush& brush, HeroMotion motion) {
    const Pose pose = pose_of(motion);
    const Rect box = brush.plan.hero;
    if (brush.plan.shape != WallShape::strip) {
        draw_card(brush, pose, motion.frame.has_value());
    } else if (motion.frame) {
        stroke_round(brush.pen.canvas(), box, brush.px(20), std::max(1, brush.px(6)),
                     flat(kAccent, static_cast<unsigned>(120 + 135 * pose.breath)));
    }
    const Clip clip(brush.pen.canvas(), box);
    if (!brush.page.newest) {
        draw_welcome(brush, inset(box, brush.px(40)));
        return;
    }
    if (brush.plan.shape == WallShape::strip) {
        draw_strip(brush, *brush.page.newest, pose);
        return;
    }
    const int pad = brush.px(40);
    const int head = brush.px(92);
    const Rect inner{box.x + pad, box.y + head, box.w - 2 * pad, box.h - head - pad / 2};
    brush.pen.line(brush.page.captions.calling, brush.style(36, Weight::bold, kSoft),
                   {inner.x, box.y + brush.px(16), inner.w, head - brush.px(16)});
    const int lower = std::min(inner.h * 36 / 100, brush.px(220));
    const Rect upper{inner.x, inner.y, inner.w, inner.h - lower};
    draw_rising(brush, brush.page.newest->number, inset(upper, brush.px(14)), pose);
    draw_destination(brush, {inner.x, inner.bottom() - lower, inner.w, lower}, *brush.page.newest,
                     pose);
}

}  // namespace hall::display
