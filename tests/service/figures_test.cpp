// SPDX-License-Identifier: Apache-2.0
// Cases in, figures out: the golden month through the API, by day, by range, by SQL and after a
// restore; and what lies behind each figure.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include <catch2/catch.hpp>

#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/maintenance.h"
#include "tests/support/places.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using sync::HttpHeader;
using sync::HttpMethod;
using sync::Json;

namespace {

namespace fs = std::filesystem;

// The month's counts, as the project's own copy of the vectors has them.
struct Golden {
    Json vectors;
    int closed = 0;
    int carried = 0;

    Golden() {
        const auto text = sync::read_whole(
            support::source_dir() + "/tests/service/stats_vectors.json", std::size_t{64} * 1024);
        REQUIRE(text);
        vectors = Json::parse(*text);
        closed = vectors.at("closed");
        carried = vectors.at("carry_over_min");
    }
};

std::string at(int month, int day, int minute) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "2026-%02d-%02d %02d:%02d", month, day,
                  9 + minute / 60 % 8, minute % 60);
    return text.data();
}

// The n-th case of the month: accepted in September, the first ones in August; closed in September.
std::string lines_of(const Golden& golden, int n) {
    const int promised = golden.vectors.at("promised_closed");
    const int outside = golden.closed - static_cast<int>(golden.vectors.at("closed_on_site"));
    const int bad = static_cast<int>(golden.vectors.at("rated")) -
                    static_cast<int>(golden.vectors.at("rated_good"));
    const int missed = golden.vectors.at("missed");
    // Twenty working days are promised for GA-01; GA-04 is a matter of the visit.
    const bool is_promised = n < promised;
    const bool is_carried = n < golden.carried;
    const int day = 1 + n % 22;
    const std::string number = "2026-Z-" + std::to_string(n);
    const std::string from = is_carried ? at(8, 31, n) : at(9, day, n % 400);
    const std::string place = n >= golden.closed - outside ? "outside" : "hall";
    const int grade = n % 79 == 0 && n / 79 < missed ? 0
                      : n % 79 == 1 && n / 79 < bad  ? 4 + n % 2
                                                     : 1 + n % 3;
    const std::string rated = grade == 0 ? "" : std::to_string(grade);
    const std::string counter = "W0" + std::to_string(1 + n % 9);
    return number + ",accepted," + from + "," + (is_promised ? "GA-01" : "GA-04") + ",hall," +
           counter + ",\n" + number + ",closed," + at(9, day, n % 400 + 1) + ",," + place + "," +
           counter + "," + rated + "\n";
}

sync::Answer import(const RunningService& service,
                    const std::vector<HttpHeader>& who,
                    const std::string& text,
                    bool on_trial) {
    auto headers = who;
    for (HttpHeader& header : headers) {
        if (header.first == "Content-Type") {
            header.second = "text/csv";
        }
    }
    return service.ask_hall(HttpMethod::post,
                            std::string("/case-import?dry_run=") + (on_trial ? "true" : "false"),
                            text, headers);
}

constexpr const char* kHead = "number,stage,at,item,place,counter,grade\n";

void bring_month(const RunningService& service,
                 const std::vector<HttpHeader>& manager,
                 const Golden& golden) {
    constexpr int kPart = 2000;
    for (int from = 0; from < golden.closed; from += kPart) {
        std::string text = kHead;
        const int to = std::min(from + kPart, golden.closed);
        for (int n = from; n < to; ++n) {
            text += lines_of(golden, n);
        }
        const auto answer = import(service, manager, text, false);
        REQUIRE(answer.status == 200);
        const Json body = Json::parse(answer.body);
        INFO(body.at("lines").dump().substr(0, 400));
        REQUIRE(body.at("cases") == to - from);
        REQUIRE(body.at("refused") == 0);
    }
}

Json figures(const RunningService& service,
             const std::vector<HttpHeader>& who,
             const std::string& query) {
    const auto answer = service.ask_hall(HttpMethod::get, "/figures?" + query, "", who);
    REQUIRE(answer.status == 200);
    return Json::parse(answer.body);
}

void check_golden(const Json& total, const Golden& golden) {
    const auto points = [&](const char* rate) {
        return total.at("rates").at(rate).at("points").get<int>();
    };
    const auto expected = [&](const char* name) {
        return static_cast<int>(golden.vectors.at("expect").at(name).get<double>() * 100 + 0.5);
    };
    CHECK(points("on_time") == expected("on_time_rate"));
    CHECK(points("on_site") == expected("on_site_rate"));
    CHECK(points("rated") == expected("rated_rate"));
    CHECK(points("satisfied") == expected("satisfaction"));
    CHECK(points("early") == expected("early_rate"));
    CHECK(total.at("rates").at("on_site").at("short") == 14);
    CHECK(total.at("rates").at("rated").at("short") == 100);
    CHECK(total.at("rates").at("satisfied").at("short") == 40);
    const Json& counts = total.at("counts");
    CHECK(counts.at("accepted") == golden.vectors.at("accepted"));
    CHECK(counts.at("closed") == golden.vectors.at("closed"));
    CHECK(counts.at("carried_in") == golden.carried);
    CHECK(counts.at("early") == golden.vectors.at("promised_closed_early"));
    CHECK(counts.at("missed") == golden.vectors.at("missed"));
}

// What SQLite says of a table that was taken along as CSV.
std::string by_sql(const std::string& csv, const std::string& query) {
    const std::string command = "sqlite3 :memory: -cmd '.mode csv' -cmd '.import \"" + csv +
                                "\" c' -cmd '.mode list' \"" + query + "\"";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    REQUIRE(pipe);
    std::string said;
    std::array<char, 256> part{};
    while (std::fgets(part.data(), part.size(), pipe.get()) != nullptr) {
        said += part.data();
    }
    return said.substr(0, said.find('\n'));
}

}  // namespace

TEST_CASE("the golden month comes out to the digit: at once, by day, by SQL, after a restore",
          "[service]") {
    TempDir home;
    const Golden golden;
    fs::create_directories(home.file("data"));
    const std::string month = "from=2026-09-01&to=2026-10-01";
    {
        RunningService service{home.file("data")};
        const auto manager = service.sign_in("S104", "");
        bring_month(service, manager, golden);
        check_golden(figures(service, manager, month).at("total"), golden);
        for (const char* by : {"day", "counter", "item", "department", "clerk", "month"}) {
            const Json answer = figures(service, manager, month + "&by=" + by);
            check_golden(answer.at("total"), golden);
            CHECK(answer.at("groups").size() >= (std::string(by) == "counter" ? 9U : 1U));
        }
        // The sum of single days, each asked for by itself.
        int closed = 0;
        int rated = 0;
        for (int day = 1; day <= 30; ++day) {
            const auto text = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
            const std::string to = day == 30 ? "2026-10-01" : "2026-09-" + text(day + 1);
            const Json one =
                figures(service, manager, "from=2026-09-" + text(day) + "&to=" + to).at("total");
            closed += one.at("counts").at("closed").get<int>();
            rated += one.at("counts").at("rated").get<int>();
        }
        CHECK(closed == golden.vectors.at("closed"));
        CHECK(rated == golden.vectors.at("rated"));

        // What lies behind the fourteen.
        const auto behind = service.ask_hall(
            HttpMethod::get, "/figures/behind?count=off_site&" + month, "", manager);
        REQUIRE(behind.status == 200);
        CHECK(Json::parse(behind.body).at("total") == 14);
        CHECK(Json::parse(behind.body).at("rows").at(0).at("row") == "case");

        const auto table = service.ask_hall(
            HttpMethod::get, "/export/case-files?from=2026-09-01&to=2026-09-30", "", manager);
        REQUIRE(table.status == 200);
        std::ofstream(home.file("cases.csv")) << table.body.substr(3);  // Without its mark.
        CHECK(by_sql(home.file("cases.csv"),
                     "select count(*), sum(outside = 0), sum(grade != ''), sum(grade between 1 and "
                     "3), sum(closed_day <= due_day), sum(kind = 'promised' and closed_day < "
                     "due_day), sum(accepted_day < '2026-09-01') from c where closed_day between "
                     "'2026-09-01' and '2026-09-30'") == "7926|7912|7826|7786|7926|4812|43");
        CHECK(by_sql(home.file("cases.csv"),
                     "select count(*) from c where accepted_day >= '2026-09-01'") == "7883");

        // The same file again is no news.
        const auto again = Json::parse(
            import(service, manager, kHead + lines_of(golden, 5) + lines_of(golden, 6), false)
                .body);
        CHECK(again.at("known") == 4);
        CHECK(again.at("cases") == 0);
        REQUIRE(service::back_up(home.file("data"), home.file("backup")));
    }
    REQUIRE(service::restore(home.file("backup"), home.file("restored"),
                             moment_from(1'795'395'600'000)));
    RunningService restored{home.file("restored")};
    const auto manager = restored.sign_in("S104", "");
    check_golden(figures(restored, manager, month).at("total"), golden);
}

TEST_CASE("a trial changes nothing, and every line that is not taken says why and where",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const std::string text =
        "number,stage,at,item,place,exemption,documents,grade,reason\n"
        "2026-1,受理,2026-09-01 09:30,GA-01,,,,,\n"
        "2026-1,办结,2026-08-31 09:30,,,,,,\n"
        "2026-1,審批,2026-09-02 09:30,,outside,府辦-9,,,\n"
        ",accepted,2026-09-01 09:30,GA-01,,,,,\n"
        "2026-2,begun,2026-09-01 09:30,GA-01,,,,,\n"
        "2026-2,accepted,yesterday,GA-01,,,,,\n"
        "2026-2,accepted,2026-09-01 09:30,GA-01,roof,,,,\n"
        "2026-2,accepted,2026-09-01 09:30,GA-01,,,letter,,\n"
        "2026-2,accepted,2026-09-01 09:30,GA-01,,,,9,\n"
        "2026-2,stop,2026-09-01 09:30,,,,,,\n"
        "2026-2,accepted,2026-12-01 09:30:59,GA-01,,,,,\n";
    const auto answer = import(service, manager, text, true);
    REQUIRE(answer.status == 200);
    const Json body = Json::parse(answer.body);
    CHECK(body.at("taken") == 2);
    CHECK(body.at("cases") == 1);
    CHECK(body.at("refused") == 9);
    std::map<int, std::string> why;
    for (const Json& line : body.at("lines")) {
        why[line.at("line")] = line.at("why") == "bad_line" ? line.at("field") : line.at("why");
        CHECK((line.at("why") != "bad_line" || !line.at("detail").get<std::string>().empty()));
    }
    CHECK(why == std::map<int, std::string>{{3, "out_of_order"},
                                            {4, "not_exempt"},
                                            {5, "number"},
                                            {6, "stage"},
                                            {7, "at"},
                                            {8, "place"},
                                            {9, "documents"},
                                            {10, "grade"},
                                            {11, "reason"},
                                            {12, "in_future"}});
    CHECK(figures(service, manager, "from=2026-09-01&to=2026-10-01")
              .at("total")
              .at("counts")
              .at("accepted") == 0);
    CHECK(service.ask_hall(HttpMethod::get, "/case-file?number=2026-1", "", manager).status == 404);

    REQUIRE(import(service, manager, text, false).status == 200);
    const Json file = Json::parse(
        service.ask_hall(HttpMethod::get, "/case-file?number=2026-1", "", manager).body);
    CHECK(file.at("case").at("due") == "2026-09-29");
    CHECK(file.at("case").at("steps").size() == 2);
    const auto audit = service.ask_hall(HttpMethod::get, "/audit?action=case.", "", manager);
    CHECK(Json::parse(audit.body).at("entries").at(0).at("by") == "S104");

    CHECK(import(service, manager, "number,at\n1,2", true).status == 400);
    CHECK(import(service, service.sign_in("S089", ""), text, true).status == 403);
    std::string large = kHead;
    for (int i = 0; i < 5001; ++i) {
        large += "2026-1,accepted,2026-09-01 09:30,GA-01,,,\n";
    }
    CHECK(import(service, manager, large, true).status == 413);
    CHECK(service.ask_hall(HttpMethod::get, "/figures?from=now", "", manager).status == 400);
    CHECK(service.ask_hall(HttpMethod::get, "/figures?by=moon", "", manager).status == 400);
    CHECK(service.ask_hall(HttpMethod::get, "/figures/behind?count=x", "", manager).status == 400);
}

TEST_CASE("what a counter records in two fields stands in the figures of that counter",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    REQUIRE_FALSE(service.issue("GA-01").empty());
    REQUIRE_FALSE(service.issue("GA-01").empty());
    for (int i = 0; i < 2; ++i) {
        for (const char* type : {"call_next", "start", "finish"}) {
            REQUIRE(service.command(clerk, std::string(R"("type":")") + type + "\"") == "200");
        }
    }
    REQUIRE(service
                .ask_hall(HttpMethod::post, "/cases",
                          R"({"cmd":"019ab0aa-1111-7000-8000-00000000000c","counter":"W01",)"
                          R"("item":"GA-01","number":"2026-77","result":"accepted"})",
                          clerk)
                .status == 200);
    const Json by_counter =
        figures(service, manager, "from=2026-11-23&to=2026-11-24&by=counter&counter=W01");
    REQUIRE(by_counter.at("groups").size() == 1);
    const Json& w01 = by_counter.at("groups").at(0);
    CHECK(w01.at("key") == "W01");
    CHECK(w01.at("counts").at("finished") == 2);
    CHECK(w01.at("counts").at("accepted") == 1);
    CHECK(w01.at("rates").at("recorded").at("points") == 5000);
    CHECK(w01.at("counts").at("missed") == 2);
    const Json file = Json::parse(
        service.ask_hall(HttpMethod::get, "/case-file?number=2026-77", "", manager).body);
    CHECK(file.at("case").at("kind") == "promised");
    CHECK(file.at("case").at("source") == "counter");
}

TEST_CASE("a missed rating is open until it is explained, a bad one until it is put right",
          "[service]") {
    TempDir home;
    const auto month = [](const RunningService& service, const std::vector<HttpHeader>& who) {
        return Json::parse(
            service.ask_hall(HttpMethod::get, "/rating-care?from=2026-11-01&to=2026-12-01", "", who)
                .body);
    };
    const auto file = [](const RunningService& service, const std::vector<HttpHeader>& who,
                         const std::string& subject, const std::string& deed,
                         const std::string& text) {
        return service
            .ask_hall(
                HttpMethod::post, "/rating-care",
                Json{{"day", "2026-11-23"}, {"subject", subject}, {"deed", deed}, {"text", text}}
                    .dump(),
                who)
            .status;
    };
    std::string missed;
    std::string bad;
    {
        RunningService service{home.file("")};
        const auto manager = service.sign_in("S104", "");
        const auto clerk = service.sign_in("S001", "W01");
        missed = service.issue("GA-01");
        bad = service.issue("GA-01");
        for (int i = 0; i < 2; ++i) {
            for (const char* type : {"call_next", "start", "finish"}) {
                REQUIRE(service.command(clerk, std::string(R"("type":")") + type + "\"") == "200");
            }
        }
        REQUIRE(
            service
                .ask_hall(HttpMethod::post, "/ratings",
                          R"({"id":"019ab0aa-1111-7000-8000-000000000009","counter":"W01",)"
                          R"("grade":5,"reasons":["waiting"],"source":"tablet","device":"R01"})")
                .status == 200);
        const Json before = month(service, manager);
        CHECK(before.at("missed").at("open") == 1);
        CHECK(before.at("missed").at("rows").at(0).at("subject") == missed);
        CHECK(before.at("bad").at("open") == 1);
        CHECK(before.at("bad").at("rows").at(0).at("subject") == bad);
        // Fifteen working days after Monday the 23rd.
        CHECK(before.at("bad").at("rows").at(0).at("care_due") == "2026-12-14");
        CHECK(before.at("bad").at("overdue") == 0);

        CHECK(file(service, manager, missed, "explained", " ") == 422);
        CHECK(file(service, manager, missed, "corrected", "x") == 404);  // It is not a bad one.
        CHECK(file(service, manager, missed, "forgotten", "x") == 400);
        CHECK(file(service, clerk, missed, "explained", "x") == 403);
        CHECK(file(service, manager, missed, "explained", "評價器故障") == 200);
        CHECK(file(service, manager, bad, "called_back", "已道歉") == 200);
        CHECK(month(service, manager).at("bad").at("open") == 1);
        CHECK(file(service, manager, bad, "corrected", "已增開窗口") == 200);
    }
    RunningService again{home.file("")};
    const auto manager = again.sign_in("S104", "");
    const Json after = month(again, manager);
    CHECK(after.at("missed").at("total") == 1);
    CHECK(after.at("missed").at("open") == 0);
    CHECK(after.at("missed").at("rows").at(0).at("explained").at("text") == "評價器故障");
    CHECK(after.at("missed").at("rows").at(0).at("explained").at("by") == "S104");
    CHECK(after.at("bad").at("open") == 0);
    CHECK(after.at("bad").at("rows").at(0).at("called_back").at("text") == "已道歉");
}
