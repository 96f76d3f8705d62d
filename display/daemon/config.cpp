// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/config.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "display/voice/announcer.h"

#include <toml++/toml.h>

namespace hall::board {

namespace {

using Wrong = tl::unexpected<std::string>;

std::string text_of_value(const toml::node& node) {
    if (const auto text = node.value<std::string>(); text && node.is_string()) {
        return *text;
    }
    std::ostringstream out;
    if (const auto whole = node.as_integer()) {
        out << whole->get();
    } else if (const auto truth = node.as_boolean()) {
        out << (truth->get() ? "yes" : "no");
    }
    return out.str();
}

// One table: its own names taken out, the rest is the driver's.
struct Part {
    std::string name;
    CounterId counter;
    Place place;
    display::Settings settings;
};

Part part_of(const toml::table& table) {
    Part part;
    for (const auto& [key, value] : table) {
        const std::string name{key.str()};
        if (name == "name") {
            part.name = text_of_value(value);
        } else if (name == "counter") {
            part.counter = CounterId{text_of_value(value)};
        } else if (name == "floor") {
            part.place.floor = FloorId{text_of_value(value)};
        } else if (name == "zone") {
            part.place.zone = ZoneId{text_of_value(value)};
        } else {
            part.settings.insert_or_assign(name, text_of_value(value));
        }
    }
    return part;
}

tl::expected<std::vector<Part>, std::string> parts_of(const toml::table& root,
                                                      const std::string& kind) {
    std::vector<Part> parts;
    std::set<std::string> names;
    const toml::array* tables = root[kind].as_array();
    for (std::size_t i = 0; tables != nullptr && i < tables->size(); ++i) {
        std::string place = "[[";
        place.append(kind).append("]] number ").append(std::to_string(i + 1));
        const toml::table* one = tables->get(i)->as_table();
        if (one == nullptr) {
            return Wrong(kind + ": expected [[" + kind + "]] tables");
        }
        Part part = part_of(*one);
        if (part.name.empty()) {
            return Wrong(place + ": needs a name");
        }
        if (!names.insert(part.name).second) {
            return Wrong(place + ": the name " + part.name + " is taken");
        }
        if (!part.place.floor.empty() && !part.place.zone.empty()) {
            return Wrong(place + ": floor or zone, not both; a zone is on one floor anyway");
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

tl::expected<BoardConfig, std::string> config_of(const toml::table& root) {
    BoardConfig config;
    auto boards = parts_of(root, "board");
    auto voices = parts_of(root, "voice");
    if (!boards || !voices) {
        return Wrong(!boards ? boards.error() : voices.error());
    }
    for (Part& part : *boards) {
        if (!part.settings.contains("driver")) {
            return Wrong("[[board]] " + part.name +
                         ": needs a driver; try_board --list names them");
        }
        const std::string night = display::text_setting(part.settings, "night", "dark");
        if (night != "dark" && night != "lit") {
            return Wrong("[[board]] " + part.name + ": night is dark or lit, not " + night);
        }
        std::string pictures = display::text_setting(part.settings, "pictures", "");
        if (!pictures.empty() && !part.counter.empty()) {
            return Wrong("[[board]] " + part.name + ": pictures are shown on walls, not on signs");
        }
        part.settings.erase("night");
        part.settings.erase("pictures");
        config.boards.push_back({std::move(part.name), std::move(part.counter),
                                 std::move(part.place), std::move(part.settings), night == "lit",
                                 std::move(pictures)});
    }
    for (Part& part : *voices) {
        if (auto plan = voice::zone_plan(part.settings, part.name, ""); !plan) {
            return Wrong("[[voice]] " + part.name + ": " + plan.error().detail);
        }
        config.voices.push_back(
            {std::move(part.name), std::move(part.place), std::move(part.settings)});
    }
    if (config.boards.empty() && config.voices.empty()) {
        return Wrong("no [[board]] and no [[voice]] in the settings file");
    }
    return config;
}

}  // namespace

tl::expected<BoardConfig, std::string> read_config(const std::string& text,
                                                   const std::string& file) {
    try {
        return config_of(toml::parse(text)).map_error([&](const std::string& why) {
            return file + ": " + why;
        });
    } catch (const toml::parse_error& e) {
        std::ostringstream where;
        where << file << ":" << e.source().begin.line << ": " << e.description();
        return Wrong(where.str());
    }
}

}  // namespace hall::board
