// SPDX-License-Identifier: Apache-2.0
#include "display/wall_hero.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hall::display {

namespace {

using namespace wall_color;

constexpr int kSmallestPx = 10;
constexpr int kCondensedLeast = 75;  // Per cent; narrower figures begin to look alike.
constexpr int kSmallestTold = 12;    // Below it Han letters run together on lamps.
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
Style biggest(const WallBrush& brush, const std::string& text, Rect box, Color color) {
    // Proportional: digits of one width leave a hole beside every 1, and nothing stands below.
    Style style = brush.style(1, Weight::bold, color);
    style.font.size_px = std::clamp(box.h * 136 / 100, kSmallestPx, 1100);
    // A long number is condensed first: height is what carries over a distance.
    const int width = brush.pen.width(text, style);
    style.font.width_percent = std::clamp(100 * box.w / std::max(1, width), kCondensedLeast, 100);
    return brush.pen.fitted(text, style, box.w, kSmallestPx);
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
    const Style counter_most = brush.style(box.h * 0.62 / brush.plan.unit, Weight::bold, kWord);
    // The arrows are for the eye; where the words need their room the words have it.
    const Style least = brush.style(kSmallestTold / brush.plan.unit, Weight::bold, kWord);
    const int with_arrows = std::min(box.w / 4, box.h * 15 / 10) + brush.px(30);
    const bool fits = brush.pen.width(call.counter, least) <= box.w - with_arrows;
    const int arrows = fits ? with_arrows - brush.px(30) : 0;
    const int room = fits ? box.w - with_arrows : box.w;
    const Style counter = brush.pen.fitted(call.counter, counter_most, room, kSmallestPx);
    const std::string shown = brush.pen.elided(call.counter, counter, room);
    const int words = brush.pen.width(shown, counter);
    // Wide screens have room to say on the same line on which floor that is.
    Style where = brush.style(wide ? 40 : 38, Weight::regular, kSoft);
    where.font.size_px = std::min(where.font.size_px, box.h * 28 / 100);
    // On a board too low for it the counter's number has to do.
    const bool told = !call.where.empty() && where.font.size_px >= kSmallestTold;
    const int where_w = told ? brush.pen.width(call.where, where) : 0;
    const bool beside = where_w > 0 && words + where_w + brush.px(60) <= room;
    const int lead = fits ? with_arrows : 0;
    const int used = lead + words + (beside ? brush.px(44) + where_w : 0);
    int x = box.x + (box.w - used) / 2;
    const int upper = beside || where_w == 0 ? box.h : box.h * 66 / 100;
    draw_arrows(brush, {x, box.y + (upper - box.h / 2) / 2, arrows, box.h / 2}, pose);
    x += lead;
    brush.pen.line(shown, counter, {x, box.y, words + 2, upper});
    if (beside) {
        const Rect right{x + words + brush.px(44), box.y, where_w, box.h};
        brush.pen.draw(call.where, where, right.x,
                       brush.pen.baseline(counter, {0, box.y, 1, upper}));
    } else if (where_w > 0) {
        const Style small =
            brush.pen.fitted(call.where, where, box.w, std::max(kSmallestTold, brush.px(24)));
        brush.pen.line(brush.pen.elided(call.where, small, box.w), small,
                       {box.x, box.y + upper, box.w, box.h - upper}, Align::centre);
    }
}

// Where in the card the number stands, and where to go with it.
struct Halves {
    Rect head;  ///< The heading; none on a strip.
    Rect number;
    Rect destination;
};

Halves strip_halves(const WallPlan& plan) {
    const Rect box = inset(plan.hero, std::max(2, plan.hero.h / 14));
    if (box.w < box.h * 3) {
        const int lower = box.h * 38 / 100;
        return {{},
                {box.x, box.y, box.w, box.h - lower - box.h * 7 / 100},
                {box.x, box.bottom() - lower, box.w, lower}};
    }
    const int left = box.w * 48 / 100;
    const int right = box.w * 48 / 100;
    return {{},
            {box.x, box.y, left, box.h * 88 / 100},
            {box.right() - right, box.y + box.h / 5, right, box.h * 3 / 5}};
}

Halves halves_of(const WallPlan& plan) {
    if (plan.shape == WallShape::strip) {
        return strip_halves(plan);
    }
    const Rect box = plan.hero;
    const int pad = plan.px(40);
    const int head = plan.px(92);
    const Rect inner{box.x + pad, box.y + head, box.w - 2 * pad, box.h - head - pad / 2};
    const int lower = std::min(inner.h * 36 / 100, plan.px(220));
    const int side = plan.px(14);
    return {
        {inner.x, box.y + plan.px(16), inner.w, head - plan.px(16)},
        {inner.x + side, inner.y + side, inner.w - 2 * side, inner.h - lower - side - plan.px(28)},
        {inner.x, inner.bottom() - lower, inner.w, lower}};
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
    const Halves halves = halves_of(brush.plan);
    if (!halves.head.empty()) {
        brush.pen.line(brush.page.captions.calling, brush.style(36, Weight::bold, kSoft),
                       halves.head);
    }
    draw_rising(brush, brush.page.newest->number, halves.number, pose);
    draw_destination(brush, halves.destination, *brush.page.newest, pose);
}

int number_height(const WallBrush& brush) {
    if (!brush.page.newest) {
        return 0;
    }
    const std::string& number = brush.page.newest->number;
    const Style style = biggest(brush, number, halves_of(brush.plan).number, kAccent);
    return brush.pen.ink(number, style).h;
}

}  // namespace hall::display
