// SPDX-License-Identifier: Apache-2.0
// The standing parts of a lobby wall. Each draws itself into its box of the plan.
#pragma once

#include <cstddef>

#include "display/page.h"
#include "display/paint.h"
#include "display/text.h"
#include "display/wall_plan.h"

namespace hall::display {

/// The colours of the wall: a calm dark ground, white words, one warm accent for what is new.
namespace wall_color {
inline constexpr Color kGroundTop{8, 32, 62};
inline constexpr Color kGroundFoot{9, 92, 98};
inline constexpr Color kWord{255, 255, 255};
inline constexpr Color kSoft{166, 205, 214};
inline constexpr Color kAccent{255, 211, 106};
inline constexpr Color kInk{10, 34, 56};
inline constexpr Color kAlarm{255, 159, 67};
inline constexpr Color kFoot{4, 21, 40};
}  // namespace wall_color

/// What the parts draw with: the pen, the cut and the page.
///
/// Not thread-safe: made and used within one drawing.
struct WallBrush {
    TextPen& pen;
    const WallPlan& plan;
    const WallPage& page;

    [[nodiscard]] int px(double units) const { return plan.px(units); }
    /// A style of `units` em, drawn in the page's script.
    [[nodiscard]] Style style(double units, Weight weight, Color color) const;
    /// The same for a ticket number or the clock: bold, digits of one width.
    [[nodiscard]] Style number(double units, Color color) const;
    /// A translucent card with a heading; returns the room below the heading.
    Rect card(Rect box, const std::string& heading);
    /// What a card of that box has below its heading.
    [[nodiscard]] Rect below_heading(Rect box) const;
};

void draw_backdrop(Canvas& canvas);
void draw_header(WallBrush& brush);
void draw_recent(WallBrush& brush);
void draw_lists(WallBrush& brush);

/// Grids that hold more than fits turn over: `turn` counts from 0.
void draw_serving(WallBrush& brush, std::size_t turn);
void draw_waiting(WallBrush& brush, std::size_t turn);
/// How many turns show all of it; at least 1.
[[nodiscard]] std::size_t serving_turns(const WallBrush& brush);
[[nodiscard]] std::size_t waiting_turns(const WallBrush& brush);

}  // namespace hall::display
