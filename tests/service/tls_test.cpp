// SPDX-License-Identifier: Apache-2.0
// The hall's authority: made once, kept to its owner, and its certificate never lapses.
#include <algorithm>
#include <filesystem>

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/files.h"
#include "sync/fingerprint.h"
#include "sync/service/authority.h"
#include "sync/service/tls_keeper.h"
#include "tests/service/http_bench.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::service;
using Catch::Matchers::Contains;
using std::chrono::hours;

namespace {

const Moment kNow{hours{24 * 20'000}};  // In 2024.

mode_t mode_of(const std::string& path) {
    struct stat seen {};
    ::stat(path.c_str(), &seen);
    return seen.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a first start makes the hall's authority, and every later one keeps it", "[service]") {
    const hall::test::TempDir dir;
    TlsKeeper first{dir.file(""), "示範市政務服務中心", {"hall.example"}};
    REQUIRE(first.keep(kNow).value());
    CHECK_FALSE(first.keep(kNow).value());  // Nothing new to show.
    for (const char* name : {"authority.pem", "authority.key", "server.pem", "server.key"}) {
        CHECK(mode_of(dir.file(std::string("tls/") + name)) == 0600);
    }
    CHECK(is_signed_by(first.identity().chain_pem, first.authority_pem()));
    const auto facts = facts_of(first.identity().chain_pem);
    REQUIRE(facts);
    for (const char* name : {"127.0.0.1", "::1", "hall.example", "localhost"}) {
        CHECK(std::ranges::find(facts->names, name) != facts->names.end());
    }

    TlsKeeper second{dir.file(""), "示範市政務服務中心", {"hall.example"}};
    REQUIRE(second.keep(kNow + hours{24}).value());
    CHECK(second.authority_pem() == first.authority_pem());
    CHECK(second.identity().chain_pem == first.identity().chain_pem);
}

TEST_CASE("the certificate is renewed before it ends, and by the same authority", "[service]") {
    const hall::test::TempDir dir;
    TlsKeeper keeper{dir.file(""), "hall", {}};
    REQUIRE(keeper.keep(kNow).value());
    const std::string shown = keeper.identity().chain_pem;
    const std::string authority = keeper.authority_pem();
    const Moment end = facts_of(shown)->until;

    CHECK_FALSE(keeper.keep(end - TlsKeeper::kAhead - hours{1}).value());
    CHECK(keeper.keep(end - TlsKeeper::kAhead).value());
    CHECK(keeper.identity().chain_pem != shown);
    CHECK(facts_of(keeper.identity().chain_pem)->until > end);
    CHECK(keeper.authority_pem() == authority);
    // A clock that had been a year ahead is set right: that certificate is not good yet.
    CHECK(keeper.keep(kNow).value());
    CHECK(facts_of(keeper.identity().chain_pem)->from <= kNow);
}

TEST_CASE("a new name of the hall comes into the certificate", "[service]") {
    const hall::test::TempDir dir;
    REQUIRE(TlsKeeper{dir.file(""), "hall", {}}.keep(kNow).value());
    TlsKeeper named{dir.file(""), "hall", {"10.9.8.7"}};
    REQUIRE(named.keep(kNow).value());
    CHECK(std::ranges::count(facts_of(named.identity().chain_pem)->names, "10.9.8.7") == 1);
}

TEST_CASE("a damaged certificate is made anew, a damaged authority is for a person", "[service]") {
    const hall::test::TempDir dir;
    TlsKeeper whole{dir.file(""), "hall", {}};
    REQUIRE(whole.keep(kNow).value());
    REQUIRE(sync::write_whole(dir.file("tls/server.pem"), "torn", 0600));
    TlsKeeper mended{dir.file(""), "hall", {}};
    REQUIRE(mended.keep(kNow).value());
    CHECK(is_signed_by(mended.identity().chain_pem, whole.authority_pem()));

    REQUIRE(sync::write_whole(dir.file("tls/authority.key"), "torn", 0600));
    REQUIRE(sync::write_whole(dir.file("tls/server.pem"), "torn", 0600));
    TlsKeeper lost{dir.file(""), "hall", {}};
    const auto kept = lost.keep(kNow);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().code == sync::Fault::bad_settings);
    CHECK_THAT(kept.error().detail, Contains("/tls holds it") && Contains("backup"));
}

TEST_CASE("the fingerprint is the one that openssl shows", "[service]") {
    const auto authority = make_authority("hall");
    std::string shown = service::test::shell("printf '%s' '" + authority->certificate_pem +
                                             "' | openssl x509 -noout -fingerprint -sha256");
    std::erase(shown, ':');
    std::ranges::transform(shown, shown.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto fingerprint = sync::fingerprint_of(authority->certificate_pem);
    REQUIRE(fingerprint);
    CHECK_THAT(shown, Contains(*fingerprint));
    CHECK_FALSE(sync::fingerprint_of("-----BEGIN CERTIFICATE-----\n#\n-----END CERTIFICATE-----"));
}
