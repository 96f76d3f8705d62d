// SPDX-License-Identifier: Apache-2.0
// A citizen with an appointment and one with a slip, through kiosk and service.
#include <catch2/catch.hpp>

#include "sync/code_mac.h"
#include "sync/json.h"
#include "tests/kiosk/app/headless_kiosk.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::Kiosk;
using hall::sync::HttpMethod;
using hall::sync::Json;
using hall::test::RunningService;
using hall::test::TempDir;

namespace {

constexpr const char* kBooked = "GA-03";  // Queue A, four in a slot.

Uuid fresh() {
    static std::uint64_t count = 0;
    return make_uuid(Moment{}, ++count * 104'729, 11);
}

struct Morning {
    TempDir home;
    RunningService service{[this] {
        std::filesystem::create_directories(home.file("service"));
        return home.file("service");
    }()};
    std::vector<sync::HttpHeader> desk = service.sign_in("S089", "");
    Kiosk kiosk{service, home.file("kiosk")};

    Morning() { kiosk.wait_online(); }

    /// Booked by reception for today.
    Json books(const char* time, const std::string& who, const char* day = "2026-11-23") {
        const auto answer = service.ask_hall(
            HttpMethod::put, "/appointments/" + text_of(fresh()),
            Json{{"item", kBooked}, {"day", day}, {"time", time}, {"phone", who}}.dump(), desk);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return Json::parse(answer.body).at("appointment");
    }
    /// What the kiosk shows for a code: the number and how its owner came, or why not.
    std::string comes(const std::string& code) {
        const kiosk::CheckIn command{fresh(), code, Language::en};
        kiosk.send(command);
        const auto view = kiosk.until([&](const View& seen) {
            return (seen.issued && seen.issued->touch == command.touch) ||
                   (seen.refused && seen.refused->touch == command.touch);
        });
        kiosk.send(Dismiss{command.touch});
        kiosk.until([](const View& seen) { return !seen.issued && !seen.refused; });
        if (view->refused) {
            return view->refused->code +
                   (view->refused->about ? " " + view->refused->about->number : "");
        }
        CHECK(view->issued->item == ItemId{kBooked});
        return label_of(view->issued->number) + " " +
               std::string(name_of(view->issued->arrival.value())) + " " + view->issued->slot;
    }
};

}  // namespace

TEST_CASE("an appointment is checked in at the kiosk by its code, its QR and its id, once",
          "[runner]") {
    Morning hall;
    const Json now = hall.books("09:00", "000 5550 0001");
    const Json later = hall.books("11:00", "000 5550 0002");
    CHECK(hall.comes(now.at("code")) == "A801 on_time 09:00");
    CHECK(hall.comes(now.at("code")) == "appointment_used A801");
    CHECK(hall.comes(later.at("qr_text")) == "A802 early 11:00");
    CHECK(hall.comes("00000000") == "appointment_unknown");
    CHECK(hall.comes("12345678") == "code_invalid");
    const Json tomorrow = hall.books("09:00", "000 5550 0003", "2026-11-24");
    CHECK(hall.comes(tomorrow.at("code")) == "appointment_other_day ");
    std::string elsewhere = later.at("qr_text");
    elsewhere.replace(elsewhere.find("HALLSAMPLE"), 10, "ELSEWHERE");
    CHECK(hall.comes(elsewhere) == "appointment_elsewhere");
}

TEST_CASE("a phone's last digits and an identity card find whose the appointment is", "[runner]") {
    Morning hall;
    const std::string card = "000000199001010018";
    const Json by_phone = hall.books("09:00", "000 5550 4321");
    const Json by_card = hall.books("09:30", card);
    const auto found = [&](FindAppointments ask) {
        ask.touch = fresh();
        hall.kiosk.send(ask);
        return *hall.kiosk
                    .until([&](const View& seen) {
                        return seen.found && seen.found->touch == ask.touch && !seen.found->looking;
                    })
                    ->found;
    };
    const Found phone = found({.touch = {}, .tail = "4321"});
    REQUIRE(phone.lines.size() == 1);
    CHECK(phone.lines.front().id == by_phone.at("id"));
    CHECK(phone.lines.front().time == "09:00");
    CHECK(phone.lines.front().arrival == Arrival::on_time);
    const Found mine = found({.touch = {}, .tail = {}, .card = card});
    REQUIRE(mine.lines.size() == 1);
    CHECK(mine.lines.front().id == by_card.at("id"));
    CHECK(found({.touch = {}, .tail = "0000"}).code == "appointment_unknown");
    CHECK(hall.comes(phone.lines.front().id) == "A801 on_time 09:00");
}

TEST_CASE(
    "a slip before the scanner is the ticket as it stands now, and the service says who may "
    "queue again",
    "[runner]") {
    Morning hall;
    const std::string number = hall.kiosk.issue();
    const auto told = [&](const char* state) {
        return [&, state](const View& view) {
            return view.scanned && std::string(name_of(view.scanned->state)) == state;
        };
    };
    const Json ticket =
        Json::parse(hall.service.ask_hall(HttpMethod::get, "/state").body).at("tickets").at(0);
    REQUIRE(ticket.at("number") == number);
    const std::string key =
        Json::parse(hall.service
                        .ask(HttpMethod::post, "/v1/devices",
                             R"({"id":"K09","kind":"kiosk","epoch":1,"lane":true})")
                        .body)
            .at("code_key");
    const std::string page = "https://hall.example/t/" +
                             sync::phone_token(*uuid_from(ticket.at("id").get<std::string>()), key);
    hall.kiosk.send(Scan{fresh(), page, Language::en});
    hall.kiosk.until(told("waiting"));

    const auto clerk = hall.service.sign_in("S001", "W01");
    REQUIRE(hall.service.command(clerk, R"("type":"call_next")") == "200");
    const TicketId mine = hall.kiosk.until(told("called"))->scanned->ticket;
    const Requeue again{fresh(), mine};
    hall.kiosk.send(again);
    const auto refused = hall.kiosk.until(
        [&](const View& view) { return view.refused && view.refused->touch == again.touch; });
    CHECK(refused->refused->code == "other_counter");  // It is being called: nobody missed it.
}
