// SPDX-License-Identifier: Apache-2.0
// The E1.31 driver against Debian's olad, to the pixel.
#define CATCH_CONFIG_RUNNER
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "display/painter.h"
#include "display/transport/udp.h"
#include "tests/display/olad_hall.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

std::string try_board_path;

OladHall& hall_with_olad() {
    static OladHall hall;
    return hall;
}

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
    page.number = number;
    page.tone = Tone::call;
    return page;
}

std::vector<std::uint8_t> picture_of(const SignPage& page, Size size) {
    Painter painter(fonts(), size.width, size.height, Depth::rgb);
    painter.paint(page, Instant{});
    const auto bytes = painter.canvas().bytes();
    return {bytes.begin(), bytes.end()};
}

// One life of the board's program: shows `number` with a single frame, then dies as if the plug
// were pulled.
void live_once(const std::string& number) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        FileKeep keep(hall_with_olad().folder());
        auto board = open_board({{"driver", "e131"}, {"interface", "10.77.0.1"}, {"size", "64x32"}},
                                {"killed", &fonts(), &keep});
        if (!board || !(*board)->show(calling(number), Instant{})) {
            ::_exit(1);
        }
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a receiver nobody here wrote shows the sign's exact pixels, unicast and multicast") {
    const OladHall& hall = hall_with_olad();
    for (const Settings& where :
         {Settings{{"to", "10.77.0.1"}}, Settings{{"interface", "10.77.0.1"}}}) {
        FileKeep keep(hall.folder());
        Settings settings = where;
        settings["driver"] = "e131";
        settings["size"] = "64x32";
        auto board = open_board(settings, {"sign-3", &fonts(), &keep});
        REQUIRE(board.has_value());
        for (const char* number : {"A012", "B345", "A1000"}) {
            REQUIRE((*board)->show(calling(number), Instant{}).has_value());
            INFO(number);
            CHECK(hall.shows(picture_of(calling(number), {64, 32})));
        }
        CHECK((*board)->health().state == HealthState::unverifiable);
        (*board)->stop(Instant{});
    }
}

TEST_CASE("over Art-Net, too, that receiver shows the exact pixels") {
    const OladHall& hall = hall_with_olad();
    auto board = open_board({{"driver", "artnet"},
                             {"to", "10.77.0.1"},
                             {"size", "64x8"},
                             {"universe", "1"},
                             {"poll", "no"}},
                            {"sign-4", &fonts(), nullptr, nullptr, {}});
    REQUIRE(board.has_value());
    for (const char* number : {"A012", "B345", "A1000", "AZ1007"}) {
        REQUIRE((*board)->show(calling(number), Instant{}).has_value());
        INFO(number);
        CHECK(hall.shows(picture_of(calling(number), {64, 8}), OladHall::kArtNetUniverse));
    }
}

TEST_CASE("after a power cut the very first packet is shown, again and again") {
    const OladHall& hall = hall_with_olad();
    for (int life = 0; life < 12; ++life) {
        const std::string number = "C" + std::to_string(100 + life);
        live_once(number);
        INFO("life " << life);
        REQUIRE(hall.shows(picture_of(calling(number), {64, 32})));
    }
}

TEST_CASE("the test would notice: a sender that forgets its numbers is ignored") {
    const OladHall& hall = hall_with_olad();
    live_once("D001");
    REQUIRE(hall.shows(picture_of(calling("D001"), {64, 32})));
    // The kept block is set back by ten, as a program without a store would start behind.
    FileKeep keep(hall.folder());
    const auto kept = keep.get("killed.sequence");
    REQUIRE(kept.has_value());
    const auto behind = static_cast<unsigned char>(static_cast<unsigned char>(kept->front()) - 74U);
    REQUIRE(keep.put("killed.sequence", std::string(1, static_cast<char>(behind))).has_value());
    live_once("D002");
    CHECK_FALSE(hall.shows(picture_of(calling("D002"), {64, 32})));
}

TEST_CASE("try_board itself, killed and started again, is shown at once") {
    const OladHall& hall = hall_with_olad();
    for (const char* number : {"E111", "E222"}) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::execl(try_board_path.c_str(), "try_board", "--driver", "e131", "--to", "10.77.0.1",
                    "--size", "64x32", "--name", "tried", "--keep", hall.folder().c_str(), "--text",
                    number, nullptr);
            ::_exit(127);
        }
        CHECK(hall.shows(picture_of(calling(number), {64, 32})));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
}

TEST_CASE("a line too slow for its frames says busy and never waits") {
    static_cast<void>(hall_with_olad());
    REQUIRE(succeeded("ip neigh add 10.77.0.9 lladdr 02:00:00:00:00:09 dev led0"));
    REQUIRE(succeeded("tc qdisc add dev led0 root tbf rate 8kbit burst 2000 limit 1000000"));
    auto sender = UdpSender::to({{10, 77, 0, 9}, 5568});
    REQUIRE(sender.has_value());
    const std::vector<std::uint8_t> datagram(1400, 1);
    Outcome last;
    for (int i = 0; i < 2000 && last; ++i) {
        last = (*sender)->send(datagram);
    }
    REQUIRE_FALSE(last.has_value());
    CHECK(last.error().code == Fault::busy);
    CHECK(succeeded("tc qdisc del dev led0 root"));
}

int main(int argc, char** argv) {
    if (const std::string reason = cannot_run(); !reason.empty()) {
        std::printf("skipped: display/olad %s\n", reason.c_str());
        return 77;
    }
    if (argc < 2) {
        std::printf("usage: display_olad_test <try_board>\n");
        return 2;
    }
    try_board_path = argv[1];
    return Catch::Session().run();
}
