// SPDX-License-Identifier: Apache-2.0
// What a manager is told of devices: how they are, since when, and when they fall silent.
#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/service/device_watch.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::service;
using namespace hall::test;
using namespace std::chrono_literals;
using sync::HttpMethod;
using sync::Json;

namespace {

const Moment kNow = moment_from(1'795'395'600'000);

DeviceReport kiosk_with(std::vector<DeviceFault> faults) {
    return {.kind = "kiosk", .version = "1", .faults = std::move(faults)};
}

const Json* find(const Json& list, const char* key, const std::string& value) {
    for (const Json& one : list) {
        if (one.at(key) == value) {
            return &one;
        }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("a kiosk that says nothing for longer than two reports take is silent", "[service]") {
    DeviceWatch watch{kNow};
    REQUIRE(watch.report("K01", kiosk_with({}), kNow + 1min));
    CHECK_FALSE(watch.silent_since("K01", kNow + 1min + DeviceWatch::kSilence));
    CHECK(watch.silent_since("K01", kNow + 1min + DeviceWatch::kSilence + 1ms) == kNow + 1min);
    watch.heard("K01", "kiosk", kNow + 2min);
    CHECK_FALSE(watch.silent_since("K01", kNow + 2min));
    CHECK_FALSE(watch.silent_since("K01", kNow - 24h));
}

TEST_CASE("a kiosk that did not come back after the service started is silent since then",
          "[service]") {
    const DeviceWatch watch{kNow};
    CHECK_FALSE(watch.silent_since("K02", kNow + 40s));
    CHECK(watch.silent_since("K02", kNow + 41s) == kNow);
}

TEST_CASE("since when a fault lasts outlives the device's restart, and ends with the fault",
          "[service]") {
    DeviceWatch watch{kNow};
    const auto out = [](Moment since) { return DeviceFault{"paper_out", "printer", "", since}; };
    REQUIRE(watch.report("K01", kiosk_with({out(kNow)}), kNow + 5min));
    REQUIRE(watch.report("K01", kiosk_with({out(kNow + 9min)}), kNow + 10min));
    CHECK(watch.devices().at("K01").faults.at(0).since == kNow);
    REQUIRE(watch.report("K01", kiosk_with({}), kNow + 11min));
    REQUIRE(watch.report("K01", kiosk_with({out(kNow + 12min)}), kNow + 12min));
    CHECK(watch.devices().at("K01").faults.at(0).since == kNow + 12min);
}

TEST_CASE("devices that are watched are bounded", "[service]") {
    DeviceWatch watch{kNow};
    for (std::size_t i = 0; i < DeviceWatch::kDevicesMost; ++i) {
        REQUIRE(watch.report("D" + std::to_string(i), kiosk_with({}), kNow));
    }
    CHECK_FALSE(watch.report("one more", kiosk_with({}), kNow));
    watch.heard("one more", "kiosk", kNow);
    CHECK(watch.devices().size() == DeviceWatch::kDevicesMost);
    CHECK(watch.report("D0", kiosk_with({}), kNow));
    watch.forget("D0");
    CHECK(watch.report("one more", kiosk_with({}), kNow));
}

TEST_CASE("a report that is none is refused with its place", "[service]") {
    const auto why = [](const std::string& text) {
        const auto read = read_report(text, kNow);
        return read ? std::string("taken") : read.error().detail;
    };
    CHECK(why(R"({"kind":"kiosk","faults":[]})") == "taken");
    CHECK(why(R"({"kind":"kiosk"})").find("faults") != std::string::npos);
    CHECK(why(R"({"kind":"Kiosk!","faults":[]})").find("kind") != std::string::npos);
    CHECK(why(R"({"kind":"kiosk","faults":[{"code":"<b>"}]})").find("code") != std::string::npos);
    CHECK(why(R"({"kind":"kiosk","faults":[{"code":"x","ago_ms":-1}]})").find("ago_ms") !=
          std::string::npos);
    CHECK(why(R"({"kind":"kiosk","faults":[7]})") != "taken");
    std::string many = R"({"kind":"kiosk","faults":[)";
    for (std::size_t i = 0; i <= DeviceWatch::kFaultsMost; ++i) {
        many += std::string(i == 0 ? "" : ",") + R"({"code":"x"})";
    }
    CHECK(why(many + "]}").find("64") != std::string::npos);
    CHECK(why(std::string(40'000, ' ')) != "taken");
    CHECK(read_report(R"({"kind":"k","faults":[{"code":"x","ago_ms":60000}]})", kNow)
              ->faults.at(0)
              .since == kNow - 1min);
}

TEST_CASE("citizens' troubles come before what can wait", "[service]") {
    for (const char* alarm : {"paper_out", "cover_open", "printer_fault", "lost", "offline"}) {
        CHECK(severity_of(alarm) == Severity::alarm);
    }
    for (const char* warning : {"paper_near_end", "degraded", "something_new", ""}) {
        CHECK(severity_of(warning) == Severity::warning);
    }
}

TEST_CASE("a manager sees the printer without paper, since when, and that it is mended",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto report = [&](const std::string& faults) {
        return service
            .ask(HttpMethod::post, "/v1/devices/K01/health",
                 R"({"kind":"kiosk","version":"1","faults":[)" + faults + "]}")
            .status;
    };
    REQUIRE(report(R"({"code":"paper_out","part":"printer","ago_ms":60000},)"
                   R"({"code":"paper_near_end","part":"printer","ago_ms":90000})") == 200);
    const Json devices =
        Json::parse(service.ask_hall(HttpMethod::get, "/devices", "", manager).body);
    const Json* kiosk = find(devices.at("devices"), "id", "K01");
    REQUIRE(kiosk != nullptr);
    CHECK(kiosk->at("online") == true);
    CHECK(kiosk->at("faults").size() == 2);
    const Json alerts = Json::parse(service.ask_hall(HttpMethod::get, "/alerts", "", manager).body);
    REQUIRE(alerts.at("all") == 2);
    CHECK(alerts.at("alerts").at(0).at("code") == "paper_out");
    CHECK(alerts.at("alerts").at(0).at("severity") == "alarm");
    CHECK(alerts.at("alerts").at(0).at("subject") == "K01/printer");
    const auto now = alerts.at("now").get<std::int64_t>();
    const auto since = alerts.at("alerts").at(0).at("since").get<std::int64_t>();
    CHECK(since <= now - 60'000);
    REQUIRE(report("") == 200);
    CHECK(Json::parse(service.ask_hall(HttpMethod::get, "/alerts", "", manager).body).at("all") ==
          0);
    CHECK(service.ask(HttpMethod::post, "/v1/devices/K01/health", "[").status == 400);
    CHECK(service
              .ask(HttpMethod::post, "/v1/devices/reception/health",
                   R"({"kind":"kiosk","faults":[]})")
              .status == 404);
}

TEST_CASE("a manager sees every board and how far the voice is behind", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto report = [&](const std::string& parts) {
        return service.ask(HttpMethod::post, "/v1/devices/board/health",
                           R"({"kind":"board","faults":[],"parts":)" + parts + "}");
    };
    REQUIRE(report(R"([{"name":"sign-3","kind":"sign","state":"ok"},)"
                   R"({"name":"v","kind":"voice","state":"ok",)"
                   R"("lag":{"waiting":2,"oldest_ms":4000,"p99_ms":31000}}])")
                .status == 200);
    const Json devices =
        Json::parse(service.ask_hall(HttpMethod::get, "/devices", "", manager).body);
    const Json* board = find(devices.at("devices"), "id", "board");
    REQUIRE(board != nullptr);
    CHECK(board->at("parts").at(0).at("name") == "sign-3");
    CHECK(board->at("parts").at(1).at("lag").at("p99_ms") == 31000);
    CHECK(report(R"([{"name":"a","kind":"sign","state":"fine"}])").body.find("state") !=
          std::string::npos);
    CHECK(report(R"([{"name":"a","kind":"voice","state":"ok","lag":{"waiting":-1}}])").status ==
          400);
    CHECK(report("7").status == 400);
}

TEST_CASE("only a manager shows a test card, on a board that is there, and it is written down",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const auto clerk = service.sign_in("S001", "W01");
    REQUIRE(service
                .ask(HttpMethod::post, "/v1/devices/board/health",
                     R"({"kind":"board","faults":[],"parts":[{"name":"sign-3","kind":"sign",)"
                     R"("state":"ok"}]})")
                .status == 200);
    const auto test = [&](const std::string& device, const std::string& body, const auto& who) {
        return service.ask_hall(HttpMethod::post, "/devices/" + device + "/test-card", body, who)
            .status;
    };
    CHECK(test("board", R"({"board":"sign-3"})", clerk) == 403);
    CHECK(test("board", R"({"board":"sign-9"})", manager) == 404);
    CHECK(test("nobody", R"({"board":"sign-3"})", manager) == 404);
    CHECK(test("board", R"({"board":"sign-3","seconds":4000})", manager) == 400);
    CHECK(test("board", R"({"board":"sign-3","seconds":30})", manager) == 200);
    const Json audit = Json::parse(
        service.ask_hall(HttpMethod::get, "/audit?action=board.tested", "", manager).body);
    REQUIRE(audit.at("entries").size() == 1);
    CHECK(audit.at("entries").at(0).at("by") == "S104");
    CHECK(audit.at("entries").at(0).at("subject") == "board/sign-3");
    CHECK(audit.at("entries").at(0).at("detail").at("seconds") == 30);
}
