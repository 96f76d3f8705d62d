// SPDX-License-Identifier: Apache-2.0
// hall-board without its main(): a service, its documents, and a sign of air.
#include "display/daemon/follow.h"

#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>

#include "display/file_keep.h"
#include "display/font_files.h"
#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using hall::board::BoardPlan;
using hall::board::Follow;
using hall::sync::HttpMethod;
using hall::sync::Json;
using hall::test::RunningService;
using hall::test::sample_document;
using hall::test::TempDir;

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 60s;

// Waits until the sign's picture is there and is another one.
std::string picture_after(const std::string& file, const std::string& before) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < end) {
        const auto bytes = sync::read_whole(file, std::size_t{1} << 20U);
        if (bytes && !bytes->empty() && *bytes != before) {
            return *bytes;
        }
        std::this_thread::sleep_for(20ms);
    }
    return before;
}

}  // namespace

TEST_CASE("a running board shows what a changed document says, without a restart", "[board]") {
    TempDir home;
    for (const char* folder : {"service", "board", "signs"}) {
        std::filesystem::create_directories(home.file(folder));
    }
    RunningService service{home.file("service")};
    sync::HttpLine line;
    auto documents =
        sync::load_documents(line, service.address("board"), home.file("board") + "/content");
    REQUIRE(documents);
    auto glyphs = display::debian_fonts().and_then(
        [](display::FontSet fonts) { return display::Glyphs::open(std::move(fonts)); });
    REQUIRE(glyphs);
    auto wall_glyphs = display::debian_fonts().and_then(
        [](display::FontSet fonts) { return display::Glyphs::open(std::move(fonts)); });
    REQUIRE(wall_glyphs);
    display::FileKeep keep{home.file("board")};
    display::FileKeep wall_keep{home.file("board")};
    const BoardPlan sign{.name = "sign-1",
                         .counter = CounterId{"W01"},
                         .place = {},
                         .settings = {{"driver", "virtual"},
                                      {"folder", home.file("signs")},
                                      {"size", "64x32"},
                                      {"scale", "1"}}};
    Follow follow{{std::move(*documents),
                   service.address("board"),
                   home.file("board"),
                   {sign},
                   {},
                   Language::zh_hant,
                   service.clock()},
                  {**glyphs, keep, **wall_glyphs, wall_keep}};
    std::jthread running{[&] { follow.run(); }};
    const std::string file = home.file("signs") + "/sign-1.png";
    const std::string before = picture_after(file, "");
    REQUIRE_FALSE(before.empty());

    const auto text = service.ask_hall(HttpMethod::get, "/content/text.zh-Hant");
    std::string other = text.body;
    // Every word that a resting sign may show is another one now.
    for (const char* words : {"歡迎辦理", "暫停服務", "停止服務"}) {
        for (auto at = other.find(words); at != std::string::npos; at = other.find(words, at)) {
            other.replace(at, std::string(words).size(), "請往二樓");
        }
    }
    REQUIRE(other != text.body);
    const auto who = service.sign_in("S104", "W44");
    const auto put = [&](const std::string& words) {
        auto manager = who;
        const auto now = service.ask_hall(HttpMethod::get, "/content/text.zh-Hant");
        manager.emplace_back("If-Match", std::string(now.header("etag")));
        return service.ask_hall(HttpMethod::put, "/content/text.zh-Hant", words, manager).status;
    };
    REQUIRE(put(other) == 200);
    const std::string changed = picture_after(file, before);
    CHECK(changed != before);
    REQUIRE(put(text.body) == 200);  // And back: it was the words, and nothing else.
    CHECK(picture_after(file, changed) == before);
    follow.stop();
}
