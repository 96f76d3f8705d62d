// SPDX-License-Identifier: Apache-2.0
// From here to there, as a visit needs it: where "here" is, which way, what to frame, what to say.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/stack.h"
#include "kiosk/screens/words.h"
#include "sync/hall/route.h"

namespace hall::screens {

/// The building, or null when this hall has no plan.
[[nodiscard]] const FloorPlan* plan_of(const kiosk::View& view) noexcept;
/// Where this kiosk stands; null when the plan does not know it.
[[nodiscard]] const PlanNode* here_of(const kiosk::View& view) noexcept;
[[nodiscard]] const PlanRoom* room_of(const FloorPlan& plan, const std::string& id) noexcept;
/// Where the map's target is; null when it has none.
[[nodiscard]] const PlanNode* target_of(const kiosk::View& view, const Place& place) noexcept;

/// From this kiosk to the map's target.
[[nodiscard]] std::optional<Route> route_of(const kiosk::View& view,
                                            const Place& place,
                                            bool step_free);

/// The counter of an item that is soonest reached from here; the first when the plan does not say.
[[nodiscard]] CounterId nearest_counter(const kiosk::View& view,
                                        const ItemId& item,
                                        bool step_free);

/// What of a floor to show first.
[[nodiscard]] PlanArea floor_view(const kiosk::View& view,
                                  const Visit& visit,
                                  const FloorId& floor);
/// Lets the map on top of the visit show its target, or where the citizen stands.
void frame_map(Visit& visit, const kiosk::View& view);

/// The zone or room at a place: what one sees there. Null for a place in the open.
[[nodiscard]] const Text* name_near(const kiosk::View& view, const FloorId& floor, PlanPoint at);
/// "左轉，走 12 米到婚姻登記區", a sentence a step; the last one names the target. A place that was
/// named just before is not named again.
[[nodiscard]] std::vector<std::string> way_words(const Words& words,
                                                 const Route& route,
                                                 const Text& target);
/// "3 號窗口", "衛生間"; empty when the map has no target.
[[nodiscard]] Text target_name(const kiosk::View& view, const Place& place);
/// "約 46 米 · 1 分鐘"
[[nodiscard]] std::string walk_words(const Words& words, const Route& route);

}  // namespace hall::screens
