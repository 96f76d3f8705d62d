// SPDX-License-Identifier: Apache-2.0
#include "display/wall_foot.h"

#include <algorithm>

namespace hall::display {

namespace {

using namespace wall_color;

constexpr Milliseconds kWaits{2500};  // Before and after travelling: time to find the beginning.
constexpr Milliseconds kForEver{std::chrono::hours(48)};

struct Foot {
    Rect icon;
    Rect text;
    Rect hotline;
    Style style;
};

Style foot_style(const WallBrush& brush) {
    Style style =
        brush.style(brush.plan.shape == WallShape::tall ? 40 : 36, Weight::regular, kWord);
    if (brush.plan.shape == WallShape::strip) {
        style.font.size_px = std::clamp(brush.plan.foot.h * 70 / 100, 12, 64);
    }
    return style;
}

Foot foot_of(const WallBrush& brush) {
    Foot foot;
    foot.style = foot_style(brush);
    Rect rest = brush.plan.foot;
    const bool strip = brush.plan.shape == WallShape::strip;
    const int margin = strip ? rest.h / 4 : brush.px(44);
    rest = {rest.x + margin, rest.y, rest.w - 2 * margin, rest.h};
    const int icon = rest.h * (strip ? 70 : 46) / 100;
    foot.icon = {rest.x, rest.y + (rest.h - icon) / 2, icon, icon};
    rest = {rest.x + icon + margin / 2, rest.y, rest.w - icon - margin / 2, rest.h};
    if (!brush.page.hotline.empty() && !strip) {
        Style number = foot.style;
        number.font.weight = Weight::bold;
        const int width = brush.pen.width(brush.page.captions.hotline, foot.style) + brush.px(16) +
                          brush.pen.width(brush.page.hotline, number);
        foot.hotline = {rest.right() - width, rest.y, width, rest.h};
        rest.w -= width + brush.px(44);
    }
    foot.text = rest;
    return foot;
}

// How many steps one notice takes, and what a step is worth.
struct Run {
    int far_px = 0;   ///< How much of the notice does not fit.
    int step_px = 1;  ///< Whole pixels a step.

    [[nodiscard]] int steps() const { return (far_px + step_px - 1) / step_px; }
    [[nodiscard]] Milliseconds lasts() const {
        return far_px == 0 ? kNoticeStands : 2 * kWaits + steps() * kFootStep;
    }
};

Run run_of(const WallBrush& brush, const Foot& foot, const std::string& notice) {
    Run run;
    run.far_px = std::max(0, brush.pen.width(notice, foot.style) - foot.text.w);
    // 4 Han characters a second are 4 em; 30 steps a second.
    run.step_px = std::max(1, foot.style.font.size_px * 4 / 30);
    return run;
}

struct Stand {
    FootMotion motion;
    Milliseconds holds;
};

Stand stand_at(const WallBrush& brush, Instant now) {
    const auto& notices = brush.page.notices;
    if (brush.plan.foot.empty() || notices.empty() || !brush.page.announcement.empty()) {
        return {{}, kForEver};
    }
    const Foot foot = foot_of(brush);
    Milliseconds whole{0};
    for (const std::string& notice : notices) {
        whole += run_of(brush, foot, notice).lasts();
    }
    Milliseconds at = now.time_since_epoch() % whole;
    std::size_t index = 0;
    Run run = run_of(brush, foot, notices[0]);
    while (at >= run.lasts()) {
        at -= run.lasts();
        run = run_of(brush, foot, notices[++index]);
    }
    if (run.far_px == 0) {
        return {{index, 0}, notices.size() == 1 ? kForEver : run.lasts() - at};
    }
    const Milliseconds travels = run.steps() * kFootStep;
    if (at < kWaits) {
        return {{index, 0}, kWaits - at};
    }
    if (at >= kWaits + travels) {
        return {{index, run.far_px}, run.lasts() - at};
    }
    const auto step = static_cast<int>((at - kWaits) / kFootStep);
    return {{index, std::min(run.far_px, step * run.step_px)},
            kWaits + (step + 1) * kFootStep - at};
}

}  // namespace

FootMotion foot_motion(const WallBrush& brush, Instant now) {
    return stand_at(brush, now).motion;
}

Milliseconds foot_holds(const WallBrush& brush, Instant now) {
    return stand_at(brush, now).holds;
}

void draw_foot(WallBrush& brush, FootMotion motion) {
    const Rect box = brush.plan.foot;
    if (box.empty()) {
        return;
    }
    Canvas& canvas = brush.pen.canvas();
    const bool spoken = !brush.page.announcement.empty();
    const Color word = spoken ? kInk : kWord;
    if (spoken) {
        fill_round(canvas, box, 0, flat(kAccent));
    } else {
        fill_round(canvas, box, 0, flat(kFoot, 150));
    }
    Foot foot = foot_of(brush);
    foot.style.color = word;
    if (spoken) {
        draw_speaker(canvas, foot.icon, flat(kInk));
        foot.style.font.weight = Weight::bold;
        const Style fitted = brush.pen.fitted(brush.page.announcement, foot.style, foot.text.w, 10);
        brush.pen.line(brush.pen.elided(brush.page.announcement, fitted, foot.text.w), fitted,
                       foot.text);
    } else if (!brush.page.notices.empty()) {
        const int dot = std::max(2, foot.icon.h / 3);
        fill_round(canvas,
                   {foot.icon.x + (foot.icon.w - dot) / 2, foot.icon.y + (foot.icon.h - dot) / 2,
                    dot, dot},
                   dot / 2, flat(kAccent));
        const Clip clip(canvas, foot.text);
        brush.pen.draw(brush.page.notices[motion.notice], foot.style,
                       foot.text.x - motion.travelled_px,
                       brush.pen.baseline(foot.style, foot.text));
    }
    if (!foot.hotline.empty()) {
        Style caption = foot.style;
        caption.font.weight = Weight::regular;
        caption.color = spoken ? kInk : kSoft;
        Style number = foot.style;
        number.font.weight = Weight::bold;
        brush.pen.line(brush.page.captions.hotline, caption, foot.hotline);
        brush.pen.line(brush.page.hotline, number, foot.hotline, Align::right);
    }
}

}  // namespace hall::display
