// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/notices.h"

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

std::string notice(const std::string& more) {
    return R"({"notices": [{"id": "a", "title": {"zh-Hant": "一", "zh-Hans": "一", "en": "one"},)"
           R"("body": {"zh-Hant": "二", "zh-Hans": "二", "en": "two"})" +
           more + "}]}";
}

}  // namespace

TEST_CASE("the sample's board holds notices and regulations", "[hall]") {
    const auto board = load_notices(sample_text("notices.json"), "notices.json");
    REQUIRE(board);
    const Day day = *day_from("2026-11-23");
    CHECK(board->up(day, NoticeKind::notice).size() >= 10);
    CHECK(board->up(day, NoticeKind::regulation).size() == 4);
    CHECK(board->find("holiday") != nullptr);
    CHECK_FALSE(board->find("holiday")->is_up(day));
}

TEST_CASE("a notice is up on its first and on its last day and on no other", "[hall]") {
    const auto board =
        load_notices(notice(R"(, "from": "2026-03-01", "to": "2026-03-02")"), "notices.json");
    REQUIRE(board);
    const Notice& one = board->notices.front();
    CHECK_FALSE(one.is_up(*day_from("2026-02-28")));
    CHECK(one.is_up(*day_from("2026-03-01")));
    CHECK(one.is_up(*day_from("2026-03-02")));
    CHECK_FALSE(one.is_up(*day_from("2026-03-03")));
}

TEST_CASE("a notice that cannot be is refused with its place and what to do", "[hall]") {
    const auto wrong = [](const std::string& more) {
        const auto board = load_notices(notice(more), "notices.json");
        REQUIRE_FALSE(board);
        return board.error().text();
    };
    CHECK(wrong(R"(, "from": "1.3.2026")").find("/notices/0/from") != std::string::npos);
    CHECK(wrong(R"(, "from": "2026-03-02", "to": "2026-03-01")").find("before") !=
          std::string::npos);
    CHECK(wrong(R"(, "kind": "rumour")").find("notice or regulation") != std::string::npos);
}

TEST_CASE("the sample's honour page has eight counters and eighteen people", "[hall]") {
    const auto board = load_notices(sample_text("notices.json"), "notices.json");
    REQUIRE(board);
    std::size_t counters = 0;
    std::size_t people = 0;
    for (const Honour* honour : board->honours_up(*day_from("2026-11-23"))) {
        CHECK(honour->month == day_from("2026-10-01"));
        counters += honour->counters.size();
        people += honour->clerks.size();
    }
    CHECK(counters == 8);
    CHECK(people == 18);
    CHECK_FALSE(unknown_honoured(*board, sample_hall(), "notices.json"));
}

TEST_CASE("an honour that cannot be is refused with its place and what to do", "[hall]") {
    const auto read = [](const std::string& more) {
        return load_notices(R"({"notices": [], "honours": [{"id": "a", "title": )"
                            R"({"zh-Hant": "一", "zh-Hans": "一", "en": "one"})" +
                                more + "}]}",
                            "notices.json");
    };
    const auto wrong = [&](const std::string& more) {
        const auto board = read(more);
        REQUIRE_FALSE(board);
        return board.error().text();
    };
    CHECK(wrong("").find("who is honoured") != std::string::npos);
    CHECK(wrong(R"(, "month": "10/2026", "counters": ["W01"])").find("/honours/0/month") !=
          std::string::npos);
    CHECK(wrong(R"(, "from": "2026-03-02", "to": "2026-03-01", "counters": ["W01"])")
              .find("before") != std::string::npos);
    const auto gone = read(R"(, "counters": ["W01", "W99"])");
    REQUIRE(gone);
    const auto unknown = unknown_honoured(*gone, sample_hall(), "notices.json");
    REQUIRE(unknown);
    CHECK(unknown->path == "/honours/0/counters/1");
    const auto nobody = read(R"(, "clerks": ["S999"])");
    REQUIRE(nobody);
    CHECK(unknown_honoured(*nobody, sample_hall(), "notices.json")->path == "/honours/0/clerks/0");
}
