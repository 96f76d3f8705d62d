// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/place.h"

namespace hall::board {

const Floor* floor_of(const HallConfig& hall, const Place& place) {
    const Zone* zone = place.zone.empty() ? nullptr : hall.zone(place.zone);
    return hall.floor(zone != nullptr ? zone->floor : place.floor);
}

bool is_there(const Place& place, const Counter& counter) {
    return place.zone.empty() ? place.floor.empty() || counter.floor == place.floor
                              : counter.zone == place.zone;
}

bool is_there(const HallConfig& hall, const Place& place, const Queue& queue) {
    if (!place.zone.empty()) {
        return queue.zone == place.zone;
    }
    const Zone* zone = hall.zone(queue.zone);
    return place.floor.empty() || (zone != nullptr && zone->floor == place.floor);
}

bool do_meet(const HallConfig& hall, const Place& one, const Place& other) {
    if (one.is_whole_hall() || other.is_whole_hall()) {
        return true;
    }
    if (!one.zone.empty() && !other.zone.empty()) {
        return one.zone == other.zone;
    }
    const Floor* here = floor_of(hall, one);
    const Floor* there = floor_of(hall, other);
    return here != nullptr && here == there;
}

std::optional<std::string> lacking_of(const HallConfig& hall, const Place& place) {
    if (!place.zone.empty() && hall.zone(place.zone) == nullptr) {
        return "there is no zone " + place.zone.value + " in the hall";
    }
    if (!place.floor.empty() && hall.floor(place.floor) == nullptr) {
        return "there is no floor " + place.floor.value + " in the hall";
    }
    return std::nullopt;
}

}  // namespace hall::board
