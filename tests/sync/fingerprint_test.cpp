// SPDX-License-Identifier: Apache-2.0
#include "sync/fingerprint.h"

#include <catch2/catch.hpp>

using namespace hall::sync;

TEST_CASE("a code with the hall's authority is read however it was written down", "[sync]") {
    const EnrolCode code{"7K3M9QXA", "MK6SZ79T1ASNGVE4D33C"};
    CHECK(show_enrol_code(code) == "7K3M9QXA-MK6SZ-79T1A-SNGVE-4D33C");
    for (const char* text :
         {"7K3M9QXA-MK6SZ-79T1A-SNGVE-4D33C", "7k3m 9qxa mk6sz79t1asngve4d33c"}) {
        const auto read = read_enrol_code(text);
        REQUIRE(read);
        CHECK(read->code == code.code);
        CHECK(read->authority == code.authority);
    }
    CHECK(read_enrol_code("7K3M 9QXA")->authority.empty());
    for (const char* wrong : {"", "7K3M9QX", "7K3M9QXA-MK6SZ", "7K3M9QXO", "../../../x",
                              "7K3M9QXA-MK6SZ-79T1A-SNGVE-4D33CC"}) {
        const auto read = read_enrol_code(wrong);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Fault::bad_settings);
    }
}

TEST_CASE("the short form of a fingerprint is its first 100 bits", "[sync]") {
    CHECK(short_fingerprint("a4cd9f9d3a0ab3586dc468c6c5725b1b76bd2683785fe6b2da5fe8fcb085358f") ==
          "MK6SZ79T1ASNGVE4D33C");
    CHECK(short_fingerprint(std::string(64, 'f')) == std::string(20, 'Z'));
}
