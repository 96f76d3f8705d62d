// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/wayfinding.h"

#include <algorithm>
#include <cmath>

namespace hall::screens {

using kiosk::View;

namespace {

constexpr double kAround = 4;       // Metres around a way that are shown with it.
constexpr double kLeastShown = 18;  // Less of the hall tells nobody where they are.
constexpr double kNear = 2.5;       // Metres within which a place is "at" a zone.

Steps steps_of(bool step_free) {
    return step_free ? Steps::none : Steps::allowed;
}

double distance(const PlanArea& area, PlanPoint p) {
    const double dx = std::max({area.x - p.x, 0.0, p.x - area.x - area.w});
    const double dy = std::max({area.y - p.y, 0.0, p.y - area.y - area.h});
    return std::hypot(dx, dy);
}

PlanArea around(const std::vector<PlanPoint>& points) {
    double left = points.front().x;
    double right = left;
    double top = points.front().y;
    double bottom = top;
    for (const PlanPoint& p : points) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
    }
    const double w = std::max(right - left + 2 * kAround, kLeastShown);
    const double h = std::max(bottom - top + 2 * kAround, kLeastShown);
    return {(left + right - w) / 2, (top + bottom - h) / 2, w, h};
}

std::string metres_of(double metres) {
    return std::to_string(std::max(1L, std::lround(metres)));
}

/// `near` is what stands where the step ends; null to say nothing of it.
std::string sentence(const Words& words,
                     const RouteStep& step,
                     const Text* near,
                     const Text& target) {
    const auto floor = [&] {
        const Floor* found = words.view.content->hall.floor(step.floor);
        return found == nullptr ? step.floor.value : words.of(found->name);
    };
    const std::string metres = metres_of(step.metres);
    const auto walk = [&](std::string_view plain, std::string_view to) {
        return near == nullptr ? words.say(plain, {{"m", metres}})
                               : words.say(to, {{"m", metres}, {"place", words.of(*near)}});
    };
    switch (step.turn) {
        case Turn::ahead:
            return walk("kiosk.way_ahead", "kiosk.way_ahead_to");
        case Turn::left:
            return walk("kiosk.way_left", "kiosk.way_left_to");
        case Turn::right:
            return walk("kiosk.way_right", "kiosk.way_right_to");
        case Turn::stairs:
            return words.say("kiosk.take_stairs", {{"floor", floor()}});
        case Turn::lift:
            return words.say("kiosk.take_lift", {{"floor", floor()}});
        case Turn::arrive:
            return words.say("kiosk.way_arrive", {{"place", words.of(target)}});
    }
    return {};
}

}  // namespace

const FloorPlan* plan_of(const View& view) noexcept {
    const auto& plan = view.content->plan;
    return plan && !plan->floors.empty() ? plan.get() : nullptr;
}

const PlanNode* here_of(const View& view) noexcept {
    const FloorPlan* plan = plan_of(view);
    return plan == nullptr ? nullptr : plan->node_of(view.kiosk);
}

const PlanRoom* room_of(const FloorPlan& plan, const std::string& id) noexcept {
    for (const PlanFloor& floor : plan.floors) {
        const auto found = std::ranges::find(floor.rooms, id, &PlanRoom::id);
        if (found != floor.rooms.end()) {
            return &*found;
        }
    }
    return nullptr;
}

const PlanNode* target_of(const View& view, const Place& place) noexcept {
    const FloorPlan* plan = plan_of(view);
    if (plan == nullptr) {
        return nullptr;
    }
    if (!place.counter.empty()) {
        return plan->node_of(place.counter);
    }
    for (const PlanFloor& floor : plan->floors) {
        for (const PlanRoom& room : floor.rooms) {
            if (!place.room.empty() && room.id == place.room) {
                return plan->nearest(floor.id, room.area);
            }
        }
    }
    return nullptr;
}

std::optional<Route> route_of(const View& view, const Place& place, bool step_free) {
    const PlanNode* from = here_of(view);
    const PlanNode* to = target_of(view, place);
    if (from == nullptr || to == nullptr) {
        return std::nullopt;
    }
    return route_between(*plan_of(view), *from, *to, steps_of(step_free));
}

CounterId nearest_counter(const View& view, const ItemId& item, bool step_free) {
    const Item* found = view.content->catalogue.item(item);
    if (found == nullptr) {
        return {};
    }
    const auto counters = whereabouts(*view.content, *found).counters;
    const Counter* best = counters.empty() ? nullptr : counters.front();
    std::optional<std::chrono::seconds> least;
    for (const Counter* counter : counters) {
        const auto route =
            route_of(view, {.kind = PlaceKind::map, .counter = counter->id}, step_free);
        if (route && (!least || route->time < *least)) {
            least = route->time;
            best = counter;
        }
    }
    return best == nullptr ? CounterId{} : best->id;
}

PlanArea floor_view(const View& view, const Visit& visit, const FloorId& floor) {
    const PlanFloor* drawn = plan_of(view) == nullptr ? nullptr : plan_of(view)->floor(floor);
    if (drawn == nullptr) {
        return {};
    }
    if (const auto route = route_of(view, visit.place(), visit.step_free)) {
        for (auto stretch = route->stretches.rbegin(); stretch != route->stretches.rend();
             ++stretch) {
            if (stretch->floor == floor) {
                return around(stretch->points);
            }
        }
    }
    if (const PlanNode* target = target_of(view, visit.place());
        target != nullptr && target->floor == floor) {
        return around({target->at});
    }
    const PlanNode* here = here_of(view);
    const double middle = here != nullptr && here->floor == floor ? here->at.x : drawn->width_m / 2;
    const double w = drawn->depth_m * 0.9;
    return {middle - w / 2, 0, w, drawn->depth_m};
}

void frame_map(Visit& visit, const View& view) {
    const Place& place = visit.place();
    const FloorPlan* plan = plan_of(view);
    if (place.kind != PlaceKind::map || plan == nullptr) {
        return;
    }
    const PlanNode* shown = target_of(view, place);
    shown = shown == nullptr ? here_of(view) : shown;
    const FloorId before = visit.path.back().map.floor();
    FloorId floor = shown != nullptr ? shown->floor : plan->floors.front().id;
    if (target_of(view, place) == nullptr && !before.empty()) {
        floor = before;
    }
    visit.path.back().map.frame(floor, floor_view(view, visit, floor));
}

const Text* name_near(const View& view, const FloorId& floor, PlanPoint at) {
    const PlanFloor* drawn = plan_of(view) == nullptr ? nullptr : plan_of(view)->floor(floor);
    if (drawn == nullptr) {
        return nullptr;
    }
    const Text* name = nullptr;
    double least = kNear;
    for (const PlanZone& zone : drawn->zones) {
        const Zone* known = view.content->hall.zone(zone.id);
        if (const double far = distance(zone.area, at); known != nullptr && far < least) {
            least = far;
            name = &known->name;
        }
    }
    for (const PlanRoom& room : drawn->rooms) {
        const bool told = room.kind != RoomKind::staff && room.kind != RoomKind::atrium;
        if (const double far = distance(room.area, at); told && far < least) {
            least = far;
            name = &room.name;
        }
    }
    return name;
}

std::vector<std::string> way_words(const Words& words, const Route& route, const Text& target) {
    std::vector<std::string> sentences;
    const Text* before = nullptr;
    for (const RouteStep& step : route.steps) {
        const Text* near = name_near(words.view, step.floor, step.to);
        sentences.push_back(sentence(words, step, near == before ? nullptr : near, target));
        before = near;
    }
    return sentences;
}

Text target_name(const View& view, const Place& place) {
    if (const Counter* counter = view.content->hall.counter(place.counter)) {
        return counter->name;
    }
    const FloorPlan* plan = plan_of(view);
    const PlanRoom* room = plan == nullptr ? nullptr : room_of(*plan, place.room);
    return room == nullptr ? Text{} : room->name;
}

std::string walk_words(const Words& words, const Route& route) {
    const auto minutes = (route.time.count() + 59) / 60;
    return words.say(minutes <= 1 ? "kiosk.walk_short" : "kiosk.walk_long",
                     {{"m", metres_of(route.metres)}, {"n", std::to_string(minutes)}});
}

}  // namespace hall::screens
