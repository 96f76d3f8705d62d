// SPDX-License-Identifier: Apache-2.0
// People who sign in without a counter, and what reception needs to work without a kiosk.
#include <fstream>

#include <catch2/catch.hpp>

#include "sync/files.h"
#include "sync/json.h"
#include "sync/service/desk_sessions.h"
#include "sync/service/qr.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using service::DeskSessions;
using sync::HttpMethod;
using sync::Json;

namespace {

const Moment kMorning = moment_from(1'795'400'000'000);
const ClerkId kGuide{"S089"};

std::string ticket_in(const sync::Answer& answer) {
    return Json::parse(answer.body).at("ticket").at("id");
}

}  // namespace

TEST_CASE("whoever signed in at the desk is signed in after a restart", "[service]") {
    TempDir home;
    const std::string file = home.file("desks.json");
    {
        DeskSessions desks(file);
        REQUIRE(desks.open("aa", kGuide, kMorning));
    }
    DeskSessions desks(file);
    REQUIRE(desks.find("aa", kMorning) != nullptr);
    CHECK(*desks.find("aa", kMorning) == kGuide);
    CHECK(desks.find("bb", kMorning) == nullptr);
    desks.close("aa");
    CHECK(desks.find("aa", kMorning) == nullptr);
    CHECK(DeskSessions(file).find("aa", kMorning) == nullptr);
}

TEST_CASE("a desk that shows no life for four hours is signed out, one that does is not",
          "[service]") {
    TempDir home;
    DeskSessions desks(home.file("desks.json"));
    REQUIRE(desks.open("aa", kGuide, kMorning));
    const Moment noon = kMorning + std::chrono::hours{3};
    CHECK(desks.find("aa", noon) != nullptr);
    CHECK(desks.find("aa", kMorning + DeskSessions::kLapse + std::chrono::seconds{1}) == nullptr);
    desks.renew("aa", noon);
    CHECK(desks.find("aa", kMorning + DeskSessions::kLapse + std::chrono::seconds{1}) != nullptr);
    // The sign of life is on the disk too.
    CHECK(DeskSessions(home.file("desks.json"))
              .find("aa", kMorning + DeskSessions::kLapse + std::chrono::seconds{1}) != nullptr);
}

TEST_CASE("desks are bounded: the one longest silent gives way", "[service]") {
    TempDir home;
    DeskSessions desks(home.file("desks.json"));
    for (std::size_t i = 0; i <= DeskSessions::kMostPerPerson; ++i) {
        REQUIRE(desks.open("s" + std::to_string(i), kGuide,
                           kMorning + std::chrono::seconds{static_cast<int>(i)}));
    }
    CHECK(desks.size() == DeskSessions::kMostPerPerson);
    CHECK(desks.find("s0", kMorning) == nullptr);
    CHECK(desks.find("s1", kMorning) != nullptr);
    for (std::size_t i = 0; i < DeskSessions::kMost; ++i) {
        REQUIRE(desks.open("p" + std::to_string(i), ClerkId{"P" + std::to_string(i)},
                           kMorning + std::chrono::minutes{1}));
    }
    CHECK(desks.size() == DeskSessions::kMost);
}

TEST_CASE("a damaged list of desks keeps nobody out", "[service]") {
    TempDir home;
    std::ofstream(home.file("desks.json")) << "{\"half\": ";
    DeskSessions desks(home.file("desks.json"));
    CHECK(desks.size() == 0);
    REQUIRE(desks.open("aa", kGuide, kMorning));
    CHECK(DeskSessions(home.file("desks.json")).find("aa", kMorning) != nullptr);
    // A disk that takes nothing signs nobody in.
    DeskSessions nowhere(home.file("missing/desks.json"));
    CHECK_FALSE(nowhere.open("aa", kGuide, kMorning));
    CHECK(nowhere.find("aa", kMorning) == nullptr);
}

TEST_CASE("reception works without a counter, a clerk does not", "[service]") {
    TempDir home;
    RunningService service(home.file(""));
    const auto desk = service.sign_in("S089", "");
    const auto refused = service.ask_hall(HttpMethod::post, "/sessions",
                                          R"({"clerk":"S001","pin":"8001"})", {{"X-Hall", "1"}});
    CHECK(refused.status == 403);
    CHECK(code_in(refused) == "right_missing");
    const auto me = service.ask_hall(HttpMethod::get, "/me", {}, desk);
    REQUIRE(me.status == 200);
    CHECK(Json::parse(me.body).at("counter") == "");
    CHECK(service.command(desk, R"("type":"issue","item":"GA-01","priority":"elder")") == "200");
    CHECK(service.command(desk, R"("type":"call_next")") == "404 counter_unknown");
    CHECK(service.ask_hall(HttpMethod::post, "/seat", R"({"action":"renew"})", desk).status == 200);
    const auto pause =
        service.ask_hall(HttpMethod::post, "/seat", R"({"action":"pause","reason":"x"})", desk);
    CHECK(pause.status == 409);
    CHECK(code_in(pause) == "counter_not_open");
    CHECK(service.ask_hall(HttpMethod::post, "/seat", R"({"action":"close"})", desk).status == 200);
    CHECK(service.ask_hall(HttpMethod::get, "/me", {}, desk).status == 401);
}

TEST_CASE("the slip that reception prints says what the kiosk's would", "[service]") {
    TempDir home;
    RunningService service(home.file(""));
    const auto desk = service.sign_in("S089", "");
    const std::string first = service.issue("GA-01");
    const std::string ticket = service.issue("GA-01");
    const auto answer = service.ask_hall(HttpMethod::get, "/slip?ticket=" + ticket, {}, desk);
    REQUIRE(answer.status == 200);
    const Json slip = Json::parse(answer.body);
    CHECK(slip.at("number") == "A002");
    CHECK(slip.at("ahead") == 1);
    CHECK(slip.at("item").at("en") == "First issue of resident identity card");
    CHECK(slip.at("place").at("counters").size() == 4);
    const std::string code = slip.at("code");
    CHECK(code.starts_with("GH1.T.HALLSAMPLE."));
    CHECK(slip.at("qr").size() == service::qr_rows(code).size());
    CHECK(service.ask_hall(HttpMethod::get, "/slip?ticket=nobody", {}, desk).status == 404);
    CHECK(
        service
            .ask_hall(HttpMethod::get, "/slip?ticket=" + first, {}, service.sign_in("S001", "W01"))
            .status == 403);
}

TEST_CASE("a slip that was handed over is no longer looked for, and the log says by whom",
          "[service]") {
    TempDir home;
    RunningService service(home.file(""));
    const auto desk = service.sign_in("S089", "");
    const std::string ticket = service.issue("GA-01");
    const auto say = [&](const std::string& id, const std::string& paper) {
        return service.ask_hall(HttpMethod::post, "/paper",
                                R"({"ticket":")" + id + R"(","paper":")" + paper + "\"}", desk);
    };
    const auto unprinted = say(ticket, "unprinted");
    REQUIRE(unprinted.status == 200);
    CHECK(ticket_in(unprinted) == ticket);
    CHECK(Json::parse(unprinted.body).at("ticket").at("paper") == "unprinted");
    CHECK(Json::parse(unprinted.body).at("ticket").at("state") == "waiting");
    REQUIRE(say(ticket, "printed").status == 200);
    const auto before = service.log().size();
    REQUIRE(say(ticket, "printed").status == 200);
    CHECK(service.log().size() == before);
    CHECK(service.log().back().body.find("seen_by:S089") != std::string::npos);
    CHECK(say(ticket, "burnt").status == 400);
    CHECK(say("nobody", "printed").status == 400);
    CHECK(say("019ab0aa-2222-7000-8000-00000000ffff", "printed").status == 404);
}

TEST_CASE("every queue says how it looks to somebody who would join it", "[service]") {
    TempDir home;
    RunningService service(home.file(""));
    const auto desk = service.sign_in("S089", "");
    const auto clerk = service.sign_in("S001", "W01");
    (void)service.issue("GA-01");
    const auto answer = service.ask_hall(HttpMethod::get, "/outlook", {}, desk);
    REQUIRE(answer.status == 200);
    const Json queues = Json::parse(answer.body).at("queues");
    REQUIRE(queues.size() == 21);
    CHECK(queues[0].at("queue") == "A");
    CHECK(queues[0].at("ahead") == 1);
    CHECK(queues[0].at("open") == Json::array({"W01"}));
    CHECK(queues[0].at("issuing") == true);
    CHECK(queues[0].at("wait").at("lo") <= queues[0].at("wait").at("hi"));
}

TEST_CASE("a matter is found by words and by its code", "[service]") {
    TempDir home;
    RunningService service(home.file(""));
    const auto desk = service.sign_in("S089", "");
    const auto found = [&](const std::string& text) {
        const auto answer = service.ask_hall(HttpMethod::get, "/search?q=" + text, {}, desk);
        CHECK(answer.status == 200);
        return Json::parse(answer.body).at("items");
    };
    CHECK(found("ga01").at(0) == "GA-01");
    CHECK(found("resident%20identity").at(0).get<std::string>().starts_with("GA-"));
    CHECK(found("").empty());
}

TEST_CASE("a code too long for a slip has no picture", "[service]") {
    CHECK(service::qr_rows("").empty());
    CHECK(service::qr_rows(std::string(4000, 'x')).empty());
    const auto rows = service::qr_rows("GH1.T.X");
    REQUIRE(rows.size() == 21);
    CHECK(rows.front().size() == 21);
    CHECK(rows.front().starts_with("1111111"));
}
