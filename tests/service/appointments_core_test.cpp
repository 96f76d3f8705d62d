// SPDX-License-Identifier: Apache-2.0
// Appointments in the core: one place for one person, one number for one appointment, and nothing
// said that is not on the disk.
#include <memory>

#include <catch2/catch.hpp>

#include "sync/code_mac.h"
#include "sync/json.h"
#include "tests/service/core_bench.h"

#include <date/tz.h>

using namespace hall;
using namespace hall::service;
using namespace hall::service::test;
using sync::Json;

namespace {

// The small hall, open 09:00–12:00 on weekdays, two appointments in a slot of half an hour.
Settings office_settings() {
    Settings settings = small_settings();
    auto content = std::make_shared<Content>(*settings.content);
    for (std::size_t day = 0; day < 5; ++day) {
        content->hall.hours.week[day] = {Span{9h, 12h}};
    }
    content->hall.appointments.per_slot = 2;
    content->hall.appointments.days_from = 0;
    content->catalogue.items.front().appointment = true;
    const auto clock =
        std::make_shared<HallClock>(content->hall.hours, *date::locate_zone("Asia/Shanghai"));
    settings.content = content;
    settings.clock = [content, clock] { return clock.get(); };
    return settings;
}

struct Office : Hub {
    Kiosk kiosk;

    Office() : Hub(office_settings()) { REQUIRE(enrol("K01") == "200"); }

    static AppointmentAsked booking(int id, Moment from, std::string contact = {}) {
        return {.action = AppointmentAction::booked,
                .order = {.id = uuid(id),
                          .item = ItemId{"S001"},
                          .from = from,
                          .contact = std::move(contact),
                          .source = "online:K1"},
                .by = "online:K1"};
    }
    // 10:00 of that day.
    static Moment ten(int day = 0) { return kMorning + 50min + 24h * day; }

    std::string code_of_booking(int id) const {
        return core.book().appointments().find(uuid(id))->code;
    }
    CheckInAsked coming(int cmd, const std::string& named) const {
        return {
            .cmd = uuid(cmd), .fingerprint = named, .appointment = named, .clerk = ClerkId{"S09"}};
    }
    std::string books(int id, Moment from = ten()) { return told(booking(id, from)); }
    const Appointment& appointment(int id) const {
        return *core.book().appointments().find(uuid(id));
    }
    AllocAsked kiosk_asks(int ticket, const std::string& named) const {
        return {.ask = {uuid(ticket), {}, Band::walk_in, kKiosk, 1, 1, named}};
    }
};

}  // namespace

TEST_CASE_METHOD(Office,
                 "two people book the last place at once and exactly one has it",
                 "[service]") {
    REQUIRE(books(1) == "200");
    disk_is_slow = true;
    const auto first = booking(2, ten());
    const auto second = booking(3, ten());
    CHECK(ask(first).status == 0);
    CHECK(ask(second).status == 0);  // Neither is told before it is on the disk.
    CHECK(ask(first).status == 0);   // Impatient.
    const auto answered = replies.size();
    sync();
    CHECK(replies.size() == answered + 3);
    std::multiset<std::string> said;
    for (const auto& [id, reply] : replies) {
        said.insert(std::to_string(reply.status) + " " + field(reply.body, "code"));
    }
    CHECK(said.count("409 slot_full") == 1);
    CHECK(core.book().appointments().all().size() == 2);
}

TEST_CASE_METHOD(Office,
                 "a booking outlives the service, and is no different afterwards",
                 "[service]") {
    const Reply first = ask(booking(1, ten(1), "hash"));
    REQUIRE(first.status == 200);
    REQUIRE(told(AppointmentAsked{.action = AppointmentAction::moved,
                                  .order = {.id = uuid(1), .from = ten(2)}}) == "200");
    REQUIRE(told(AppointmentAsked{.action = AppointmentAction::prechecked,
                                  .order = {.id = uuid(1), .precheck = Precheck::passed}}) ==
            "200");
    Core again{office_settings()};
    std::int64_t lsn = 0;
    for (const sync::Line& line : log) {
        const auto event = sync::decode_event(line.kind, line.body, line.at);
        REQUIRE(event);
        again.replay(*event, ++lsn);
    }
    CHECK(*again.book().appointments().find(uuid(1)) == appointment(1));
    CHECK(appointment(1).from == ten(2));
    CHECK(appointment(1).precheck == Precheck::passed);
}

TEST_CASE_METHOD(Office,
                 "the log says of an appointment nothing that names a person",
                 "[service]") {
    const std::string key = "the hall's key";
    auto asked = booking(1, ten(), sync::contact_hash("138 0000-1234", key));
    asked.order.tail = sync::tail_hash("1234", key);
    REQUIRE(told(asked) == "200");
    for (const sync::Line& line : log) {
        CHECK(line.body.find("13800001234") == std::string::npos);
        CHECK(line.body.find("\"1234\"") == std::string::npos);
    }
    CHECK(sync::contact_hash("13800001234", key) == appointment(1).contact);
    CHECK(sync::contact_hash("13800001234", "another key") != appointment(1).contact);
    CHECK(frames.empty() == std::none_of(frames.begin(), frames.end(), [](const Frame& frame) {
              return frame.kind != "appointment";
          }));
    CHECK(std::none_of(frames.begin(), frames.end(),
                       [](const Frame& frame) { return frame.kind == "appointment"; }));
}

TEST_CASE_METHOD(Office,
                 "checked in at reception it is a number of its own band, due in its hour",
                 "[service]") {
    REQUIRE(books(1) == "200");
    REQUIRE(told(AppointmentAsked{.action = AppointmentAction::prechecked,
                                  .order = {.id = uuid(1), .precheck = Precheck::passed}}) ==
            "200");
    const auto press = coming(900, code_of_booking(1));
    const Reply first = ask(press);
    REQUIRE(first.status == 200);
    CHECK(field(first.body, "arrival") == "early");
    CHECK(field(field(first.body, "ticket"), "number") == "A801");
    const Ticket& ticket = *core.book().ticket(uuid(900));
    CHECK(ticket.band == Band::appointment);
    CHECK(ticket.order == ten());
    CHECK(ticket.prechecked);
    CHECK(ticket.appointment == uuid(1));
    CHECK(ask(press).body == first.body);  // The same press is the same ticket.

    const Reply second = ask(coming(901, code_of_booking(1)));
    CHECK(second.status == 409);
    CHECK(field(second.body, "code") == "appointment_used");
    CHECK(field(field(second.body, "appointment"), "number") == "A801");
    CHECK(core.book().tickets().size() == 1);
}

TEST_CASE_METHOD(Office,
                 "who comes late is a walk-in, and so is who gives the hour up",
                 "[service]") {
    REQUIRE(books(1) == "200");
    REQUIRE(books(2) == "200");
    auto early = coming(900, code_of_booking(1));
    early.as_walk_in = true;
    CHECK(told(early) == "200");
    CHECK(core.book().ticket(uuid(900))->band == Band::walk_in);
    now = ten() + 45min;
    const Reply late = ask(coming(901, code_of_booking(2)));
    CHECK(late.status == 200);
    CHECK(field(late.body, "arrival") == "late");
    CHECK(field(field(late.body, "ticket"), "number") == "A002");
    CHECK(core.book().ticket(uuid(901))->appointment == uuid(2));
    CHECK(appointment(2).state == AppointmentState::checked_in);
}

TEST_CASE_METHOD(Office, "every check-in that cannot be says why", "[service]") {
    REQUIRE(books(1) == "200");
    REQUIRE(books(2, ten(1)) == "200");
    REQUIRE(books(3) == "200");
    REQUIRE(told(AppointmentAsked{.action = AppointmentAction::cancelled,
                                  .order = {.id = uuid(3), .booker = Booker::staff}}) == "200");
    const Appointment& mine = appointment(1);
    const auto scanned = [&](const char* hall, const char* key) {
        return sync::appointment_code(HallId{hall}, mine, "2611231000", key);
    };
    std::string wrong = mine.code;
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    CHECK(told(coming(901, wrong)) == "422 code_invalid");
    CHECK(told(coming(902, short_code(1))) == "404 appointment_unknown");
    CHECK(told(coming(903, scanned("other", "the hall's key"))) == "409 appointment_elsewhere");
    CHECK(told(coming(904, scanned("small", "forged"))) == "404 appointment_unknown");
    CHECK(told(coming(905, code_of_booking(2))) == "409 appointment_other_day");
    CHECK(told(coming(906, code_of_booking(3))) == "409 appointment_cancelled");
    CHECK(told(coming(907, scanned("small", "the hall's key"))) == "200");
    now = ten(1);
    tick();
    CHECK(appointment(1).state == AppointmentState::checked_in);
    now = ten(2);
    tick();
    CHECK(appointment(2).state == AppointmentState::missed);
    CHECK(told(coming(908, code_of_booking(2))) == "409 appointment_missed");
    CHECK(core.book().tickets().empty());  // Of two days before: forgotten. The refused made none.
}

TEST_CASE_METHOD(Office, "a kiosk checks in with the number it asked for", "[service]") {
    REQUIRE(books(1) == "200");
    now = ten();
    const auto asked = kiosk_asks(800, code_of_booking(1));
    const Reply first = ask(asked);
    REQUIRE(first.status == 200);
    CHECK(ask(asked).body == first.body);
    const auto number = sync::decode_reserved(first.body);
    const auto told_of = sync::decode_reserved_for(first.body);
    REQUIRE(number);
    REQUIRE(told_of);
    REQUIRE(*told_of);
    CHECK((*told_of)->due == ten());
    CHECK((*told_of)->arrival == Arrival::on_time);
    CHECK(label_of(number->number) == "A801");
    CHECK(told(kiosk_asks(801, code_of_booking(1))) == "409 appointment_used");

    kiosk.write(IssuedNote{.ticket = number->ticket,
                           .day = number->day,
                           .number = number->number,
                           .ordinal = number->ordinal,
                           .band = number->band,
                           .queue = number->queue,
                           .touch = uuid(800),
                           .due = (*told_of)->due},
                now);
    REQUIRE(told(kiosk.push_all()) == "200");
    CHECK(core.book().ticket(uuid(800))->appointment == uuid(1));
    CHECK(core.book().ticket(uuid(800))->band == Band::appointment);
}

TEST_CASE_METHOD(Office,
                 "a kiosk that gave up waiting for the answer uses the appointment itself",
                 "[service]") {
    REQUIRE(books(1) == "200");
    now = ten();
    REQUIRE(told(kiosk_asks(800, code_of_booking(1))) == "200");  // Too late for the kiosk.
    kiosk.write(AbandonNote{uuid(800), kToday}, now);
    kiosk.write(IssuedNote{.ticket = uuid(801),
                           .day = kToday,
                           .number = {"A", 1, 1},
                           .ordinal = 1,
                           .queue = QueueId{"A"},
                           .touch = uuid(801),
                           .appointment = code_of_booking(1)},
                now);
    REQUIRE(told(kiosk.push_all()) == "200");
    CHECK(appointment(1).ticket == uuid(801));
    CHECK(label_of(appointment(1).number) == "AZ001");
    CHECK(core.book().ticket(uuid(801))->appointment == uuid(1));
    CHECK(core.book().ticket(uuid(801))->item == ItemId{"S001"});  // The kiosk could not know.
    CHECK(told(kiosk_asks(802, code_of_booking(1))) == "409 appointment_used");
    CHECK(told(kiosk_asks(800, code_of_booking(1))) == "409 appointment_used");
}

TEST_CASE_METHOD(Office, "a file on trial tells what it would do, and does nothing", "[service]") {
    const auto line = [](int no, int id, Moment from) {
        return ImportLine{.line = no,
                          .reference = "r" + std::to_string(no),
                          .order = BookingOrder{.id = uuid(id),
                                                .item = ItemId{"S001"},
                                                .from = from,
                                                .source = "import",
                                                .booker = Booker::staff},
                          .fault = {}};
    };
    ImportAsked file{
        .lines = {line(1, 1, ten()),
                  line(2, 2, ten()),
                  line(3, 3, ten()),
                  {.line = 4, .reference = "r4", .order = {}, .field = "item", .fault = "no item"},
                  line(5, 5, ten(1))},
        .on_trial = true,
        .by = "M1"};
    const auto written = log.size();
    const Json trial = Json::parse(ask(file).body);
    CHECK(trial.at("booked") == 3);
    CHECK(trial.at("refused") == 2);
    CHECK(trial.at("lines").at(2).at("why") == "slot_full");
    CHECK(trial.at("lines").at(3).at("detail") == "no item");
    CHECK(log.size() == written);

    file.on_trial = false;
    const Json real = Json::parse(ask(file).body);
    CHECK(real.at("booked") == 3);  // Nothing good is lost because a line is bad.
    CHECK(core.book().appointments().all().size() == 3);
    const Json again = Json::parse(ask(file).body);
    CHECK(again.at("booked") == 0);
    CHECK(again.at("known") == 3);
    CHECK(again.at("lines").at(0).at("code") == real.at("lines").at(0).at("code"));
}

TEST_CASE_METHOD(Office, "no hall without a clock takes bookings", "[service]") {
    Hub bare;
    CHECK(bare.told(booking(1, ten())) == "409 not_bookable");
}
