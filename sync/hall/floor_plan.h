// SPDX-License-Identifier: Apache-2.0
// The building as people walk in it: rooms, counters and the ways between them, in metres.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"

namespace hall {

/// Metres from the upper left corner of a floor's drawing; y grows downwards.
struct PlanPoint {
    double x = 0;
    double y = 0;

    bool operator==(const PlanPoint&) const = default;
};

struct PlanArea {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;

    [[nodiscard]] PlanPoint centre() const noexcept { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] bool holds(PlanPoint p) const noexcept {
        return p.x >= x && p.x <= x + w && p.y >= y && p.y <= y + h;
    }
};

/// Where a counter's customers stand, seen from its desk.
enum class Facing : std::uint8_t { north, east, south, west };

struct PlanZone {
    ZoneId id;
    PlanArea area;
};

struct PlanCounter {
    CounterId id;
    PlanArea desk;
    Facing facing = Facing::south;
    PlanPoint front;  ///< Where one stands to be served.
};

enum class RoomKind : std::uint8_t { room, staff, toilets, stairs, lift, open, atrium };

struct PlanRoom {
    std::string id;
    PlanArea area;
    RoomKind kind = RoomKind::room;
    Text name;
    std::string icon;  ///< "baby", "wc", "lift", …; empty for none.
};

enum class FixtureKind : std::uint8_t { kiosk, board, self_service, desk, notices };

struct PlanFixture {
    std::string id;
    FixtureKind kind = FixtureKind::desk;
    PlanPoint at;
};

/// Chairs in rows, from the upper left one on.
struct PlanSeats {
    PlanPoint at;
    int across = 0;
    int down = 0;
};

/// One storey as it is drawn.
struct PlanFloor {
    FloorId id;
    double width_m = 0;
    double depth_m = 0;
    std::vector<PlanZone> zones;
    std::vector<PlanCounter> counters;
    std::vector<PlanRoom> rooms;
    std::vector<PlanFixture> fixtures;
    std::vector<PlanSeats> seats;
    std::vector<PlanPoint> pillars;
    std::vector<PlanPoint> exits;
};

enum class WayKind : std::uint8_t { level, stairs, lift };

struct PlanNode {
    FloorId floor;
    PlanPoint at;
    CounterId counter;    ///< Whose front this is; empty for none.
    std::string fixture;  ///< Likewise of a fixture, "K01".
    bool entrance = false;
};

struct PlanWay {
    std::size_t a = 0;  ///< Places in FloorPlan::nodes.
    std::size_t b = 0;
    double metres = 0;  ///< Of stairs and lifts: what the climb is worth.
    WayKind kind = WayKind::level;
};

/// Drawing and graph of all floors. Immutable once loaded; any thread may read it.
struct FloorPlan {
    std::vector<PlanFloor> floors;
    std::vector<PlanNode> nodes;
    std::vector<PlanWay> ways;

    /// Null when there is no such thing.
    [[nodiscard]] const PlanFloor* floor(const FloorId& id) const noexcept;
    [[nodiscard]] const PlanCounter* counter(const CounterId& id) const noexcept;
    [[nodiscard]] const PlanNode* node_of(const CounterId& counter) const noexcept;
    [[nodiscard]] const PlanNode* node_of(const DeviceId& device) const noexcept;
    /// The node of a floor that is nearest to an area, for rooms that have none of their own.
    [[nodiscard]] const PlanNode* nearest(const FloorId& floor,
                                          const PlanArea& area) const noexcept;
};

/// Reads what a hall document says of its building: "zones" with their areas, "counters" with their
/// shapes, "rooms", "fixtures", "nav", and of "floors" the seats, pillars and exits. A document
/// without "nav" has no plan: the answer is one without floors. Checks that every reference leads
/// somewhere and that everything lies on its floor.
[[nodiscard]] ConfigResult<FloorPlan> load_floor_plan(std::string_view json,
                                                      const HallConfig& hall,
                                                      const std::string& file);

}  // namespace hall
