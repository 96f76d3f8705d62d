// SPDX-License-Identifier: Apache-2.0
#include "sync/service/buckets.h"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::service;
using namespace std::chrono_literals;

namespace {

int taken(Buckets& buckets, const std::string& key, Moment now, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) {
        count += buckets.take(key, now) ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("who asks too often waits, and only they", "[service]") {
    Buckets buckets{{.burst = 5, .refill = 1s}};
    Moment now{1h};
    CHECK(taken(buckets, "a", now, 20) == 5);
    CHECK(taken(buckets, "b", now, 20) == 5);
    now += 3s;
    CHECK(taken(buckets, "a", now, 20) == 3);
    now += 1h;
    CHECK(taken(buckets, "a", now, 20) == 5);  // Never more than one bucket.
}

TEST_CASE("one question a second is never refused", "[service]") {
    Buckets buckets{{.burst = 5, .refill = 1s}};
    Moment now{1h};
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(buckets.take("a", now));
        now += 1s;
    }
}

TEST_CASE("ten thousand addresses cost memory for as many and no more", "[service]") {
    Buckets buckets{{.burst = 5, .refill = 1s, .keys_max = 100}};
    Moment now{1h};
    for (int i = 0; i < 500; ++i) {
        CHECK(buckets.take(std::to_string(i), now) == (i < 100));
    }
    CHECK(buckets.keys() == 100);
    now += 2s;  // Those who asked once are as good as new.
    CHECK(buckets.take("new", now));
    CHECK(buckets.keys() == 1);
}

TEST_CASE("a clock set back keeps nobody waiting", "[service]") {
    Buckets buckets{{.burst = 5, .refill = 1s}};
    const Moment now{100h};
    CHECK(taken(buckets, "a", now, 20) == 5);
    CHECK(taken(buckets, "a", now - 24h, 20) == 5);
    CHECK(taken(buckets, "a", now - 24h, 20) == 0);
}
