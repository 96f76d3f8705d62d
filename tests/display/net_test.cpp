// SPDX-License-Identifier: Apache-2.0
// Pixel boards over a real cable to receivers that nobody here wrote, loss included. The board's
// time is the test's; the packets are real.
#define CATCH_CONFIG_RUNNER
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/font_files.h"
#include "tests/display/two_nets.h"
#include "tests/support/places.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

Glyphs& fonts() {
    static const std::unique_ptr<Glyphs> glyphs = [] {
        auto files = debian_fonts();
        REQUIRE(files.has_value());
        auto opened = Glyphs::open(std::move(*files));
        REQUIRE(opened.has_value());
        return std::move(*opened);
    }();
    return *glyphs;
}

SignPage calling(const std::string& number) {
    SignPage page;
    page.counter = "3";
    page.number = number;
    page.wordings = {"請到 3 號窗口"};
    page.tone = Tone::call;
    return page;
}

std::string receivers() {
    return hall::support::source_dir() + "/tests/display/receivers/";
}

// What runs at the far end, and the board at this one.
struct Pair {
    std::string name;
    std::string receiver;
    Settings settings;
};

std::vector<Pair> pairs(const std::string& size, int universes, int bytes) {
    const std::string lamps = std::to_string(bytes) + " $FOLDER/lamps";
    const std::string few = " " + std::to_string(universes) + " ";
    return {
        {"E1.31 to npm's sacn",
         "node " + receivers() + "sacn.js $HERE 1" + few + lamps,
         {{"driver", "e131"}, {"to", "10.77.0.2"}, {"size", size}}},
        {"Art-Net to npm's dmxnet",
         "node " + receivers() + "artnet.js $HERE 0" + few + lamps,
         {{"driver", "artnet"}, {"to", "10.77.0.2"}, {"size", size}}},
        {"DDP to a controller from its page",
         "/usr/bin/python3 " + receivers() + "ddp.py $HERE " + lamps,
         {{"driver", "ddp"}, {"to", "10.77.0.2"}, {"size", size}}},
    };
}

struct Sender {
    std::unique_ptr<Board> board;
    Instant now{Milliseconds(1000)};

    explicit Sender(const Settings& settings) {
        auto opened = open_board(settings, {"sign-3", &fonts(), nullptr, nullptr, {}});
        INFO((opened ? std::string() : opened.error().detail));
        REQUIRE(opened.has_value());
        board = std::move(*opened);
    }
    [[nodiscard]] std::vector<std::uint8_t> picture() const {
        const auto bytes = board->frame()->bytes();
        return {bytes.begin(), bytes.end()};
    }
    void show(const std::string& number) { static_cast<void>(board->show(calling(number), now)); }
    // Lets so much of the board's time pass, and the receiver read up after each frame: it is the
    // loss that is tested, not the length of its queue.
    void pass(Milliseconds time, const FarEnd& far) {
        const Instant end = now + time;
        while (now < end) {
            far.read_up();
            now = std::min(end, board->tick(now));
        }
        far.read_up();
    }
};

}  // namespace

TEST_CASE("receivers nobody here wrote show the exact pixels of a large board") {
    // 37 universes: more than multicast carries, so each driver speaks unicast.
    for (const Pair& pair : pairs("192x32", 37, 192 * 32 * 3)) {
        INFO(pair.name);
        const FarEnd far(pair.receiver);
        Sender sender(pair.settings);
        for (const char* number : {"A012", "A1000", "AZ1007"}) {
            sender.show(number);
            sender.pass(Milliseconds(100), far);
            INFO(number);
            CHECK(far.shows(sender.picture()));
        }
        CHECK(far.complaints() == "");
    }
}

TEST_CASE("multicast reaches a receiver of another house, twenty universes wide") {
    const int bytes = 106 * 32 * 3;  // 20 universes.
    const FarEnd far("node " + receivers() + "sacn.js $HERE 1 20 " + std::to_string(bytes) +
                     " $FOLDER/lamps");
    Sender sender({{"driver", "e131"}, {"interface", "10.77.0.1"}, {"size", "106x32"}});
    sender.show("A1000");
    sender.pass(Milliseconds(100), far);
    CHECK(far.shows(sender.picture()));
    CHECK(far.complaints() == "");
}

TEST_CASE("one packet in five lost for ten seconds: the picture is exact within a second after") {
    for (const Pair& pair : pairs("192x32", 37, 192 * 32 * 3)) {
        INFO(pair.name);
        const FarEnd far(pair.receiver);
        Sender sender(pair.settings);
        sender.show("A001");
        sender.pass(Milliseconds(100), far);
        REQUIRE(far.shows(sender.picture()));
        far.lose(20);
        for (int i = 0; i < 10; ++i) {
            sender.show("B" + std::to_string(100 + i));
            sender.pass(Milliseconds(1000), far);
        }
        far.lose(0);
        sender.pass(Milliseconds(1000), far);
        CHECK(far.shows(sender.picture()));
    }
}

TEST_CASE("the test would notice: what was lost stays wrong until it is said again") {
    const Pair ddp = pairs("192x32", 37, 192 * 32 * 3).back();
    const FarEnd far(ddp.receiver);
    Sender sender(ddp.settings);
    sender.show("A001");
    sender.pass(Milliseconds(100), far);
    REQUIRE(far.shows(sender.picture()));
    far.lose(100);
    sender.show("B002");
    sender.pass(Milliseconds(100), far);
    far.lose(0);
    CHECK_FALSE(far.shows(sender.picture()));
}

TEST_CASE("an Art-Net node that answers is well; one that stops is lost") {
    const Pair artnet = pairs("64x8", 4, 64 * 8 * 3)[1];
    auto far = std::make_unique<FarEnd>(artnet.receiver);
    Sender sender(artnet.settings);
    sender.show("A012");
    for (int i = 0; i < 20 && sender.board->health().state != HealthState::ok; ++i) {
        sender.pass(Milliseconds(1000), *far);
    }
    CHECK(sender.board->health().state == HealthState::ok);
    far->lose(100);
    sender.pass(Milliseconds(12000), *far);
    CHECK(sender.board->health().state == HealthState::lost);
    CHECK(sender.board->health().detail.find("stopped answering") != std::string::npos);
    far->lose(0);
    for (int i = 0; i < 20 && sender.board->health().state != HealthState::ok; ++i) {
        sender.pass(Milliseconds(1000), *far);
    }
    CHECK(sender.board->health().state == HealthState::ok);
}

int main(int argc, char** argv) {
    if (const std::string reason = cannot_run_two_nets(); !reason.empty()) {
        std::printf("skipped: display/net %s\n", reason.c_str());
        return 77;
    }
    enter_own_net();
    return Catch::Session().run(argc, argv);
}
