// SPDX-License-Identifier: Apache-2.0
// A device tells how it is; the service and the manager hear it.
#include "sync/health_report.h"

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/mailbox.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using namespace std::chrono_literals;
using sync::HealthFault;
using sync::HttpMethod;
using sync::Json;
using Clock = std::chrono::steady_clock;

namespace {

// A device: its thread's box, its client, its report.
struct Reporter {
    explicit Reporter(const sync::ServiceAddress& address)
        : client([this](std::function<void()> task) { (void)box.post(std::move(task)); }),
          report(client, address, "kiosk", "0.1") {}

    // Until the manager is told `faults` of it; false when that takes too long.
    bool tells(const RunningService& service,
               const std::vector<sync::HttpHeader>& manager,
               const std::vector<HealthFault>& faults,
               const std::string& expected) {
        const auto end = Clock::now() + 60s;
        std::stop_source never;
        while (Clock::now() < end) {
            report.tick(Clock::now(), faults);
            if (auto task = box.take(never.get_token(), Clock::now() + 20ms)) {
                (*task)();
            }
            const auto devices =
                Json::parse(service.ask_hall(HttpMethod::get, "/devices", "", manager).body);
            std::string told;
            for (const Json& device : devices.at("devices")) {
                for (const Json& fault : device.at("faults")) {
                    told += fault.at("code").get<std::string>() + "/" +
                            fault.at("part").get<std::string>() + " ";
                }
                told += device.at("online") == true ? "online" : "silent";
            }
            if (told == expected) {
                return true;
            }
        }
        return false;
    }

    sync::Mailbox<std::function<void()>> box{64};
    sync::HttpClient client;
    sync::HealthReport report;
};

}  // namespace

TEST_CASE("what is wrong with a kiosk reaches the manager, and so does its mending", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    Reporter device{service.address("K01")};
    CHECK(device.tells(service, manager, {}, "online"));
    CHECK(
        device.tells(service, manager, {{"paper_out", "printer", ""}}, "paper_out/printer online"));
    // A driver's words may be anything.
    CHECK(device.tells(
        service, manager,
        {{"cover_open", "printer", std::string(300, '\xE5')}, {"lost", std::string(100, 'x'), ""}},
        "cover_open/printer lost/" + std::string(64, 'x') + " online"));
    CHECK(device.tells(service, manager, {}, "online"));
}

TEST_CASE("a report that was lost is told again when the service is back", "[service]") {
    TempDir home;
    std::uint16_t port = 0;
    std::unique_ptr<Reporter> device;
    {
        RunningService service{home.file("")};
        port = service.port();
        device = std::make_unique<Reporter>(service.address("K01"));
    }
    device->report.tick(Clock::now(), {{"paper_out", "printer", ""}});  // Nobody hears it.
    RunningService service{home.file(""), port};
    const auto manager = service.sign_in("S104", "");
    CHECK(device->tells(service, manager, {{"paper_out", "printer", ""}},
                        "paper_out/printer online"));
}
