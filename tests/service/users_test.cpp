// SPDX-License-Identifier: Apache-2.0
// Accounts over HTTP, and that they outlive the program.
#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using sync::HttpMethod;
using sync::Json;
using Headers = std::vector<sync::HttpHeader>;

namespace {

std::string said(const sync::Answer& answer) {
    const std::string code = code_in(answer);
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

std::string sign_in_says(const RunningService& service, const Json& body) {
    return said(service.ask_hall(HttpMethod::post, "/sessions", body.dump(), {{"X-Hall", "1"}}));
}

std::string put_user(const RunningService& service,
                     const Headers& who,
                     const std::string& id,
                     const Json& body) {
    return said(service.ask_hall(HttpMethod::put, "/users/" + id, body.dump(), who));
}

constexpr const char* kLongPin = "long enough 1";

}  // namespace

TEST_CASE("a manager signs in without a counter and makes an account that outlives the program",
          "[service]") {
    TempDir home;
    Headers manager;
    {
        RunningService service{home.file("")};
        manager = service.sign_in("S104", "");
        const auto me = Json::parse(service.ask_hall(HttpMethod::get, "/me", "", manager).body);
        CHECK(me.at("clerk") == "S104");
        CHECK(put_user(service, manager, "T1", {{"roles", {"auditor"}}, {"pin", kLongPin}}) ==
              "200");
        CHECK(sign_in_says(service, {{"clerk", "T1"}, {"pin", kLongPin}}) == "200");
    }
    RunningService again{home.file("")};
    CHECK(sign_in_says(again, {{"clerk", "T1"}, {"pin", kLongPin}}) == "200");
    CHECK(sign_in_says(again, {{"clerk", "T1"}, {"pin", "wrong one"}}) == "401 pin_wrong");
    // The session of before is still one: nobody signs in again because a service restarted.
    CHECK(said(again.ask_hall(HttpMethod::get, "/users", "", manager)) == "200");
}

TEST_CASE("an account that changes is signed out at its desks too", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto reception = service.sign_in("S089", "");
    CHECK(put_user(service, manager, "S089", {{"roles", {"clerk"}}}) == "200");
    CHECK(said(service.ask_hall(HttpMethod::get, "/me", "", reception)) == "401 session_over");
    CHECK(sign_in_says(service, {{"clerk", "S089"}, {"pin", "8089"}}) == "403 right_missing");
}

TEST_CASE("an account that is put to sleep or removed is out at once, at its counter too",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    REQUIRE(said(service.ask_hall(HttpMethod::get, "/me", "", clerk)) == "200");
    CHECK(put_user(service, manager, "S001", {{"roles", {"clerk"}}, {"active", false}}) == "200");
    CHECK(said(service.ask_hall(HttpMethod::get, "/me", "", clerk)) == "401 session_over");
    CHECK(sign_in_says(service, {{"clerk", "S001"}, {"pin", "8001"}, {"counter", "W01"}}) ==
          "401 pin_wrong");
    CHECK(said(service.ask_hall(HttpMethod::remove, "/users/S002", "", manager)) == "200");
    CHECK(sign_in_says(service, {{"clerk", "S002"}, {"pin", "8002"}, {"counter", "W01"}}) ==
          "401 pin_wrong");
    CHECK(said(service.ask_hall(HttpMethod::remove, "/users/S002", "", manager)) ==
          "404 user_unknown");
}

TEST_CASE("a new PIN from the manager ends the session at the counter", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    CHECK(put_user(service, manager, "S001", {{"roles", {"clerk"}}, {"pin", "4711"}}) == "200");
    CHECK(said(service.ask_hall(HttpMethod::get, "/me", "", clerk)) == "401 session_over");
    CHECK(sign_in_says(service, {{"clerk", "S001"}, {"pin", "8001"}, {"counter", "W01"}}) ==
          "401 pin_wrong");
    CHECK(sign_in_says(service, {{"clerk", "S001"}, {"pin", "4711"}, {"counter", "W01"}}) == "200");
}

TEST_CASE("one changes one's own PIN by knowing the old one", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto clerk = service.sign_in("S001", "W01");
    const auto change = [&](const char* pin, const char* new_pin) {
        return said(service.ask_hall(HttpMethod::post, "/me/pin",
                                     Json{{"pin", pin}, {"new_pin", new_pin}}.dump(), clerk));
    };
    CHECK(change("8001", "1") == "422 pin_weak");
    CHECK(change("0815", "4711") == "401 pin_wrong");
    CHECK(change("8001", "4711") == "200");
    CHECK(said(service.ask_hall(HttpMethod::get, "/me", "", clerk)) == "200");
    CHECK(sign_in_says(service, {{"clerk", "S001"}, {"pin", "4711"}, {"counter", "W01"}}) == "200");
}

TEST_CASE("what an account cannot be is said, and hashes are shown to nobody", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    CHECK(put_user(service, manager, "T1", {{"roles", {"clerk"}}}) == "422 pin_missing");
    CHECK(put_user(service, manager, "T1", {{"roles", "clerk"}}) == "400 bad_request");
    CHECK(put_user(service, manager, "T1", {{"pin", "4711"}}) == "400 bad_request");
    CHECK(put_user(service, manager, "T1", {{"roles", {"clerk"}}, {"pin", 4711}}) ==
          "400 bad_request");
    CHECK(said(service.ask_hall(HttpMethod::put, "/users/T1", "[", manager)) == "400 bad_request");
    REQUIRE(put_user(service, manager, "T1", {{"roles", {"clerk"}}, {"pin", "4711"}}) == "200");
    const auto users = service.ask_hall(HttpMethod::get, "/users", "", manager);
    CHECK(users.body.find("argon2") == std::string::npos);
    CHECK(Json::parse(users.body).at("users").size() == 109);
}
