// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/hours.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

#include <date/date.h>
#include <date/tz.h>

namespace {

using namespace hall;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const date::time_zone& zone(const std::string& name) {
    return *date::locate_zone(name);
}

// A moment by its UTC text, "2026-11-23 01:42".
Moment utc(const std::string& text) {
    const auto day = day_from(text.substr(0, 10));
    REQUIRE(day);
    return Moment{day->time_since_epoch() + hours{std::stoi(text.substr(11, 2))} +
                  minutes{std::stoi(text.substr(14, 2))}};
}

// The same of the sample hall, eight hours ahead of UTC.
Moment here(const std::string& text) {
    return utc(text) - hours{8};
}

std::string utc_text(Moment moment) {
    return HallClock(Hours{}, zone("UTC")).stamp_text(moment).substr(0, 16);
}

Day day(const std::string& text) {
    const auto found = day_from(text);
    REQUIRE(found);
    return *found;
}

struct Sample {
    HallConfig hall = test::sample_hall();
    HallClock clock{hall.hours, zone("Asia/Shanghai")};

    [[nodiscard]] const Counter& counter(const char* id) const {
        const Counter* found = hall.counter({id});
        REQUIRE(found != nullptr);
        return *found;
    }
};

std::string name_of(Opening opening) {
    switch (opening) {
        case Opening::open:
            return "open";
        case Opening::lunch:
            return "lunch";
        case Opening::before:
            return "before";
        case Opening::after:
            return "after";
    }
    return "";
}

}  // namespace

TEST_CASE("the door says whether the hall is open and, if not, when it opens", "[hall]") {
    const Sample sample;
    struct Row {
        const char* now;
        const char* opening;
        const char* next;  // When it opens, or closes if it is open; local.
        bool issuing;
    };
    const std::vector<Row> rows{
        {"2026-11-23 03:59", "before", "2026-11-23 08:30", false},
        {"2026-11-23 08:09", "before", "2026-11-23 08:30", false},
        {"2026-11-23 08:10", "before", "2026-11-23 08:30", true},
        {"2026-11-23 08:30", "open", "2026-11-23 12:00", true},
        {"2026-11-23 11:59", "open", "2026-11-23 12:00", true},
        {"2026-11-23 12:00", "lunch", "2026-11-23 14:00", true},
        {"2026-11-23 14:00", "open", "2026-11-23 17:30", true},
        {"2026-11-23 17:14", "open", "2026-11-23 17:30", true},
        {"2026-11-23 17:15", "open", "2026-11-23 17:30", false},
        {"2026-11-23 17:30", "after", "2026-11-24 08:30", false},
        {"2026-11-27 18:00", "after", "2026-11-28 09:00", false},  // Friday -> Saturday duty.
        {"2026-11-28 10:00", "open", "2026-11-28 12:00", true},
        {"2026-11-28 12:00", "after", "2026-11-30 08:30", false},
        {"2026-11-29 10:00", "after", "2026-11-30 08:30", false},  // Sunday.
        {"2026-09-30 18:00", "after", "2026-10-03 09:00", false},  // Holidays from 1 October.
        {"2026-10-01 10:00", "after", "2026-10-03 09:00", false},
        {"2026-10-10 15:00", "open", "2026-10-10 17:30", true},  // Make-up Saturday, full hours.
    };
    for (const Row& row : rows) {
        INFO(row.now);
        const OpeningState state = sample.clock.state(here(row.now));
        CHECK(name_of(state.opening) == row.opening);
        const auto next = state.opening == Opening::open ? state.closes : state.opens;
        REQUIRE(next);
        CHECK(sample.clock.stamp_text(*next) == std::string(row.next) + ":00");
        CHECK(state.issuing == row.issuing);
    }
    CHECK(sample.clock.state(here("2026-10-01 10:00")).reason.en == "National Day");
    CHECK(sample.clock.state(here("2026-11-23 10:00")).reason.en.empty());
}

TEST_CASE("a hall that never opens again says no time at all", "[hall]") {
    const Hours never;
    const OpeningState state = HallClock(never, zone("UTC")).state(utc("2026-11-23 10:00"));
    CHECK(state.opening == Opening::after);
    CHECK_FALSE(state.opens);
}

TEST_CASE("only duty counters serve at lunch and on a Saturday", "[hall]") {
    const Sample sample;
    struct Row {
        const char* counter;
        const char* now;
        bool open;
    };
    const std::vector<Row> rows{
        {"W01", "2026-11-23 09:00", true},  {"W01", "2026-11-23 12:30", true},
        {"W01", "2026-11-28 10:00", true},  {"W01", "2026-11-28 13:00", false},
        {"W02", "2026-11-23 12:30", false}, {"W02", "2026-11-28 10:00", true},
        {"W03", "2026-11-23 12:30", false}, {"W03", "2026-11-28 10:00", false},
        {"W03", "2026-10-10 10:00", true},  {"W01", "2026-10-01 12:30", false},
        {"W01", "2026-11-29 12:30", false}, {"W03", "2026-11-23 17:30", false},
    };
    for (const Row& row : rows) {
        INFO(row.counter << " at " << row.now);
        CHECK(sample.clock.is_open(sample.counter(row.counter), here(row.now)) == row.open);
    }
    // Morning, lunch duty and afternoon are one stretch: nobody is sent away at noon.
    CHECK(sample.clock.openings(sample.counter("W01"), day("2026-11-23")) ==
          std::vector<Stretch>{{here("2026-11-23 08:30"), here("2026-11-23 17:30")}});
    CHECK(sample.clock.openings(sample.counter("W03"), day("2026-11-23")).size() == 2);
}

TEST_CASE("the day's closing time is known until the night is over", "[hall]") {
    const Sample sample;
    CHECK(sample.clock.closing_time(here("2026-11-23 10:00")) == here("2026-11-23 17:30"));
    CHECK(sample.clock.closing_time(here("2026-11-24 01:00")) == here("2026-11-23 17:30"));
    CHECK(sample.clock.closing_time(here("2026-11-28 10:00")) == here("2026-11-28 12:00"));
    CHECK_FALSE(sample.clock.closing_time(here("2026-10-01 10:00")));
}

TEST_CASE("a business day runs from four in the morning to four in the morning", "[hall]") {
    const Sample sample;
    struct Row {
        const char* now;
        const char* day;
    };
    const std::vector<Row> rows{
        {"2026-11-23 23:59", "2026-11-23"}, {"2026-11-24 00:00", "2026-11-23"},
        {"2026-11-24 03:59", "2026-11-23"}, {"2026-11-24 04:00", "2026-11-24"},
        {"2028-02-29 03:59", "2028-02-28"}, {"2028-02-29 04:00", "2028-02-29"},
        {"2028-03-01 03:59", "2028-02-29"}, {"2028-03-01 04:00", "2028-03-01"},
        {"2027-01-01 03:59", "2026-12-31"},
    };
    for (const Row& row : rows) {
        INFO(row.now);
        CHECK(text_of(sample.clock.business_day(here(row.now))) == row.day);
        // A clock set back a day is in the day before: nothing here remembers.
        CHECK(sample.clock.business_day(here(row.now) - hours{24}) ==
              day(row.day) - std::chrono::days{1});
    }
}

TEST_CASE("a business day is as long as the zone's clocks make it", "[hall]") {
    const Hours usual;
    struct Row {
        const char* zone;
        const char* day;
        int hours_long;
    };
    const std::vector<Row> rows{
        {"Europe/Warsaw", "2026-03-28", 23},    {"Europe/Warsaw", "2026-10-24", 25},
        {"Europe/Warsaw", "2026-10-25", 24},    {"America/New_York", "2026-03-07", 23},
        {"America/New_York", "2026-10-31", 25}, {"Asia/Shanghai", "2026-03-28", 24},
    };
    for (const Row& row : rows) {
        INFO(row.zone << " " << row.day);
        const HallClock clock(usual, zone(row.zone));
        const Moment start = clock.day_start(day(row.day));
        const Moment end = clock.day_start(day(row.day) + std::chrono::days{1});
        CHECK(end - start == hours{row.hours_long});
        CHECK(clock.business_day(start) == day(row.day));
        CHECK(clock.business_day(start - seconds{1}) == day(row.day) - std::chrono::days{1});
        CHECK(clock.business_day(end - seconds{1}) == day(row.day));
    }
}

TEST_CASE("a time that the clock skips or repeats still means one moment", "[hall]") {
    const Hours usual;
    struct Row {
        const char* zone;
        const char* day;
        minutes local;
        const char* utc;
    };
    const std::vector<Row> rows{
        // Skipped: the moment of the change.
        {"Europe/Warsaw", "2026-03-29", hours{2} + minutes{30}, "2026-03-29 01:00"},
        {"America/New_York", "2026-03-08", hours{2} + minutes{1}, "2026-03-08 07:00"},
        // Twice: the first time.
        {"Europe/Warsaw", "2026-10-25", hours{2} + minutes{30}, "2026-10-25 00:30"},
        {"America/New_York", "2026-11-01", hours{1} + minutes{30}, "2026-11-01 05:30"},
        // Once.
        {"Europe/Warsaw", "2026-10-25", hours{3} + minutes{0}, "2026-10-25 02:00"},
        {"Europe/Warsaw", "2026-07-01", hours{24}, "2026-07-01 22:00"},
    };
    for (const Row& row : rows) {
        INFO(row.zone << " " << row.day);
        CHECK(utc_text(HallClock(usual, zone(row.zone)).moment_of(day(row.day), row.local)) ==
              row.utc);
    }
}

TEST_CASE("opening hours in a night of changing clocks do not turn inside out", "[hall]") {
    Hours nightly;
    nightly.week.fill({{hours{2} + minutes{15}, hours{2} + minutes{45}}, {hours{9}, hours{12}}});
    const HallClock clock(nightly, zone("Europe/Warsaw"));
    // The whole first stretch is skipped: the hall is not open for no time at all.
    CHECK(clock.openings(day("2026-03-29")).size() == 1);
    CHECK(clock.openings(day("2026-03-30")).size() == 2);
    CHECK(clock.state(utc("2026-03-29 01:00")).opening == Opening::before);
}

TEST_CASE("a moment is written as people of each language write it", "[hall]") {
    const Sample sample;
    const Moment morning = here("2026-11-23 09:42");
    CHECK(sample.clock.time_text(morning) == "09:42");
    CHECK(sample.clock.date_text(morning) ==
          Text{"11月23日 星期一", "11月23日 星期一", "Mon 23 Nov"});
    CHECK(sample.clock.date_text(here("2028-02-29 00:00")).en == "Tue 29 Feb");
    CHECK(sample.clock.stamp_text(morning + seconds{17}) == "2026-11-23 09:42:17");
    CHECK(sample.clock.when_text(here("2026-11-23 14:00"), morning).hant == "14:00");
    CHECK(sample.clock.when_text(here("2026-11-24 08:30"), morning) ==
          Text{"11月24日 08:30", "11月24日 08:30", "24 Nov 08:30"});
    // Before 1970 and far ahead: floor, not truncation.
    CHECK(HallClock(Hours{}, zone("UTC")).stamp_text(Moment{std::chrono::milliseconds{-1}}) ==
          "1969-12-31 23:59:59");
}
