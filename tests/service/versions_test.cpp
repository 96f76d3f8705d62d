// SPDX-License-Identifier: Apache-2.0
// The versions of a document: kept, told apart, and back to one of them.
#include <fstream>

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

struct Editor {
    explicit Editor(const RunningService& running)
        : service(running),
          manager(running.sign_in("S104", "")) {}

    [[nodiscard]] Headers matching() const {
        Headers headers = manager;
        const auto now = service.ask_hall(HttpMethod::get, "/content/hall");
        headers.push_back({"If-Match", std::string(now.header("etag"))});
        return headers;
    }
    [[nodiscard]] sync::Answer put(const Json& hall) const {
        return service.ask_hall(HttpMethod::put, "/content/hall", hall.dump(), matching());
    }
    [[nodiscard]] Json versions() const {
        return Json::parse(
                   service.ask_hall(HttpMethod::get, "/content/hall/versions", "", manager).body)
            .at("versions");
    }
    [[nodiscard]] sync::Answer back_to(const std::string& hash) const {
        return service.ask_hall(HttpMethod::post, "/content/hall/rollback",
                                Json{{"hash", hash}}.dump(), matching());
    }
    [[nodiscard]] sync::Answer get(const std::string& path) const {
        return service.ask_hall(HttpMethod::get, path, "", manager);
    }

    const RunningService& service;
    Headers manager;
};

Json hall_with_hotline(const std::string& hotline) {
    Json hall = Json::parse(sample_document("hall"));
    hall["hotline"] = hotline;
    hall["version"] = "v-" + hotline;
    return hall;
}

std::string hotline_now(const RunningService& service) {
    return Json::parse(service.ask_hall(HttpMethod::get, "/content/hall").body).at("hotline");
}

}  // namespace

TEST_CASE("every version of a document is kept with its author, and one goes back to any",
          "[service]") {
    TempDir home;
    {
        RunningService service{home.file("")};
        const Editor editor{service};
        REQUIRE(editor.put(hall_with_hotline("111")).status == 200);
        REQUIRE(editor.put(hall_with_hotline("222")).status == 200);
        const Json versions = editor.versions();
        REQUIRE(versions.size() == 3);
        CHECK(versions.at(0).at("version") == "v-222");
        CHECK(versions.at(0).at("current") == true);
        CHECK(versions.at(0).at("by") == "S104");
        CHECK(versions.at(1).at("current") == false);
        CHECK(versions.at(2).at("by") == "");
        REQUIRE(editor.back_to(versions.at(1).at("hash")).status == 200);
        CHECK(hotline_now(service) == "111");
        CHECK(editor.versions().size() == 4);
    }
    RunningService again{home.file("")};
    const Editor editor{again};
    CHECK(hotline_now(again) == "111");
    REQUIRE(editor.versions().size() == 4);
    CHECK(editor.versions().at(0).at("by") == "S104");
    const std::string installed = editor.versions().at(3).at("hash");
    REQUIRE(editor.back_to(installed).status == 200);
    CHECK(Json::parse(again.ask_hall(HttpMethod::get, "/content/hall").body) ==
          Json::parse(sample_document("hall")));
}

TEST_CASE("a manager sees what changed between two versions, and what it was before", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const Editor editor{service};
    const std::string was = hotline_now(service);
    REQUIRE(editor.put(hall_with_hotline("111")).status == 200);
    const std::string installed = editor.versions().at(1).at("hash");
    const auto answer = editor.get("/content/hall/diff?from=" + installed);
    REQUIRE(answer.status == 200);
    const Json diff = Json::parse(answer.body);
    CHECK(diff.at("all") == 2);
    bool seen = false;
    for (const Json& change : diff.at("changes")) {
        if (change.at("path") == "/hotline") {
            CHECK(change.at("op") == "replace");
            CHECK(change.at("value") == "111");
            CHECK(change.at("was") == was);
            seen = true;
        }
    }
    CHECK(seen);
    CHECK(editor.get("/content/hall/versions/" + installed).body == sample_document("hall"));
    CHECK(editor.get("/content/hall/diff?from=" + installed + "&to=" + installed).body ==
          R"({"all":0,"changes":[]})");
}

TEST_CASE("a dry run says what would change or what is wrong, and changes nothing", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const Editor editor{service};
    const std::string was = hotline_now(service);
    const auto tried = service.ask_hall(HttpMethod::put, "/content/hall?dry_run=1",
                                        hall_with_hotline("111").dump(), editor.manager);
    REQUIRE(tried.status == 200);
    CHECK(Json::parse(tried.body).at("all") == 2);
    CHECK(hotline_now(service) == was);
    CHECK(editor.versions().size() == 1);
    Json bad = hall_with_hotline("111");
    bad["queues"][0]["zone"] = "ZZ";
    const auto refused =
        service.ask_hall(HttpMethod::put, "/content/hall?dry_run=1", bad.dump(), editor.manager);
    CHECK(refused.status == 422);
    CHECK(code_in(refused) == "document_invalid");
    CHECK(refused.body.find("/queues/0/zone") != std::string::npos);
}

TEST_CASE("there is no way to a version that never was, or that somebody edited on the disk",
          "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    const Editor editor{service};
    REQUIRE(editor.put(hall_with_hotline("111")).status == 200);
    REQUIRE(editor.put(hall_with_hotline("222")).status == 200);
    const std::string first = editor.versions().at(1).at("hash");
    for (const std::string& hash :
         {std::string(64, '0'), std::string("../../local.token"), std::string("")}) {
        CHECK(editor.back_to(hash).status == 404);
    }
    CHECK(editor.get("/content/hall/versions/..%2F..%2Flocal.token").status == 400);
    CHECK(editor.get("/content/nothing/versions").status == 404);
    std::ofstream(home.file("") + "/content/hall." + first + ".json") << "{}";
    CHECK(editor.back_to(first).status == 404);
    CHECK(hotline_now(service) == "222");
    // Without If-Match somebody else's change would be overwritten unseen.
    const auto blind =
        service.ask_hall(HttpMethod::post, "/content/hall/rollback",
                         Json{{"hash", editor.versions().at(2).at("hash")}}.dump(), editor.manager);
    CHECK(blind.status == 428);
}
