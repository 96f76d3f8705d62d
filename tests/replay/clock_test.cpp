// SPDX-License-Identifier: Apache-2.0
// hall-service with --clock FILE: the hall's time is what the driver writes, and nothing else.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "tests/replay/hall_time.h"
#include "tests/replay/issuer.h"
#include "tests/replay/service_process.h"
#include "tests/support/places.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace hall;
using namespace std::chrono_literals;

// Monday 2026-11-23, 09:10 in the sample hall.
constexpr Moment kMorning = moment_from(1'795'396'200'000);

struct Driven {
    test::TempDir directory;
    std::unique_ptr<drive::HallTime> time;
    std::unique_ptr<drive::ServiceProcess> service;
    std::unique_ptr<drive::Client> client;

    Driven() {
        const std::string file = directory.file("clock");
        auto made = drive::driven_time(file, kMorning, 0);
        REQUIRE(made);
        time = std::move(*made);
        auto wanted = drive::sample_hall(HALL_SERVICE, hall::support::source_dir(),
                                         directory.file("service"));
        wanted.now.clear();
        wanted.clock = file;
        auto started = drive::ServiceProcess::start(wanted);
        REQUIRE(started);
        service = std::move(*started);
        client = std::make_unique<drive::Client>(service->address());
        REQUIRE(client->find_hall());
    }
};

struct Ended {
    int code = 0;
    std::string said;
};

Ended ended(const std::string& command) {
    Ended out;
    std::array<char, 512> part{};
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) {
        out.said += part.data();
    }
    out.code = WEXITSTATUS(::pclose(pipe));
    return out;
}

}  // namespace

TEST_CASE("the hall's clock stands where its driver put it and goes when it is moved", "[replay]") {
    const Driven hall;
    CHECK(hall.client->ask_time() == kMorning);
    CHECK(hall.client->ask_time() == kMorning);  // However long the first answer took.
    hall.time->wait_until(kMorning + 90min);
    CHECK(hall.client->ask_time() == kMorning + 90min);
    hall.time->wait_until(kMorning);  // A driver that is early does not turn it back.
    CHECK(hall.client->ask_time() == kMorning + 90min);
}

TEST_CASE("numbers begin again on the day to which the clock is moved", "[replay]") {
    const Driven hall;
    drive::Issuer kiosk(*hall.client, "clock-1");
    REQUIRE(kiosk.enrol(kMorning).ok());
    drive::Ids ids(1);
    const auto take = [&] {
        const auto note =
            kiosk.issued(kiosk.alloc(ids.next(hall.time->now()), QueueId{"A"}), ItemId{});
        REQUIRE(note);
        return text_of(note->day) + " " + label_of(note->number);
    };
    CHECK(take() == "2026-11-23 A001");
    CHECK(take() == "2026-11-23 A002");
    hall.time->wait_until(kMorning + 24h);
    CHECK(take() == "2026-11-24 A001");
}

TEST_CASE("a clock file that cannot be one is refused by name, and nothing is started",
          "[replay]") {
    const test::TempDir directory;
    const std::string file = directory.file("clock");
    SECTION("there is none") {
    }
    SECTION("it is too short for a number") {
        std::ofstream(file) << "1234";
    }
    SECTION("it is a directory") {
        std::filesystem::create_directory(file);
    }
    const std::string source = hall::support::source_dir();
    const Ended out = ended(std::string(HALL_SERVICE) + " --data " + directory.file("data") +
                            " --assets " + source + "/assets --pages " + source +
                            "/sync/service/pages --port 0 --clock " + file);
    CHECK(out.code == EXIT_FAILURE);
    CHECK(out.said.find("--clock") != std::string::npos);
    CHECK(out.said.find(file) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(directory.file("data") + "/service.port"));
}

TEST_CASE("a clock that is driven and a time to start at are not given together", "[replay]") {
    const Ended out =
        ended(std::string(HALL_SERVICE) + " --clock /dev/null --now 2026-11-23T01:10:00Z");
    CHECK(out.code != EXIT_SUCCESS);
    CHECK(out.said.find("--now") != std::string::npos);
}
