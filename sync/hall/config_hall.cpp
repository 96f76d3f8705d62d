// SPDX-License-Identifier: Apache-2.0
// hall.json: floors, zones, queues, counters, clerks, and whether they agree with one another.
#include <algorithm>
#include <utility>

#include "sync/hall/config_parts.h"
#include "sync/hall/config_reader.h"

namespace hall {

namespace {

constexpr double kMetresMax = 2000;

// The id at `key`, which must name one of `known`.
template <typename IdType, typename List>
IdType one_of(const ConfigNode& node, std::string_view key, const List& known) {
    const ConfigNode place = node.field(key);
    IdType id{node.id(key)};
    if (!id.empty() && std::ranges::find(known, id, &List::value_type::id) == known.end()) {
        refuse_unknown(place, id.value, known);
    }
    return id;
}

template <typename IdType, typename List>
std::vector<IdType> some_of(const ConfigNode& node, std::string_view key, const List& known) {
    std::vector<IdType> out;
    for (const ConfigNode& entry : node.list(key)) {
        IdType id{entry.id()};
        if (!id.empty() && std::ranges::find(known, id, &List::value_type::id) == known.end()) {
            refuse_unknown(entry, id.value, known);
        }
        if (std::ranges::find(out, id) != out.end()) {
            entry.refuse("\"" + id.value + "\" stands in this list twice; keep one of them");
        }
        out.push_back(std::move(id));
    }
    return out;
}

void read_floors(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("floor");
    for (const ConfigNode& node : root.list("floors")) {
        Floor floor;
        floor.id = {node.id("id")};
        floor.level = node.whole("level", -9, 99);
        seen.add(node, "id", floor.id.value);
        floor.name = node.text("name");
        floor.width_m = node.field("size_m").real_at(0, 1, kMetresMax);
        floor.depth_m = node.field("size_m").real_at(1, 1, kMetresMax);
        hall.floors.push_back(std::move(floor));
    }
}

void read_zones(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("zone");
    for (const ConfigNode& node : root.list("zones")) {
        Zone zone;
        zone.id = {node.id("id")};
        seen.add(node, "id", zone.id.value);
        zone.floor = one_of<FloorId>(node, "floor", hall.floors);
        zone.name = node.text("name");
        zone.color = read_color(node);
        hall.zones.push_back(std::move(zone));
    }
}

// A lane's letter follows the prefix on the ticket, so a prefix of two letters would be a lane.
std::string read_prefix(const ConfigNode& node, const HallConfig& hall) {
    std::string prefix = node.line("prefix");
    if (prefix.empty()) {
        return prefix;
    }
    const char letter = prefix.front();
    if (prefix.size() != 1 || letter < 'A' || letter > 'Z' || letter == 'I' || letter == 'O') {
        node.refuse("prefix", "a prefix is one capital letter, A to Z without I and O; \"" +
                                  prefix + "\" is not");
    } else if (const Queue* other = hall.queue_by_prefix(prefix)) {
        node.refuse("prefix", "queue " + other->id.value + " has the prefix " + prefix +
                                  " already; choose another letter");
    }
    return prefix;
}

void read_queues(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("queue");
    for (const ConfigNode& node : root.list("queues")) {
        Queue queue;
        queue.id = {node.id("id")};
        seen.add(node, "id", queue.id.value);
        queue.name = node.text("name");
        queue.zone = one_of<ZoneId>(node, "zone", hall.zones);
        queue.prefix = read_prefix(node, hall);
        queue.service_mean = read_minutes(node, "service_mean_min");
        hall.queues.push_back(std::move(queue));
    }
}

void read_serves(const ConfigNode& node, const HallConfig& hall, Counter& counter) {
    for (const ConfigNode& group : node.list("serves")) {
        std::vector<QueueId> queues;
        for (const ConfigNode& entry : group.entries()) {
            QueueId id{entry.id()};
            if (!id.empty() && hall.queue(id) == nullptr) {
                refuse_unknown(entry, id.value, hall.queues);
            } else if (counter.serves_queue(id) || std::ranges::find(queues, id) != queues.end()) {
                entry.refuse("queue " + id.value + " stands in this counter's list twice; keep " +
                             "one of them");
            }
            queues.push_back(std::move(id));
        }
        counter.serves.push_back(std::move(queues));
    }
    if (counter.serves.empty() ||
        std::ranges::any_of(counter.serves, &std::vector<QueueId>::empty)) {
        node.refuse("serves", "a counter serves at least one queue; write [[\"" +
                                  (hall.queues.empty() ? "A" : hall.queues.front().id.value) +
                                  "\"]]");
    }
}

void read_counters(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("counter");
    SeenIds numbers("counter with the number");
    for (const ConfigNode& node : root.list("counters")) {
        Counter counter;
        counter.id = {node.id("id")};
        counter.no = node.whole("no", 1, 999);
        seen.add(node, "id", counter.id.value);
        numbers.add(node, "no", std::to_string(counter.no));
        counter.name = node.text("name");
        counter.floor = one_of<FloorId>(node, "floor", hall.floors);
        counter.zone = one_of<ZoneId>(node, "zone", hall.zones);
        const Zone* zone = hall.zone(counter.zone);
        if (zone != nullptr && zone->floor != counter.floor) {
            node.refuse("zone", "zone " + zone->id.value + " is on floor " + zone->floor.value +
                                    " but the counter is on " + counter.floor.value +
                                    "; correct one of them");
        }
        read_serves(node, hall, counter);
        counter.lunch_duty = node.flag_or("lunch_duty", false);
        counter.saturday = node.flag_or("saturday", false);
        counter.phone = node.line_or_none("phone");
        counter.walk_m = node.real_or("walk_m", 0, kMetresMax, 0);
        hall.counters.push_back(std::move(counter));
    }
}

// A queue lists its counters and a counter its queues: both must tell the same story.
void match_counters(const ConfigNode& root, HallConfig& hall) {
    const auto nodes = root.list("queues");
    for (std::size_t at = 0; at < hall.queues.size() && at < nodes.size(); ++at) {
        Queue& queue = hall.queues[at];
        queue.counters = some_of<CounterId>(nodes[at], "counters", hall.counters);
        if (queue.counters.empty()) {
            nodes[at].refuse("counters",
                             "queue " + queue.id.value + " has no counter; name at least one");
        }
        for (const Counter& counter : hall.counters) {
            const bool listed =
                std::ranges::find(queue.counters, counter.id) != queue.counters.end();
            if (listed != counter.serves_queue(queue.id)) {
                nodes[at].refuse("counters",
                                 "counter " + counter.id.value +
                                     (listed ? " does not serve" : " serves") + " queue " +
                                     queue.id.value + " by its own list; " +
                                     (listed ? "add the queue to its \"serves\" or take it out here"
                                             : "add the counter here or take the queue out there"));
            }
        }
    }
}

void read_clerks(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("clerk");
    SeenIds badges("clerk with the badge");
    for (const ConfigNode& node : root.list("clerks")) {
        Clerk clerk;
        clerk.id = {node.id("id")};
        seen.add(node, "id", clerk.id.value);
        clerk.label = node.text("label");
        clerk.badge = node.id("badge");
        badges.add(node, "badge", clerk.badge);
        clerk.post = node.text("post");
        clerk.department = {node.id("department")};
        clerk.phone = node.line_or_none("phone");
        clerk.counters = some_of<CounterId>(node, "counters", hall.counters);
        hall.clerks.push_back(std::move(clerk));
    }
}

void read_kiosks(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("kiosk");
    for (const ConfigNode& node : root.list_or_none("fixtures")) {
        if (node.line_or_none("kind") != "kiosk") {
            continue;
        }
        KioskPlace kiosk;
        kiosk.id = {node.id("id")};
        seen.add(node, "id", kiosk.id.value);
        kiosk.floor = one_of<FloorId>(node, "floor", hall.floors);
        const Floor* floor = hall.floor(kiosk.floor);
        kiosk.x_m = node.real("x", 0, floor != nullptr ? floor->width_m : kMetresMax);
        kiosk.y_m = node.real("y", 0, floor != nullptr ? floor->depth_m : kMetresMax);
        hall.kiosks.push_back(std::move(kiosk));
    }
}

void read_priority_classes(const ConfigNode& root, HallConfig& hall) {
    SeenIds seen("priority class");
    for (const ConfigNode& node : root.list_or_none("priority_classes")) {
        PriorityClass one{.id = node.id("id"), .name = node.text("name")};
        seen.add(node, "id", one.id);
        hall.priority_classes.push_back(std::move(one));
    }
}

void read_head(const ConfigNode& root, HallConfig& hall) {
    hall.id = {root.id("id")};
    hall.version = root.id("version");
    hall.sample = root.flag_or("sample", false);
    hall.name = root.text("name");
    hall.address = root.text("address");
    hall.phone = root.line("phone");
    hall.hotline = root.line_or_none("hotline");
    hall.supervise_phone = root.line_or_none("supervise_phone");
    hall.public_url = root.line_or_none("public_url");
    if (hall.public_url.ends_with('/')) {
        root.refuse("public_url", "leave out the slash at the end");
    }
    hall.time_zone = root.line("time_zone");
    const std::string language = root.line("default_language");
    for (const Language known : kLanguages) {
        if (tag_of(known) == language) {
            hall.default_language = known;
            return;
        }
    }
    root.refuse("default_language", "use one of zh-Hant, zh-Hans, en");
}

}  // namespace

ConfigResult<HallConfig> load_hall(std::string_view json, const std::string& file) {
    ConfigReader reader(json, file);
    const ConfigNode root = reader.root();
    HallConfig hall;
    read_head(root, hall);
    hall.hours = read_hours(root.object("hours"));
    hall.policy = read_policy(root.object("policy"));
    read_priority_classes(root, hall);
    read_floors(root, hall);
    read_zones(root, hall);
    read_queues(root, hall);
    hall.appointments = read_appointments(root.object("policy"), hall);
    read_counters(root, hall);
    match_counters(root, hall);
    read_clerks(root, hall);
    read_kiosks(root, hall);
    hall.exemptions = read_exemptions(root);
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return hall;
}

}  // namespace hall
