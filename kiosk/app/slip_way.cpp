// SPDX-License-Identifier: Apache-2.0
// The way from this kiosk to the nearest counter of a queue, as one line of a slip.
#include <algorithm>
#include <cmath>

#include "kiosk/app/slip_parts.h"
#include "sync/hall/route.h"

namespace hall::kiosk {

namespace {

std::string metres_of(double metres) {
    return std::to_string(std::max(1L, std::lround(metres)));
}

std::string step_words(const SlipSource& source, const RouteStep& step, Language language) {
    const auto walk = [&](const char* key) {
        return source.phrases.say(key, language, {{"m", metres_of(step.metres)}});
    };
    const auto climb = [&](const char* key) {
        const Floor* floor = source.content.hall.floor(step.floor);
        return source.phrases.say(
            key, language,
            {{"floor", floor == nullptr ? step.floor.value : floor->name.in(language)}});
    };
    switch (step.turn) {
        case Turn::ahead:
            return walk("kiosk.way_ahead");
        case Turn::left:
            return walk("kiosk.way_left");
        case Turn::right:
            return walk("kiosk.way_right");
        case Turn::stairs:
            return climb("kiosk.take_stairs");
        case Turn::lift:
            return climb("kiosk.take_lift");
        case Turn::arrive:
            return {};
    }
    return {};
}

std::optional<Route> quickest(const SlipSource& source, const Queue& queue) {
    const FloorPlan* plan = source.content.plan.get();
    const PlanNode* here = plan == nullptr ? nullptr : plan->node_of(source.kiosk);
    std::optional<Route> best;
    for (const CounterId& counter : queue.counters) {
        const PlanNode* there = here == nullptr ? nullptr : plan->node_of(counter);
        auto route =
            there == nullptr ? std::nullopt : route_between(*plan, *here, *there, Steps::allowed);
        if (route && (!best || route->time < best->time)) {
            best = std::move(route);
        }
    }
    return best;
}

}  // namespace

std::string way_line(const SlipSource& source, const Queue& queue, Language language) {
    const auto route = quickest(source, queue);
    if (!route) {
        return {};
    }
    const auto minutes = (route->time.count() + 59) / 60;
    std::string line =
        source.phrases.say(minutes <= 1 ? "kiosk.walk_short" : "kiosk.walk_long", language,
                           {{"m", metres_of(route->metres)}, {"n", std::to_string(minutes)}});
    const char* between = language == Language::en ? ": " : "：";
    for (const RouteStep& step : route->steps) {
        const std::string words = step_words(source, step, language);
        line += words.empty() ? "" : between + words;
        between = " → ";
    }
    return line;
}

}  // namespace hall::kiosk
