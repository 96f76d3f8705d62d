// SPDX-License-Identifier: Apache-2.0
// The hall's documents, changed while the service runs.
#include <filesystem>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using sync::HttpMethod;
using sync::Json;

namespace {

constexpr const char* kManager = "S104";
constexpr const char* kClerk = "S001";

std::string tag_of_document(const RunningService& service, const std::string& name) {
    return std::string(service.ask_hall(HttpMethod::get, "/content/" + name).header("etag"));
}

std::string with_version(const std::string& name, const std::string& version) {
    Json json = Json::parse(sample_document(name));
    json["version"] = version;
    return json.dump();
}

// "200", or "412 precondition_failed".
std::string put(const RunningService& service,
                const std::string& name,
                const std::string& text,
                std::vector<sync::HttpHeader> headers) {
    const auto answer =
        service.ask_hall(HttpMethod::put, "/content/" + name, text, std::move(headers));
    const std::string code = code_in(answer);
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

std::vector<sync::HttpHeader> with_tag(std::vector<sync::HttpHeader> headers,
                                       const std::string& tag) {
    headers.emplace_back("If-Match", tag);
    return headers;
}

int changes_in_log(const RunningService& service) {
    int changes = 0;
    for (const sync::Entry& entry : service.log()) {
        changes += entry.kind == "content" ? 1 : 0;
    }
    return changes;
}

}  // namespace

TEST_CASE("a manager's new version is in force at once and outlives a restart", "[service]") {
    TempDir home;
    std::string tag;
    {
        RunningService service{home.file("")};
        const auto manager = service.sign_in(kManager, "W01");
        const std::string before = tag_of_document(service, "hall");
        REQUIRE(put(service, "hall", with_version("hall", "v-2"), with_tag(manager, before)) ==
                "200");
        tag = tag_of_document(service, "hall");
        CHECK(tag != before);
        const auto read = service.ask_hall(HttpMethod::get, "/content/hall");
        CHECK(Json::parse(read.body).at("version") == "v-2");
        CHECK(changes_in_log(service) == 1);
    }
    RunningService again{home.file("")};
    CHECK(tag_of_document(again, "hall") == tag);
    // The version before is still there, by its hash.
    int versions = 0;
    for (const auto& file : std::filesystem::directory_iterator(home.file("content"))) {
        versions += file.path().filename().string().starts_with("hall.") ? 1 : 0;
    }
    CHECK(versions == 2);
}

TEST_CASE("what cannot be read does not take the place of what can", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in(kManager, "W01");
    const std::string before = tag_of_document(service, "hall");
    const auto tagged = with_tag(manager, before);
    CHECK(put(service, "hall", "{", tagged) == "422 document_invalid");
    CHECK(put(service, "hall", "{}", tagged) == "422 document_invalid");
    SECTION("nor what does not fit the other documents") {
        Json hall = Json::parse(sample_document("hall"));
        hall["queues"].erase(hall["queues"].begin());
        const auto answer = service.ask_hall(HttpMethod::put, "/content/hall", hall.dump(), tagged);
        CHECK(answer.status == 422);
        CHECK(Json::parse(answer.body).at("detail").get<std::string>().find(".json") !=
              std::string::npos);
    }
    SECTION("nor another hall") {
        Json hall = Json::parse(sample_document("hall"));
        hall["id"] = "hall-other";
        CHECK(put(service, "hall", hall.dump(), tagged) == "422 document_invalid");
    }
    CHECK(tag_of_document(service, "hall") == before);
    CHECK(changes_in_log(service) == 0);
}

TEST_CASE("a counter at which somebody sits is not taken away", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in(kManager, "W44");
    Json hall = Json::parse(sample_document("hall"));
    auto& counters = hall["counters"];
    for (auto it = counters.begin(); it != counters.end(); ++it) {
        if (it->at("id") == "W44") {
            counters.erase(it);
            break;
        }
    }
    const std::string told =
        put(service, "hall", hall.dump(), with_tag(manager, tag_of_document(service, "hall")));
    CHECK(told == "422 document_invalid");
}

TEST_CASE("two managers do not overwrite each other", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const auto manager = service.sign_in(kManager, "W01");
    const std::string before = tag_of_document(service, "catalog");
    const std::string first = with_version("catalog", "v-1st");
    CHECK(put(service, "catalog", first, manager) == "428 precondition_required");
    CHECK(put(service, "catalog", first, with_tag(manager, before)) == "200");
    CHECK(put(service, "catalog", with_version("catalog", "v-2nd"), with_tag(manager, before)) ==
          "412 precondition_failed");
    SECTION("and one that is sent again after a lost answer changes nothing") {
        CHECK(put(service, "catalog", first, with_tag(manager, before)) == "200");
        CHECK(changes_in_log(service) == 1);
    }
}

TEST_CASE("only a manager changes documents, and only those that there are", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const std::string tag = tag_of_document(service, "hall");
    const std::string text = with_version("hall", "v-2");
    const auto clerk = service.sign_in(kClerk, "W02");
    CHECK(put(service, "hall", text, with_tag(clerk, tag)) == "403 right_missing");
    CHECK(put(service, "hall", text, with_tag(service.address("K01").headers(), tag)) ==
          "403 right_missing");
    CHECK(put(service, "hall", text, {{"If-Match", tag}}) == "401 session_over");
    const auto manager = service.sign_in(kManager, "W01");
    CHECK(put(service, "users", "{}", with_tag(manager, tag)) == "404 not_found");
    CHECK(tag_of_document(service, "hall") == tag);
    SECTION("a document that was not there yet is told apart from one that was") {
        auto first = manager;
        first.emplace_back("If-None-Match", "*");
        CHECK(put(service, "hall", text, first) == "428 precondition_required");
        CHECK(put(service, "notices", "{\"format\":\"x\"}", first) == "422 document_invalid");
        CHECK(put(service, "notices", sample_document("notices"), first) == "200");
        CHECK(put(service, "notices", sample_document("notices"), manager) ==
              "428 precondition_required");
    }
}

TEST_CASE("a version whose file was lost is named, and the one before is in force", "[service]") {
    TempDir home;
    std::string before;
    {
        RunningService service{home.file("")};
        before = tag_of_document(service, "hall");
        const auto manager = service.sign_in(kManager, "W01");
        REQUIRE(put(service, "hall", with_version("hall", "v-2"), with_tag(manager, before)) ==
                "200");
    }
    std::filesystem::remove_all(home.file("content"));
    RunningService again{home.file("")};
    CHECK(tag_of_document(again, "hall") == before);
}
