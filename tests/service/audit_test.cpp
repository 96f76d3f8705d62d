// SPDX-License-Identifier: Apache-2.0
#include "sync/service/audit.h"

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/service/csv.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::service;
using namespace hall::test;
using sync::HttpMethod;
using sync::Json;

namespace {

Event deed(const std::string& by, const std::string& action) {
    return {Moment{}, AdminDone{.by = by, .action = action, .subject = "x"}};
}

Event seat(SeatAction action, const std::string& clerk) {
    Seat seat;
    seat.counter = CounterId{"W01"};
    seat.clerk = ClerkId{clerk};
    return {Moment{}, SeatChanged{action, seat}};
}

std::vector<std::int64_t> places(const AuditIndex& index, const AuditIndex::Ask& ask) {
    std::vector<std::int64_t> found;
    for (const auto& place : index.find(ask)) {
        found.push_back(place.lsn);
    }
    return found;
}

std::vector<std::string> actions_of(const sync::Answer& answer) {
    std::vector<std::string> actions;
    const Json page = Json::parse(answer.body);
    for (const Json& one : page.at("entries")) {
        actions.push_back(one.at("action"));
    }
    return actions;
}

}  // namespace

TEST_CASE("the audit log is read newest first, page by page, by person and by deed", "[service]") {
    AuditIndex index;
    for (std::int64_t lsn = 1; lsn <= 10; ++lsn) {
        index.take(deed(lsn % 2 == 0 ? "S1" : "S2", lsn < 5 ? "user.changed" : "user.removed"),
                   lsn * 10);
    }
    CHECK(places(index, {.limit = 3}) == std::vector<std::int64_t>{100, 90, 80});
    CHECK(places(index, {.before = 80, .limit = 2}) == std::vector<std::int64_t>{70, 60});
    CHECK(places(index, {.before = 10}).empty());
    CHECK(places(index, {.by = "S1", .action = "user.c"}) == std::vector<std::int64_t>{40, 20});
    CHECK(places(index, {.by = "nobody"}).empty());
}

TEST_CASE("who got up from a counter is known although the seat is empty then", "[service]") {
    AuditIndex index;
    index.take(seat(SeatAction::open, "S1"), 1);
    index.take(seat(SeatAction::renew, "S1"), 2);
    index.take(seat(SeatAction::close, ""), 3);
    CHECK(places(index, {.by = "S1"}) == std::vector<std::int64_t>{3, 1});
}

TEST_CASE("the audit log's index is bounded and forgets the oldest", "[service]") {
    AuditIndex index;
    const auto most = static_cast<std::int64_t>(AuditIndex::kRowsMost);
    for (std::int64_t lsn = 1; lsn <= most + 5; ++lsn) {
        index.take(deed("S1", "user.changed"), lsn);
    }
    CHECK(index.rows() == AuditIndex::kRowsMost);
    CHECK(places(index, {.before = 7}) == std::vector<std::int64_t>{6});
}

TEST_CASE("an entry that is none of ours makes no row", "[service]") {
    CHECK_FALSE(audit_row({.seq = 1, .kind = "admin", .body = "{"}, "S1"));
    CHECK_FALSE(AuditIndex::may_tell("command"));
}

TEST_CASE("a table never carries out what somebody typed", "[service]") {
    std::string table;
    add_csv_line(table, std::array<std::string, 5>{"plain", "=1+1", "a,b", "say \"x\"", "-2"});
    CHECK(table == "plain,\"'=1+1\",\"a,b\",\"say \"\"x\"\"\",\"'-2\"\r\n");
    table.clear();
    add_csv_line(table, std::array<std::string, 3>{"", "two\nlines", "@x"});
    CHECK(table == ",\"two\nlines\",\"'@x\"\r\n");
}

TEST_CASE("what people did is in the audit log with its place in the chain", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    const std::string ticket = service.issue("GA-01");
    REQUIRE(service.command(clerk, "\"type\":\"cancel\",\"reason\":\"=cmd()\",\"ticket\":\"" +
                                       ticket + "\"") == "200");
    REQUIRE(
        service
            .ask_hall(HttpMethod::put, "/users/T1", R"({"roles":["clerk"],"pin":"4711"})", manager)
            .status == 200);
    const auto page = service.ask_hall(HttpMethod::get, "/audit", "", manager);
    REQUIRE(page.status == 200);
    CHECK(actions_of(page) == std::vector<std::string>{"user.changed", "ticket.cancel", "seat.open",
                                                       "session.opened", "day.closed"});
    const Json newest = Json::parse(page.body).at("entries").at(0);
    CHECK(newest.at("by") == "S104");
    CHECK(newest.at("from") == "127.0.0.1");
    CHECK(newest.at("subject") == "T1");
    CHECK(newest.at("chain").get<std::string>().size() == 64);
    CHECK(page.body.find("argon2") == std::string::npos);

    const auto two = service.ask_hall(HttpMethod::get, "/audit?limit=2", "", manager);
    const auto next = Json::parse(two.body).at("next").get<std::int64_t>();
    const auto rest =
        service.ask_hall(HttpMethod::get, "/audit?before=" + std::to_string(next), "", manager);
    CHECK(actions_of(rest) ==
          std::vector<std::string>{"seat.open", "session.opened", "day.closed"});
    CHECK(actions_of(service.ask_hall(HttpMethod::get, "/audit?by=S001&action=ticket.", "",
                                      manager)) == std::vector<std::string>{"ticket.cancel"});

    const auto table = service.ask_hall(HttpMethod::get, "/audit?format=csv", "", manager);
    CHECK(table.header("content-type") == "text/csv; charset=utf-8");
    CHECK(table.body.starts_with("\xEF\xBB\xBFlsn,"));
    CHECK(table.body.find("ticket.cancel") != std::string::npos);
    for (const char* bad : {"?limit=0", "?limit=501", "?before=x", "?before=-1"}) {
        CHECK(service.ask_hall(HttpMethod::get, std::string("/audit") + bad, "", manager).status ==
              400);
    }
}

TEST_CASE("whoever tries PINs until the account is locked stands in the audit log", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    for (int i = 0; i < 5; ++i) {
        CHECK(service
                  .ask_hall(HttpMethod::post, "/sessions",
                            R"({"clerk":"S001","pin":"0000","counter":"W01"})", {{"X-Hall", "1"}})
                  .status == 401);
    }
    const auto page =
        service.ask_hall(HttpMethod::get, "/audit?action=session.locked", "", manager);
    const Json rows = Json::parse(page.body).at("entries");
    REQUIRE(rows.size() == 1);
    CHECK(rows.at(0).at("subject") == "S001");
}

TEST_CASE("the audit log is whole after a restart", "[service]") {
    TempDir home;
    std::vector<std::string> before;
    {
        RunningService service{home.file("")};
        const auto manager = service.sign_in("S104", "");
        const auto clerk = service.sign_in("S001", "W01");
        REQUIRE(
            service.ask_hall(HttpMethod::post, "/seat", R"({"action":"close"})", clerk).status ==
            200);
        before = actions_of(service.ask_hall(HttpMethod::get, "/audit", "", manager));
    }
    RunningService again{home.file("")};
    const auto manager = again.sign_in("S104", "");
    auto after = actions_of(again.ask_hall(HttpMethod::get, "/audit", "", manager));
    REQUIRE(after.size() == before.size() + 1);
    after.erase(after.begin());
    CHECK(after == before);
    CHECK(before.front() == "seat.close");
}
