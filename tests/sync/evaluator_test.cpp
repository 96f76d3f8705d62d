// SPDX-License-Identifier: Apache-2.0
#include "sync/evaluator.h"

#include <random>

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::sync;
using namespace std::chrono_literals;

namespace {

const Moment kNow{100h};

struct Line {
    std::uint64_t ids = 0;
    Evaluator evaluator{CounterId{"W03"}, DeviceId{"E03"},
                        [this] { return make_uuid(kNow, 7, ++ids); }};

    std::string press(const std::string& payload, Moment at = kNow) {
        return evaluator.hear(evaluator_frame(payload), at);
    }
};

}  // namespace

TEST_CASE("a frame is read whole, in pieces and among noise", "[sync]") {
    const std::string frame = evaluator_frame("G1A5cf");
    CHECK(frame ==
          "\x02G1A5cf\x03"
          "07");
    EvaluatorReader reader;
    CHECK(reader.take(frame) == std::vector<std::string>{"G1A5cf"});
    std::vector<std::string> heard;
    for (const char c :
         "\xFFnoise\x02"
         "G1" +
             frame + "more\x03" + frame) {
        for (std::string& payload : reader.take(std::string_view(&c, 1))) {
            heard.push_back(std::move(payload));
        }
    }
    CHECK(heard == std::vector<std::string>{"G1A5cf", "G1A5cf"});
}

TEST_CASE("no single damaged byte becomes a grade", "[sync]") {
    const std::string frame = evaluator_frame("G0A1");
    for (std::size_t i = 0; i < frame.size(); ++i) {
        for (int change = 1; change < 256; ++change) {
            std::string damaged = frame;
            damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ change);
            CHECK(EvaluatorReader{}.take(damaged).empty());
        }
    }
}

TEST_CASE("any bytes at all are survived, in bounded memory", "[sync]") {
    std::mt19937 random{7};
    Line line;
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 50, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random() % 6 == 0 ? 2 + random() % 2 : random() % 256);
        }
        (void)line.evaluator.hear(bytes, kNow);
    }
    CHECK(line.ids == 0);
}

TEST_CASE("a press is sent once and answered, however often it is said", "[sync]") {
    Line line;
    CHECK(line.evaluator.waiting() == nullptr);
    CHECK(line.press("G015ac").empty());
    CHECK(line.press("G015ac", kNow + 1s).empty());
    REQUIRE(line.evaluator.waiting() != nullptr);
    const Evaluator::Press press = *line.evaluator.waiting();
    CHECK(press.order.grade == 5);
    CHECK(press.order.reasons == std::vector{RatingReason::attitude, RatingReason::waiting});
    CHECK(press.order.counter == CounterId{"W03"});
    CHECK(press.order.device == DeviceId{"E03"});
    CHECK(press.order.source == RatingSource::evaluator);
    CHECK_FALSE(press.order.ticket);
    CHECK(press.pressed == kNow);

    CHECK(line.evaluator.answered(Evaluator::Verdict::taken) == evaluator_frame("A01"));
    CHECK(line.evaluator.waiting() == nullptr);
    CHECK(line.press("G015ac") == evaluator_frame("A01"));  // The answer was lost.
    CHECK(line.evaluator.waiting() == nullptr);
    CHECK(line.ids == 1);

    CHECK(line.press("G021").empty());
    CHECK(line.evaluator.answered(Evaluator::Verdict::refused) == evaluator_frame("N02"));
    CHECK(line.ids == 2);
}

TEST_CASE("what is no grade is no press", "[sync]") {
    Line line;
    for (const char* payload : {"G", "G01", "G010", "G016", "G01x", "Gzz1", "X011", ""}) {
        INFO(payload);
        CHECK(line.press(payload).empty());
    }
    // A grade that is sound but for its reasons is answered, so that nobody repeats it for ever.
    for (const char* payload : {"G015g", "G015aa", "G013a"}) {
        INFO(payload);
        CHECK(line.press(payload) == evaluator_frame("N01"));
    }
    CHECK(line.ids == 0);
}

TEST_CASE("presses wait in their order, and not without end", "[sync]") {
    Line line;
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto payload = [&](std::size_t i) {
        return std::string("G") + kHex[i / 16] + kHex[i % 16] + "2";
    };
    for (std::size_t i = 0; i < Evaluator::kWaitingMost; ++i) {
        CHECK(line.press(payload(i)).empty());
    }
    CHECK(line.press(payload(99)) == evaluator_frame("N63"));
    CHECK(line.evaluator.answered(Evaluator::Verdict::taken) == evaluator_frame("A00"));
    CHECK(line.evaluator.answered(Evaluator::Verdict::taken) == evaluator_frame("A01"));
}

TEST_CASE("the evaluator is told what to ask, and again when it was switched on", "[sync]") {
    Line line;
    CHECK(line.press("H") == evaluator_frame("C"));
    CHECK(line.evaluator.show("A012") == evaluator_frame("PA012"));
    CHECK(line.evaluator.show("A012").empty());
    CHECK(line.press("H") == evaluator_frame("PA012"));
    CHECK(line.evaluator.show(std::nullopt) == evaluator_frame("C"));
}
