// SPDX-License-Identifier: Apache-2.0
// Frames of Onbon cards, byte for byte where somebody else made the same frame, and through
// decoders written from the makers' documents (decoders/).
#include "tests/display/decoders/onbon.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/artnet.h"
#include "display/drivers/huidu.h"
#include "display/drivers/modbus.h"
#include "display/drivers/onbon_bx6.h"
#include "display/drivers/onbon_bxk.h"
#include "display/drivers/onbon_frame.h"
#include "tests/display/air/air_device.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

std::optional<ByteString> heard(const ByteString& wire) {
    OnbonEar ear;
    std::optional<ByteString> message;
    for (const std::uint8_t byte : wire) {
        if (auto whole = ear.hear(byte)) {
            message = std::move(whole);
        }
    }
    return message;
}

// CRC-32 as zlib and Ethernet have it: a fingerprint of a long vector.
std::uint32_t crc32_of(const ByteString& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int k = 0; k < 8; ++k) {
            crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
        }
    }
    return ~crc;
}

// The picture of which the maker's Java encoder made the reference: r = x, g = y, b = 7x + 13y.
Canvas reference_picture() {
    Canvas canvas(64, 32, Depth::rgb);
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 64; ++x) {
            canvas.fill({x, y, 1, 1}, {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                                       static_cast<std::uint8_t>(x * 7 + y * 13)});
        }
    }
    return canvas;
}

const Bx6Standing kAsMaker{0, 0, true, false, 0};

}  // namespace

TEST_CASE("a font card's frame is, byte for byte, the one the maker's analyser reads",
          "[display]") {
    // Source: this frame was taken apart field by field by the analyser of
    // github.com/strongercjd/Onbon-Protocol-Analysis (Form1.cs run under mono); text GB2312
    // "请A001号到3号窗口".
    BxkArea area;
    area.place = {0, 0, 128, 16};
    area.text =
        "\xC7\xEB"
        "A001\xBA\xC5\xB5\xBD"
        "3\xBA\xC5\xB4\xB0\xBF\xDA";
    area.speed = 0;
    const auto frame = encode_bxk({1, 0x62, false}, std::span(&area, 1), {});
    CHECK(frame == hex("a5a5a5a5a5a5a5a50100008000000000000162023500a30601000000012c00000000000010"
                       "0010000000021e0000000001010100000a11000000c7eb41303031bac5b5bd33bac5b4b0bf"
                       "dabded5a"));
}

TEST_CASE("a font card reads every row, its place, its time-out and its text", "[display]") {
    std::vector<BxkArea> areas(2);
    areas[0].text = "A1000";
    areas[0].place = {0, 0, 64, 16};
    areas[1].id = 1;
    areas[1].text = "\\FK001 \xA5\x5A\x5B\xA6";  // Every byte that must be escaped.
    areas[1].place = {8, 16, 64, 16};
    areas[1].effect = BxkEffect::to_left;
    const auto message = heard(encode_bxk({0x5AA5, 0x61, false}, areas, {}));
    REQUIRE(message.has_value());
    const auto command = read_font_command(*message);
    REQUIRE(command.has_value());
    CHECK(command->screen == 0x5AA5);
    CHECK(command->source == 0x8000);
    CHECK(command->device == 0x61);
    CHECK(command->display_mode == 1);
    CHECK(command->reply);
    REQUIRE(command->areas.size() == 2);
    CHECK(command->areas[0].text == "A1000");
    CHECK(command->areas[0].run_mode == 2);
    CHECK(command->areas[0].timeout_s == 30);
    CHECK(command->areas[0].width_bytes == 8);
    CHECK(command->areas[0].height == 16);
    CHECK(command->areas[0].single_line == 1);
    CHECK(command->areas[0].display_mode == 1);
    CHECK(command->areas[1].text == areas[1].text);
    CHECK(command->areas[1].x_bytes == 1);
    CHECK(command->areas[1].y == 16);
    CHECK(command->areas[1].display_mode == 3);
    const auto in_bytes = read_font_command(*heard(encode_bxk({1, 0xFE, true}, areas, {})));
    REQUIRE(in_bytes.has_value());
    CHECK(in_bytes->areas[1].y == 2);
    CHECK(in_bytes->areas[1].height == 2);
}

TEST_CASE("a picture card's frame is, byte for byte, the one the maker's own encoder makes",
          "[display]") {
    // Source: github.com/onbonlab/bx.dual.dyn.java (MIT), BxReqSendDynArea.pack() of a 64x32
    // BxPageBmp: 6278 bytes, CRC-32 c74323ef.
    const Canvas picture = reference_picture();
    const auto pixels = bx6_pixels(picture, Bx6Pixels::rgb, {});
    const auto frame = encode_bx6({}, {{64, 32}, pixels}, kAsMaker);
    CHECK(frame.size() == 6278);
    CHECK(crc32_of(frame) == 0xC74323EF);
    CHECK(ByteString(frame.begin(), frame.begin() + 40) ==
          hex("a5a5a5a5a5a5a5a5ffff0080f0006602000000004a18000001a700000001003f0000000000000001"));
}

TEST_CASE("a picture card reads the picture, and clears it when its host dies", "[display]") {
    const Canvas picture = reference_picture();
    const auto pixels = bx6_pixels(picture, Bx6Pixels::rgb, {});
    const auto message = heard(encode_bx6({3, 0x0266}, {{64, 32}, pixels}, {}));
    REQUIRE(message.has_value());
    const auto command = read_picture_command(*message);
    REQUIRE(command.has_value());
    CHECK(command->screen == 3);
    CHECK(command->version == 0xF0);
    CHECK(command->run_mode == 2);
    CHECK(command->timeout_s == 30);
    CHECK(command->all_programmes == 1);
    CHECK(command->at_once == 1);
    CHECK(command->area_type == 0x10);
    CHECK(command->width == 64);
    CHECK(command->height == 32);
    CHECK(command->pages == 1);
    CHECK(command->display_mode == 1);
    CHECK(command->valid_width == 64);
    CHECK(command->pixels == ByteString(picture.bytes().begin(), picture.bytes().end()));
}

TEST_CASE("a picture card of one or two colours gets planes of whole words", "[display]") {
    Canvas picture(40, 2, Depth::rgb);
    picture.fill({0, 0, 1, 1}, {255, 0, 0});
    picture.fill({39, 1, 1, 1}, {0, 255, 0});
    // Source: Data_Preview.cs: rows of whole 32 pixels, a lit lamp is 0, red plane then green.
    const auto dual = bx6_pixels(picture, Bx6Pixels::dual, {});
    REQUIRE(dual.size() == 32);
    CHECK(ByteString(dual.begin(), dual.begin() + 8) == hex("ffffff7fffffffff"));
    CHECK(ByteString(dual.begin() + 24, dual.end()) == hex("fffffffffffffffe"));
    const auto bytes = bx6_pixels(picture, Bx6Pixels::mono, {false, false});
    CHECK(bytes == hex("80000000000000000000000001000000"));
}

TEST_CASE("what an Onbon card answers is understood, and its reason is told", "[display]") {
    CHECK(judge_bxk(font_answer(7, 0)).has_value());
    CHECK(judge_bx6(picture_answer(7, 0)).has_value());
    const auto no_font = judge_bxk(font_answer(7, 12));
    REQUIRE_FALSE(no_font.has_value());
    CHECK(no_font.error().code == Fault::refused);
    CHECK(no_font.error().detail.find("font missing") != std::string::npos);
    CHECK(judge_bx6(picture_answer(7, 3)).error().code == Fault::refused);
    ByteString spoilt = font_answer(7, 0);
    spoilt[20] ^= 1U;
    CHECK(judge_bxk(spoilt).error().code == Fault::garbled);
    CHECK(judge_bx6(font_answer(7, 0)).error().code == Fault::garbled);
}

TEST_CASE("an Onbon answer ends at its last byte, whatever came before it", "[display]") {
    ByteString arrived = hex("00ff5a13");
    const ByteString answer = font_answer(1, 0);
    arrived.insert(arrived.end(), answer.begin(), answer.end());
    const std::size_t whole = arrived.size();
    for (std::size_t size = 0; size < whole; ++size) {
        CHECK(onbon_answer_size(std::span(arrived).first(size)) == 0);
    }
    arrived.push_back(0xA5);
    CHECK(onbon_answer_size(arrived) == whole);
    CHECK(judge_bxk(std::span(arrived).first(whole)).has_value());
}

TEST_CASE("no bytes from the line make a card's reader fall over", "[display]") {
    std::uint32_t random = 12345;
    const auto next = [&] { return random = random * 1664525U + 1013904223U; };
    for (int round = 0; round < 20000; ++round) {
        ByteString bytes = round % 2 == 0 ? font_answer(1, 0) : picture_answer(1, 0);
        bytes.resize(bytes.size() - next() % 8);
        for (unsigned i = next() % 6; i > 0; --i) {
            bytes[next() % bytes.size()] = static_cast<std::uint8_t>(next() >> 24U);
        }
        static_cast<void>(judge_bxk(bytes));
        static_cast<void>(judge_bx6(bytes));
        static_cast<void>(judge_modbus(1, bytes));
        static_cast<void>(art_poll_reply(bytes));
        HuiduReader reader;
        reader.add(bytes);
        while (reader.next()) {
        }
    }
    SUCCEED();
}
