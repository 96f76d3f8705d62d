// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/outlook.h"

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

#include <date/date.h>
#include <date/tz.h>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const QueueId kIdCards{"A"};

/// The sample hall on a Monday, with the clerks that a test signs in.
struct Monday {
    Content content = [] {
        HallConfig hall = test::sample_hall();
        Catalogue catalogue = test::sample_catalogue(hall);
        return Content{std::move(hall), std::move(catalogue)};
    }();
    HallClock clock{content.hall.hours, *date::locate_zone(content.hall.time_zone)};
    Book book;

    /// 09:10 is 9h + 10min of the hall's own clock, which is eight hours ahead of UTC.
    static Moment at(std::chrono::minutes local) {
        return Moment{date::sys_days{date::year{2026} / 11 / 23}} + local - 8h;
    }

    void sign_in(const char* counter, Moment now) {
        Seat seat{.counter = CounterId{counter}, .clerk = ClerkId{"S001"}};
        seat.since = now;
        seat.lease_until = now + 10min;
        book.apply({now, SeatChanged{SeatAction::open, seat}});
    }

    [[nodiscard]] Outlook seen(Moment now) const {
        return outlook(book, content, clock, kIdCards, now);
    }
};

}  // namespace

TEST_CASE("before the first clerk has signed in, the hall goes by its plan", "[hall]") {
    const Monday monday;
    const Outlook morning = monday.seen(Monday::at(9h + 10min));
    CHECK_FALSE(morning.resumes);
    REQUIRE(morning.wait);
    CHECK(morning.wait->hi == 5);
    CHECK(monday.seen(Monday::at(8h + 15min)).resumes == Monday::at(8h + 30min));
}

TEST_CASE("once clerks are there, a queue that nobody calls waits for its next opening", "[hall]") {
    Monday monday;
    const Moment now = Monday::at(9h + 10min);
    monday.sign_in("W20", now);
    const auto resumes = monday.seen(now).resumes;
    REQUIRE(resumes);
    CHECK(*resumes >= Monday::at(12h));
    monday.sign_in("W01", now);
    CHECK_FALSE(monday.seen(now).resumes);
}
