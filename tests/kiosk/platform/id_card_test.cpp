// SPDX-License-Identifier: Apache-2.0
// The identity card reader's frames: ours, its own, and broken ones.
#include "kiosk/input/id_card.h"

#include <catch2/catch.hpp>

#include "tests/kiosk/platform/card_bytes.h"

using namespace hall::input;
using namespace hall::input::tests;

namespace {

std::optional<CardAnswer> answer_in(const std::vector<std::uint8_t>& bytes) {
    CardFrames frames;
    std::optional<CardAnswer> last;
    for (const std::uint8_t byte : bytes) {
        if (auto answer = frames.feed(byte)) {
            last = std::move(answer);
        }
    }
    return last;
}

}  // namespace

TEST_CASE("the reader is asked in its own words", "[platform]") {
    CHECK(frame_of(CardAsk::find) == bytes_of(kFind));
    CHECK(frame_of(CardAsk::select) == bytes_of(kSelect));
    CHECK(frame_of(CardAsk::read) == bytes_of(kRead));
}

TEST_CASE("what the reader answers is told as good or bad", "[platform]") {
    for (const auto good : {kFindOk, kSelectOk}) {
        REQUIRE(answer_in(bytes_of(good)));
        CHECK(answer_in(bytes_of(good))->good());
    }
    for (const auto bad : {kFindNone, kSelectFail, kReadFail}) {
        REQUIRE(answer_in(bytes_of(bad)));
        CHECK_FALSE(answer_in(bytes_of(bad))->good());
    }
}

TEST_CASE("of a card its number is read and nothing else", "[platform]") {
    const auto answer = answer_in(card_frame());
    REQUIRE(answer);
    CHECK(number_in(*answer) == std::string(kCardNumber));
}

TEST_CASE("noise before a frame, and more of the preamble than there should be, is skipped",
          "[platform]") {
    for (const std::string_view noise :
         {"00ff41", "aa", "aaaa", "aaaaaa", "aaaaaa96", "aaaaaa9600"}) {
        INFO(noise);
        std::vector<std::uint8_t> bytes = bytes_of(noise);
        const auto frame = bytes_of(kFindOk);
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        REQUIRE(answer_in(bytes));
        CHECK(answer_in(bytes)->status == 0x9F);
    }
}

TEST_CASE("a byte that was turned on the line makes no card", "[platform]") {
    const auto whole = card_frame();
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::vector<std::uint8_t> bytes = whole;
        bytes[at] ^= 0x20U;
        const auto answer = answer_in(bytes);
        INFO(at);
        CHECK((!answer || !number_in(*answer)));
    }
}

TEST_CASE("a frame that claims to be endless is dropped, and the next one is read", "[platform]") {
    std::vector<std::uint8_t> bytes = bytes_of("aaaaaa9669ffff");
    const auto frame = card_frame();
    bytes.insert(bytes.end(), frame.begin(), frame.end());
    REQUIRE(answer_in(bytes));
    CHECK(number_in(*answer_in(bytes)));
    CHECK_FALSE(answer_in(bytes_of("aaaaaa96690000")));
}

TEST_CASE("a number with a wrong check digit is no card's", "[platform]") {
    CHECK(is_card_number("000000199001010018"));
    CHECK_FALSE(is_card_number("000000199001010019"));
    CHECK_FALSE(is_card_number("000000199001010108"));
    CHECK_FALSE(is_card_number("00000019900101001"));
    CHECK_FALSE(is_card_number("0000001990010100A8"));
    CHECK_FALSE(is_card_number(""));
}
