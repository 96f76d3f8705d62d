// SPDX-License-Identifier: Apache-2.0
#include "sync/pin.h"

#include <catch2/catch.hpp>

using namespace hall::sync;

TEST_CASE("a PIN is kept so that it can be checked and not read", "[sync]") {
    const std::string hash = pin_hash("8001");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(hash.find("8001") == std::string::npos);
    CHECK(pin_fits(hash, "8001"));
    CHECK_FALSE(pin_fits(hash, "8002"));
    CHECK_FALSE(pin_fits(hash, ""));
    CHECK(pin_hash("8001") != hash);  // Salted.
}

TEST_CASE("what is no hash of a PIN fits none", "[sync]") {
    CHECK_FALSE(pin_fits("", ""));
    CHECK_FALSE(pin_fits("8001", "8001"));
    CHECK_FALSE(pin_fits(std::string(4096, '$'), "8001"));
}
