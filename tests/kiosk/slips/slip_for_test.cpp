// SPDX-License-Identifier: Apache-2.0
// The words of a ticket's slip: the way to the counter, and what an appointment adds.
#include <catch2/catch.hpp>

#include "kiosk/app/slip_parts.h"
#include "sync/hall/route.h"
#include "tests/kiosk/screens/sample.h"

#include <date/tz.h>

using namespace hall;
using namespace hall::kiosk;
using hall::screens::tests::sample_content;
using hall::screens::tests::sample_phrases;

namespace {

struct Desk {
    std::shared_ptr<const Content> content = sample_content();
    HallClock clock{content->hall.hours, *date::locate_zone(content->hall.time_zone)};
    DeviceId kiosk{"K01"};
    SlipSource source{*content, *sample_phrases(), clock, kiosk, "a key"};
    Moment now{std::chrono::milliseconds{1'795'395'600'000}};  // 2026-11-23, 09:00 in the hall.

    [[nodiscard]] IssuedNote note_of(const Queue& queue, Language language) const {
        IssuedNote note;
        note.day = clock.business_day(now);
        note.number = {queue.prefix, kHubLane, 23};
        note.queue = queue.id;
        note.language = language;
        return note;
    }
    [[nodiscard]] printer::Slip slip(const IssuedNote& note,
                                     const IssuedTicket* shown = nullptr,
                                     const SlipMarks& marks = {}) const {
        return slip_for(source, note, shown, now, marks);
    }
    [[nodiscard]] const Queue& queue() const { return content->hall.queues.front(); }
};

std::string way_on(const printer::Slip& slip) {
    return slip.sections.empty() ? std::string{} : slip.sections.front().rows.front().text;
}

}  // namespace

TEST_CASE("every queue's slip tells the way from every kiosk, as far as it is", "[slip]") {
    Desk desk;
    const FloorPlan& plan = *desk.content->plan;
    int kiosks = 0;
    for (const char* id : {"K01", "K02", "K03", "K04"}) {
        desk.kiosk = DeviceId{id};
        const PlanNode* here = plan.node_of(desk.kiosk);
        if (here == nullptr) {
            continue;
        }
        ++kiosks;
        for (const Queue& queue : desk.content->hall.queues) {
            INFO(id << " " << queue.id.value);
            long shortest = 0;
            std::chrono::seconds least{1'000'000};
            for (const CounterId& counter : queue.counters) {
                const auto route =
                    route_between(plan, *here, *plan.node_of(counter), Steps::allowed);
                REQUIRE(route);
                if (route->time < least) {
                    least = route->time;
                    shortest = std::lround(route->metres);
                }
            }
            for (const Language language : kLanguages) {
                const std::string way = way_on(desk.slip(desk.note_of(queue, language)));
                const std::string walk = sample_phrases()->say(
                    least <= std::chrono::minutes{1} ? "kiosk.walk_short" : "kiosk.walk_long",
                    language,
                    {{"m", std::to_string(shortest)},
                     {"n", std::to_string((least.count() + 59) / 60)}});
                CHECK(way.starts_with(walk));
                CHECK(way.size() > walk.size());
                // Another floor is reached by stairs or lift, and the slip says which floor.
                const Zone* zone = desk.content->hall.zone(queue.zone);
                const Floor* floor = desk.content->hall.floor(zone->floor);
                const bool climbs = floor->id != here->floor;
                CHECK((way.find(floor->name.in(language)) != std::string::npos) == climbs);
            }
        }
    }
    CHECK(kiosks > 0);
}

TEST_CASE("a hall without a plan, or a kiosk it does not know, has no way on the slip", "[slip]") {
    Desk desk;
    desk.kiosk = DeviceId{"K99"};
    CHECK(desk.slip(desk.note_of(desk.queue(), Language::en)).sections.empty());
}

TEST_CASE("the slip of an appointment says its hour instead of a range", "[slip]") {
    const Desk desk;
    IssuedNote note = desk.note_of(desk.queue(), Language::zh_hant);
    note.band = Band::appointment;
    note.due = desk.now + std::chrono::minutes{30};
    IssuedTicket shown{.ahead = 4};
    shown.slot = "09:30";
    const auto slip = desk.slip(note, &shown, {.prechecked = true});
    CHECK(slip.wait == "預約時段 09:30，到時優先叫號");
    CHECK(slip.wait_second == "Appointment 09:30: called first then");
    CHECK(slip.glances.empty());
    CHECK(slip.marks == std::vector<std::string>{"預約 09:30", "已預審"});
}

TEST_CASE("who was cut off from the appointments has the code on the slip, to be looked up later",
          "[slip]") {
    const Desk desk;
    IssuedNote note = desk.note_of(desk.queue(), Language::en);
    note.number.lane = Lane{1};
    note.appointment =
        GENERATE("7K3F9Q2M", "GH1.A.HALLSAMPLE.7K3F9Q2M.2611230930.A.T07MSC26FFXEGQZQ");
    const auto slip = desk.slip(note);
    REQUIRE(slip.rules.size() == 2);
    CHECK(slip.rules.front().find("Booking code 7K3F9Q2M is noted") == 0);
    CHECK(std::ranges::find(slip.marks, "Offline ticket") != slip.marks.end());
}

TEST_CASE("who came too late for the slot reads it on the slip", "[slip]") {
    const Desk desk;
    IssuedTicket shown{.ahead = 4, .wait = WaitLine{10, 20}};
    shown.arrival = Arrival::late;
    const auto slip = desk.slip(desk.note_of(desk.queue(), Language::zh_hans), &shown);
    CHECK(slip.rules.front() == "预约时段已过，按现场号排队");
    CHECK(slip.glances.size() == 2);
}
