// SPDX-License-Identifier: Apache-2.0
// Backing up while the hall runs, restoring, and proving: every fault is made here.
#include "sync/service/maintenance.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include <catch2/catch.hpp>

#include "sync/files.h"
#include "sync/journal.h"
#include "sync/journal_copy.h"
#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::service;
using namespace hall::test;
using sync::Fault;
using sync::HttpMethod;
using sync::Json;

namespace fs = std::filesystem;

namespace {

const Moment kNow = moment_from(1'795'395'600'000);

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A hall with tickets, a changed document and its files; the service is gone again.
struct Hall {
    Hall() {
        RunningService service{data};
        for (int i = 0; i < 20; ++i) {
            tickets.push_back(service.issue("GA-01"));
        }
        auto manager = service.sign_in("S104", "");
        Json hall = Json::parse(sample_document("hall"));
        hall["hotline"] = "111";
        const auto now = service.ask_hall(HttpMethod::get, "/content/hall");
        manager.push_back({"If-Match", std::string(now.header("etag"))});
        REQUIRE(service.ask_hall(HttpMethod::put, "/content/hall", hall.dump(), manager).status ==
                200);
    }

    TempDir home;
    std::string data = home.file("data");
    std::vector<std::string> tickets;
    bool made = fs::create_directories(data);
};

// Writes over one place in the file where `what` stands, as a careless editor would.
void damage(const std::string& path, const std::string& what, const std::string& with) {
    std::string bytes = bytes_of(path);
    const auto at = bytes.find(what);
    REQUIRE(at != std::string::npos);
    REQUIRE(what.size() == with.size());
    bytes.replace(at, what.size(), with);
    std::ofstream(path, std::ios::binary) << bytes;
}

bool says(const sync::Result<std::string>& result, Fault fault, const std::string& words) {
    INFO((result ? *result : result.error().detail));
    CHECK_FALSE(result);
    return !result && result.error().code == fault &&
           result.error().detail.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a backup taken in the middle of the rush has every ticket that was answered",
          "[service]") {
    TempDir home;
    const std::string data = home.file("data");
    fs::create_directories(data);
    std::vector<std::string> answered;
    {
        RunningService service{data};
        std::atomic<int> issued{0};
        std::atomic<bool> enough{false};
        std::jthread citizens([&] {
            while (!enough) {
                (void)service.issue("GA-01");
                ++issued;
            }
        });
        while (issued < 20) {
            std::this_thread::yield();
        }
        // Whatever was answered before the backup began is in it.
        const auto state = Json::parse(service.ask_hall(HttpMethod::get, "/state").body);
        for (const Json& ticket : state.at("tickets")) {
            answered.push_back(ticket.at("id"));
        }
        const auto said = back_up(data, home.file("backup"));
        INFO((said ? *said : said.error().detail));
        CHECK(said);
        enough = true;
    }
    REQUIRE(answered.size() >= 20);
    const std::string restored = home.file("restored");
    REQUIRE(restore(home.file("backup"), restored, kNow));
    CHECK(bytes_of(restored + "/code.key") == bytes_of(data + "/code.key"));
    RunningService again{restored};
    const auto state = again.ask_hall(HttpMethod::get, "/state");
    for (const std::string& ticket : answered) {
        CHECK(state.body.find(ticket) != std::string::npos);
    }
    // A life of its own: whoever followed the old one begins anew.
    CHECK(Json::parse(state.body).at("cursor").get<std::string>().starts_with("e2:"));
    CHECK(again.ask_hall(HttpMethod::get, "/stream?after=e1:5").status == 410);
}

TEST_CASE("after a restore no number comes out that may be on paper already", "[service]") {
    TempDir home;
    fs::create_directories(home.file("data"));
    std::map<std::string, std::string> given;  // By number, whose it is.
    const auto issue = [&given](RunningService& service, int count) {
        for (int i = 0; i < count; ++i) {
            REQUIRE_FALSE(service.issue("GA-01").empty());
        }
        const auto state = Json::parse(service.ask_hall(HttpMethod::get, "/state").body);
        for (const Json& ticket : state.at("tickets")) {
            const std::string number = ticket.at("number").dump();
            INFO(number);
            CHECK(given.try_emplace(number, ticket.at("id")).first->second == ticket.at("id"));
        }
    };
    {
        RunningService service{home.file("data")};
        issue(service, 3);
        REQUIRE(back_up(home.file("data"), home.file("backup")));
        issue(service, 5);  // The copy knows nothing of these.
    }
    // And the same copy once more, when the first restore died too.
    for (const int minutes : {1, 2}) {
        const std::string data = home.file("restored" + std::to_string(minutes));
        const Moment now = kNow + std::chrono::hours{1} + std::chrono::minutes{minutes};
        REQUIRE(restore(home.file("backup"), data, now));
        {
            RunningService again{data};
            issue(again, 5);
        }
        RunningService restarted{data};
        issue(restarted, 5);
    }
}

TEST_CASE("a restored hall has its documents, and verify proves it", "[service]") {
    const Hall hall;
    REQUIRE(back_up(hall.data, hall.home.file("backup")));
    CHECK((fs::status(hall.home.file("backup")).permissions() & fs::perms::others_all) ==
          fs::perms::none);
    const std::string before = bytes_of(hall.home.file("backup"));
    const auto said = verify(hall.home.file("backup"));
    REQUIRE(said);
    CHECK(said->find("1 versions of documents") != std::string::npos);
    CHECK(bytes_of(hall.home.file("backup")) == before);
    CHECK(verify(hall.data));
    const std::string restored = hall.home.file("restored");
    REQUIRE(restore(hall.home.file("backup"), restored, kNow));
    CHECK(verify(restored));
    RunningService again{restored};
    CHECK(Json::parse(again.ask_hall(HttpMethod::get, "/content/hall").body).at("hotline") ==
          "111");
}

TEST_CASE("an edited entry is found and named, and such a backup is not restored", "[service]") {
    const Hall hall;
    REQUIRE(back_up(hall.data, hall.home.file("backup")));
    damage(hall.home.file("backup"), hall.tickets.at(4), std::string(36, '0'));
    CHECK(says(verify(hall.home.file("backup")), Fault::corrupt, "was changed after it was"));
    CHECK(says(restore(hall.home.file("backup"), hall.home.file("r"), kNow), Fault::corrupt,
               "entry "));
    CHECK_FALSE(fs::exists(hall.home.file("r") + "/log.db"));
}

TEST_CASE("a torn file, one that is no log and one that is not there are told apart", "[service]") {
    const Hall hall;
    const std::string backup = hall.home.file("backup");
    REQUIRE(back_up(hall.data, backup));
    fs::resize_file(backup, fs::file_size(backup) / 2);
    CHECK(says(verify(backup), Fault::corrupt, "restore the last backup"));
    std::ofstream(hall.home.file("poem")) << std::string(5000, 'x');
    CHECK(says(verify(hall.home.file("poem")), Fault::corrupt, "poem"));
    CHECK(says(verify(hall.home.file("nothing")), Fault::disk, "there is no such file"));
    CHECK(says(back_up(hall.home.file("nowhere"), hall.home.file("b2")), Fault::disk, "log.db"));
    CHECK_FALSE(fs::exists(hall.home.file("b2")));
}

TEST_CASE("a document's version that is missing or edited is named with its remedy", "[service]") {
    const Hall hall;
    std::string file;
    for (const auto& one : fs::directory_iterator(hall.data + "/content")) {
        if (bytes_of(one.path()).find("\"111\"") != std::string::npos) {
            file = one.path();
        }
    }
    REQUIRE_FALSE(file.empty());
    damage(file, "\"111\"", "\"112\"");
    CHECK(says(verify(hall.data), Fault::corrupt, "was changed"));
    CHECK(says(back_up(hall.data, hall.home.file("b")), Fault::corrupt, "content/hall."));
    CHECK_FALSE(fs::exists(hall.home.file("b")));
    fs::remove(file);
    CHECK(says(verify(hall.data), Fault::corrupt, "is missing"));
}

TEST_CASE("nothing that is there is written over", "[service]") {
    const Hall hall;
    REQUIRE(back_up(hall.data, hall.home.file("backup")));
    CHECK(says(back_up(hall.data, hall.home.file("backup")), Fault::bad_settings,
               "is there already"));
    CHECK(says(restore(hall.home.file("backup"), hall.data, kNow), Fault::bad_settings,
               "is there already"));
    CHECK(verify(hall.home.file("backup")));
}

TEST_CASE("an entry that was taken out leaves a hole that is named", "[service]") {
    TempDir home;
    const std::string path = home.file("log.db");
    {
        auto journal = sync::Journal::open(path);
        REQUIRE(journal);
        for (int i = 0; i < 3; ++i) {
            const sync::Line line{kNow, "day_closed", "{}"};
            REQUIRE((*journal)->append({&line, 1}));
        }
    }
    const auto whole = sync::check_journal(path);
    REQUIRE(whole);
    CHECK(whole->entries == 3);
    CHECK(whole->chain.size() == 64);
    CHECK_FALSE(whole->broken);
    CHECK(std::system(("sqlite3 " + path + " 'DELETE FROM entry WHERE seq=2'").c_str()) == 0);
    const auto holed = sync::check_journal(path);
    REQUIRE(holed);
    REQUIRE(holed->broken);
    CHECK(holed->broken->seq == 2);
    CHECK(holed->entries == 1);
}

TEST_CASE("a backup leads nowhere but into the data directory", "[service]") {
    TempDir home;
    REQUIRE(sync::Journal::open(home.file("log.db")));
    REQUIRE(sync::copy_journal(home.file("log.db"), home.file("evil"), {{"../outside", "x"}}));
    CHECK(says(restore(home.file("evil"), home.file("r"), kNow), Fault::corrupt, "leads out"));
    CHECK_FALSE(fs::exists(home.file("outside")));
}
