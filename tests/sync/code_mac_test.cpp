// SPDX-License-Identifier: Apache-2.0
#include "sync/code_mac.h"

#include <set>

#include <catch2/catch.hpp>

#include "tests/sync/wire_samples.h"

using namespace hall;
using namespace hall::sync;
using namespace hall::sync::test;

TEST_CASE("a phone's token is the same wherever the hall's key is", "[sync]") {
    const std::string token = phone_token(id(1), "the hall's key");
    CHECK(token.size() == 26);
    CHECK(phone_token(id(1), "the hall's key") == token);
    // HMAC-SHA-256 of "GH1.P." and the id, first 128 bits; computed in Python.
    CHECK(phone_token(*uuid_from("019c1d5e-2b00-7a01-8b02-0c0d0e0f1011"), "key") ==
          "J7C5747S5CE9BWHXEHCT7ZEFWR");
}

TEST_CASE("no two tickets and no two halls share a token", "[sync]") {
    std::set<std::string> seen;
    for (std::uint64_t n = 0; n < 2000; ++n) {
        CHECK(seen.insert(phone_token(id(n), "one hall")).second);
        CHECK(seen.insert(phone_token(id(n), "another hall")).second);
    }
}

TEST_CASE("a token is read in either case, and nothing else is read as one", "[sync]") {
    const std::string token = phone_token(id(7), "key");
    std::string small = token;
    for (char& c : small) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    CHECK(phone_token_from(token) == token);
    CHECK(phone_token_from(small) == token);
    for (const std::string& bad :
         {std::string{}, token + "0", token.substr(1), std::string(26, 'U'), std::string(26, '.'),
          token.substr(0, 25) + "\xC3", std::string(26, '\0')}) {
        INFO(bad);
        CHECK_FALSE(phone_token_from(bad));
    }
}

TEST_CASE("a slip's short code is signed by the hall's key alone", "[sync]") {
    const std::string code = "GH1.T.HALL.261123.A.012";
    CHECK(code_mac(code, "key").size() == 8);
    CHECK(code_mac(code, "key") != code_mac(code, "kez"));
    CHECK(code_mac(code, "key") != code_mac("GH1.T.HALL.261123.A.013", "key"));
}
