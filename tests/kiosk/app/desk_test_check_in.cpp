// SPDX-License-Identifier: Apache-2.0
// Who comes with an appointment, at the desk: let in, turned down, or without anybody to ask.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "sync/code_mac.h"
#include "tests/kiosk/app/desk_bench.h"
#include "tests/sim/small_hall.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

namespace {

constexpr const char* kKey = "sample-key-not-secret";
const std::string kCode = short_code(12345);

Uuid finger(std::uint8_t key) {
    return DeskBench::touch_of("", key).touch;
}

struct Coming : DeskBench {
    Coming() {
        start();
        step(KeyCame{kKey});
    }

    DeskActions comes(std::uint8_t key, const std::string& named) {
        return step(Asked{kiosk::CheckIn{finger(key), named, Language::en}});
    }
    /// What the service says of an appointment at ten for item-B.
    NumberAnswered let_in(const AllocAsk& ask, Arrival arrival) const {
        AllocAsk mine = ask;
        mine.queue = QueueId{"B"};
        NumberAnswered answered = number_for(mine, arrival == Arrival::late ? 7 : 801);
        answered.reserved_for =
            sync::ReservedFor{.item = ItemId{"item-B"},
                              .arrival = arrival,
                              .due = arrival == Arrival::late ? std::nullopt : std::optional{ten()},
                              .prechecked = true};
        return answered;
    }
    [[nodiscard]] Moment ten() const { return wall + std::chrono::hours{1}; }
    /// The code on somebody's phone, of this hall and signed by it.
    [[nodiscard]] static std::string scanned(const char* time = "2611231000",
                                             const char* key = kKey,
                                             const char* hall = "sim") {
        Appointment mine;
        mine.code = kCode;
        mine.queue = QueueId{"B"};
        return sync::appointment_code(HallId{hall}, mine, time, key);
    }
    [[nodiscard]] std::string refusal() {
        return desk().refusal() ? desk().refusal()->code : "none";
    }
};

}  // namespace

TEST_CASE_METHOD(Coming, "an appointment has the service's number and its own hour", "[desk]") {
    meet_service();
    const auto asked = comes(1, kCode);
    REQUIRE(asked.ask);
    CHECK(asked.ask->appointment == kCode);
    CHECK(step(let_in(*asked.ask, Arrival::early)).write.size() == 1);
    CHECK_FALSE(desk().on_screen());  // Not before it is on the disk.
    keep();
    REQUIRE(desk().on_screen());
    const IssuedTicket& shown = *desk().on_screen();
    CHECK(label_of(shown.number) == "B801");
    CHECK(shown.item == ItemId{"item-B"});
    CHECK(shown.slot == "10:00");
    CHECK(shown.arrival == Arrival::early);
    CHECK(shown.prechecked);
    CHECK_FALSE(shown.wait);  // Called first from ten on: no range is promised.
    const IssuedNote note = notes<IssuedNote>().back();
    CHECK(note.band == Band::appointment);
    CHECK(note.due == ten());
    CHECK(note.language == Language::en);

    SECTION("and the same touch after a power cut is the same ticket") {
        crash_and_start();
        step(KeyCame{kKey});
        comes(1, kCode);
        REQUIRE(desk().on_screen());
        CHECK(label_of(desk().on_screen()->number) == "B801");
        CHECK(desk().on_screen()->slot == "10:00");
    }
}

TEST_CASE_METHOD(Coming, "who comes too late is a walk-in and keeps the checked papers", "[desk]") {
    meet_service();
    const auto asked = comes(1, kCode);
    step(let_in(*asked.ask, Arrival::late));
    keep();
    REQUIRE(desk().on_screen());
    CHECK(label_of(desk().on_screen()->number) == "B007");
    CHECK(desk().on_screen()->slot.empty());
    CHECK(desk().on_screen()->arrival == Arrival::late);
    CHECK(desk().is_prechecked(desk().on_screen()->ticket));
    CHECK(notes<IssuedNote>().back().band == Band::walk_in);
}

TEST_CASE_METHOD(Coming,
                 "what the service says no to is said, and no number is made up",
                 "[desk]") {
    meet_service();
    const std::string code = GENERATE(
        "appointment_unknown", "appointment_used", "appointment_other_day", "appointment_missed",
        "appointment_cancelled", "appointment_elsewhere", "code_invalid");
    const auto asked = comes(1, kCode);
    NumberAnswered no{.ticket = asked.ask->ticket, .number = {}, .code = code};
    no.about = AppointmentLine{.item = ItemId{"item-B"}, .number = "B801"};
    step(no);
    CHECK(refusal() == code);
    CHECK(desk().refusal()->about->number == "B801");
    CHECK(notes<IssuedNote>().empty());
    CHECK(desk().is_online());
    CHECK(touch_of("item-B", 2).item == ItemId{"item-B"});
    CHECK(step(Asked{touch_of("item-B", 2)}).ask);  // A walk-in is free to ask at once.
}

TEST_CASE_METHOD(Coming,
                 "an answer that does not say whose the number is, is no answer",
                 "[desk]") {
    meet_service();
    const auto asked = comes(1, kCode);
    auto answered = let_in(*asked.ask, Arrival::on_time);
    answered.reserved_for.reset();
    step(answered);
    CHECK(notes<AbandonNote>().size() == 1);
    CHECK(notes<IssuedNote>().empty());
    CHECK(refusal() == "check_in_offline");
}

TEST_CASE_METHOD(Coming,
                 "with nobody to ask a signed code gets a walk-in that names it",
                 "[desk]") {
    go_alone();
    comes(1, scanned());
    keep();
    REQUIRE(desk().on_screen());
    CHECK(label_of(desk().on_screen()->number) == "BZ001");
    CHECK(desk().on_screen()->appointment == scanned());
    const IssuedNote note = notes<IssuedNote>().back();
    CHECK(note.appointment == scanned());
    CHECK(note.queue == QueueId{"B"});
    CHECK(note.band == Band::walk_in);
    CHECK(note.item.empty());  // The service knows, and tells the ticket when it is merged.

    SECTION("and not a second one") {
        step(Asked{Dismiss{finger(1)}});
        comes(2, scanned());
        CHECK(refusal() == "appointment_used");
        CHECK(desk().refusal()->about->number == "BZ001");
        CHECK(notes<IssuedNote>().size() == 2);  // With the one that sent the kiosk alone.
    }
}

TEST_CASE_METHOD(Coming,
                 "what is written in a code is believed only with the hall's signature",
                 "[desk]") {
    go_alone();
    const auto [named, told] = GENERATE(table<std::string, std::string>(
        {{Coming::scanned("2611231000", "forged"), "appointment_unknown"},
         {Coming::scanned("2611231000", kKey, "another"), "appointment_elsewhere"},
         {Coming::scanned("2611241000"), "appointment_other_day"},
         {Coming::scanned("2611201000"), "appointment_missed"},
         {kCode, "check_in_offline"},
         {"12345678", "link_down"},
         {std::string(200, 'A'), "code_invalid"},
         {"", "code_invalid"}}));
    const std::size_t before = notes<IssuedNote>().size();
    comes(1, named);
    CHECK(refusal() == told);
    CHECK(notes<IssuedNote>().size() == before);
}

TEST_CASE_METHOD(Coming,
                 "a typed code that cannot be looked up goes with the next number",
                 "[desk]") {
    go_alone();
    comes(1, kCode);
    REQUIRE(refusal() == "check_in_offline");
    CHECK(desk().refusal()->appointment == kCode);
    IssueTicket command = touch_of("item-B", 2);
    command.appointment = kCode;
    step(Asked{command});
    keep();
    CHECK(notes<IssuedNote>().back().appointment == kCode);
    CHECK(desk().on_screen()->appointment == kCode);
}

TEST_CASE_METHOD(Coming, "a service that says nothing for 400 ms gives the number up", "[desk]") {
    meet_service();
    const auto asked = comes(1, scanned());
    wait(kAnswerMs);
    keep();
    CHECK(notes<AbandonNote>().front().ticket == asked.ask->ticket);
    REQUIRE(desk().on_screen());
    CHECK(label_of(desk().on_screen()->number) == "BZ001");
}

TEST_CASE_METHOD(Coming, "a phone's last digits find today's appointments", "[desk]") {
    meet_service();
    const auto asked = step(Asked{FindAppointments{finger(1), "4321"}});
    REQUIRE(asked.find);
    CHECK(asked.find->tail == "4321");
    CHECK(asked.find->contact.empty());
    CHECK(desk().found()->looking);
    SECTION("and are shown") {
        step(FindAnswered{finger(1), {{.id = "x", .item = ItemId{"item-A"}, .time = "10:00"}}, {}});
        CHECK_FALSE(desk().found()->looking);
        CHECK(desk().found()->lines.size() == 1);
    }
    SECTION("an answer for somebody who has left is nobody's") {
        step(Asked{FindAppointments{finger(2), "0000"}});
        step(FindAnswered{finger(1), {{.id = "x"}}, {}});
        CHECK(desk().found()->looking);
    }
    SECTION("a service that is away is told as such") {
        step(FindAnswered{finger(1), {}, {}});
        CHECK(desk().found()->code == "link_down");
    }
    SECTION("and nothing stays of it when its owner goes") {
        step(Asked{Dismiss{finger(1)}});
        CHECK_FALSE(desk().found());
    }
}

TEST_CASE_METHOD(Coming, "of an identity card nothing leaves the desk but its hash", "[desk]") {
    meet_service();
    const std::string number = "000000199001010018";
    const auto asked = step(Asked{FindAppointments{finger(1), {}, number}});
    REQUIRE(asked.find);
    CHECK(asked.find->tail.empty());
    CHECK(asked.find->contact == sync::contact_hash(number, kKey));
    CHECK(asked.find->contact.find(number) == std::string::npos);
    CHECK(desk().found()->tail.empty());
}

TEST_CASE_METHOD(Coming, "a slip that is scanned is the ticket that it was printed for", "[desk]") {
    meet_service();
    const TicketId mine = issue("item-A", 9, 23);
    const Number number = desk().on_screen()->number;
    step(Asked{Dismiss{finger(9)}});
    const std::string said =
        GENERATE_COPY("https://hall.example/t/" + sync::phone_token(mine, kKey),
                      sync::ticket_code(HallId{"sim"}, *day_from("2026-11-23"), number, kKey));
    step(Asked{Scan{finger(1), said, Language::en}});
    REQUIRE(desk().scanned());
    CHECK(desk().scanned()->ticket == mine);
    CHECK(refusal() == "none");
}

TEST_CASE_METHOD(Coming, "a code of nobody's is told as such", "[desk]") {
    meet_service();
    issue("item-A", 9, 23);
    const std::string said =
        GENERATE(std::string{"https://hall.example/t/00000000000000000000000000"},
                 std::string{"GH1.T.SIM.261123.A.023.00000000"}, std::string{"6901234567892"},
                 std::string{"\x01"}, std::string{});
    step(Asked{Scan{finger(1), said, Language::en}});
    CHECK_FALSE(desk().scanned());
    CHECK(refusal() == "scan_unknown");
}

TEST_CASE_METHOD(Coming, "who missed the call queues again with the same number", "[desk]") {
    meet_service();
    const TicketId mine = issue("item-A", 9, 23);
    step(Asked{Dismiss{finger(9)}});
    step(Asked{Scan{finger(1), "X/t/" + sync::phone_token(mine, kKey), Language::en}});
    REQUIRE(desk().scanned());
    const auto asked = step(Asked{Requeue{finger(2), mine}});
    REQUIRE(asked.requeue);
    CHECK(asked.requeue->ticket == mine);
    CHECK_FALSE(step(Asked{Requeue{finger(3), mine}}).requeue);  // Drumming is one wish.
    SECTION("once the service has said so") {
        step(RequeueAnswered{finger(2), ""});
        CHECK(desk().scanned()->requeued == finger(2));
    }
    SECTION("and is told why not") {
        step(RequeueAnswered{finger(2), "requeue_too_late"});
        CHECK_FALSE(desk().scanned()->requeued);
        CHECK(refusal() == "requeue_too_late");
    }
    SECTION("of somebody else's ticket nothing is asked") {
        CHECK_FALSE(step(Asked{Requeue{finger(4), finger(77)}}).requeue);
    }
}

TEST_CASE_METHOD(Coming, "a second ticket of one person is linked to the first", "[desk]") {
    meet_service();
    const TicketId first = issue("item-A", 9, 23);
    IssueTicket command = touch_of("item-B", 2);
    command.with = first;
    const auto asked = step(Asked{command});
    step(number_for(*asked.ask, 4));
    keep();
    CHECK(notes<IssuedNote>().back().link == text_of(first));
    SECTION("and a third to both") {
        IssueTicket third = touch_of("item-C", 3);
        third.with = desk().on_screen()->ticket;
        const auto more = step(Asked{third});
        step(number_for(*more.ask, 5));
        keep();
        CHECK(notes<IssuedNote>().back().link == text_of(first));
    }
}
