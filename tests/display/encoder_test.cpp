// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/ddp.h"
#include "display/drivers/e131.h"
#include "display/drivers/sequence_keeper.h"
#include "display/drivers/wiring.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

std::vector<std::uint8_t> ramp(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}

E131Source source() {
    E131Source source;
    for (std::size_t i = 0; i < source.cid.size(); ++i) {
        source.cid.at(i) = static_cast<std::uint8_t>(0xA0 + i);
    }
    source.name = "sign-3";
    return source;
}

}  // namespace

TEST_CASE("a DDP frame is, byte for byte, what the protocol's page says", "[display]") {
    const auto packets = encode_ddp(ramp(1446));
    REQUIRE(packets.size() == 2);
    CHECK(Packet(packets[0].begin(), packets[0].begin() + 12) ==
          Packet{0x40, 0x00, 0x0B, 0x01, 0, 0, 0, 0, 0x05, 0xA0, 0, 1});
    CHECK(packets[1] == Packet{0x41, 0x00, 0x0B, 0x01, 0, 0, 0x05, 0xA0, 0x00, 0x06, 0xA0, 0xA1,
                               0xA2, 0xA3, 0xA4, 0xA5});
}

TEST_CASE("only the last packet of a DDP frame shows it", "[display]") {
    for (const std::size_t size : {3UL, 1440UL, 1443UL, 6144UL, 18432UL}) {
        const auto packets = encode_ddp(ramp(size), 7);
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < packets.size(); ++i) {
            CHECK(((packets[i][0] & 1U) == 1U) == (i + 1 == packets.size()));
            CHECK(packets[i][1] == 7);
            bytes += packets[i].size() - 10;
        }
        CHECK(bytes == size);
    }
}

TEST_CASE("an E1.31 packet is, byte for byte, what the standard says", "[display]") {
    const Packet packet = encode_e131(source(), {0x0102, 0x37, E131Flag::none}, ramp(3));
    REQUIRE(packet.size() == 129);
    // Root layer: preamble, identifier, flags and length 0x7000 | 113, vector 4, CID.
    const std::string root(
        "\x00\x10\x00\x00"
        "ASC-E1.17\0\0\0"
        "\x70\x71\x00\x00\x00\x04",
        22);
    CHECK(std::string(packet.begin(), packet.begin() + 22) == root);
    CHECK(packet[22] == 0xA0);
    CHECK(packet[37] == 0xAF);
    // Framing layer: 0x7000 | 91, vector 2, name, priority, no sync, sequence, options, universe.
    CHECK(Packet(packet.begin() + 38, packet.begin() + 44) == Packet{0x70, 0x5B, 0, 0, 0, 2});
    CHECK(std::string(packet.begin() + 44, packet.begin() + 51) == std::string("sign-3\0", 7));
    CHECK(Packet(packet.begin() + 108, packet.begin() + 115) ==
          Packet{100, 0, 0, 0x37, 0x00, 0x01, 0x02});
    // DMP layer: 0x7000 | 14, set property, addresses, count 4, start code, slots.
    CHECK(Packet(packet.begin() + 115, packet.end()) ==
          Packet{0x70, 0x0E, 0x02, 0xA1, 0, 0, 0, 1, 0, 4, 0, 0, 1, 2});
}

TEST_CASE("a board's name in a packet is cut between letters", "[display]") {
    E131Source named = source();
    named.name = std::string(62, 'x') + "號";
    const Packet packet = encode_e131(named, {1, 0, E131Flag::none}, {});
    CHECK(packet[44 + 61] == 'x');
    CHECK(packet[44 + 62] == 0);
    CHECK(packet[44 + 63] == 0);
}

TEST_CASE("a universe has its own multicast group", "[display]") {
    CHECK(e131_group(1) == std::array<std::uint8_t, 4>{239, 255, 0, 1});
    CHECK(e131_group(63999) == std::array<std::uint8_t, 4>{239, 255, 249, 255});
    CHECK(e131_universes(64 * 32 * 3) == 13);
    CHECK(e131_universes(510) == 1);
}

TEST_CASE("a restarted sender goes on ahead of where it was killed", "[display]") {
    MemoryKeep keep;
    std::uint8_t last = 0;
    for (int life = 0; life < 40; ++life) {
        SequenceKeeper sequence(&keep, "sign-3.sequence");  // never told that it ends
        for (int i = 0; i <= life * 7 % 150; ++i) {
            const std::uint8_t next = sequence.next();
            if (life > 0 || i > 0) {
                // What a receiver does. Source: ANSI E1.31-2018 section 6.7.2.
                const auto difference = static_cast<std::int8_t>(next - last);
                CHECK((difference > 0 || difference <= -20));
                CHECK(difference > 0);
            }
            last = next;
        }
    }
}

TEST_CASE("the store is written once a block, not once a frame", "[display]") {
    MemoryKeep keep;
    SequenceKeeper sequence(&keep, "a");
    for (int i = 0; i < 1000; ++i) {
        static_cast<void>(sequence.next());
    }
    CHECK(keep.puts == 17);  // The last of them for numbers that are still to come.
}

TEST_CASE("a store that cannot be written is told of, and the board goes on", "[display]") {
    MemoryKeep keep;
    keep.broken = true;
    SequenceKeeper sequence(&keep, "a");
    CHECK(sequence.next() == 0);
    CHECK(sequence.next() == 1);
    REQUIRE(sequence.trouble().has_value());
    CHECK(sequence.trouble()->code == Fault::cannot_keep);
}

TEST_CASE("a panel wired backwards, in other colours and dimmed gets what it needs", "[display]") {
    Canvas canvas(2, 2, Depth::rgb);
    canvas.fill({0, 0, 1, 1}, {10, 20, 30});
    canvas.fill({1, 0, 1, 1}, {40, 50, 60});
    canvas.fill({0, 1, 1, 1}, {70, 80, 90});
    canvas.fill({1, 1, 1, 1}, {100, 110, 120});
    CHECK(wired(canvas, {}, 100) ==
          std::vector<std::uint8_t>{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120});
    const auto wiring =
        wiring_setting({{"order", "grb"}, {"serpentine", "yes"}, {"brightness", "50"}});
    REQUIRE(wiring.has_value());
    CHECK(wired(canvas, *wiring, brightness_at(*wiring, 0)) ==
          std::vector<std::uint8_t>{10, 5, 15, 25, 20, 30, 55, 50, 60, 40, 35, 45});
    CHECK(wiring_setting({{"order", "rgbw"}}).error().code == Fault::bad_settings);
    CHECK(wiring_setting({{"brightness", "0"}}).error().code == Fault::bad_settings);
}

TEST_CASE("a panel that hangs turned shows the picture upright, lamp by lamp", "[display]") {
    // 1 2 3
    // 4 5 6
    Canvas canvas(3, 2, Depth::rgb);
    for (int i = 0; i < 6; ++i) {
        const auto level = static_cast<std::uint8_t>(i + 1);
        canvas.fill({i % 3, i / 3, 1, 1}, {level, level, level});
    }
    const auto lamps = [&](const std::string& rotation, const std::string& serpentine) {
        const auto wiring = wiring_setting({{"rotate", rotation}, {"serpentine", serpentine}});
        REQUIRE(wiring.has_value());
        std::vector<int> levels;
        const auto bytes = wired(canvas, *wiring, 100);
        for (std::size_t i = 0; i < bytes.size(); i += 3) {
            levels.push_back(bytes[i]);
        }
        return levels;
    };
    CHECK(lamps("0", "no") == std::vector<int>{1, 2, 3, 4, 5, 6});
    // Turned clockwise by 90: its own first row hangs at the right, from top to bottom.
    CHECK(lamps("90", "no") == std::vector<int>{3, 6, 2, 5, 1, 4});
    CHECK(lamps("180", "no") == std::vector<int>{6, 5, 4, 3, 2, 1});
    CHECK(lamps("270", "no") == std::vector<int>{4, 1, 5, 2, 6, 3});
    CHECK(lamps("90", "yes") == std::vector<int>{3, 6, 5, 2, 1, 4});
    CHECK(wiring_setting({{"rotate", "45"}}).error().code == Fault::bad_settings);
}

TEST_CASE("gamma bends the middle and leaves black and white where they are", "[display]") {
    Canvas canvas(3, 1, Depth::rgb);
    canvas.fill({1, 0, 1, 1}, {128, 128, 128});
    canvas.fill({2, 0, 1, 1}, kWhite);
    const auto wiring = wiring_setting({{"gamma", "220"}});
    REQUIRE(wiring.has_value());
    // 255 * (128/255)^2.2 = 55.98
    CHECK(wired(canvas, *wiring, 100) ==
          std::vector<std::uint8_t>{0, 0, 0, 56, 56, 56, 255, 255, 255});
    CHECK(wiring_setting({{"gamma", "2.2"}}).error().code == Fault::bad_settings);
}

TEST_CASE("a panel is as bright as the hour asks, through midnight", "[display]") {
    const auto wiring = wiring_setting({{"brightness_from", "06:30 60,08:00 100,20:00 30"}});
    REQUIRE(wiring.has_value());
    CHECK(brightness_at(*wiring, 6 * 60 + 29) == 30);
    CHECK(brightness_at(*wiring, 6 * 60 + 30) == 60);
    CHECK(brightness_at(*wiring, 12 * 60) == 100);
    CHECK(brightness_at(*wiring, 20 * 60) == 30);
    CHECK(brightness_at(*wiring, 0) == 30);
    Wiring dim = *wiring;
    dim.brightness_percent = 1;
    CHECK(brightness_at(dim, 0) == 1);  // Dark is a page, not a brightness.
    for (const std::string wrong :
         {"6:30 60", "06:30", "24:00 50", "06:60 50", "06:30 0", "06:30 101", "08:00 50,07:00 60",
          "06:30 60;08:00 100", "06:30 60,"}) {
        INFO(wrong);
        const auto refused = wiring_setting({{"brightness_from", wrong}});
        CHECK(refused.has_value() == (wrong == "06:30 60,"));
    }
}
