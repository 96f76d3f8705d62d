// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/floor_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "sync/hall/config_parts.h"
#include "sync/hall/config_reader.h"

namespace hall {

namespace {

constexpr double kMetresMost = 2000;
// A desk of the sample's drawing; halls that draw theirs otherwise say "size".
constexpr double kDeskWide = 3.2;
constexpr double kDeskDeep = 1.25;
constexpr int kSeatsMost = 100;

template <typename Kind, std::size_t count>
Kind kind_of(const ConfigNode& node,
             std::string_view key,
             const std::array<std::pair<std::string_view, Kind>, count>& known) {
    const std::string name = node.line(key);
    for (const auto& [word, kind] : known) {
        if (name == word) {
            return kind;
        }
    }
    std::string offer;
    for (const auto& [word, unused] : known) {
        offer += (offer.empty() ? "" : ", ") + std::string{word};
    }
    if (!name.empty()) {
        node.refuse(key, "use one of " + offer);
    }
    return known.front().second;
}

constexpr std::array<std::pair<std::string_view, Facing>, 4> kFacings{
    {{"S", Facing::south}, {"N", Facing::north}, {"E", Facing::east}, {"W", Facing::west}}};
constexpr std::array<std::pair<std::string_view, RoomKind>, 7> kRooms{{{"room", RoomKind::room},
                                                                       {"staff", RoomKind::staff},
                                                                       {"wc", RoomKind::toilets},
                                                                       {"stair", RoomKind::stairs},
                                                                       {"lift", RoomKind::lift},
                                                                       {"open", RoomKind::open},
                                                                       {"void", RoomKind::atrium}}};
constexpr std::array<std::pair<std::string_view, FixtureKind>, 5> kFixtures{
    {{"desk", FixtureKind::desk},
     {"kiosk", FixtureKind::kiosk},
     {"led", FixtureKind::board},
     {"self", FixtureKind::self_service},
     {"notice", FixtureKind::notices}}};

class PlanReader {
public:
    PlanReader(const ConfigNode& root, const HallConfig& hall) : root_(root), hall_(hall) {}

    FloorPlan read() {
        read_floors();
        read_zones();
        read_counters();
        read_rooms();
        read_fixtures();
        read_nodes();
        read_ways();
        return std::move(plan_);
    }

private:
    /// The floor that `key` names; a spare one when it names none, which has been refused.
    PlanFloor& floor_at(const ConfigNode& node, std::string_view key) {
        const FloorId id{node.id(key)};
        for (PlanFloor& floor : plan_.floors) {
            if (floor.id == id) {
                return floor;
            }
        }
        refuse_unknown(node.field(key), id.value, hall_.floors);
        return spare_;
    }

    static PlanPoint point(const ConfigNode& node, const PlanFloor& floor) {
        return {node.real("x", 0, floor.width_m), node.real("y", 0, floor.depth_m)};
    }
    static PlanPoint point_at(const ConfigNode& node, const PlanFloor& floor) {
        return {node.real_at(0, 0, floor.width_m), node.real_at(1, 0, floor.depth_m)};
    }

    void read_floors() {
        for (const ConfigNode& node : root_.list("floors")) {
            PlanFloor floor;
            floor.id = {node.id("id")};
            floor.width_m = node.field("size_m").real_at(0, 1, kMetresMost);
            floor.depth_m = node.field("size_m").real_at(1, 1, kMetresMost);
            for (const ConfigNode& seats : node.list_or_none("seats")) {
                floor.seats.push_back({point_at(seats, floor),
                                       static_cast<int>(seats.real_at(2, 1, kSeatsMost)),
                                       static_cast<int>(seats.real_at(3, 1, kSeatsMost))});
            }
            for (const ConfigNode& pillar : node.list_or_none("pillars")) {
                floor.pillars.push_back(point_at(pillar, floor));
            }
            for (const ConfigNode& exit : node.list_or_none("exits")) {
                floor.exits.push_back(point_at(exit, floor));
            }
            plan_.floors.push_back(std::move(floor));
        }
    }

    void read_zones() {
        for (const ConfigNode& node : root_.list("zones")) {
            if (node.has("area")) {
                PlanFloor& floor = floor_at(node, "floor");
                const ConfigNode area = node.object("area");
                const PlanPoint at = point(area, floor);
                floor.zones.push_back({{node.id("id")},
                                       {at.x, at.y, area.real("w", 0.1, floor.width_m - at.x),
                                        area.real("h", 0.1, floor.depth_m - at.y)}});
            }
        }
    }

    void read_counters() {
        for (const ConfigNode& node : root_.list("counters")) {
            if (!node.has("shape")) {
                continue;
            }
            PlanFloor& floor = floor_at(node, "floor");
            PlanCounter counter;
            counter.id = {node.id("id")};
            const ConfigNode shape = node.object("shape");
            counter.facing = kind_of(shape, "facing", kFacings);
            const bool across = counter.facing == Facing::north || counter.facing == Facing::south;
            const PlanPoint middle = point(shape, floor);
            const double w = across ? kDeskWide : kDeskDeep;
            const double h = across ? kDeskDeep : kDeskWide;
            counter.desk = {middle.x - w / 2, middle.y - h / 2, w, h};
            counter.front = point(node.object("front"), floor);
            floor.counters.push_back(std::move(counter));
        }
    }

    void read_rooms() {
        SeenIds seen("room");
        for (const ConfigNode& node : root_.list_or_none("rooms")) {
            PlanFloor& floor = floor_at(node, "floor");
            PlanRoom room;
            room.id = node.id("id");
            seen.add(node, "id", room.id);
            const ConfigNode rect = node.field("rect");
            room.area = {rect.real_at(0, 0, floor.width_m), rect.real_at(1, 0, floor.depth_m),
                         rect.real_at(2, 0.1, floor.width_m), rect.real_at(3, 0.1, floor.depth_m)};
            room.kind = kind_of(node, "kind", kRooms);
            room.name = node.text("name");
            room.icon = node.line_or_none("icon");
            floor.rooms.push_back(std::move(room));
        }
    }

    void read_fixtures() {
        for (const ConfigNode& node : root_.list_or_none("fixtures")) {
            PlanFloor& floor = floor_at(node, "floor");
            floor.fixtures.push_back(
                {node.id("id"), kind_of(node, "kind", kFixtures), point(node, floor)});
        }
    }

    void read_nodes() {
        SeenIds seen("node");
        for (const ConfigNode& node : root_.object("nav").list("nodes")) {
            const PlanFloor& floor = floor_at(node, "floor");
            const std::string id = node.id("id");
            seen.add(node, "id", id);
            PlanNode made{floor.id, point(node, floor), {}, {}, false};
            if (node.has("counter")) {
                made.counter = {node.id("counter")};
                if (hall_.counter(made.counter) == nullptr) {
                    refuse_unknown(node.field("counter"), made.counter.value, hall_.counters);
                }
            }
            if (node.has("fixture")) {
                made.fixture = node.id("fixture");
            }
            made.entrance = node.line_or_none("kind") == "entrance";
            places_.emplace(id, plan_.nodes.size());
            plan_.nodes.push_back(std::move(made));
        }
    }

    std::size_t place(const ConfigNode& node, std::string_view key) {
        const std::string id = node.id(key);
        const auto found = places_.find(id);
        if (found == places_.end()) {
            node.refuse(key, "there is no node \"" + id + "\"; name one of nav/nodes");
            return 0;
        }
        return found->second;
    }

    void read_ways() {
        for (const ConfigNode& node : root_.object("nav").list("edges")) {
            PlanWay way{place(node, "a"), place(node, "b"), node.real("cost", 0.01, kMetresMost)};
            const std::string kind = node.line_or_none("kind");
            way.kind = kind == "stair"  ? WayKind::stairs
                       : kind == "lift" ? WayKind::lift
                                        : WayKind::level;
            if (way.kind == WayKind::level && way.a < plan_.nodes.size() &&
                way.b < plan_.nodes.size() &&
                plan_.nodes[way.a].floor != plan_.nodes[way.b].floor) {
                node.refuse("kind", "a way between two floors is \"stair\" or \"lift\"");
            }
            plan_.ways.push_back(way);
        }
    }

    const ConfigNode& root_;
    const HallConfig& hall_;
    FloorPlan plan_;
    PlanFloor spare_{{}, kMetresMost, kMetresMost, {}, {}, {}, {}, {}, {}, {}};
    std::map<std::string, std::size_t> places_;
};

double distance_to(const PlanArea& area, PlanPoint p) {
    const double dx = std::max({area.x - p.x, 0.0, p.x - area.x - area.w});
    const double dy = std::max({area.y - p.y, 0.0, p.y - area.y - area.h});
    return std::hypot(dx, dy);
}

}  // namespace

const PlanFloor* FloorPlan::floor(const FloorId& id) const noexcept {
    const auto found = std::ranges::find(floors, id, &PlanFloor::id);
    return found == floors.end() ? nullptr : &*found;
}

const PlanCounter* FloorPlan::counter(const CounterId& id) const noexcept {
    for (const PlanFloor& floor : floors) {
        const auto found = std::ranges::find(floor.counters, id, &PlanCounter::id);
        if (found != floor.counters.end()) {
            return &*found;
        }
    }
    return nullptr;
}

const PlanNode* FloorPlan::node_of(const CounterId& counter) const noexcept {
    const auto found = std::ranges::find(nodes, counter, &PlanNode::counter);
    return counter.empty() || found == nodes.end() ? nullptr : &*found;
}

const PlanNode* FloorPlan::node_of(const DeviceId& device) const noexcept {
    const auto found = std::ranges::find(nodes, device.value, &PlanNode::fixture);
    return device.empty() || found == nodes.end() ? nullptr : &*found;
}

const PlanNode* FloorPlan::nearest(const FloorId& floor, const PlanArea& area) const noexcept {
    const PlanNode* best = nullptr;
    for (const PlanNode& node : nodes) {
        if (node.floor == floor &&
            (best == nullptr || distance_to(area, node.at) < distance_to(area, best->at))) {
            best = &node;
        }
    }
    return best;
}

ConfigResult<FloorPlan> load_floor_plan(std::string_view json,
                                        const HallConfig& hall,
                                        const std::string& file) {
    ConfigReader reader(json, file);
    const ConfigNode root = reader.root();
    FloorPlan plan;
    if (!reader.error() && root.has("nav")) {
        plan = PlanReader{root, hall}.read();
    }
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return plan;
}

}  // namespace hall
