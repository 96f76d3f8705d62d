// SPDX-License-Identifier: Apache-2.0
#include "sync/service/accounts.h"

#include <catch2/catch.hpp>

#include "sync/service/routing.h"

using namespace hall;
using namespace hall::service;

namespace {

Accounts two_people() {
    return Accounts{
        {{"S001", {"S001", {"clerk"}, "8001"}}, {"S104", {"S104", {"clerk", "manager"}, "8104"}}}};
}

AccountWish wish(std::vector<std::string> roles, std::string pin = {}) {
    return {.roles = std::move(roles), .active = true, .pin = std::move(pin), .pin_hash = {}};
}

std::string code(const std::optional<Denied>& denied) {
    return denied ? std::to_string(denied->status) + " " + std::string(denied->code) : "may";
}

}  // namespace

TEST_CASE("an account is only what a hall can do something with", "[service]") {
    const Accounts accounts = two_people();
    CHECK(code(accounts.against("T1", wish({"clerk"}, "4711"))) == "may");
    CHECK(code(accounts.against("", wish({"clerk"}, "4711"))) == "422 id_invalid");
    CHECK(code(accounts.against("../x", wish({"clerk"}, "4711"))) == "422 id_invalid");
    CHECK(code(accounts.against(std::string(65, 'a'), wish({"clerk"}, "4711"))) ==
          "422 id_invalid");
    CHECK(code(accounts.against("T1", wish({}, "4711"))) == "422 role_unknown");
    CHECK(code(accounts.against("T1", wish({"king"}, "4711"))) == "422 role_unknown");
    CHECK(code(accounts.against("T1", wish({"clerk"}))) == "422 pin_missing");
}

TEST_CASE("a PIN that anybody would try first is not taken", "[service]") {
    const Accounts accounts = two_people();
    for (const char* weak : {"1", "471", "0000", "T111"}) {
        CHECK(code(accounts.against("T111", wish({"clerk"}, weak))) == "422 pin_weak");
    }
    CHECK(code(accounts.against("T111", wish({"clerk"}, std::string(65, 'x') + "y"))) ==
          "422 pin_weak");
    CHECK(code(accounts.against("T111", wish({"manager"}, "4711"))) == "422 pin_weak");
    CHECK(code(accounts.against("T111", wish({"auditor"}, "long enough"))) == "may");
}

TEST_CASE("a counter's PIN does not open the manager's page", "[service]") {
    const Accounts accounts = two_people();
    CHECK(code(accounts.against("S001", wish({"clerk", "reception"}))) == "may");
    CHECK(code(accounts.against("S001", wish({"clerk", "manager"}))) == "422 pin_missing");
}

TEST_CASE("a hall always has somebody who can run it", "[service]") {
    Accounts accounts = two_people();
    CHECK(code(accounts.against("S104", wish({"clerk"}))) == "409 last_manager");
    AccountWish asleep = wish({"clerk", "manager"});
    asleep.active = false;
    CHECK(code(accounts.against("S104", asleep)) == "409 last_manager");
    CHECK(code(accounts.against_removal("S104")) == "409 last_manager");
    CHECK(code(accounts.against_removal("S999")) == "404 user_unknown");

    AccountWish second = wish({"manager"}, "another one");
    second.pin_hash = "hash";
    accounts.apply(Accounts::changed("M2", second, ""));
    CHECK(code(accounts.against_removal("S104")) == "may");
    accounts.apply(Accounts::removed("S104"));
    CHECK(accounts.active("S104") == nullptr);
    CHECK(code(accounts.against_removal("M2")) == "409 last_manager");
}

TEST_CASE("a new PIN takes the place of the old one and ends the session at the counter",
          "[service]") {
    Accounts accounts = two_people();
    AccountWish changed = wish({"clerk"}, "471 147");
    changed.pin_hash = "hash";
    accounts.apply(Accounts::changed("S104", changed, "seat-session"));
    CHECK(accounts.is_ended("seat-session"));
    CHECK(accounts.active("S104")->pin.empty());
    CHECK(accounts.active("S104")->pin_hash == "hash");
    AccountWish asleep = wish({"clerk"});
    asleep.active = false;
    accounts.apply(Accounts::changed("S104", asleep, ""));
    CHECK(accounts.active("S104") == nullptr);
}

TEST_CASE("an event that nobody can read changes no account", "[service]") {
    Accounts accounts = two_people();
    accounts.apply({.action = "user.pin", .subject = "S999", .detail = "x", .kept = "["});
    accounts.apply({.action = "user.pin", .subject = "S104", .detail = "", .kept = "7"});
    CHECK(accounts.all().size() == 2);
    CHECK(accounts.active("S104")->pin == "8104");
}

TEST_CASE("a path is taken part by part", "[service]") {
    CHECK(fits_pattern("/v1/halls/{hall}/users/{user}", "/v1/halls/h/users/S1", "h"));
    CHECK_FALSE(fits_pattern("/v1/halls/{hall}/users/{user}", "/v1/halls/other/users/S1", "h"));
    CHECK_FALSE(fits_pattern("/v1/halls/{hall}/users/{user}", "/v1/halls/h/users/", "h"));
    CHECK_FALSE(fits_pattern("/v1/halls/{hall}/users/{user}", "/v1/halls/h/users/S1/pin", "h"));
    CHECK_FALSE(fits_pattern("/v1/halls", "/v1/halls/", "h"));
    CHECK(part_of("/v1/halls/h/users/S1", 4) == "S1");
    CHECK(part_of("/v1/halls/h/users/S1", 5).empty());
    CHECK(part_of("", 0).empty());
}
