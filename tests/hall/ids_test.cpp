// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/ids.h"

#include <set>

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

TEST_CASE("an id reads the same after it was written", "[hall]") {
    const Uuid id = make_uuid(moment_from(1'795'395'600'123), 0xABCDEF, 0x0123456789ABCDEF);

    CHECK(text_of(id).size() == 36);
    CHECK(uuid_from(text_of(id)) == id);
    CHECK_FALSE(id.empty());
    CHECK(Uuid{}.empty());
}

// Source: RFC 9562, appendix A.6.
TEST_CASE("an id begins with its moment, as RFC 9562 lays it out", "[hall]") {
    const Uuid id = make_uuid(moment_from(0x017F22E279B0), 0, 0);

    CHECK(text_of(id).substr(0, 15) == "017f22e2-79b0-7");
    CHECK((id.bytes[8] >> 6U) == 2);
}

TEST_CASE("ids of later tickets sort after those of earlier ones", "[hall]") {
    const Moment first = moment_from(1'795'395'600'000);

    CHECK(make_uuid(first, ~0ULL, ~0ULL) < make_uuid(first + 1ms, 0, 0));
}

TEST_CASE("every random bit that may vary does", "[hall]") {
    std::set<Uuid> seen;
    for (unsigned bit = 0; bit < 64; ++bit) {
        seen.insert(make_uuid(Moment{}, 1ULL << bit, 0));
        seen.insert(make_uuid(Moment{}, 0, 1ULL << bit));
    }
    CHECK(seen.size() == 1 + 12 + 62);  // None set, and each of the 74.
}

TEST_CASE("what is not exactly an id is none", "[hall]") {
    const auto* text = GENERATE(
        "", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2x79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff");
    INFO(text);

    CHECK_FALSE(uuid_from(text));
}

TEST_CASE("a day reads the same after it was written, leap days too", "[hall]") {
    const auto* text = GENERATE("2026-11-23", "2028-02-29", "2026-12-31", "2000-02-29");

    REQUIRE(day_from(text));
    CHECK(text_of(*day_from(text)) == text);
}

TEST_CASE("what is no day of the calendar is refused", "[hall]") {
    const auto* text =
        GENERATE("", "2027-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-11-31",
                 "2026-11-00", "2026-1-01", "20261123", "2026-11-2x", "-026-11-23", "2026-+1-23");
    INFO(text);

    CHECK_FALSE(day_from(text));
}
