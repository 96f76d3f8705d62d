// SPDX-License-Identifier: Apache-2.0
#include "sync/service/citizen_views.h"

#include <catch2/catch.hpp>

#include "sync/hall/rating_rules.h"
#include "sync/json.h"
#include "tests/support/small_hall.h"

#include <date/tz.h>

using namespace hall;
using namespace hall::service;
using namespace hall::test;
using hall::sync::Json;

namespace {

struct Views : Bench {
    Content content;
    std::unique_ptr<HallClock> clock;

    Views() {
        hall.name = {"大廳", "大厅", "Hall"};
        hall.floors.push_back(
            Floor{.id = FloorId{"F2"}, .level = 2, .name = {"二樓", "二楼", "2F"}});
        hall.zones.push_back(
            Zone{.id = ZoneId{"Z1"}, .floor = FloorId{"F2"}, .name = {"甲區", "甲区", "Zone A"}});
        for (std::size_t i = 0; i < hall.counters.size(); ++i) {
            hall.counters[i].no = static_cast<int>(i) + 1;
            hall.counters[i].floor = FloorId{"F2"};
            hall.counters[i].zone = ZoneId{"Z1"};
        }
        for (Queue& queue : hall.queues) {
            queue.zone = ZoneId{"Z1"};
            queue.name = {"婚姻", "婚姻", "Marriage"};
            queue.service_mean = 5min;
            for (const Counter& counter : hall.counters) {
                if (counter.serves_queue(queue.id)) {
                    queue.counters.push_back(counter.id);
                }
            }
        }
        hall.clerks.front().label = {"一號", "一号", "No. 1"};
        hall.clerks.front().badge = "007";
        for (auto& spans : hall.hours.week) {
            spans.push_back({9h, 12h});
            spans.push_back({14h, 17h});
        }
        content.hall = hall;
        clock =
            std::make_unique<HallClock>(content.hall.hours, *date::locate_zone("Asia/Shanghai"));
    }

    [[nodiscard]] HallNow hall_now() const { return {book, content, *clock, now}; }
    [[nodiscard]] Json phone(const TicketId& id) const {
        return Json::parse(phone_view(hall_now(), id).value());
    }
    [[nodiscard]] Json tablet(const char* counter = "W01") const {
        return Json::parse(rating_view(hall_now(), CounterId{counter}).value().json);
    }
    [[nodiscard]] std::string version(const char* counter = "W01") const {
        return rating_view(hall_now(), CounterId{counter}).value().version;
    }
};

}  // namespace

TEST_CASE_METHOD(Views,
                 "a phone shows how many are ahead, and a range, never one number",
                 "[service]") {
    std::vector<TicketId> people;
    for (int i = 0; i < 13; ++i) {
        people.push_back(arrive());
    }
    const Json last = phone(people.back());
    CHECK(last["number"] == "A013");
    CHECK(last["state"] == "waiting");
    CHECK(last["ahead"] == 12);
    CHECK(last["wait"]["hi"].get<int>() > last["wait"]["lo"].get<int>());
    CHECK(last["place"]["floor"]["en"] == "2F");
    CHECK(last["place"]["counters"] == Json({1, 2, 4}));
    CHECK(last["may"] == Json({"leave"}));
    // Who is near asks often, who is far seldom.
    CHECK(phone(people.front())["poll_s"] < phone(people[5])["poll_s"]);
    CHECK(phone(people[5])["poll_s"] < last["poll_s"]);
    CHECK(phone(people.front())["ahead"] == 0);
}

TEST_CASE_METHOD(Views, "when called, the phone shows the counter and the way to it", "[service]") {
    const TicketId first = arrive();
    const TicketId second = arrive();
    call_next("W02");
    const Json called = phone(first);
    CHECK(called["state"] == "called");
    CHECK(called["counter"]["no"] == 2);
    CHECK(called["counter"]["floor"]["zh-Hant"] == "二樓");
    CHECK(called["counter"]["zone"]["en"] == "Zone A");
    CHECK(called["may"].empty());
    CHECK(phone(second)["calling"][0]["number"] == "A001");
    CHECK(phone(second)["calling"][0]["counter"] == 2);
}

TEST_CASE_METHOD(Views, "after the service the phone may rate once", "[service]") {
    const TicketId id = arrive();
    serve_next("W01");
    CHECK(phone(id)["state"] == "finished");
    CHECK(phone(id)["rating"]["state"] == "due");
    CHECK(phone(id)["may"] == Json({"rate"}));
    const auto rated = decide_rating(
        book, hall,
        {.id = uuid(700), .ticket = id, .counter = {}, .grade = 5, .source = RatingSource::phone},
        now);
    take(rated->events);
    CHECK(phone(id)["rating"] == Json{{"state", "rated"}});
    CHECK(phone(id)["may"].empty());
}

TEST_CASE_METHOD(Views,
                 "who missed the call is told until when the place can be had again",
                 "[service]") {
    const TicketId id = arrive();
    hall.policy.no_show_after_calls = 1;
    call_next("W01");
    now += 1min;
    REQUIRE(press("W01", Action::no_show));
    CHECK(phone(id)["state"] == "no_show");
    CHECK(phone(id)["in_time"] == true);
    CHECK(phone(id)["until"]["en"] == "09:41");
    now += 31min;
    CHECK(phone(id)["in_time"] == false);
}

TEST_CASE_METHOD(Views,
                 "a phone that was left on speaks of the service when the ticket is gone",
                 "[service]") {
    const TicketId id = arrive();
    serve_next("W01");
    book.forget_before(kToday + std::chrono::days{1});
    now += 24h;
    CHECK(phone(id)["number"] == "A001");
    CHECK(phone(id)["state"] == "finished");
    CHECK(phone(id)["may"] == Json({"rate"}));
    CHECK_FALSE(phone_view(hall_now(), uuid(999)));
}

TEST_CASE_METHOD(Views, "a phone is told nothing of persons and matters", "[service]") {
    const TicketId id = arrive({.priority = "elder", .link = "family"});
    for (const Action action : {Action::call_next, Action::start, Action::finish}) {
        const std::string text = *phone_view(hall_now(), id);
        for (const char* secret : {"elder", "family", "S01", "K01", "item", "clerk", "device"}) {
            INFO(secret);
            CHECK(text.find(secret) == std::string::npos);
        }
        REQUIRE(press("W01", action));
    }
}

TEST_CASE_METHOD(Views,
                 "the tablet shows who sits there and asks about who just left",
                 "[service]") {
    CHECK(tablet()["clerk"]["label"]["en"] == "No. 1");
    CHECK(tablet()["clerk"]["badge"] == "007");
    CHECK(tablet()["service"].is_null());
    const std::string idle = version();
    const TicketId id = arrive();
    CHECK(version() == idle);  // Nothing that concerns this counter.
    call_next("W01");
    CHECK(version() != idle);
    press("W01", Action::start);
    press("W01", Action::finish);
    CHECK(tablet()["service"]["ticket"] == text_of(id));
    CHECK(tablet()["service"]["left_ms"] == 15'000);
    const std::string asking = version();
    now += 4s;
    CHECK(version() == asking);
    CHECK(tablet()["service"]["left_ms"] == 11'000);
    now += 1h;
    CHECK(tablet()["service"]["left_ms"] == 0);
    CHECK(tablet("W02")["service"].is_null());
    CHECK_FALSE(rating_view(hall_now(), CounterId{"W99"}));
}

TEST_CASE_METHOD(Views, "a tablet never shows a grade", "[service]") {
    const TicketId id = arrive();
    serve_next("W01");
    take(decide_rating(book, hall,
                       {.id = uuid(700), .ticket = id, .counter = CounterId{"W01"}, .grade = 5},
                       now)
             ->events);
    CHECK(tablet()["service"].is_null());
    CHECK(tablet().dump().find("grade") == std::string::npos);
    CHECK(phone(id).dump().find("grade") == std::string::npos);
}
