// SPDX-License-Identifier: Apache-2.0
// hall-board without its main(): a service, its documents, and a sign of air.
#include "display/daemon/follow.h"

#include <filesystem>
#include <optional>
#include <thread>

#include <catch2/catch.hpp>

#include "display/file_keep.h"
#include "display/font_files.h"
#include "display/painter.h"
#include "display/picture.h"
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

std::unique_ptr<display::Glyphs> fonts() {
    auto glyphs = display::debian_fonts().and_then(
        [](display::FontSet set) { return display::Glyphs::open(std::move(set)); });
    REQUIRE(glyphs);
    return std::move(*glyphs);
}

// A service and a board program with one sign, whose pictures are files.
class RunningBoard {
public:
    RunningBoard() {
        for (const char* folder : {"service", "board", "signs"}) {
            std::filesystem::create_directories(home_.file(folder));
        }
        service_.emplace(home_.file("service"));
        sync::HttpLine line;
        auto documents = sync::load_documents(line, service_->address("board"),
                                              home_.file("board") + "/content");
        REQUIRE(documents);
        const BoardPlan sign{.name = "sign-1",
                             .counter = CounterId{"W01"},
                             .place = {},
                             .settings = {{"driver", "virtual"},
                                          {"folder", home_.file("signs")},
                                          {"size", "64x32"},
                                          {"scale", "1"}}};
        follow_.emplace(board::FollowSettings{std::move(*documents),
                                              service_->address("board"),
                                              home_.file("board"),
                                              {sign},
                                              {},
                                              Language::zh_hant,
                                              service_->clock()},
                        Follow::Tools{*glyphs_, *wall_glyphs_, keep_});
        running_ = std::jthread{[this] { follow_->run(); }};
    }
    ~RunningBoard() { follow_->stop(); }
    RunningBoard(const RunningBoard&) = delete;
    RunningBoard& operator=(const RunningBoard&) = delete;

    [[nodiscard]] RunningService& service() { return *service_; }
    // The sign's picture once it is another one than `before`.
    [[nodiscard]] std::string picture_after(const std::string& before) {
        return ::picture_after(home_.file("signs") + "/sign-1.png", before);
    }

private:
    TempDir home_;
    std::optional<RunningService> service_;
    std::unique_ptr<display::Glyphs> glyphs_ = fonts();
    std::unique_ptr<display::Glyphs> wall_glyphs_ = fonts();
    display::FileKeep files_{home_.file("board")};
    display::KeepThread keep_{files_};
    std::optional<Follow> follow_;
    std::jthread running_;
};

}  // namespace

TEST_CASE("a running board shows what a changed document says, without a restart", "[board]") {
    RunningBoard running;
    RunningService& service = running.service();
    const std::string before = running.picture_after("");
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
    const std::string changed = running.picture_after(before);
    CHECK(changed != before);
    REQUIRE(put(text.body) == 200);  // And back: it was the words, and nothing else.
    CHECK(running.picture_after(changed) == before);
}

TEST_CASE("a test card that a manager asks for stands on the board and goes by itself", "[board]") {
    RunningBoard running;
    const std::string before = running.picture_after("");
    REQUIRE_FALSE(before.empty());
    const auto manager = running.service().sign_in("S104", "W44");
    // The board has to have said what it looks after.
    int status = 0;
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (status != 200 && std::chrono::steady_clock::now() < end) {
        status = running.service()
                     .ask_hall(HttpMethod::post, "/devices/board/test-card",
                               R"({"board":"sign-1","seconds":5})", manager)
                     .status;
        std::this_thread::sleep_for(20ms);
    }
    REQUIRE(status == 200);
    const std::string card = running.picture_after(before);
    CHECK(card != before);
    // Its own drawing, by somebody who was not asked.
    const auto glyphs = fonts();
    display::Painter painter(*glyphs, 64, 32, display::Depth::rgb);
    painter.paint(display::TestCard{"sign-1", ""}, display::Instant{});
    const auto wanted = display::png_of(display::as_lamps(painter.canvas(), 1, display::kWhite));
    REQUIRE(wanted);
    CHECK(card == std::string(wanted->begin(), wanted->end()));
    CHECK(running.picture_after(card) == before);
}
