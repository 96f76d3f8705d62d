// SPDX-License-Identifier: Apache-2.0
// The hall's records as files.
#include "sync/service/exports.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using sync::HttpMethod;
using sync::Json;

TEST_CASE("a manager takes along every ticket as it ended and every grade", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    const Json hall = Json::parse(sample_document("hall"));
    const Json* serves = &hall.at("counters").at(0).at("serves");
    while (serves->is_array()) {
        serves = &serves->at(0);
    }
    for (const char* cmd : {"1", "2"}) {
        REQUIRE(
            service
                .ask_hall(HttpMethod::post, "/commands",
                          Json{{"cmd", std::string("019ab0aa-1111-7000-8000-00000000000") + cmd},
                               {"type", "issue"},
                               {"queue", *serves}}
                              .dump())
                .status == 200);
    }
    for (const char* type : {"call_next", "start", "finish"}) {
        REQUIRE(service.command(clerk, std::string(R"("type":")") + type + "\"") == "200");
    }
    const auto get = [&](const std::string& path) {
        return service.ask_hall(HttpMethod::get, "/export/" + path, "", manager);
    };
    const Json tickets = Json::parse(get("tickets?format=json").body).at("rows");
    REQUIRE(tickets.size() == 2);
    CHECK(tickets.at(0).at("state") == "finished");
    CHECK(tickets.at(0).at("clerk") == "S001");
    CHECK(tickets.at(0).at("counter") == "W01");
    CHECK(tickets.at(1).at("state") == "waiting");
    CHECK(tickets.at(1).at("called_ms") == "");

    REQUIRE(service
                .ask_hall(HttpMethod::post, "/ratings",
                          R"({"id":"019ab0aa-1111-7000-8000-000000000009","counter":"W01",)"
                          R"("grade":5,"reasons":["waiting"],"source":"tablet","device":"R01"})")
                .status == 200);
    const Json ratings = Json::parse(get("ratings?format=json").body).at("rows");
    REQUIRE(ratings.size() == 1);
    CHECK(ratings.at(0).at("grade") == "5");
    CHECK(ratings.at(0).at("reasons") == "waiting");

    const auto table = get("tickets");
    CHECK(table.header("content-type") == "text/csv; charset=utf-8");
    CHECK(table.body.starts_with("\xEF\xBB\xBFticket,day,number,"));
    CHECK(std::count(table.body.begin(), table.body.end(), '\n') == 3);
    CHECK(Json::parse(get("tickets?format=json&to=2026-11-22").body).at("rows").empty());
    CHECK(Json::parse(get("staff?format=json").body).at("rows").size() == hall.at("clerks").size());
    CHECK(get("tickets?from=yesterday").status == 400);
    CHECK(get("secrets").status == 404);
    const auto audit = service.ask_hall(HttpMethod::get, "/audit?action=records.", "", manager);
    CHECK(Json::parse(audit.body).at("entries").size() >= 3);
}

TEST_CASE("what the guides do not say is a list for the manager, as a table and as JSON",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto get = [&](const std::string& format) {
        return service.ask_hall(HttpMethod::get, "/export/guide-gaps?format=" + format, "",
                                manager);
    };
    CHECK(Json::parse(get("json").body).at("rows").empty());  // The sample's guides are whole.
    CHECK(get("csv").body.find("item,name_zh_hant,field,languages") != std::string::npos);

    Content content;
    Item item;
    item.id = ItemId{"XX-01"};
    item.name.hant = "試";
    content.catalogue.items.push_back(item);
    const auto table = service::guide_gaps_table(content);
    const auto steps = std::ranges::find_if(
        table.rows, [](const auto& row) { return row.at(2) == "guide.steps"; });
    REQUIRE(steps != table.rows.end());
    CHECK(*steps == std::vector<std::string>{"XX-01", "試", "guide.steps", "zh-Hant zh-Hans en"});
}
