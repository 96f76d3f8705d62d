// SPDX-License-Identifier: Apache-2.0
// An address that a manager typed leads out of the hall, or into a network that was opened.
#include "sync/service/address_guard.h"

#include <string>

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::service;

TEST_CASE("the Internet may be reached") {
    const std::string address =
        GENERATE("1.1.1.1", "8.8.8.8", "172.32.0.1", "172.15.255.255", "100.63.255.255",
                 "100.128.0.1", "198.17.255.255", "2606:4700:4700::1111", "2a00:1450::1");
    CHECK(AddressGuard{}.allows(address));
}

TEST_CASE("neither this machine nor a private or special network may be reached") {
    const std::string address = GENERATE(
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.0.170",
        "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1", "::7f00:1");
    CHECK_FALSE(AddressGuard{}.allows(address));
}

TEST_CASE("what is no address may not be reached") {
    const std::string text = GENERATE("", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.4/8",
                                      "08.8.8.8", "8.8.8.8 ", "[::1]", "g::1", "%");
    CHECK_FALSE(AddressGuard{}.allows(text));
    CHECK_FALSE(AddressGuard{}.is_own(text));
}

TEST_CASE(
    "a network that the administrator opened may be reached, to its last address and no further") {
    const AddressGuard guard{{network_from("10.1.2.128/25").value(),
                              network_from("192.168.7.9").value(),
                              network_from("fd00:aa::/32").value()}};
    CHECK(guard.allows("10.1.2.128"));
    CHECK(guard.allows("10.1.2.255"));
    CHECK(guard.allows("::ffff:10.1.2.200"));
    CHECK_FALSE(guard.allows("10.1.2.127"));
    CHECK_FALSE(guard.allows("10.1.3.128"));
    CHECK(guard.allows("192.168.7.9"));
    CHECK_FALSE(guard.allows("192.168.7.8"));
    CHECK(guard.allows("fd00:aa:ffff::1"));
    CHECK_FALSE(guard.allows("fd00:ab::1"));
    CHECK(guard.is_own("10.1.2.200"));
    CHECK_FALSE(guard.is_own("8.8.8.8"));
}

TEST_CASE("a network of no sense is refused with an example") {
    const std::string text = GENERATE("", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                                      "fd00::/129", "office", "/8");
    const auto network = network_from(text);
    REQUIRE_FALSE(network);
    CHECK(network.error().code == sync::Fault::bad_settings);
    CHECK(network.error().detail.find("10.1.2.0/24") != std::string::npos);
}

TEST_CASE("the whole Internet can be opened and nothing of the other kind with it") {
    const AddressGuard guard{{network_from("0.0.0.0/0").value()}};
    CHECK(guard.allows("127.0.0.1"));
    CHECK_FALSE(guard.allows("::1"));
}
