// SPDX-License-Identifier: Apache-2.0
// Closed, at lunch, used up: every answer says when instead.
#include <catch2/catch.hpp>

#include "kiosk/app/view_for.h"
#include "tests/kiosk/app/desk_bench.h"
#include "tests/sim/small_hall.h"

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;
using hall::kiosk::test::DeskBench;

namespace {

/// Weekdays 08:30 to 12:00 and 14:00 to 17:30; numbers from half an hour before, and until half an
/// hour before the last closing.
std::shared_ptr<const Content> office() {
    auto content = std::make_shared<Content>(*sim::small_hall(2));
    for (std::size_t day = 0; day < content->hall.hours.week.size(); ++day) {
        content->hall.hours.week.at(day) = {};
        if (day < 5) {
            content->hall.hours.week.at(day) = {Span{510min, 720min}, Span{840min, 1050min}};
        }
    }
    content->hall.hours.ticket_start = 30min;
    content->hall.hours.ticket_stop = 30min;
    for (Counter& counter : content->hall.counters) {
        counter.lunch_duty = false;
    }
    return content;
}

struct Office : DeskBench {
    std::shared_ptr<const Content> content;

    explicit Office(std::shared_ptr<const Content> c = office())
        : DeskBench(c),
          content(std::move(c)) {
        start();
        meet_service();
    }
    /// Lets the day go on to that hour.
    void at(std::chrono::minutes of_day) {
        const auto since = of_day - 540min;  // The bench begins at nine.
        wait(std::chrono::milliseconds{since}.count());
        step(ClockMeasured{millis_of(wall) - mono_ms, 5});
    }
    [[nodiscard]] std::shared_ptr<const View> view() {
        return view_for(desk(), content, nullptr, *sim::clock_of(content), DeviceId{"K01"}, wall);
    }
};

}  // namespace

TEST_CASE("a touch after the last ticket says when the hall opens again", "[desk]") {
    Office bench;
    bench.at(1'030min);  // 17:10
    bench.touch("item-A", 1);
    const auto view = bench.view();
    REQUIRE(view->refused);
    CHECK(view->refused->code == "hall_closed");
    CHECK(view->refused->resumes_at.hant == view->opens_at.hant);
}

TEST_CASE("numbers that are used up say when there are new ones, also while the hall is open",
          "[desk]") {
    Office bench;
    const auto asked = bench.touch("item-A", 1);
    REQUIRE(asked.ask);
    bench.step(
        NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = "numbers_used_up"});
    const auto view = bench.view();
    REQUIRE(view->refused);
    CHECK(view->open == HallOpen::open);
    CHECK(view->refused->resumes_at.hant == "11月24日 08:30");
    CHECK(view->refused->resumes_at.en == "24 Nov 08:30");
}

TEST_CASE("a code that is refused says nothing of hours", "[desk]") {
    Office bench;
    bench.at(760min);  // 12:40, at lunch.
    const auto asked = bench.step(Asked{kiosk::CheckIn{DeskBench::touch_of("", 1).touch, "0", {}}});
    REQUIRE(asked.ask);
    bench.step(NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = "code_invalid"});
    const auto view = bench.view();
    REQUIRE(view->refused);
    CHECK(view->open == HallOpen::lunch);
    CHECK(view->refused->resumes_at.hant.empty());
}

TEST_CASE("at lunch numbers are given out, and they say when calling resumes", "[desk]") {
    Office bench;
    bench.at(760min);
    CHECK(bench.view()->open == HallOpen::lunch);
    CHECK(bench.view()->opens_at.hant == "14:00");
    bench.issue("item-A", 1, 5);
    CHECK(bench.desk().on_screen()->resumes_at.hant == "14:00");
}
