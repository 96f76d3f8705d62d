// SPDX-License-Identifier: Apache-2.0
#include "sync/files.h"

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "sync/program_clock.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::sync;
using hall::test::TempDir;

TEST_CASE("a file is written whole or not at all", "[files]") {
    TempDir home;
    const std::string path = home.file("one");
    const std::string large(300'000, 'x');
    REQUIRE(write_whole(path, large));
    CHECK(read_whole(path, large.size()).value() == large);
    REQUIRE(write_whole(path, "", 0600));
    CHECK(read_whole(path, 10).value().empty());
    CHECK_FALSE(std::filesystem::exists(path + ".new"));
    const auto nowhere = write_whole(home.file("none/one"), "x");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().code == Fault::disk);
    CHECK(nowhere.error().detail.find("none/one") != std::string::npos);
}

TEST_CASE("a secret is nobody else's to read from its first moment on", "[files]") {
    TempDir home;
    REQUIRE(write_whole(home.file("secret"), "s", 0600));
    struct stat seen {};
    REQUIRE(::stat(home.file("secret").c_str(), &seen) == 0);
    CHECK((seen.st_mode & 0777U) == 0600U);
}

TEST_CASE("a file larger than it may be is not read to its end", "[files]") {
    TempDir home;
    REQUIRE(write_whole(home.file("large"), std::string(100, 'x')));
    CHECK(read_whole(home.file("large"), 100));
    const auto refused = read_whole(home.file("large"), 99);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Fault::too_large);
    CHECK(read_whole(home.file("none"), 1).error().code == Fault::disk);
}

TEST_CASE("a program's clock runs on from where it is told to begin", "[files]") {
    const auto clock = program_clock("2026-11-23T01:10:00Z");
    REQUIRE(clock);
    const Moment first = (*clock)();
    CHECK(millis_of(first) >= 1'795'396'200'000);
    CHECK(millis_of(first) < 1'795'396'200'000 + 3'600'000);
    CHECK((*clock)() >= first);
    REQUIRE(program_clock(""));
    for (const char* wrong :
         {"yesterday", "2026-11-23", "2026-11-23T01:10:00Zx", "2026-02-31T01:10:00Z"}) {
        const auto refused = program_clock(wrong);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().detail.find("--now") != std::string::npos);
    }
}
