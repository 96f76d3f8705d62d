// SPDX-License-Identifier: Apache-2.0
// A device's documents: the last valid copy, and what a change while it runs makes of it.
#include "sync/documents.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/places.h"
#include "tests/support/temp_dir.h"
#include "tests/sync/far_end.h"

using namespace hall;
using namespace hall::sync;
using hall::sync::test::Caller;
using hall::sync::test::dead_port;
using hall::sync::test::FarEnd;
using hall::sync::test::Inbox;
using hall::test::TempDir;

namespace {

std::string sample(const std::string& name) {
    const std::string assets = support::source_dir() + "/assets/";
    const std::string file =
        name.starts_with("text.") ? "text/" + name.substr(5) : "hall/sample/" + name;
    return read_whole(assets + file + ".json", kDocumentMost).value();
}

std::string hall_named(const std::string& name) {
    Json hall = Json::parse(sample("hall"));
    hall["name"]["en"] = name;
    return hall.dump();
}

/// Serves documents by their names; the tag of a document is its number of changes.
class Shelf {
public:
    Shelf() {
        for (const char* name : kDocumentNames) {
            texts_[name] = sample(name);
        }
    }

    void put(const std::string& name, std::string text) {
        const std::lock_guard lock{mutex_};
        texts_[name] = std::move(text);
        ++changes_[name];
    }
    void take_away(const std::string& name) {
        const std::lock_guard lock{mutex_};
        texts_.erase(name);
    }
    /// From the n-th document asked for on the service hangs up; 0 = never.
    void hang_up_at(int nth) {
        const std::lock_guard lock{mutex_};
        hang_up_at_ = nth;
        asked_ = 0;
    }
    [[nodiscard]] int bodies() const {
        const std::lock_guard lock{mutex_};
        return bodies_;
    }

    void serve(Caller& caller) {
        for (std::string request = caller.hear(); !request.empty(); request = caller.hear()) {
            const std::string answer = answer_to(request);
            if (answer.empty() || !caller.say(answer)) {
                return;
            }
        }
    }

private:
    std::string answer_to(const std::string& request) {
        const std::lock_guard lock{mutex_};
        ++asked_;
        if (hang_up_at_ != 0 && asked_ >= hang_up_at_) {
            return {};
        }
        const auto begin = request.find("/content/") + 9;
        const std::string name = request.substr(begin, request.find(' ', begin) - begin);
        if (!texts_.contains(name)) {
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        }
        const std::string tag = "\"" + std::to_string(changes_[name]) + "\"";
        if (request.find("If-None-Match: " + tag) != std::string::npos) {
            return "HTTP/1.1 304 Not Modified\r\nETag: " + tag + "\r\n\r\n";
        }
        ++bodies_;
        const std::string& text = texts_.at(name);
        return "HTTP/1.1 200 OK\r\nETag: " + tag +
               "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::string> texts_;
    std::map<std::string, int> changes_;
    int hang_up_at_ = 0;
    int asked_ = 0;
    int bodies_ = 0;
};

/// A device that has started with what stands on the shelf.
struct Reader {
    Reader() {
        HttpLine line;
        auto loaded = load_documents(line, address(), home.file("content"));
        REQUIRE(loaded);
        name = loaded->content->hall.name.en;
        follower = std::make_unique<DocumentFollower>(
            client, address(), std::move(*loaded), home.file("content"),
            DocumentEars{.changed =
                             [this](const Documents& documents) {
                                 ++changes;
                                 name = documents.content->hall.name.en;
                                 has_notices = documents.content->notices != nullptr;
                             },
                         .left_as_were = [this](const Error& why) { left.push_back(why); }});
    }
    ~Reader() { follower.reset(); }

    ServiceAddress address() {
        return {.url = far.url(""), .hall = "hall-sample", .token = "", .as = "K01"};
    }

    /// Ticks until so, or until there is nothing left to do.
    bool until(const std::function<bool()>& so) {
        while (!so()) {
            follower->tick(std::chrono::steady_clock::now(), 0);
            if (follower->is_asking()) {
                bool ran = false;  // One task: what is due next may depend on it.
                (void)inbox.run_until([&] { return std::exchange(ran, true); });
            } else if (const auto next = follower->next()) {
                std::this_thread::sleep_until(*next);
            } else {
                return so();
            }
        }
        return true;
    }

    /// What the next start would find with the service away.
    std::string kept() {
        HttpLine line;
        const auto loaded =
            load_documents(line,
                           {.url = "http://127.0.0.1:" + std::to_string(dead_port()),
                            .hall = "hall-sample",
                            .token = "",
                            .as = "K01"},
                           home.file("content"));
        REQUIRE(loaded);
        CHECK_FALSE(loaded->from_service);
        return loaded->content->hall.name.en;
    }

    TempDir home;
    Shelf shelf;
    FarEnd far{[this](Caller& caller) { shelf.serve(caller); }};
    Inbox inbox;
    HttpClient client{[this](std::function<void()> task) { inbox.post(std::move(task)); }};
    std::unique_ptr<DocumentFollower> follower;
    std::string name;
    bool has_notices = false;
    int changes = 0;
    std::vector<Error> left;
};

}  // namespace

TEST_CASE("a changed document is taken over, and alone", "[documents]") {
    Reader device;
    const int before = device.shelf.bodies();
    device.shelf.put("hall", hall_named("The New Name"));
    device.follower->look();
    REQUIRE(device.until([&] { return device.changes == 1; }));
    CHECK(device.name == "The New Name");
    CHECK(device.shelf.bodies() == before + 1);  // The others were answered with 304.
    CHECK(device.kept() == "The New Name");
    CHECK(device.left.empty());
}

TEST_CASE("a look that finds nothing new changes nothing", "[documents]") {
    Reader device;
    const int before = device.shelf.bodies();
    device.follower->look();
    CHECK_FALSE(device.until([&] { return device.changes > 0; }));
    CHECK(device.shelf.bodies() == before);
    device.shelf.put("hall", hall_named("Later"));
    device.follower->look();
    REQUIRE(device.until([&] { return device.changes == 1; }));
    CHECK(device.shelf.bodies() == before + 1);
}

TEST_CASE("a document that is not valid never takes the place of one that is", "[documents]") {
    Reader device;
    const std::string before = device.name;
    const auto [text, place] = GENERATE(table<std::string, std::string>(
        {{"{", "hall.json"}, {"{\"id\":\"hall-sample\"}", "hall.json"}}));
    device.shelf.put("hall", text);
    device.follower->look();
    REQUIRE(device.until([&] { return !device.left.empty(); }));
    CHECK(device.left.front().code == Fault::bad_message);
    CHECK(device.left.front().detail.find(place) != std::string::npos);
    CHECK(device.changes == 0);
    CHECK(device.kept() == before);

    device.shelf.put("hall", hall_named("Mended"));
    device.follower->look();
    REQUIRE(device.until([&] { return device.changes == 1; }));
    CHECK(device.kept() == "Mended");
}

TEST_CASE("half of what was changed is nothing; it is asked for again", "[documents]") {
    Reader device;
    const std::string before = device.name;
    device.shelf.put("hall", hall_named("Whole"));
    device.shelf.put("text.en", sample("text.en") + "\n");
    device.shelf.hang_up_at(3);
    device.follower->look();
    REQUIRE(device.until([&] { return !device.left.empty(); }));
    CHECK(device.changes == 0);
    CHECK(device.kept() == before);
    device.shelf.hang_up_at(0);
    REQUIRE(device.until([&] { return device.changes == 1; }));  // Without another look.
    CHECK(device.kept() == "Whole");
}

TEST_CASE("documents of another hall are not taken for ours", "[documents]") {
    Reader device;
    Json hall = Json::parse(sample("hall"));
    hall["id"] = "hall-other";
    device.shelf.put("hall", hall.dump());
    device.follower->look();
    REQUIRE(device.until([&] { return !device.left.empty(); }));
    CHECK(device.changes == 0);
}

TEST_CASE("a copy that cannot be read is named, and the service's is taken", "[documents]") {
    Reader device;
    REQUIRE(write_whole(device.home.file("content") + "/documents.json", "[1,"));
    HttpLine line;
    const auto away = load_documents(line,
                                     {.url = "http://127.0.0.1:" + std::to_string(dead_port()),
                                      .hall = "hall-sample",
                                      .token = "",
                                      .as = "K01"},
                                     device.home.file("content"));
    CHECK_FALSE(away);
    const auto there = load_documents(line, device.address(), device.home.file("content"));
    REQUIRE(there);
    CHECK(there->from_service);
    CHECK(device.kept() == device.name);
}

TEST_CASE("notices that nobody could show are left out, and named with their place",
          "[documents]") {
    Texts texts;
    for (const char* name : kDocumentNames) {
        texts.emplace(name, sample(name));
    }
    texts[kNoticesName] = sample(kNoticesName);
    const auto whole = read_documents(texts);
    REQUIRE(whole);
    CHECK(whole->remarks.empty());
    CHECK(whole->content->notices);
    texts[kNoticesName] = "{}";
    const auto without = read_documents(texts);
    REQUIRE(without);
    CHECK_FALSE(without->content->notices);
    REQUIRE(without->remarks.size() == 1);
    CHECK(without->remarks.front().find("notices.json") != std::string::npos);
    texts.erase("catalog");
    CHECK(read_documents(texts).error().detail.find("catalog") != std::string::npos);
}

TEST_CASE("notices are put up and taken down while a device runs", "[documents]") {
    Reader device;
    CHECK_FALSE(device.has_notices);
    device.shelf.put(kNoticesName, sample(kNoticesName));
    device.follower->look();
    REQUIRE(device.until([&] { return device.changes == 1; }));
    CHECK(device.has_notices);
    device.shelf.take_away(kNoticesName);
    device.follower->look();
    REQUIRE(device.until([&] { return device.changes == 2; }));
    CHECK_FALSE(device.has_notices);
}
