// SPDX-License-Identifier: Apache-2.0
#include "printer/status.h"

#include <random>

#include <catch2/catch.hpp>

using namespace hall::printer;

namespace {

State answered(std::uint8_t one, std::uint8_t two, std::uint8_t three, std::uint8_t four) {
    State state;
    fold(RealTimeReply{RealTime::printer, one}, state);
    fold(RealTimeReply{RealTime::offline_cause, two}, state);
    fold(RealTimeReply{RealTime::error_cause, three}, state);
    fold(RealTimeReply{RealTime::paper, four}, state);
    return state;
}

// A reply as text, so that lists of them can be compared.
std::string told(const Reply& reply) {
    if (const auto* one = std::get_if<RealTimeReply>(&reply)) {
        return "T" + std::to_string(static_cast<int>(one->question)) + ":" +
               std::to_string(one->bits);
    }
    if (const auto* one = std::get_if<AutomaticStatus>(&reply)) {
        return "A" + std::to_string(one->bytes[0]) + "," + std::to_string(one->bytes[2]);
    }
    if (const auto* one = std::get_if<InOrderReply>(&reply)) {
        return "R" + std::to_string(one->bits);
    }
    if (const auto* one = std::get_if<ProcessReply>(&reply)) {
        return "P" + std::string(one->key.data(), one->key.size());
    }
    if (const auto* one = std::get_if<OtherBlock>(&reply)) {
        return "B" + one->text;
    }
    return "S" + std::to_string(std::get<Stray>(reply).byte);
}

ReplyStream asked_all() {
    ReplyStream stream;
    for (int n = 1; n <= 4; ++n) {
        stream.asked(static_cast<RealTime>(n));
    }
    stream.asked_in_order();
    return stream;
}

}  // namespace

TEST_CASE("staff are told the one thing that keeps the printer from printing",
          "[printer][status]") {
    CHECK_FALSE(fault_of(answered(0x12, 0x12, 0x12, 0x12)).has_value());
    CHECK_FALSE(fault_of(answered(0x12, 0x12, 0x12, 0x1E)).has_value());
    CHECK(answered(0x12, 0x12, 0x12, 0x1E).paper == Paper::near_end);
    CHECK(fault_of(answered(0x1A, 0x16, 0x12, 0x12)) == Fault::cover_open);
    CHECK(fault_of(answered(0x1A, 0x32, 0x12, 0x7E)) == Fault::paper_out);
    CHECK(fault_of(answered(0x1A, 0x52, 0x1A, 0x12)) == Fault::cutter);
    CHECK(fault_of(answered(0x1A, 0x52, 0x32, 0x12)) == Fault::broken);
    CHECK(fault_of(answered(0x1A, 0x52, 0x52, 0x12)) == Fault::head_hot);
    CHECK(fault_of(answered(0x1A, 0x12, 0x12, 0x12)) == Fault::offline);
    CHECK(fault_of(answered(0x1A, 0x36, 0x1A, 0x72)) == Fault::cutter);
}

TEST_CASE("what a printer does not say is unknown, not fine", "[printer][status]") {
    const State nothing;
    CHECK_FALSE(fault_of(nothing).has_value());
    CHECK(nothing.paper == Paper::unknown);
    CHECK(nothing.cover_open == Sign::unknown);
    CHECK(describe(nothing).find("paper: unknown") != std::string::npos);
    State some;
    fold(RealTimeReply{RealTime::paper, 0x12}, some);
    CHECK(some.paper == Paper::ok);
    CHECK(some.cutter_error == Sign::unknown);
}

TEST_CASE("a status that comes unasked counts as much", "[printer][status]") {
    State state;
    fold(AutomaticStatus{{0x38, 0x00, 0x0F, 0x0F}}, state);
    CHECK(state.paper == Paper::out);
    CHECK(state.cover_open == Sign::yes);
    CHECK(fault_of(state) == Fault::cover_open);
    fold(AutomaticStatus{{0x10, 0x08, 0x00, 0x0F}}, state);
    CHECK(fault_of(state) == Fault::cutter);
}

TEST_CASE("every kind of answer is told apart however the transfers split them",
          "[printer][status]") {
    // Two answers, a status of its own accord in between, a process id, flow control, the rest.
    const std::vector<std::uint8_t> bytes{0x12, 0x16, 0x14, 0x00, 0x03, 0x0F, 0x37, 0x22,
                                          'a',  'B',  '3',  '+',  0x00, 0x11, 0x12, 0x5F,
                                          'E',  'P',  'S',  0x00, 0x13, 0x00, 0x7E};
    std::vector<std::string> whole;
    ReplyStream all = asked_all();
    for (const Reply& reply : all.take(bytes)) {
        whole.push_back(told(reply));
    }
    CHECK(whole == std::vector<std::string>{"T1:18", "T2:22", "A20,3", "PaB3+", "T3:18", "BEPS",
                                            "R0", "T4:126"});
    CHECK(all.open_real_time() == 0);
    CHECK(all.open_in_order() == 0);
    for (std::size_t first = 0; first <= bytes.size(); ++first) {
        for (std::size_t second = first; second <= bytes.size(); ++second) {
            ReplyStream stream = asked_all();
            std::vector<std::string> parts;
            const std::span rest(bytes);
            for (const auto part :
                 {rest.first(first), rest.subspan(first, second - first), rest.subspan(second)}) {
                for (const Reply& reply : stream.take(part)) {
                    parts.push_back(told(reply));
                }
            }
            REQUIRE(parts == whole);
        }
    }
}

TEST_CASE("bytes nobody asked for do not upset the printer's answers", "[printer][status]") {
    ReplyStream stream;
    CHECK(told(stream.take(std::vector<std::uint8_t>{0x12}).at(0)) == "S18");
    CHECK(told(stream.take(std::vector<std::uint8_t>{0xFF}).at(0)) == "S255");
    // The head of a block that never was one, and half of an automatic status.
    stream.asked(RealTime::paper);
    CHECK(told(stream.take(std::vector<std::uint8_t>{0x37, 0x12}).at(0)) == "T4:18");
    stream.asked(RealTime::paper);
    CHECK(told(stream.take(std::vector<std::uint8_t>{0x10, 0x00, 0x12}).at(0)) == "T4:18");
}

TEST_CASE("after any noise the next answer is understood", "[printer][status]") {
    std::mt19937 random(20250115);
    for (int round = 0; round < 300; ++round) {
        ReplyStream stream;
        std::vector<std::uint8_t> noise(random() % 120);
        for (auto& byte : noise) {
            byte = static_cast<std::uint8_t>(random());
        }
        (void)stream.take(noise);
        stream.give_up_real_time();
        stream.reset();
        stream.asked(RealTime::offline_cause);
        const auto replies = stream.take(std::vector<std::uint8_t>{0x16});
        REQUIRE(replies.size() == 1);
        CHECK(told(replies[0]) == "T2:22");
    }
}
