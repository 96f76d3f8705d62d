// SPDX-License-Identifier: Apache-2.0
// The sample hall as the product ships it.
#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

#include <nlohmann/json.hpp>

namespace {

using namespace hall;
using nlohmann::json;

const char* const kDocuments[] = {"hall.json",      "catalog.json",   "notices.json",
                                  "users.json",     "replay.csv",     "floors/f1.json",
                                  "floors/f2.json", "floors/f3.json", "floors/f1.svg",
                                  "floors/f2.svg",  "floors/f3.svg"};

}  // namespace

TEST_CASE("the sample hall has 230 matters, 21 queues, 44 counters, 107 staff on 3 floors",
          "[hall]") {
    const HallConfig hall = test::sample_hall();
    const Catalogue catalogue = test::sample_catalogue(hall);
    CHECK(hall.sample);
    CHECK(catalogue.sample);
    CHECK(catalogue.items.size() == 230);
    CHECK(catalogue.departments.size() == 29);
    CHECK(hall.queues.size() == 21);
    CHECK(hall.counters.size() == 44);
    CHECK(hall.clerks.size() == 107);
    CHECK(hall.floors.size() == 3);
    CHECK(hall.zones.size() == 14);
    CHECK(hall.kiosks.size() == 4);
    CHECK(hall.priority_classes.size() == 5);
    CHECK(hall.counter({"W44"})->no == 44);
    CHECK(hall.queue_by_prefix("A")->counters.size() == 4);
    CHECK(hall.queue_by_prefix("I") == nullptr);
}

TEST_CASE("twelve categories lead to every matter once, the most asked-for first", "[hall]") {
    const HallConfig hall = test::sample_hall();
    const Catalogue catalogue = test::sample_catalogue(hall);
    REQUIRE(catalogue.categories.size() == 12);
    std::set<std::string> colors;
    std::set<std::string> icons;
    std::size_t items = 0;
    double before = 1e9;
    for (const Category& category : catalogue.categories) {
        INFO(category.id.value);
        CHECK(category.items.size() <= 40);
        items += category.items.size();
        colors.insert(category.color);
        icons.insert(category.icon);
        double demand = 0;
        double last = 1e9;
        for (const ItemId& id : category.items) {
            const double visits = catalogue.item(id)->visits_per_day;
            CHECK(visits <= last);
            last = visits;
            demand += visits;
        }
        CHECK(demand <= before);
        before = demand;
    }
    CHECK(items == 230);
    CHECK(colors.size() == 12);
    CHECK(icons.size() == 12);
}

TEST_CASE("the matters that must be registered are marked", "[hall]") {
    const HallConfig hall = test::sample_hall();
    const Catalogue catalogue = test::sample_catalogue(hall);
    for (const char* id : {"GA-01", "GA-19", "GJ-04", "FG-01", "CH-01", "MZ-01"}) {
        CHECK(catalogue.item({id})->must_record);
    }
    CHECK_FALSE(catalogue.item({"RS-13"})->must_record);
}

TEST_CASE("everybody of the sample hall can sign in, and a manager too", "[hall]") {
    const HallConfig hall = test::sample_hall();
    const json document = json::parse(test::sample_text("users.json"));
    // PINs stand in plain text here, which only a sample may do.
    CHECK(document.at("sample") == true);
    std::set<std::string> pins;
    std::size_t clerks = 0;
    bool manager = false;
    for (const json& user : document.at("users")) {
        const std::string id = user.at("id");
        const std::string pin = user.at("pin");
        INFO(id);
        CHECK((pin.size() >= 4 && pin.size() <= 6));
        CHECK(std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; }));
        pins.insert(pin);
        if (const Clerk* clerk = hall.clerk({id})) {
            ++clerks;
            CHECK(pin == "8" + clerk->badge);
        } else {
            manager = manager || user.at("roles").at(0) == "manager";
        }
    }
    CHECK(clerks == 107);
    CHECK(pins.size() == document.at("users").size());
    CHECK(manager);
}

TEST_CASE("the sample speaks the hall's words", "[hall]") {
    for (const char* name : kDocuments) {
        INFO(name);
        const std::string text = test::sample_text(name);
        for (const char* wrong : {"視窗", "视窗", "補打", "补打", "indow", "valuat"}) {
            CHECK(text.find(wrong) == std::string::npos);
        }
    }
}

TEST_CASE("each floor's drawing has the counters that stand on it", "[hall]") {
    const HallConfig hall = test::sample_hall();
    for (const Counter& counter : hall.counters) {
        const std::string floor = counter.floor == FloorId{"F1"}   ? "f1"
                                  : counter.floor == FloorId{"F2"} ? "f2"
                                                                   : "f3";
        INFO(counter.id.value << " on " << floor);
        const std::string id = "\"" + counter.id.value + "\"";
        CHECK(test::sample_text("floors/" + floor + ".svg").find("id=" + id) != std::string::npos);
        CHECK(test::sample_text("floors/" + floor + ".json").find(id) != std::string::npos);
    }
}
