// SPDX-License-Identifier: Apache-2.0
// Where a wall hangs or a loudspeaker is heard, and so whom it concerns. Pure.
#pragma once

#include <optional>
#include <string>

#include "sync/hall/config.h"

namespace hall::board {

/// A floor, one zone of it, or – both empty – the whole hall. With a zone the floor is the zone's.
struct Place {
    FloorId floor;
    ZoneId zone;

    [[nodiscard]] bool is_whole_hall() const noexcept { return floor.empty() && zone.empty(); }

    bool operator==(const Place&) const = default;
};

/// The floor that the place is on; null for the whole hall, and for a place that the hall lacks.
[[nodiscard]] const Floor* floor_of(const HallConfig& hall, const Place& place);

/// Whether a counter is there, or people of a queue wait there.
[[nodiscard]] bool is_there(const Place& place, const Counter& counter);
[[nodiscard]] bool is_there(const HallConfig& hall, const Place& place, const Queue& queue);

/// Whether somebody hears or sees both, as a wall hears a voice: one is within the other.
[[nodiscard]] bool do_meet(const HallConfig& hall, const Place& one, const Place& other);

/// What of the place the hall does not have, "there is no zone ZX in the hall"; nothing when all is
/// there.
[[nodiscard]] std::optional<std::string> lacking_of(const HallConfig& hall, const Place& place);

}  // namespace hall::board
