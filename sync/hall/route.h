// SPDX-License-Identifier: Apache-2.0
// The shortest way through the hall, and how one would tell it. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/floor_plan.h"

namespace hall {

enum class Steps : std::uint8_t {
    allowed,
    none,  ///< Wheelchair, pram, stick: lifts only.
};

/// A walk on one floor.
struct RouteStretch {
    FloorId floor;
    std::vector<PlanPoint> points;  ///< At least one; corners only.
};

enum class Turn : std::uint8_t { ahead, left, right, stairs, lift, arrive };

/// One sentence of the description: turn, then walk.
struct RouteStep {
    Turn turn = Turn::ahead;
    double metres = 0;  ///< After the turn; 0 where one does not walk.
    FloorId floor;      ///< Stairs, lift: where to.
    PlanPoint to;       ///< Where this step ends: what is there, can be named.
};

struct Route {
    std::vector<RouteStretch> stretches;  ///< One a floor, in the order of walking.
    std::vector<RouteStep> steps;         ///< The last one is arrive.
    double metres = 0;                    ///< On foot, stairs counted, lifts not.
    std::chrono::seconds time{};
    bool step_free = true;  ///< True when there happens to be no stair on it.
};

/// The quickest way; nothing when there is none of that kind. Well under a millisecond for a
/// building of a few hundred nodes.
[[nodiscard]] std::optional<Route> route_between(const FloorPlan& plan,
                                                 const PlanNode& from,
                                                 const PlanNode& to,
                                                 Steps steps);

}  // namespace hall
