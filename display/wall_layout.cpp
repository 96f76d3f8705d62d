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

// Draws a part anew on the ground that stands below it.
void renew(WallBrush& brush, const Canvas& still, Rect area, const std::function<void()>& part) {
    const Clip clip(brush.pen.canvas(), area);
    brush.pen.canvas().copy(still, area);
    part();
}

}  // namespace

WallLayout::WallLayout(Glyphs& glyphs, int width, int height, Viewing viewing)
    : glyphs_(glyphs),
      viewing_(viewing),
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
            turn_at(waiting_turns(brush), now), honour_motion(brush, now)};
}

int WallLayout::number_px() const {
    Canvas none(1, 1, Depth::rgb);
    TextPen pen(none, glyphs_);
    return number_height({pen, plan_, page_});
}

void WallLayout::draw(Canvas& canvas, const WallPage& page, Instant now) {
    page_ = page;
    still_.copy(ground_, ground_.bounds());
    TextPen pen(still_, glyphs_);
    plan_ = plan_seen(pen, {canvas.width(), canvas.height()}, page, viewing_);
    WallBrush brush{pen, plan_, page_};
    draw_header(brush);
    draw_recent(brush);
    draw_lists(brush);
    canvas.copy(still_, still_.bounds());
    shown_.reset();
    advance(canvas, now);
}

// The grids, or the honour page in their place.
void WallLayout::draw_low(WallBrush& brush, const Phase& phase, std::vector<Rect>& changed) const {
    const bool turned = shown_ && shown_->honour != phase.honour;
    const Rect all = page_.newest ? honour_place(plan_, page_) : Rect{};
    if (phase.honour.turn && !all.empty()) {
        if (!shown_ || turned) {
            renew(brush, still_, all, [&] { draw_honour(brush, *phase.honour.turn); });
            changed.push_back(all);
        }
        return;
    }
    if (turned && !all.empty()) {  // Also what was between the two.
        renew(brush, still_, all, [] {});
    }
    const auto grid = [&](Rect area, bool moved, const std::function<void()>& part) {
        if (!area.empty() && (!shown_ || turned || moved)) {
            renew(brush, still_, area, part);
            changed.push_back(area);
        }
    };
    grid(plan_.serving, shown_ && shown_->serving_turn != phase.serving_turn,
         [&] { draw_serving(brush, phase.serving_turn); });
    grid(plan_.waiting, shown_ && shown_->waiting_turn != phase.waiting_turn,
         [&] { draw_waiting(brush, phase.waiting_turn); });
    if (turned && !all.empty()) {
        changed.push_back(all);
    }
}

std::vector<Rect> WallLayout::advance(Canvas& canvas, Instant now) {
    const Phase phase = phase_at(now);
    std::vector<Rect> changed;
    TextPen pen(canvas, glyphs_);
    WallBrush brush{pen, plan_, page_};
    const bool at_rest = !page_.newest;  // The honour page stands where calls do.
    const bool hero_moved =
        shown_ && (shown_->hero != phase.hero || (at_rest && shown_->honour != phase.honour));
    if (!shown_ || hero_moved) {
        renew(brush, still_, hero_reach(plan_), [&] {
            if (at_rest && phase.honour.turn) {
                draw_honour(brush, *phase.honour.turn);
            } else {
                draw_hero(brush, phase.hero);
            }
        });
        changed.push_back(hero_reach(plan_));
    }
    if (!plan_.foot.empty() && (!shown_ || shown_->foot != phase.foot)) {
        renew(brush, still_, plan_.foot, [&] { draw_foot(brush, phase.foot); });
        changed.push_back(plan_.foot);
    }
    draw_low(brush, phase, changed);
    shown_ = phase;
    return changed;
}

Milliseconds WallLayout::holds(Instant now) const {
    Canvas none(1, 1, Depth::rgb);
    TextPen pen(none, glyphs_);
    const WallBrush brush{pen, plan_, page_};
    Milliseconds least = std::min(foot_holds(brush, now), honour_holds(brush, now));
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
