// SPDX-License-Identifier: Apache-2.0
// A case's six stages, the day it is promised for, and what the administrative software may say.
#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "sync/hall/case_calendar.h"
#include "sync/hall/case_file_rules.h"
#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

using std::chrono::days;

Day day(const char* text) {
    return *day_from(text);
}

// Open Monday to Friday; National Day week of 2026 with its make-up Saturday.
Hours office_hours() {
    Hours hours;
    for (std::size_t i = 0; i < 5; ++i) {
        hours.week[i] = {{std::chrono::minutes{510}, std::chrono::minutes{1050}}};
    }
    hours.saturday = {{std::chrono::minutes{540}, std::chrono::minutes{720}}};
    for (const char* closed :
         {"2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"}) {
        hours.exceptions.push_back({day(closed), true, {}, {}});
    }
    hours.exceptions.push_back(
        {day("2026-10-10"), false, {{std::chrono::minutes{510}, std::chrono::minutes{720}}}, {}});
    return hours;
}

TimeLimit workdays(int n) {
    return {n, TimeLimit::Unit::workday};
}

// A hall with one matter of each kind, and cases as they come in.
struct Desk {
    Content content;
    CaseBook book;
    Moment now = kMorning;

    Desk() {
        content.hall = small_hall();
        content.hall.hours = office_hours();
        content.hall.exemptions = {
            {"府辦-12", ItemId{"LAND"}, day("2026-01-01"), day("2026-11-30")}};
        content.catalogue.items = {
            Item{.id = ItemId{"CARD"}, .queue = QueueId{"A"}, .on_the_spot = true},
            Item{.id = ItemId{"LAND"}, .queue = QueueId{"C"}, .promise_limit = workdays(5)}};
    }

    [[nodiscard]] CaseView view() const {
        return {book, content,
                [](Moment at) { return Day{std::chrono::floor<days>(at.time_since_epoch() + 8h)}; },
                "import", now};
    }

    // "done", "known", or the word of the trouble.
    std::string say(CaseLine line) {
        line.number = line.number.empty() ? CaseNumber{"2026-1"} : line.number;
        auto file = decide_case_line(view(), line);
        if (!file) {
            return std::string(name_of(file.error()));
        }
        const CaseFile* before = book.find(line.number);
        const bool is_known = before != nullptr && *before == *file;
        book.put(std::move(*file));
        return is_known ? "known" : "done";
    }

    std::string stage(CaseStage stage, Moment at, CaseLine line = {}) {
        line.stage = stage;
        line.at = at;
        if (stage == CaseStage::accepted && line.item.empty()) {
            line.item = ItemId{"LAND"};
        }
        return say(line);
    }

    [[nodiscard]] const CaseFile& file() const { return *book.find(CaseNumber{"2026-1"}); }
};

Moment at(const char* on) {
    return Moment{day(on).time_since_epoch()} + 2h;  // Ten o'clock in the hall.
}

}  // namespace

TEST_CASE("working days skip holidays and count the Saturday that is worked for them", "[hall]") {
    const Hours hours = office_hours();
    const WorkCalendar calendar{hours};
    CHECK(calendar.is_working_day(day("2026-09-30")));
    CHECK_FALSE(calendar.is_working_day(day("2026-10-01")));
    CHECK_FALSE(calendar.is_working_day(day("2026-10-03")));  // A Saturday with duty only.
    CHECK(calendar.is_working_day(day("2026-10-10")));
    CHECK(calendar.after(day("2026-09-30"), 1, {}) == day("2026-10-08"));
    CHECK(calendar.after(day("2026-09-30"), 3, {}) == day("2026-10-10"));
    CHECK(calendar.after(day("2026-09-30"), 4, {}) == day("2026-10-12"));
    // The leap day is a Tuesday like another.
    CHECK(calendar.after(day("2028-02-28"), 1, {}) == day("2028-02-29"));
    CHECK(calendar.after(day("2028-02-28"), 2, {}) == day("2028-03-01"));
    CHECK(due_day(calendar, {1, TimeLimit::Unit::month}, day("2028-01-31"), {}) ==
          day("2028-02-29"));
    // Limits in days that end on a free day end on the next working day.
    CHECK(due_day(calendar, {3, TimeLimit::Unit::day}, day("2026-09-30"), {}) == day("2026-10-08"));
    CHECK(due_day(calendar, {}, day("2026-09-30"), {}) == std::nullopt);
    CHECK(due_day(calendar, {2, TimeLimit::Unit::hour}, day("2026-09-29"), {}) ==
          day("2026-09-29"));
    const Hours never;
    CHECK(WorkCalendar{never}.after(day("2026-09-30"), 1, {}) == std::nullopt);
}

TEST_CASE("days on which the clock stands still are never counted", "[hall]") {
    const Hours hours = office_hours();
    const WorkCalendar calendar{hours};
    for (unsigned seed = 0; seed < 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random{seed};
        const Day from = day("2026-01-01") + days{random() % 700};
        const int n = static_cast<int>(random() % 30);
        std::vector<CaseStop> stops;
        Day at = from;
        for (std::size_t i = random() % 4; i > 0; --i) {
            at += days{random() % 10};
            const Day until = at + days{random() % 10};
            stops.push_back({"聽證", at, until});
            at = until;
        }
        const auto due = calendar.after(from, n, stops);
        REQUIRE(due);
        // Counted one by one: exactly n working days lie in (from, due] and outside every stop.
        int counted = 0;
        for (Day one = from + days{1}; one <= *due; one += days{1}) {
            const bool stopped =
                std::ranges::any_of(stops, [&](const CaseStop& stop) { return stop.holds(one); });
            counted += calendar.is_working_day(one) && !stopped ? 1 : 0;
        }
        CHECK(counted == n);
        CHECK(*due >= *calendar.after(from, n, {}));
        CHECK((n == 0 || calendar.is_working_day(*due)));
    }
}

TEST_CASE_METHOD(Desk, "a promised case is due when its working days are over", "[hall]") {
    REQUIRE(stage(CaseStage::accepted, at("2026-09-28")) == "done");
    CHECK(file().kind == CaseKind::promised);
    CHECK(file().due == day("2026-10-10"));
    REQUIRE(stage(CaseStage::closed, at("2026-10-10")) == "done");
    CHECK(file().is_on_time());
    CHECK_FALSE(file().is_early());
    CHECK(stage(CaseStage::closed, at("2026-10-09")) == "done");  // Corrected.
    CHECK(file().is_early());
    CHECK(stage(CaseStage::closed, at("2026-10-12")) == "done");
    CHECK_FALSE(file().is_on_time());
    CHECK(stage(CaseStage::closed, at("2026-10-12")) == "known");
}

TEST_CASE_METHOD(Desk, "a hearing stops the clock and its end starts it again", "[hall]") {
    REQUIRE(stage(CaseStage::accepted, at("2026-11-02")) == "done");
    CHECK(file().due == day("2026-11-09"));
    const CaseLine stop{.news = CaseNews::stop, .at = at("2026-11-04"), .reason = "聽證"};
    const CaseLine resume{.news = CaseNews::resume, .at = at("2026-11-11")};
    CHECK(say(resume) == "is_running");
    CHECK(say(stop) == "done");
    CHECK_FALSE(file().due);
    CHECK(say(stop) == "known");
    CHECK(say({.news = CaseNews::stop, .at = at("2026-11-05"), .reason = "補正"}) == "is_stopped");
    CHECK(say({.news = CaseNews::resume, .at = at("2026-11-03")}) == "out_of_order");
    CHECK(say(resume) == "done");
    CHECK(file().due == day("2026-11-16"));  // The five days from the 4th to the 10th stood still.
    CHECK(say(stop) == "known");
    CHECK(say({.news = CaseNews::stop, .at = at("2026-11-09"), .reason = "檢驗"}) ==
          "out_of_order");
    REQUIRE(stage(CaseStage::closed, at("2026-11-13")) == "done");
    CHECK(say({.news = CaseNews::stop, .at = at("2026-11-16"), .reason = "檢驗"}) == "is_closed");
    CHECK(say({.number = CaseNumber{"2026-2"}, .news = CaseNews::stop, .at = at("2026-11-16")}) ==
          "not_accepted");
}

TEST_CASE_METHOD(Desk, "a clock can be stopped only so often", "[hall]") {
    now = at("2026-12-31");
    REQUIRE(stage(CaseStage::accepted, at("2026-11-01")) == "done");
    Moment when = at("2026-11-01");
    for (std::size_t i = 0; i < kStopsMost; ++i) {
        when += 24h;
        REQUIRE(say({.news = CaseNews::stop, .at = when, .reason = "補正"}) == "done");
        when += 24h;
        REQUIRE(say({.news = CaseNews::resume, .at = when}) == "done");
    }
    CHECK(say({.news = CaseNews::stop, .at = when + 24h, .reason = "補正"}) == "stops_full");
}

TEST_CASE_METHOD(Desk, "a matter of the visit is on time when it is closed that day", "[hall]") {
    const CaseLine card{.item = ItemId{"CARD"}};
    REQUIRE(stage(CaseStage::accepted, at("2026-11-20"), card) == "done");
    CHECK(file().kind == CaseKind::prompt);
    CHECK(file().due == day("2026-11-20"));
    REQUIRE(stage(CaseStage::closed, at("2026-11-20") + 1h) == "done");
    CHECK(file().is_on_time());
    CHECK_FALSE(file().is_early());
    REQUIRE(stage(CaseStage::closed, at("2026-11-21")) == "done");
    CHECK_FALSE(file().is_on_time());
}

TEST_CASE_METHOD(Desk, "only an approved exemption keeps a review outside on site", "[hall]") {
    REQUIRE(stage(CaseStage::accepted, at("2026-11-16")) == "done");
    CaseLine review{.place = CasePlace::outside, .exemption = "府辦-13"};
    REQUIRE(stage(CaseStage::reviewed, at("2026-11-17"), review) == "done");
    REQUIRE(stage(CaseStage::closed, at("2026-11-18")) == "done");
    CHECK_FALSE(file().is_on_site());
    review.exemption = "府辦-12";
    REQUIRE(stage(CaseStage::reviewed, at("2026-11-17"), review) == "done");
    CHECK(file().is_on_site());
    // Any other stage outside stays outside, whatever letter is named.
    REQUIRE(stage(CaseStage::collected, at("2026-11-19"), review) == "done");
    CHECK_FALSE(file().is_on_site());

    CHECK(is_exempt(content.hall, "府辦-12", ItemId{"LAND"}, day("2026-11-30")));
    CHECK_FALSE(is_exempt(content.hall, "府辦-12", ItemId{"LAND"}, day("2026-12-01")));
    CHECK_FALSE(is_exempt(content.hall, "府辦-12", ItemId{"CARD"}, day("2026-11-17")));
    CHECK_FALSE(is_exempt(content.hall, "", ItemId{"LAND"}, day("2026-11-17")));
}

TEST_CASE_METHOD(Desk, "what cannot have happened is refused by name", "[hall]") {
    CHECK(stage(CaseStage::closed, at("2026-11-18")) == "not_accepted");
    CHECK(stage(CaseStage::accepted, at("2026-11-18"), {.item = ItemId{"MOON"}}) == "item_unknown");
    CHECK(stage(CaseStage::accepted, at("2026-11-18"), {.counter = CounterId{"W99"}}) ==
          "counter_unknown");
    CHECK(stage(CaseStage::accepted, now + 1ms) == "in_future");
    CHECK(book.all().empty());
    REQUIRE(stage(CaseStage::accepted, at("2026-11-18")) == "done");
    CHECK(stage(CaseStage::closed, at("2026-11-17")) == "out_of_order");
    CHECK(stage(CaseStage::closed, at("2026-11-19"), {.item = ItemId{"CARD"}}) == "item_differs");
    CHECK(say({.news = CaseNews::filed, .at = now, .grade = 1}) == "not_closed");
    CHECK(file().closed() == nullptr);
    for (const CaseTrouble trouble : kCaseTroubles) {
        CHECK_FALSE(name_of(trouble).empty());
    }
}

TEST_CASE_METHOD(Desk, "an archive is complete when all five documents are in it", "[hall]") {
    REQUIRE(stage(CaseStage::accepted, at("2026-11-18")) == "done");
    REQUIRE(say({.news = CaseNews::filed,
                 .at = now,
                 .documents = {CaseDocument::application, CaseDocument::acceptance,
                               CaseDocument::review, CaseDocument::decision}}) == "done");
    CHECK_FALSE(file().is_filed());
    CHECK(file().has(CaseDocument::review));
    REQUIRE(say({.news = CaseNews::filed, .at = now, .documents = {CaseDocument::delivery}}) ==
            "done");
    CHECK(file().is_filed());
}

TEST_CASE_METHOD(Desk, "a counter's record begins a case or closes it, once", "[hall]") {
    CaseRecord record{.id = uuid(7),
                      .ticket = uuid(1),
                      .day = kToday,
                      .item = ItemId{"LAND"},
                      .number = "2026-1",
                      .result = CaseResult::accepted,
                      .counter = CounterId{"W03"},
                      .clerk = ClerkId{"S03"},
                      .at = now};
    const auto take = [&](std::optional<Moment> ended) {
        auto file = case_of_record(view(), record, ItemId{}, ended);
        if (file) {
            book.put(*file);
        }
        return file.has_value();
    };
    REQUIRE(take(now - 10min));
    CHECK(file().accepted()->at == now - 10min);  // It happened when the service ended.
    CHECK(file().registered == now);
    CHECK(file().ticket == uuid(1));
    CHECK(file().closed() == nullptr);
    record.result = CaseResult::closed;
    REQUIRE(take(std::nullopt));
    CHECK(file().closed()->at == now);
    const CaseFile before = file();
    REQUIRE(take(std::nullopt));
    CHECK(file() == before);
    record.result = CaseResult::advised;
    CHECK_FALSE(take(std::nullopt));
    // A file that names no counter leaves the counter's own word.
    REQUIRE(stage(CaseStage::accepted, now - 11min) == "done");
    CHECK(file().accepted()->counter == CounterId{"W03"});
    CHECK(say({.news = CaseNews::filed, .at = now, .grade = 1}) == "rated_by_ticket");
}

TEST_CASE_METHOD(Desk, "a copy of the cases stands on its own", "[hall]") {
    REQUIRE(stage(CaseStage::accepted, at("2026-11-18")) == "done");
    const CaseBook copy = book;
    REQUIRE(stage(CaseStage::closed, at("2026-11-19")) == "done");
    CHECK(copy.closed().empty());
    REQUIRE(copy.accepted().size() == 1);
    CHECK(copy.accepted().begin()->second.front() == copy.find(CaseNumber{"2026-1"}));
}
