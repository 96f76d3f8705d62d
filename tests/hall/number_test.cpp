// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/number.h"

#include <set>

#include <catch2/catch.hpp>

using namespace hall;

namespace {

// Everything that a day can give out in a band.
constexpr int kWalkIns = 799 + 8'000 + 80'000;
constexpr int kAppointments = 199 + 1'000 + 10'000;

std::string label(Band band, int ordinal, Lane lane = kHubLane) {
    return label_of({"A", lane, *nth_number(band, ordinal)});
}

}  // namespace

TEST_CASE("walk-in numbers grow to four digits instead of wrapping", "[hall]") {
    CHECK(label(Band::walk_in, 1) == "A001");
    CHECK(label(Band::walk_in, 799) == "A799");
    CHECK(label(Band::walk_in, 800) == "A1000");
    CHECK(label(Band::walk_in, 8799) == "A8999");
    CHECK(label(Band::walk_in, 8800) == "A10000");
}

TEST_CASE("appointments have a band of their own", "[hall]") {
    CHECK(label(Band::appointment, 1) == "A801");
    CHECK(label(Band::appointment, 199) == "A999");
    CHECK(label(Band::appointment, 200) == "A9000");
    CHECK(label(Band::appointment, 1200) == "A90000");
}

TEST_CASE("a hall that begins with four digits begins at A1000", "[hall]") {
    CHECK(nth_number(Band::walk_in, 1, 4) == 1000);
    CHECK(nth_number(Band::walk_in, 8001, 4) == 10'000);
    CHECK(nth_number(Band::appointment, 1, 4) == 9000);
}

TEST_CASE("no number of a day is given out twice, and each is found again", "[hall]") {
    const int digits = GENERATE(3, 4);
    std::set<int> seen;
    for (const Band band : {Band::walk_in, Band::appointment}) {
        for (int ordinal = 1; nth_number(band, ordinal, digits); ++ordinal) {
            const int no = *nth_number(band, ordinal, digits);
            if (!seen.insert(no).second || ordinal_of(band, no, digits) != ordinal) {
                FAIL("number " << no << " at place " << ordinal);
            }
        }
    }
    if (digits == 3) {
        CHECK(seen.size() == kWalkIns + kAppointments);
        CHECK_FALSE(seen.contains(800));
    }
}

TEST_CASE("when even five digits are used up there is no number, not a wrong one", "[hall]") {
    CHECK(nth_number(Band::walk_in, kWalkIns));
    CHECK_FALSE(nth_number(Band::walk_in, kWalkIns + 1));
    CHECK_FALSE(nth_number(Band::appointment, kAppointments + 1));
    CHECK_FALSE(nth_number(Band::walk_in, 0));
    CHECK_FALSE(nth_number(Band::walk_in, -5));
    CHECK_FALSE(ordinal_of(Band::walk_in, 801));
    CHECK_FALSE(ordinal_of(Band::appointment, 12));
}

TEST_CASE("a kiosk's own numbers carry its letter, from Z down, never I or O", "[hall]") {
    CHECK(label_of({"A", 1, 7}) == "AZ007");
    CHECK(label_of({"A", 2, 1000}) == "AY1000");

    std::set<char> letters;
    for (Lane lane = 1; lane <= kLaneMax; ++lane) {
        const char letter = letter_of(lane);
        CHECK((letter >= 'A' && letter <= 'Z' && letter != 'I' && letter != 'O'));
        letters.insert(letter);
    }
    CHECK(letters.size() == kLaneMax);
}

TEST_CASE("one number has one spelling, over all prefixes and lanes", "[hall]") {
    std::set<std::string> labels;
    std::size_t made = 0;
    for (const char prefix : std::string("ABCDEFGHJKLMNPQRSTUVWXYZ")) {
        for (Lane lane = 0; lane <= kLaneMax; ++lane) {
            for (const int no : {1, 12, 799, 801, 999, 1000, 8999, 9000, 10'000, 99'999}) {
                const Number number{std::string(1, prefix), lane, no};
                if (number_from(label_of(number)) != number) {
                    FAIL(label_of(number));
                }
                labels.insert(label_of(number));
                ++made;
            }
        }
    }
    CHECK(labels.size() == made);
}

TEST_CASE("a label may be typed in small letters", "[hall]") {
    CHECK(number_from("az007") == Number{"A", 1, 7});
    CHECK(number_from("b1000") == Number{"B", kHubLane, 1000});
}

TEST_CASE("what is nobody's label is refused", "[hall]") {
    const auto* text = GENERATE("", "A", "A1", "A01", "012", "A0012", "A000", "AA007", "ABC001",
                                "I001", "AO001", "A012 ", " A012", "A-12", "A12x", "A123456",
                                "A99999999999999", "號012", "A+12", "AZ", "A\xFF\xFF\xFF");
    INFO(text);

    CHECK_FALSE(number_from(text));
}
