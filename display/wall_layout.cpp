// SPDX-License-Identifier: Apache-2.0
#include "display/wall_layout.h"

#include <algorithm>
#include <functional>

namespace hall::display {

namespace {

// A grid that turns over: long enough to find one's number among twelve.
constexpr Milliseconds kTurnStands{8000};

std::size_t turn_at(std::size_t turns, Instant now) {
    const auto count = static_cast<std::size_t>(now.time_since_epoch() / kTurnStands);
    return turns < 2 ? 0 : count % turns;
}

}  // namespace

WallLayout::WallLayout(Glyphs& glyphs, int width, int height)
    : glyphs_(glyphs),
      ground_(width, height, Depth::rgb),
      still_(ground_) {
    draw_backdrop(ground_);
}

WallLayout::Phase WallLayout::phase_at(Instant now) const {
    // Only measured with; nothing is drawn on it.
    Canvas none(1, 1, Depth::rgb);
    TextPen pen(none, glyphs_);
    const WallBrush brush{pen, plan_, page_};
    return {hero_motion(page_, now), foot_motion(brush, now), turn_at(serving_turns(brush), now),
            turn_at(waiting_turns(brush), now)};
}

void WallLayout::draw(Canvas& canvas, const WallPage& page, Instant now) {
    page_ = page;
    plan_ = plan_wall(canvas.width(), canvas.height(), page);
    still_.copy(ground_, ground_.bounds());
    TextPen pen(still_, glyphs_);
    WallBrush brush{pen, plan_, page_};
    draw_header(brush);
    draw_recent(brush);
    draw_lists(brush);
    canvas.copy(still_, still_.bounds());
    shown_.reset();
    advance(canvas, now);
}

std::vector<Rect> WallLayout::advance(Canvas& canvas, Instant now) {
    const Phase phase = phase_at(now);
    std::vector<Rect> changed;
    TextPen pen(canvas, glyphs_);
    WallBrush brush{pen, plan_, page_};
    const auto redraw = [&](bool moved, Rect area, const std::function<void()>& part) {
        if (area.empty() || (shown_ && !moved)) {
            return;
        }
        const Clip clip(canvas, area);
        canvas.copy(still_, area);
        part();
        changed.push_back(area);
    };
    redraw(shown_ && shown_->hero != phase.hero, hero_reach(plan_),
           [&] { draw_hero(brush, phase.hero); });
    redraw(shown_ && shown_->foot != phase.foot, plan_.foot, [&] { draw_foot(brush, phase.foot); });
    redraw(shown_ && shown_->serving_turn != phase.serving_turn, plan_.serving,
           [&] { draw_serving(brush, phase.serving_turn); });
    redraw(shown_ && shown_->waiting_turn != phase.waiting_turn, plan_.waiting,
           [&] { draw_waiting(brush, phase.waiting_turn); });
    shown_ = phase;
    return changed;
}

Milliseconds WallLayout::holds(Instant now) const {
    Canvas none(1, 1, Depth::rgb);
    TextPen pen(none, glyphs_);
    const WallBrush brush{pen, plan_, page_};
    Milliseconds least = foot_holds(brush, now);
    if (page_.fresh_since && hero_motion(page_, now).frame) {
        const Milliseconds age = now - *page_.fresh_since;
        least = std::min(least, kHeroFrame - age % kHeroFrame);
    }
    if (serving_turns(brush) > 1 || waiting_turns(brush) > 1) {
        least = std::min(least, kTurnStands - now.time_since_epoch() % kTurnStands);
    }
    return std::max(least, Milliseconds(1));
}

}  // namespace hall::display
