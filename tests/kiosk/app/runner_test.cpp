// SPDX-License-Identifier: Apache-2.0
// The desk with its plumbing against a running service: restored disks and changed documents.
#include "kiosk/app/runner.h"

#include <condition_variable>
#include <filesystem>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/kiosk/app/headless_kiosk.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::Kiosk;
using hall::kiosk::test::kPatience;
using hall::sync::HttpMethod;
using hall::sync::Json;
using hall::test::RunningService;
using hall::test::sample_document;
using hall::test::TempDir;

namespace {

using namespace std::chrono_literals;

namespace fs = std::filesystem;

// Waits until the log has a ticket with each of these numbers.
std::set<std::string> numbers_told(const RunningService& service, std::size_t most) {
    std::set<std::string> numbers;
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (numbers.size() < most && std::chrono::steady_clock::now() < end) {
        numbers.clear();
        const auto state = Json::parse(service.ask_hall(HttpMethod::get, "/state").body);
        for (const Json& ticket : state.at("tickets")) {
            numbers.insert(ticket.at("number").get<std::string>());
        }
        std::this_thread::sleep_for(20ms);
    }
    return numbers;
}

void copy_disk(const std::string& from, const std::string& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

int journals_in(const std::string& home) {
    int journals = 0;
    for (const auto& file : fs::directory_iterator(home)) {
        journals += file.path().extension() == ".db" ? 1 : 0;
    }
    return journals;
}

}  // namespace

TEST_CASE("a kiosk whose disk was restored goes on by itself, and nobody is lost", "[runner]") {
    TempDir hall;
    fs::create_directories(hall.file("service"));
    RunningService service{hall.file("service")};
    const std::string home = hall.file("kiosk");
    std::set<std::string> given;
    {
        Kiosk kiosk{service, home};
        kiosk.wait_online();
        given.insert(kiosk.issue());
        REQUIRE(numbers_told(service, 1).size() == 1);
    }
    copy_disk(home, hall.file("image"));
    {
        Kiosk kiosk{service, home};
        kiosk.wait_online();
        given.insert(kiosk.issue());
        given.insert(kiosk.issue());
        REQUIRE(numbers_told(service, 3).size() == 3);
    }
    copy_disk(hall.file("image"), home);
    {
        Kiosk kiosk{service, home};
        given.insert(kiosk.issue());
        given.insert(kiosk.issue());
        CHECK(given.size() == 5);
        CHECK(numbers_told(service, 5) == given);
    }
    CHECK(journals_in(home) == 2);  // The old one is kept.

    SECTION("and the next start goes on in the newest journal") {
        Kiosk kiosk{service, home};
        kiosk.wait_online();
        given.insert(kiosk.issue());
        CHECK(numbers_told(service, 6) == given);
        CHECK(journals_in(home) == 2);
    }
    SECTION("and the very old image once more") {
        copy_disk(hall.file("image"), home);
        Kiosk kiosk{service, home};
        given.insert(kiosk.issue());
        CHECK(numbers_told(service, 6) == given);
        CHECK(fs::exists(home + "/journal-e3.db"));
    }
}

TEST_CASE("a power cut while a new journal is begun leaves the old one", "[runner]") {
    TempDir home;
    NewLife life{.epoch = 2, .carried = {}, .begun = {Moment{1s}, Moment{2s}}};
    life.carried.push_back({Stamp{}, LaneNote{kHubLane, 3}});
    const std::string file = home.file("journal.db");
    REQUIRE(open_newest_life(file));
    SECTION("when it was being written") {
        REQUIRE(sync::write_whole(home.file("journal-e2.db.new"), "half of it"));
        CHECK(open_newest_life(file)->epoch == 1);
        REQUIRE(begin_life(file, life));  // What is left lying about does not matter.
    }
    SECTION("and once it stands it is whole") {
        REQUIRE(begin_life(file, life));
    }
    const auto newest = open_newest_life(file);
    REQUIRE(newest);
    CHECK(newest->epoch == 2);
    CHECK(newest->begun == life.begun);
    CHECK(newest->journal->last_seq() == 1);
    CHECK_FALSE(begin_life(file, life));  // Never over one that is there.
}

TEST_CASE("a journal that does not say its epoch is not guessed at", "[runner]") {
    TempDir home;
    const std::string file = home.file("journal.db");
    REQUIRE(sync::Journal::open(home.file("journal-e7.db")));
    const auto opened = open_newest_life(file);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == sync::Fault::corrupt);
    CHECK(opened.error().detail.find("journal-e7.db") != std::string::npos);
}

TEST_CASE("a running kiosk takes new documents over, and keeps them for the next start",
          "[runner]") {
    TempDir hall;
    fs::create_directories(hall.file("service"));
    const std::string home = hall.file("kiosk");
    auto service = std::make_unique<RunningService>(hall.file("service"));
    const auto put = [&](const std::string& name, const Json& document) {
        auto manager = service->sign_in("S104", "W01");
        manager.emplace_back(
            "If-Match",
            std::string(service->ask_hall(HttpMethod::get, "/content/" + name).header("etag")));
        return service->ask_hall(HttpMethod::put, "/content/" + name, document.dump(), manager)
            .status;
    };
    Json renamed = Json::parse(sample_document("hall"));
    renamed["name"]["en"] = "The Renamed Hall";
    {
        Kiosk kiosk{*service, home};
        kiosk.wait_online();
        REQUIRE(put("hall", renamed) == 200);
        const auto view = kiosk.until(
            [](const View& seen) { return seen.content->hall.name.en == "The Renamed Hall"; });
        CHECK(view->content->catalogue.items.size() == 230);

        SECTION("also what was changed while it could not hear") {
            const std::uint16_t port = service->port();
            service.reset();
            kiosk.until([](const View& seen) { return seen.link == LinkHealth::offline; });
            service = std::make_unique<RunningService>(hall.file("service"), port);
            renamed["name"]["en"] = "Renamed Again";
            REQUIRE(put("hall", renamed) == 200);
            kiosk.until(
                [](const View& seen) { return seen.content->hall.name.en == "Renamed Again"; });
        }
        SECTION("and a service that sends nonsense changes nothing") {
            CHECK(put("hall", Json::object()) == 422);
            CHECK(kiosk.issue().starts_with("A"));
        }
    }
    service.reset();
    sync::HttpLine line;
    const auto kept = sync::load_documents(
        line, {.url = "http://127.0.0.1:9", .hall = RunningService::kHall, .token = "", .as = "K"},
        home + "/content");
    REQUIRE(kept);
    CHECK_FALSE(kept->from_service);
    CHECK(kept->content->hall.name.en == renamed["name"]["en"].get<std::string>());
}

TEST_CASE("a manager sees that a kiosk has no printer", "[kiosk]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in("S104", "");
    const Kiosk kiosk{service, home.file("kiosk")};
    const auto end = std::chrono::steady_clock::now() + kPatience;
    std::string codes;
    while (codes != "printer_fault " && std::chrono::steady_clock::now() < end) {
        codes.clear();
        const auto devices =
            Json::parse(service.ask_hall(HttpMethod::get, "/devices", "", manager).body);
        for (const Json& device : devices.at("devices")) {
            for (const Json& fault : device.at("faults")) {
                codes += fault.at("code").get<std::string>() + " ";
            }
        }
    }
    CHECK(codes == "printer_fault ");
}
