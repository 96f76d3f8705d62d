// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/config.h"

#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

#include <nlohmann/json.hpp>

namespace {

using namespace hall;
using nlohmann::json;

struct Damage {
    const char* what;
    const char* patch;   // RFC 6902
    const char* path;    // Where the error must point.
    const char* remedy;  // A part of what it must say.
};

void check_hall(const Damage& damage) {
    INFO(damage.what);
    const json broken =
        json::parse(test::sample_text("hall.json")).patch(json::parse(damage.patch));
    const auto loaded = load_hall(broken.dump(), "hall.json");
    REQUIRE_FALSE(loaded);
    INFO(loaded.error().text());
    CHECK(loaded.error().file == "hall.json");
    CHECK(loaded.error().path == damage.path);
    CHECK(loaded.error().remedy.find(damage.remedy) != std::string::npos);
}

void check_catalogue(const HallConfig& hall, const Damage& damage) {
    INFO(damage.what);
    const json broken =
        json::parse(test::sample_text("catalog.json")).patch(json::parse(damage.patch));
    const auto loaded = load_catalogue(broken.dump(), hall, "catalog.json");
    REQUIRE_FALSE(loaded);
    INFO(loaded.error().text());
    CHECK(loaded.error().path == damage.path);
    CHECK(loaded.error().remedy.find(damage.remedy) != std::string::npos);
}

}  // namespace

TEST_CASE("a damaged hall document names the place and the remedy", "[hall]") {
    const std::vector<Damage> damages{
        {"unknown zone", R"([{"op":"replace","path":"/queues/3/zone","value":"ZQQ"}])",
         "/queues/3/zone", "there is no \"ZQQ\"; use one of ZA, "},
        {"zone left out", R"([{"op":"remove","path":"/queues/3/zone"}])", "/queues/3/zone",
         "missing"},
        {"prefix I", R"([{"op":"replace","path":"/queues/3/prefix","value":"I"}])",
         "/queues/3/prefix", "without I and O"},
        {"prefix of two letters: it would read as a lane",
         R"([{"op":"replace","path":"/queues/3/prefix","value":"DZ"}])", "/queues/3/prefix",
         "one capital letter"},
        {"small prefix", R"([{"op":"replace","path":"/queues/3/prefix","value":"d"}])",
         "/queues/3/prefix", "one capital letter"},
        {"prefix twice", R"([{"op":"replace","path":"/queues/3/prefix","value":"A"}])",
         "/queues/3/prefix", "queue A has the prefix A already"},
        {"queue id twice", R"([{"op":"replace","path":"/queues/3/id","value":"A"}])",
         "/queues/3/id", "already"},
        {"queue without counters", R"([{"op":"replace","path":"/queues/3/counters","value":[]}])",
         "/queues/3/counters", "no counter"},
        {"queue names a counter that does not serve it",
         R"([{"op":"add","path":"/queues/3/counters/-","value":"W01"}])", "/queues/3/counters",
         "counter W01 does not serve queue D"},
        {"queue names a counter that is not there",
         R"([{"op":"replace","path":"/queues/3/counters/0","value":"W99"}])",
         "/queues/3/counters/0", "there is no \"W99\"; use one of W01, W02"},
        {"counter twice", R"([{"op":"replace","path":"/counters/1/id","value":"W01"}])",
         "/counters/1/id", "already"},
        {"counter number twice", R"([{"op":"replace","path":"/counters/1/no","value":1}])",
         "/counters/1/no", "already"},
        {"counter serves an unknown queue",
         R"([{"op":"replace","path":"/counters/1/serves","value":[["QQ"]]}])",
         "/counters/1/serves/0/0", "there is no \"QQ\"; use one of A, B"},
        {"counter serves a queue twice",
         R"([{"op":"replace","path":"/counters/1/serves","value":[["A"],["A"]]}])",
         "/counters/1/serves/1/0", "twice"},
        {"counter serves nothing", R"([{"op":"replace","path":"/counters/1/serves","value":[]}])",
         "/counters/1/serves", "at least one queue"},
        {"counter on another floor than its zone",
         R"([{"op":"replace","path":"/counters/1/floor","value":"F2"}])", "/counters/1/zone",
         "is on floor F1 but the counter is on F2"},
        {"unknown floor", R"([{"op":"replace","path":"/zones/0/floor","value":"F9"}])",
         "/zones/0/floor", "use one of F1, F2, F3"},
        {"floor without size", R"([{"op":"replace","path":"/floors/0/size_m","value":[58]}])",
         "/floors/0/size_m", "2 numbers"},
        {"colour that is none", R"([{"op":"replace","path":"/zones/0/color","value":"blue"}])",
         "/zones/0/color", "#2B6CB0"},
        {"English left out", R"([{"op":"remove","path":"/queues/3/name/en"}])", "/queues/3/name/en",
         "missing"},
        {"Simplified Chinese empty",
         R"([{"op":"replace","path":"/counters/0/name/zh-Hans","value":""}])",
         "/counters/0/name/zh-Hans", "empty"},
        {"name of two lines", R"([{"op":"replace","path":"/name/en","value":"a\nb"}])", "/name/en",
         "control character"},
        {"name that is a number", R"([{"op":"replace","path":"/name/en","value":7}])", "/name/en",
         "in quotes"},
        {"name that is a plain text", R"([{"op":"replace","path":"/name","value":"Hall"}])",
         "/name", "zh-Hant"},
        {"hours the wrong way round",
         R"([{"op":"replace","path":"/hours/week/mon/0","value":["12:00","08:30"]}])",
         "/hours/week/mon/0", "ends before it begins"},
        {"hours that overlap",
         R"([{"op":"replace","path":"/hours/week/mon/1","value":["11:00","17:30"]}])",
         "/hours/week/mon/1", "overlaps"},
        {"a time there is not",
         R"([{"op":"replace","path":"/hours/week/mon/0","value":["08:60","12:00"]}])",
         "/hours/week/mon/0/0", "\"08:30\""},
        {"half a span", R"([{"op":"replace","path":"/hours/week/mon/0","value":["08:30"]}])",
         "/hours/week/mon/0", "from and to"},
        {"unknown weekday",
         R"([{"op":"add","path":"/hours/week/monday","value":[["08:30","12:00"]]}])",
         "/hours/week/monday", "mon, tue"},
        {"never open", R"([{"op":"replace","path":"/hours/week","value":{}}])", "/hours/week",
         "never open"},
        {"holiday on a day there is not",
         R"([{"op":"replace","path":"/hours/exceptions/0/date","value":"2026-02-30"}])",
         "/hours/exceptions/0/date", "2026-11-23"},
        {"holiday with hours",
         R"([{"op":"add","path":"/hours/exceptions/0/hours","value":[["09:00","12:00"]]}])",
         "/hours/exceptions/0", "closed"},
        {"make-up day without hours",
         R"([{"op":"replace","path":"/hours/exceptions/0/closed","value":false}])",
         "/hours/exceptions/0", "needs \"hours\""},
        {"business day from the afternoon",
         R"([{"op":"replace","path":"/hours/cut_over","value":"13:00"}])", "/hours/cut_over",
         "before noon"},
        {"no time zone", R"([{"op":"replace","path":"/time_zone","value":""}])", "/time_zone",
         "empty"},
        {"language nobody has", R"([{"op":"replace","path":"/default_language","value":"fr"}])",
         "/default_language", "zh-Hant, zh-Hans, en"},
        {"appointments that end before they begin",
         R"([{"op":"replace","path":"/policy/appointment/days_ahead","value":[5,1]}])",
         "/policy/appointment/days_ahead", "comes after the last"},
        {"slots of a minute",
         R"([{"op":"replace","path":"/policy/appointment/slot_min","value":1}])",
         "/policy/appointment/slot_min", "from 5 to 720"},
        {"a quota of no queue",
         R"([{"op":"replace","path":"/policy/appointment/quotas/0/queue","value":"QQ"}])",
         "/policy/appointment/quotas/0/queue", "there is no \"QQ\"; use one of A, "},
        {"two quotas of one queue",
         R"([{"op":"replace","path":"/policy/appointment/quotas/1/queue","value":"A"}])",
         "/policy/appointment/quotas/1/queue", "has a quota already"},
        {"hours of appointments that overlap",
         R"([{"op":"add","path":"/policy/appointment/hours","value":[["09:00","11:00"],["10:00","12:00"]]}])",
         "/policy/appointment/hours/1", "overlaps"},
        {"negative limit", R"([{"op":"replace","path":"/policy/recall_max","value":-1}])",
         "/policy/recall_max", "from 0 to 20"},
        {"fraction where a whole number belongs",
         R"([{"op":"replace","path":"/policy/recall_interval_s","value":1.5}])",
         "/policy/recall_interval_s", "whole number"},
        {"two digits", R"([{"op":"replace","path":"/policy/digits","value":2}])", "/policy/digits",
         "from 3 to 4"},
        {"no-show after more calls than there are",
         R"([{"op":"replace","path":"/policy/no_show_after_calls","value":9}])",
         "/policy/no_show_after_calls", "raise recall_max"},
        {"a word for yes", R"([{"op":"replace","path":"/policy/implicit_start","value":"yes"}])",
         "/policy/implicit_start", "true or false"},
        {"ratings for longer than services are remembered",
         R"([{"op":"add","path":"/policy/rate_within_days","value":30}])",
         "/policy/rate_within_days", "from 1 to 7"},
        {"clerk twice", R"([{"op":"replace","path":"/clerks/1/id","value":"S001"}])",
         "/clerks/1/id", "already"},
        {"clerk at an unknown counter",
         R"([{"op":"replace","path":"/clerks/1/counters","value":["W77"]}])",
         "/clerks/1/counters/0", "there is no \"W77\""},
        {"clerk at one counter twice",
         R"([{"op":"replace","path":"/clerks/1/counters","value":["W01","W01"]}])",
         "/clerks/1/counters/1", "twice"},
        {"kiosk outside the building", R"([{"op":"replace","path":"/fixtures/0/x","value":999}])",
         "/fixtures/0/x", "from 0 to 58"},
        {"id with a blank", R"([{"op":"replace","path":"/zones/0/id","value":"Z A"}])",
         "/zones/0/id", "letters, digits"},
        {"service time of nothing",
         R"([{"op":"replace","path":"/queues/0/service_mean_min","value":0}])",
         "/queues/0/service_mean_min", "number from"},
        {"address with a slash at the end",
         R"([{"op":"replace","path":"/public_url","value":"https://hall.example/"}])",
         "/public_url", "slash"},
        {"list where an object belongs", R"([{"op":"replace","path":"/hours","value":[]}])",
         "/hours", "object"},
        {"object where a list belongs", R"([{"op":"replace","path":"/queues","value":{}}])",
         "/queues", "list"},
    };
    for (const Damage& damage : damages) {
        check_hall(damage);
    }
}

TEST_CASE("a damaged catalogue names the place and the remedy", "[hall]") {
    const HallConfig hall = test::sample_hall();
    const std::vector<Damage> damages{
        {"matter twice", R"([{"op":"replace","path":"/items/1/id","value":"GA-01"}])",
         "/items/1/id", "already"},
        {"unknown queue", R"([{"op":"replace","path":"/items/1/queue","value":"QQ"}])",
         "/items/1/queue", "use one of A, B"},
        {"unknown counter", R"([{"op":"replace","path":"/items/1/counters/0","value":"W99"}])",
         "/items/1/counters/0", "there is no \"W99\""},
        {"counter of another queue",
         R"([{"op":"replace","path":"/items/1/counters/0","value":"W44"}])", "/items/1/counters/0",
         "does not serve queue A"},
        {"nobody serves it", R"([{"op":"replace","path":"/items/1/counters","value":[]}])",
         "/items/1/counters", "at least one counter"},
        {"unknown department", R"([{"op":"replace","path":"/items/1/department","value":"NASA"}])",
         "/items/1/department", "use one of GA"},
        {"unknown law", R"([{"op":"replace","path":"/items/1/basis","value":["nolaw"]}])",
         "/items/1/basis/0", "there is no \"nolaw\""},
        {"unknown document",
         R"([{"op":"replace","path":"/items/0/materials/0/id","value":"scroll"}])",
         "/items/0/materials/0/id", "there is no \"scroll\""},
        {"unknown steps", R"([{"op":"replace","path":"/items/0/steps","value":"DANCE"}])",
         "/items/0/steps", "use one of "},
        {"unknown unit",
         R"([{"op":"replace","path":"/items/0/legal_limit/unit","value":"fortnight"}])",
         "/items/0/legal_limit/unit", "use one of day, hour"},
        {"limit without a number", R"([{"op":"remove","path":"/items/0/legal_limit/n"}])",
         "/items/0/legal_limit/n", "missing"},
        {"a fee that is not said", R"([{"op":"replace","path":"/items/1/fee/items","value":[]}])",
         "/items/1/fee/items", "at least one"},
        {"a fee in fractions of a cent",
         R"([{"op":"replace","path":"/items/1/fee/items/0/amount","value":1.25}])",
         "/items/1/fee/items/0/amount", "smallest unit"},
        {"slow before quick",
         R"([{"op":"replace","path":"/items/1/service_minutes/p90","value":1}])",
         "/items/1/service_minutes/p90", "at least p50"},
        {"matter in no category", R"([{"op":"remove","path":"/categories/0/items/0"}])",
         "/categories", "stands in no category"},
        {"matter in two categories",
         R"([{"op":"add","path":"/categories/1/items/0","value":"RS-13"}])",
         "/categories/1/items/0", "stands in category social already"},
        {"category with an unknown matter",
         R"([{"op":"add","path":"/categories/1/items/0","value":"XX-01"}])",
         "/categories/1/items/0", "there is no \"XX-01\""},
        {"a clerk's department is gone", R"([{"op":"remove","path":"/departments/0"}])",
         "/items/0/department", "there is no \"GA\""},
        {"no version", R"([{"op":"remove","path":"/version"}])", "/version", "missing"},
    };
    for (const Damage& damage : damages) {
        check_catalogue(hall, damage);
    }
}

TEST_CASE("a clerk whose department is missing from the catalogue is named", "[hall]") {
    HallConfig hall = test::sample_hall();
    hall.clerks.front().department = {"MOON"};
    const auto loaded = load_catalogue(test::sample_text("catalog.json"), hall, "catalog.json");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().remedy.find("clerk S001 of the hall belongs to MOON") !=
          std::string::npos);
}

TEST_CASE("a document that is not sound JSON is refused before anything is built", "[hall]") {
    const auto refused = [](const std::string& text) {
        const auto loaded = load_hall(text, "hall.json");
        REQUIRE_FALSE(loaded);
        return loaded.error();
    };
    CHECK(refused("").remedy.find("line 1, column 1") == 0);
    CHECK(refused("{\n \"a\": 1,\n \"b\" 2\n}").remedy.find("line 3, column 6") == 0);
    CHECK(refused("[]").remedy.find("one object") != std::string::npos);
    CHECK(refused("{\"a\": \"\xff\xfe\"}").remedy.find("UTF-8") != std::string::npos);
    CHECK(refused(std::string(5U << 20U, ' ')).remedy.find("4 MiB") != std::string::npos);
    CHECK(refused(std::string(100'000, '[')).remedy.find("32 levels") != std::string::npos);

    const auto twice = refused(R"({"a": [1, {"x": 1, "y/z": 2, "y/z": 3}]})");
    CHECK(twice.path == "/a/1/y~1z");
    CHECK(twice.text() == "hall.json: /a/1/y~1z: this key stands here twice; keep one of them");
}

TEST_CASE("keys that the product does not know are left alone", "[hall]") {
    json document = json::parse(test::sample_text("hall.json"));
    document["x_local"] = {{"anything", {1, 2, 3}}};
    document["queues"][0]["x_note"] = "the hall's own";
    CHECK(load_hall(document.dump(), "hall.json"));
}

TEST_CASE("a hall that sets no rules gets the usual ones", "[hall]") {
    json document = json::parse(test::sample_text("hall.json"));
    document["policy"] = json::object();
    const auto loaded = load_hall(document.dump(), "hall.json");
    REQUIRE(loaded);
    const Policy usual;
    CHECK(loaded->policy.recall_max == usual.recall_max);
    CHECK(loaded->policy.no_show_min == usual.no_show_min);
    CHECK(loaded->policy.lease == usual.lease);
    CHECK(loaded->policy.call_next_finishes);
}

TEST_CASE("no damage to the bytes of a document brings the loader down", "[hall]") {
    const HallConfig hall = test::sample_hall();
    const std::string hall_text = test::sample_text("hall.json");
    const std::string catalogue_text = test::sample_text("catalog.json");
    std::mt19937 random(20261123);  // The same damage every time.
    const auto damaged = [&](std::string text) {
        const auto at = [&] { return random() % text.size(); };
        for (std::size_t hit = random() % 8; hit < 8; ++hit) {
            switch (random() % 4) {
                case 0:
                    text[at()] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    text.erase(at(), random() % 40);
                    break;
                case 2:
                    text.insert(at(), text.substr(at(), random() % 200));
                    break;
                default:
                    text[at()] = "{}[]\",:0-9\\"[random() % 11];
                    break;
            }
        }
        return text;
    };
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        const auto loaded = load_hall(damaged(hall_text), "hall.json");
        const auto items = load_catalogue(damaged(catalogue_text), hall, "catalog.json");
        refused += loaded ? 0 : 1;
        refused += items ? 0 : 1;
        CHECK((loaded || !loaded.error().remedy.empty()));
        CHECK((items || !items.error().remedy.empty()));
    }
    CHECK(refused > 150);
}
