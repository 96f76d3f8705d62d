// SPDX-License-Identifier: Apache-2.0
#include "sync/backoff.h"

#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace hall::sync;
using namespace std::chrono_literals;

TEST_CASE("tries come after 0.2, 0.4, 0.8 … seconds at most, and never later than 10", "[sync]") {
    std::mt19937 bits(20251123);
    for (int run = 0; run < 1'000; ++run) {
        Backoff backoff;
        auto ceiling = 200ms;
        for (int i = 0; i < 12; ++i) {
            const auto wait = backoff.next(static_cast<std::uint32_t>(bits()));
            REQUIRE(wait >= ceiling / 2);
            REQUIRE(wait <= ceiling);
            ceiling = std::min(ceiling * 2, 10'000ms);
        }
        REQUIRE(backoff.tries() == 12);
    }
}

TEST_CASE("five hundred boards do not come back in the same instant", "[sync]") {
    std::mt19937 bits(7);
    std::set<std::chrono::milliseconds> waits;
    for (int board = 0; board < 500; ++board) {
        Backoff backoff;
        for (int i = 0; i < 6; ++i) {
            static_cast<void>(backoff.next(static_cast<std::uint32_t>(bits())));
        }
        waits.insert(backoff.next(static_cast<std::uint32_t>(bits())));
    }
    CHECK(waits.size() > 400);
}

TEST_CASE("after it worked the waits begin short again", "[sync]") {
    Backoff backoff;
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(backoff.next(0xFFFFFFFFU));
    }
    CHECK(backoff.next(0) == 5'000ms);
    backoff.reset();
    CHECK(backoff.next(0) == 100ms);
    CHECK(Backoff(1ms, 1ms).next(0xFFFFFFFFU) <= 1ms);
}
