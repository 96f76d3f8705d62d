// SPDX-License-Identifier: Apache-2.0
// A device gets its own token for a code, once, and speaks for itself alone.
#include "sync/service/enrolment.h"

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::service;
using namespace hall::test;
using namespace std::chrono_literals;
using sync::HttpMethod;
using sync::Json;
using Headers = std::vector<sync::HttpHeader>;

namespace {

const Moment kNow = moment_from(1'795'395'600'000);

std::string said(const sync::Answer& answer) {
    const std::string code = code_in(answer);
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

sync::Answer enrol(const RunningService& service, const std::string& code, const std::string& id) {
    return service.ask_hall(HttpMethod::post, "/enrol",
                            Json{{"code", code}, {"id", id}, {"kind", "kiosk"}}.dump(),
                            {{"Content-Type", "application/json"}});
}

std::string code_from(const RunningService& service, const Headers& manager) {
    const auto answer = service.ask_hall(HttpMethod::post, "/enrol-codes", "", manager);
    REQUIRE(answer.status == 200);
    return Json::parse(answer.body).at("code");
}

Headers bearer(const std::string& token) {
    return {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
}

}  // namespace

TEST_CASE("a code is good once and for ten minutes", "[service]") {
    Enrolment enrolment;
    REQUIRE(enrolment.open("a", kNow));
    CHECK(enrolment.use("a", kNow + 1min));
    CHECK_FALSE(enrolment.use("a", kNow + 1min));
    REQUIRE(enrolment.open("b", kNow));
    CHECK_FALSE(enrolment.use("b", kNow + 10min));
    REQUIRE(enrolment.open("c", kNow));
    CHECK_FALSE(enrolment.use("c", kNow - 24h));
}

TEST_CASE("whoever guesses codes ends them all", "[service]") {
    Enrolment enrolment;
    REQUIRE(enrolment.open("a", kNow));
    for (int i = 0; i < Enrolment::kWrongMost; ++i) {
        CHECK_FALSE(enrolment.use("wrong", kNow));
    }
    CHECK_FALSE(enrolment.use("a", kNow));
    REQUIRE(enrolment.open("b", kNow));
    CHECK(enrolment.use("b", kNow));
}

TEST_CASE("a token is renewed, and the old one is good for a day more", "[service]") {
    Enrolment enrolment;
    enrolment.apply(Enrolment::enrolled("K07", "kiosk", "one"), kNow);
    enrolment.apply(Enrolment::renewed("K07", "one", "two"), kNow);
    CHECK(enrolment.device_of("two", kNow + 24h) != nullptr);
    CHECK(enrolment.device_of("one", kNow + 23h) != nullptr);
    CHECK(enrolment.device_of("one", kNow + 24h) == nullptr);
    // The answer was lost, so it asked again with the old one: what nobody holds is over.
    enrolment.apply(Enrolment::renewed("K07", "one", "three"), kNow + 1h);
    CHECK(enrolment.device_of("two", kNow + 2h) == nullptr);
    CHECK(enrolment.device_of("three", kNow + 2h) != nullptr);
    enrolment.apply(Enrolment::revoked("K07"), kNow + 2h);
    for (const char* token : {"one", "two", "three"}) {
        CHECK(enrolment.device_of(token, kNow + 2h) == nullptr);
    }
    CHECK(enrolment.devices() == 0);
}

TEST_CASE("open codes are few", "[service]") {
    Enrolment enrolment;
    for (std::size_t i = 0; i < Enrolment::kCodesMost; ++i) {
        REQUIRE(enrolment.open(std::to_string(i), kNow));
    }
    CHECK_FALSE(enrolment.open("one more", kNow));
    CHECK(enrolment.open("later", kNow + 10min));
    CHECK(enrolment.codes() == 1);
}

TEST_CASE("a device enrols with a code, and its token outlives the service", "[service]") {
    TempDir home;
    std::string token;
    {
        RunningService service{home.file("")};
        const auto manager = service.sign_in("S104", "");
        const std::string code = code_from(service, manager);
        CHECK(said(enrol(service, "00000000", "K07")) == "403 code_wrong");
        const auto enrolled = enrol(service, code, "K07");
        REQUIRE(enrolled.status == 200);
        token = Json::parse(enrolled.body).at("token");
        CHECK(said(enrol(service, code, "K08")) == "403 code_wrong");
        CHECK(said(enrol(service, code, "../x")) == "400 bad_request");
    }
    RunningService again{home.file("")};
    const auto as_device = [&](const std::string& id) {
        return again
            .ask(HttpMethod::post, "/v1/devices/" + id + "/health",
                 R"({"kind":"kiosk","faults":[]})", bearer(token))
            .status;
    };
    CHECK(as_device("K07") == 200);
    // Its token speaks for no other device, in none of the ways in.
    CHECK(as_device("K08") == 403);
    CHECK(again
              .ask(HttpMethod::post, "/v1/devices", R"({"id":"K08","kind":"kiosk","epoch":1})",
                   bearer(token))
              .status == 403);
    CHECK(again
              .ask(HttpMethod::post, "/v1/devices/K08/journal",
                   R"({"epoch":1,"boot":1,"from_seq":1,"entries":[],"chain":""})", bearer(token))
              .status == 403);
    CHECK(
        again
            .ask_hall(
                HttpMethod::post, "/alloc",
                R"({"ticket":"019ab0aa-2222-7000-8000-000000000001","queue":"A","device":"K08","epoch":1,"boot":1})",
                bearer(token))
            .status == 403);
    CHECK(again
              .ask(HttpMethod::post, "/v1/devices", R"({"id":"K07","kind":"kiosk","epoch":1})",
                   bearer(token))
              .status == 200);
    const auto manager = again.sign_in("S104", "");
    CHECK(said(again.ask_hall(HttpMethod::remove, "/devices/K07", "", manager)) == "200");
    CHECK(as_device("K07") == 401);
    CHECK(said(again.ask_hall(HttpMethod::remove, "/devices/K07", "", manager)) ==
          "404 device_unknown");
    const auto audit = again.ask_hall(HttpMethod::get, "/audit?action=device.", "", manager);
    CHECK(Json::parse(audit.body).at("entries").size() == 3);
    CHECK(audit.body.find(token) == std::string::npos);
}
