// SPDX-License-Identifier: Apache-2.0
// catalog.json: departments, matters with their guides, and the cards of the first screen.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sync/hall/config_parts.h"
#include "sync/hall/config_reader.h"

namespace hall {

namespace {

constexpr int kCopiesMax = 99;
constexpr int kLimitMax = 3650;

// What many items share and name by a key.
struct Shared {
    std::map<std::string, Text> laws;
    std::map<std::string, Text> materials;
    std::map<std::string, std::vector<Text>> steps;
};

template <typename Map>
typename Map::mapped_type named(const ConfigNode& place, const std::string& key, const Map& map) {
    const auto found = map.find(key);
    if (found != map.end()) {
        return found->second;
    }
    std::vector<std::string> names;
    names.reserve(map.size());
    for (const auto& [name, unused] : map) {
        names.push_back(name);
    }
    place.refuse("there is no \"" + key + "\"" +
                 (names.empty() ? "" : "; use one of " + offer_of(names)));
    return {};
}

Shared read_shared(const ConfigNode& root) {
    Shared shared;
    const auto read_texts = [&](std::string_view key, std::map<std::string, Text>& into) {
        const ConfigNode node = root.object(key);
        for (const std::string& name : node.keys()) {
            into.emplace(name, node.text(name));
        }
    };
    read_texts("laws", shared.laws);
    read_texts("materials", shared.materials);
    const ConfigNode steps = root.object("steps");
    for (const std::string& name : steps.keys()) {
        for (const ConfigNode& step : steps.list(name)) {
            shared.steps[name].push_back(step.text());
        }
    }
    return shared;
}

void read_departments(const ConfigNode& root, Catalogue& catalogue) {
    SeenIds seen("department");
    for (const ConfigNode& node : root.list("departments")) {
        Department one;
        one.id = {node.id("id")};
        seen.add(node, "id", one.id.value);
        one.name = node.text("name");
        one.short_name = node.has("short") ? node.text("short") : one.name;
        one.phone = node.line_or_none("phone");
        catalogue.departments.push_back(std::move(one));
    }
}

TimeLimit read_limit(const ConfigNode& item, std::string_view key) {
    static const std::map<std::string, TimeLimit::Unit> kUnits{
        {"none", TimeLimit::Unit::none},       {"now", TimeLimit::Unit::now},
        {"hour", TimeLimit::Unit::hour},       {"day", TimeLimit::Unit::day},
        {"workday", TimeLimit::Unit::workday}, {"month", TimeLimit::Unit::month}};
    const ConfigNode node = item.object(key);
    const auto unit = named(node.field("unit"), node.line("unit"), kUnits);
    const bool counted = unit != TimeLimit::Unit::none && unit != TimeLimit::Unit::now;
    return {counted ? node.whole("n", 1, kLimitMax) : 0, unit};
}

void read_materials(const ConfigNode& node, const Shared& shared, Item& item) {
    for (const ConfigNode& one : node.list("materials")) {
        Material material;
        material.name = named(one.field("id"), one.id("id"), shared.materials);
        material.originals = one.whole_or("original", 0, kCopiesMax, 0);
        material.copies = one.whole_or("copies", 0, kCopiesMax, 0);
        material.required = one.flag_or("required", true);
        item.materials.push_back(std::move(material));
    }
}

void read_fees(const ConfigNode& node, Item& item) {
    const ConfigNode fee = node.object("fee");
    item.fee_charged = fee.flag_or("charged", false);
    if (!item.fee_charged) {
        return;
    }
    item.currency = fee.id("currency");
    for (const ConfigNode& line : fee.list("items")) {
        item.fees.push_back({line.text("name"), line.text("per"), line.money_or_none("amount")});
    }
    if (item.fees.empty()) {
        fee.refuse("items", "a fee is charged, so say at least one: what for and how much");
    }
}

void read_place(const ConfigNode& node, const HallConfig& hall, Item& item) {
    item.queue = {node.id("queue")};
    if (!item.queue.empty() && hall.queue(item.queue) == nullptr) {
        refuse_unknown(node.field("queue"), item.queue.value, hall.queues);
    }
    for (const ConfigNode& entry : node.list("counters")) {
        CounterId id{entry.id()};
        const Counter* counter = hall.counter(id);
        if (!id.empty() && counter == nullptr) {
            refuse_unknown(entry, id.value, hall.counters);
        } else if (counter != nullptr && !counter->serves_queue(item.queue)) {
            entry.refuse("counter " + id.value + " does not serve queue " + item.queue.value +
                         "; name one that does");
        }
        item.counters.push_back(std::move(id));
    }
    if (item.counters.empty()) {
        node.refuse("counters", "nobody serves this matter; name at least one counter");
    }
}

void read_service(const ConfigNode& node, Item& item) {
    const ConfigNode service = node.object("service_minutes");
    item.service_p50 = read_minutes(service, "p50");
    item.service_p90 = read_minutes(service, "p90");
    item.service_mean = read_minutes(service, "mean");
    if (item.service_p90 < item.service_p50) {
        service.refuse("p90", "nine in ten cannot take less than one in two; p90 is at least p50");
    }
}

Item read_item(const ConfigNode& node,
               const HallConfig& hall,
               const Catalogue& catalogue,
               const Shared& shared) {
    Item item;
    item.id = {node.id("id")};
    item.name = node.text("name");
    item.catalog_code = node.field("code").line_or_none("catalog");
    item.department = {node.id("department")};
    if (!item.department.empty() && catalogue.department(item.department) == nullptr) {
        refuse_unknown(node.field("department"), item.department.value, catalogue.departments);
    }
    read_place(node, hall, item);
    // GB/T 39046-2020, A.6: 1 is a matter done on the spot.
    item.on_the_spot = node.line("case_type") == "1";
    for (const ConfigNode& law : node.list("basis")) {
        item.basis.push_back(named(law, law.id(), shared.laws));
    }
    item.legal_limit = read_limit(node, "legal_limit");
    item.promise_limit = read_limit(node, "promise_limit");
    read_materials(node, shared, item);
    item.steps = named(node.field("steps"), node.id("steps"), shared.steps);
    read_fees(node, item);
    item.result = node.text("result");
    const ConfigNode flags = node.object("flags");
    item.appointment = flags.flag_or("appointment", false);
    item.appointments_per_slot = node.whole_or("appointments_per_slot", 0, 999, 0);
    item.online = flags.flag_or("online", false);
    item.must_record = flags.flag_or("must_record", false);
    read_service(node, item);
    item.visits_per_day = node.real_or("visits_per_day", 0, 1e6, 0);
    return item;
}

/// Name, icon, colour and matters of a card on the kiosk's first screen.
Category read_card(const ConfigNode& node, const Catalogue& catalogue, SeenIds& seen) {
    Category one;
    one.id = {node.id("id")};
    one.name = node.text("name");
    one.icon = node.id("icon");
    seen.add(node, "id", one.id.value);
    one.color = read_color(node);
    for (const ConfigNode& entry : node.list("items")) {
        ItemId id{entry.id()};
        if (!id.empty() && catalogue.item(id) == nullptr) {
            refuse_unknown(entry, id.value, catalogue.items);
        }
        one.items.push_back(std::move(id));
    }
    return one;
}

void read_categories(const ConfigNode& root, Catalogue& catalogue) {
    SeenIds seen("category");
    std::map<std::string, std::string> placed;  // item -> category
    for (const ConfigNode& node : root.list("categories")) {
        Category one = read_card(node, catalogue, seen);
        const auto entries = node.list("items");
        for (std::size_t i = 0; i < one.items.size(); ++i) {
            const auto [other, fresh] = placed.emplace(one.items[i].value, one.id.value);
            if (!fresh) {
                entries[i].refuse(one.items[i].value + " stands in category " + other->second +
                                  " already; keep one of them");
            }
        }
        catalogue.categories.push_back(std::move(one));
    }
    for (const Item& item : catalogue.items) {
        if (!placed.contains(item.id.value)) {
            root.refuse("categories",
                        "matter " + item.id.value +
                            " stands in no category, so nobody would find it; add it");
        }
    }
}

void read_events(const ConfigNode& root, Catalogue& catalogue) {
    SeenIds seen("event");
    for (const ConfigNode& node : root.list_or_none("events")) {
        catalogue.events.push_back(read_card(node, catalogue, seen));
    }
}

// The hall's clerks name departments, which only the catalogue knows.
void match_departments(const ConfigNode& root, const HallConfig& hall, const Catalogue& catalogue) {
    for (const Clerk& clerk : hall.clerks) {
        if (catalogue.department(clerk.department) == nullptr) {
            root.refuse("departments", "clerk " + clerk.id.value + " of the hall belongs to " +
                                           clerk.department.value + "; add that department");
        }
    }
}

}  // namespace

ConfigResult<Catalogue> load_catalogue(std::string_view json,
                                       const HallConfig& hall,
                                       const std::string& file) {
    ConfigReader reader(json, file);
    const ConfigNode root = reader.root();
    Catalogue catalogue;
    catalogue.version = root.id("version");
    catalogue.sample = root.flag_or("sample", false);
    read_departments(root, catalogue);
    const Shared shared = read_shared(root);
    SeenIds seen("matter");
    for (const ConfigNode& node : root.list("items")) {
        catalogue.items.push_back(read_item(node, hall, catalogue, shared));
        seen.add(node, "id", catalogue.items.back().id.value);
    }
    read_categories(root, catalogue);
    read_events(root, catalogue);
    match_departments(root, hall, catalogue);
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return catalogue;
}

}  // namespace hall
