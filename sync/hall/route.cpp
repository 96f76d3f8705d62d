// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/route.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace hall {

namespace {

// An unhurried walk indoors. Source: 1.0 m/s, the design speed for older pedestrians in the Manual
// on Uniform Traffic Control Devices 2009, section 4E.06 (3.5 ft/s), rounded down.
constexpr double kWalk = 1.0;
constexpr double kClimb = 0.6;     // Metres of stairs in a second.
constexpr double kLiftWait = 30;   // Seconds until it comes and its doors are open …
constexpr double kLiftFloor = 10;  // … and for each floor.

constexpr double kStraight = 0.35;  // Radians; less is no turn that anybody would mention.
constexpr double kLastPace = 3;
constexpr double kSmall = 0.8;  // Metres; a shorter piece is a corner that was cut in two.

struct Arc {
    std::size_t to = 0;
    const PlanWay* way = nullptr;
};

double seconds_of(const PlanWay& way) {
    switch (way.kind) {
        case WayKind::level:
            return way.metres / kWalk;
        case WayKind::stairs:
            return way.metres / kClimb;
        case WayKind::lift:
            // Half of the wait at either end, so that a ride of two floors waits once.
            return kLiftWait / 2 + kLiftFloor;
    }
    return 0;
}

/// The ways from `from` to `to`, in order; empty when there are none.
std::vector<Arc> quickest(const FloorPlan& plan, std::size_t from, std::size_t to, Steps steps) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<std::vector<Arc>> arcs(plan.nodes.size());
    for (const PlanWay& way : plan.ways) {
        if (steps == Steps::allowed || way.kind != WayKind::stairs) {
            arcs[way.a].push_back({way.b, &way});
            arcs[way.b].push_back({way.a, &way});
        }
    }
    std::vector<double> cost(plan.nodes.size(), kFar);
    std::vector<Arc> back(plan.nodes.size());
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    cost[from] = 0;
    open.emplace(0, from);
    while (!open.empty()) {
        const auto [spent, here] = open.top();
        open.pop();
        if (here == to) {
            break;
        }
        if (spent > cost[here]) {
            continue;
        }
        for (const Arc& arc : arcs[here]) {
            const double next = spent + seconds_of(*arc.way);
            if (next < cost[arc.to]) {
                cost[arc.to] = next;
                back[arc.to] = {here, arc.way};
                open.emplace(next, arc.to);
            }
        }
    }
    std::vector<Arc> path;
    for (std::size_t at = to; at != from && back[at].way != nullptr; at = back[at].to) {
        path.push_back({at, back[at].way});
    }
    std::ranges::reverse(path);
    return path;
}

double length(PlanPoint a, PlanPoint b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// Right is positive, for y grows downwards.
double angle(PlanPoint a, PlanPoint b, PlanPoint c) {
    const double ux = b.x - a.x;
    const double uy = b.y - a.y;
    const double vx = c.x - b.x;
    const double vy = c.y - b.y;
    return std::atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

/// Only the corners: points on a straight line, and pieces too short to notice, are left out.
std::vector<PlanPoint> corners(const std::vector<PlanPoint>& points) {
    std::vector<PlanPoint> kept;
    for (const PlanPoint& p : points) {
        if (kept.empty() || length(kept.back(), p) > 0.01) {
            kept.push_back(p);
        }
    }
    for (std::size_t i = 1; i + 1 < kept.size();) {
        const bool straight = std::abs(angle(kept[i - 1], kept[i], kept[i + 1])) < kStraight;
        const bool small = i > 1 && length(kept[i - 1], kept[i]) < kSmall;
        if (straight || small) {
            kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
            i = i > 1 ? i - 1 : i;
        } else {
            ++i;
        }
    }
    return kept;
}

/// What is left to walk from the corner `at`.
double left_of(const std::vector<PlanPoint>& points, std::size_t at) {
    double left = 0;
    for (std::size_t i = at + 1; i < points.size(); ++i) {
        left += length(points[i - 1], points[i]);
    }
    return left;
}

void tell(const RouteStretch& stretch, std::vector<RouteStep>& steps) {
    const auto& points = stretch.points;
    for (std::size_t i = 1; i < points.size(); ++i) {
        // The last pace, up to the desk, goes without saying.
        if (i > 1 && left_of(points, i - 1) < kLastPace) {
            steps.back().to = points.back();
            break;
        }
        Turn turn = Turn::ahead;
        if (i > 1) {
            turn = angle(points[i - 2], points[i - 1], points[i]) > 0 ? Turn::right : Turn::left;
        }
        steps.push_back({turn, length(points[i - 1], points[i]), stretch.floor, points[i]});
    }
}

/// Splits the path where it changes floors.
void lay_out(const FloorPlan& plan, std::size_t from, const std::vector<Arc>& path, Route& route) {
    const auto finish = [&] {
        route.stretches.back().points = corners(route.stretches.back().points);
        tell(route.stretches.back(), route.steps);
    };
    route.stretches.push_back({plan.nodes[from].floor, {plan.nodes[from].at}});
    WayKind before = WayKind::level;
    for (const Arc& arc : path) {
        const PlanNode& node = plan.nodes[arc.to];
        if (arc.way->kind == WayKind::level) {
            route.stretches.back().points.push_back(node.at);
        } else if (before == arc.way->kind) {
            // One floor further with the same lift, or up the same stairs.
            route.stretches.back() = {node.floor, {node.at}};
            route.steps.back().floor = node.floor;
            route.steps.back().to = node.at;
        } else {
            finish();
            const Turn turn = arc.way->kind == WayKind::lift ? Turn::lift : Turn::stairs;
            route.steps.push_back({turn, 0, node.floor, node.at});
            route.stretches.push_back({node.floor, {node.at}});
        }
        before = arc.way->kind;
    }
    finish();
    route.steps.push_back({Turn::arrive, 0, route.stretches.back().floor,
                           plan.nodes[path.empty() ? from : path.back().to].at});
}

}  // namespace

std::optional<Route> route_between(const FloorPlan& plan,
                                   const PlanNode& from,
                                   const PlanNode& to,
                                   Steps steps) {
    const auto index = [&](const PlanNode& node) {
        assert(&node >= plan.nodes.data() && &node < plan.nodes.data() + plan.nodes.size());
        return static_cast<std::size_t>(&node - plan.nodes.data());
    };
    const auto path = quickest(plan, index(from), index(to), steps);
    if (path.empty() && &from != &to) {
        return std::nullopt;
    }
    Route route;
    double seconds = 0;
    for (const Arc& arc : path) {
        seconds += seconds_of(*arc.way);
        route.metres += arc.way->kind == WayKind::lift ? 0 : arc.way->metres;
        route.step_free = route.step_free && arc.way->kind != WayKind::stairs;
    }
    route.time = std::chrono::seconds{std::lround(seconds)};
    lay_out(plan, index(from), path, route);
    return route;
}

}  // namespace hall
