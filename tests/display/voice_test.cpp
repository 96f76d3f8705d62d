// SPDX-License-Identifier: Apache-2.0
// What is said and in which order; no sound in it.
#include <map>

#include <catch2/catch.hpp>

#include "display/voice/planner.h"
#include "tests/display/fixtures.h"

using namespace hall::voice;
using hall::display::test::at;

namespace {

std::string words(const Phrase& phrase, Tongue tongue) {
    std::string text;
    for (const std::string& token : tokens_of(phrase, tongue)) {
        text += (text.empty() ? "" : " ") + token;
    }
    return text;
}

Wanted wanted(const std::string& number, int since_ms = 0) {
    return {number, {number, 3}, at(since_ms)};
}

// "cmn A012" for what is said, "-A012" for what is left out, "." for silence.
std::string told(const std::vector<PlanAction>& actions) {
    std::string text;
    for (const PlanAction& action : actions) {
        if (const auto* say = std::get_if<Say>(&action)) {
            text += std::string(tag_of(say->tongue)) + " " + say->phrase.number;
        } else if (const auto* left = std::get_if<LeftOut>(&action)) {
            text += "-" + left->key;
        } else {
            text += ".";
        }
    }
    return text;
}

// Everything until it falls silent.
std::string rest_of(Planner& planner) {
    std::string text;
    for (int i = 0; planner.is_saying() && i < 100; ++i) {
        text += told(planner.update(Finished{}, at(0))) + "|";
    }
    return text;
}

PlanRules two_tongues() {
    return {.tongues = {Tongue::mandarin, Tongue::english}, .times = 2};
}

}  // namespace

TEST_CASE("a number is spoken digit by digit and a counter as a cardinal", "[voice]") {
    CHECK(words({"A012", 17}, Tongue::mandarin) == "please A 0 1 2 number to 10 7 counter");
    CHECK(words({"A1000", 3}, Tongue::mandarin) == "please A 1 0 0 0 number to 3 counter");
    CHECK(words({"A012", 17, 2}, Tongue::english) == "please A 0 1 2 to counter 17 floor 2");
    CHECK(words({"A012", 3, 2}, Tongue::cantonese) == "please A 0 1 2 number to 2 floor 3 counter");
    CHECK(words({"B7", 1, 0, Pressing::last}, Tongue::mandarin) ==
          "last please B 7 number to 1 counter");
}

TEST_CASE("counters are counted as people of each language count them", "[voice]") {
    const auto counter = [](int n, Tongue tongue) {
        const std::string whole = words({"", n}, tongue);
        const std::string before =
            tongue == Tongue::english ? "please to counter " : "please number to ";
        std::string part = whole.substr(before.size());
        return tongue == Tongue::english ? part : part.substr(0, part.size() - 8);
    };
    CHECK(counter(10, Tongue::mandarin) == "10");
    CHECK(counter(20, Tongue::mandarin) == "2 10");
    CHECK(counter(105, Tongue::mandarin) == "1 100 0 5");
    CHECK(counter(110, Tongue::cantonese) == "1 100 1 10");
    CHECK(counter(44, Tongue::mandarin) == "4 10 4");
    CHECK(counter(44, Tongue::english) == "40 4");
    CHECK(counter(20, Tongue::english) == "20");
    CHECK(counter(105, Tongue::english) == "1 100 and 5");
}

TEST_CASE("whatever can be asked for can be said", "[voice]") {
    for (const Tongue tongue : {Tongue::mandarin, Tongue::english, Tongue::cantonese}) {
        const auto all = all_tokens(tongue);
        for (int n = 1; n <= 999; ++n) {
            for (const auto pressing : {Pressing::first, Pressing::again, Pressing::last}) {
                const Phrase phrase{"AZ0123456789", n, n % 100, pressing};
                for (const std::string& token : tokens_of(phrase, tongue)) {
                    REQUIRE(std::ranges::find(all, token) != all.end());
                }
            }
        }
        for (const std::string& token : all) {
            CHECK(reading_of(token, tongue));
        }
        CHECK_FALSE(reading_of("rm -rf", tongue));
        CHECK(tongue_of(tag_of(tongue)) == tongue);
    }
}

TEST_CASE("a call on a quiet morning is said twice in every language", "[voice]") {
    Planner planner{two_tongues()};
    CHECK(told(planner.update(wanted("A001"), at(0))) == "cmn A001");
    CHECK(rest_of(planner) == "en A001|cmn A001|en A001|.|");
}

TEST_CASE("under backlog the repeats give way first, then the second language", "[voice]") {
    Planner planner{two_tongues()};
    CHECK(told(planner.update(wanted("A001"), at(0))) == "cmn A001");
    for (const char* number : {"A002", "A003", "A004", "A005"}) {
        CHECK(told(planner.update(wanted(number), at(0))).empty());
    }
    // Four wait, then three: first language only. Two and one: both languages once. None: all.
    CHECK(rest_of(planner) ==
          "cmn A002|cmn A003|en A003|cmn A004|en A004|cmn A005|en A005|cmn A005|en A005|.|");
}

TEST_CASE("while somebody has waited long, nobody is called a second time", "[voice]") {
    Planner planner{two_tongues()};
    (void)planner.update(wanted("A001", 0), at(0));
    (void)planner.update(wanted("A002", 1000), at(1000));
    CHECK(told(planner.update(Finished{}, at(14'000))) == "cmn A002");
}

TEST_CASE("a recall takes the place of the call that still waits", "[voice]") {
    Planner planner{{.times = 1}};
    (void)planner.update(wanted("A001"), at(0));
    (void)planner.update(wanted("A002"), at(0));
    (void)planner.update(wanted("A003"), at(0));
    Wanted again = wanted("A002");
    again.phrase.counter = 9;
    (void)planner.update(again, at(5));
    const auto next = planner.update(Finished{}, at(10));
    REQUIRE(next.size() == 1);
    CHECK(std::get<Say>(next[0]).phrase.counter == 9);
    CHECK(rest_of(planner) == "cmn A003|.|");
}

TEST_CASE("a recall of what is being said is said after the others", "[voice]") {
    Planner planner{{.times = 2}};
    (void)planner.update(wanted("A001"), at(0));
    (void)planner.update(wanted("A002"), at(0));
    (void)planner.update(wanted("A001"), at(3));
    CHECK(rest_of(planner) == "cmn A002|cmn A001|cmn A001|.|");
}

TEST_CASE("who came already is not called any more", "[voice]") {
    Planner planner{{.times = 2}};
    (void)planner.update(wanted("A001"), at(0));
    (void)planner.update(wanted("A002"), at(0));
    CHECK(told(planner.update(Withdrawn{"A002"}, at(1))) == "-A002");
    CHECK(told(planner.update(Withdrawn{"A001"}, at(1))).empty());  // It is said to its end …
    CHECK(rest_of(planner) == ".|");                                // … and not once more.
}

TEST_CASE("in quiet hours nothing is said, and nothing is made up for", "[voice]") {
    Planner planner{{.times = 1}};
    (void)planner.update(wanted("A001"), at(0));
    (void)planner.update(wanted("A002"), at(0));
    CHECK(told(planner.update(Loudness{0}, at(1))) == "-A002");
    CHECK(told(planner.update(wanted("A003"), at(2))) == "-A003");
    CHECK(rest_of(planner) == ".|");
    (void)planner.update(Loudness{40}, at(3));
    const auto said = planner.update(wanted("A004"), at(4));
    REQUIRE(said.size() == 1);
    CHECK(std::get<Say>(said[0]).percent == 40);
}

TEST_CASE("a queue that is full lets the oldest go and says so", "[voice]") {
    Planner planner{{.times = 1, .most_waiting = 2}};
    (void)planner.update(wanted("A001"), at(0));
    (void)planner.update(wanted("A002"), at(0));
    (void)planner.update(wanted("A003"), at(0));
    CHECK(told(planner.update(wanted("A004"), at(0))) == "-A002");
    CHECK(planner.lag(at(0)).left_out == 1);
}

TEST_CASE("the lag is counted from the call to the first word", "[voice]") {
    Planner planner{{.times = 1}};
    (void)planner.update(wanted("A001", 0), at(100));
    (void)planner.update(wanted("A002", 1000), at(1000));
    CHECK(planner.lag(at(4000)).oldest_waiting == Milliseconds(3000));
    (void)planner.update(Finished{}, at(5000));
    const Lag lag = planner.lag(at(5000));
    CHECK(lag.said == 2);
    CHECK(lag.waiting == 0);
    CHECK(lag.worst == Milliseconds(4000));
    CHECK(lag.p99 == Milliseconds(4000));
}

TEST_CASE("the chime rings once for a call, and briefly while others wait", "[voice]") {
    Planner planner{{.times = 2}};
    const auto first = planner.update(wanted("A001"), at(0));
    CHECK(std::get<Say>(first[0]).chime == Chime::full);
    CHECK(std::get<Say>(planner.update(Finished{}, at(1))[0]).chime == Chime::none);
    (void)planner.update(wanted("A002"), at(2));
    (void)planner.update(wanted("A003"), at(2));
    CHECK(std::get<Say>(planner.update(Finished{}, at(3))[0]).chime == Chime::brief);
}
