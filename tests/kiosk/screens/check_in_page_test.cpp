// SPDX-License-Identifier: Apache-2.0
// Coming with an appointment or with a slip, as it is drawn and touched.
#include <catch2/catch.hpp>

#include "tests/kiosk/screens/guest.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

constexpr const char* kCode = "7k3f9q2m";

PlaceKind place_of(const Guest& guest) {
    return guest.stage.visit().place().kind;
}

/// The view is a new one, and everything has come to rest.
void settle(Guest& guest) {
    guest.tick();
    guest.now += kCalm;
    guest.tick();
}

template <typename Ask>
const Ask& asked(const Guest& guest) {
    return std::get<Ask>(guest.sent.back());
}

void scan(Guest& guest, const std::string& text) {
    for (auto& command : guest.stage.scan(text, guest.view, guest.now)) {
        guest.sent.push_back(std::move(command));
    }
}

void refuse(Guest& guest, const std::string& code, const std::string& number = {}) {
    kiosk::Refused refused{.touch = guest.stage.visit().touch, .item = {}, .code = code};
    if (!number.empty()) {
        refused.about = kiosk::AppointmentLine{.item = ItemId{"GA-02"}, .number = number};
    }
    guest.view.refused = refused;
    settle(guest);
}

void give_appointment(Guest& guest, std::optional<Arrival> arrival, const std::string& code) {
    const Uuid touch = guest.stage.visit().touch;
    let_desk_answer(guest.view, kiosk::CheckIn{touch, kCode, guest.stage.visit().language});
    guest.view.issued->arrival = arrival;
    guest.view.issued->appointment = code;
    if (arrival != Arrival::early && arrival != Arrival::on_time) {
        guest.view.issued->slot.clear();
        guest.view.issued->wait = kiosk::WaitLine{10, 20};
    }
    settle(guest);
}

void walk_code(Guest& guest) {
    REQUIRE(guest.find("check_in"));
    CLEAN(guest);
    CHECK_FALSE(guest.stage.semantics().find("check_in_now")->enabled);
    REQUIRE(guest.type(kCode));
    CLEAN(guest);
    for (const char* code : {"code_invalid", "appointment_unknown", "appointment_used",
                             "appointment_other_day", "appointment_missed", "appointment_elsewhere",
                             "appointment_cancelled", "check_in_offline"}) {
        INFO(code);
        REQUIRE(guest.tap("check_in_now"));
        CHECK(asked<kiosk::CheckIn>(guest).appointment == kCode);
        CLEAN(guest);
        refuse(guest, code, std::string_view{code} == "appointment_used" ? "A803" : "");
        CHECK(guest.stage.visit().place().trouble == Trouble::refused);
        CLEAN(guest);
        REQUIRE(guest.stage.semantics().find("walk_in") != nullptr);
        REQUIRE(guest.tap("back"));
        CHECK(place_of(guest) == PlaceKind::check_in);
    }
}

void walk_tail(Guest& guest) {
    REQUIRE(guest.tap("by_tail"));
    CLEAN(guest);
    CHECK_FALSE(guest.stage.semantics().find("find")->enabled);
    for (const char* key : {"pin.4", "pin.3", "pin.2", "pin.1"}) {
        REQUIRE(guest.tap(key));
    }
    CLEAN(guest);
    REQUIRE(guest.tap("find"));
    CHECK(asked<kiosk::FindAppointments>(guest).tail == "4321");
    kiosk::Found none{.touch = guest.stage.visit().touch, .looking = false};
    none.code = "appointment_unknown";
    guest.view.found = none;
    settle(guest);
    CHECK(place_of(guest) == PlaceKind::appointments);
    CLEAN(guest);
    REQUIRE(guest.tap("back"));
    for (const char* key : {"pin.4", "pin.3", "pin.2", "pin.1", "find"}) {
        REQUIRE(guest.tap(key));
    }
    let_desk_answer(guest.view, guest.sent.back());
    settle(guest);
    CLEAN(guest);
    REQUIRE(guest.reach("appointment.appointment-3"));
    CHECK_FALSE(guest.stage.semantics().find("appointment.appointment-3")->enabled);
    REQUIRE(guest.reach("appointment.appointment-2"));
    REQUIRE(guest.tap("appointment.appointment-2"));
    CHECK(asked<kiosk::CheckIn>(guest).appointment == "appointment-2");
}

/// From a page that waits for a number, through all that a number of an appointment can say.
void walk_let_in(Guest& guest) {
    const std::string begin = "begin." + std::string{tag_of(guest.stage.visit().language)};
    give_appointment(guest, Arrival::late, "");
    CHECK(place_of(guest) == PlaceKind::issued);
    CHECK(guest.stage.semantics().find("remark") != nullptr);
    CLEAN(guest);
    REQUIRE(guest.tap("done"));
    for (const auto& [arrival, code] :
         {std::pair{std::optional{Arrival::early}, ""},
          std::pair{std::optional{Arrival::on_time}, ""},
          std::pair{std::optional<Arrival>{}, "GH1.A.HALLSAMPLE.7K3F9Q2M"}}) {
        REQUIRE(guest.tap(begin));
        REQUIRE(guest.find("check_in"));
        REQUIRE(guest.type(kCode));
        REQUIRE(guest.tap("check_in_now"));
        give_appointment(guest, arrival, code);
        CLEAN(guest);
        REQUIRE(guest.tap("done"));
    }
    REQUIRE(guest.tap(begin));
}

void walk_slip(Guest& guest) {
    for (const TicketState state :
         {TicketState::no_show, TicketState::waiting, TicketState::called, TicketState::serving,
          TicketState::parked, TicketState::finished, TicketState::cancelled,
          TicketState::expired}) {
        INFO(static_cast<int>(state));
        scan(guest, "https://hall.example/t/0123456789ABCDEFGHJKMNPQRS");
        guest.view.scanned = scanned_for(guest.view, asked<kiosk::Scan>(guest).touch, state);
        settle(guest);
        CHECK(place_of(guest) == PlaceKind::ticket);
        CLEAN(guest);
        if (state == TicketState::no_show) {
            REQUIRE(guest.tap("requeue"));
            let_desk_answer(guest.view, guest.sent.back());
            settle(guest);
            CHECK(guest.stage.semantics().find("requeue") == nullptr);
            CLEAN(guest);
            guest.view.scanned->requeued.reset();
            guest.view.scanned->state = TicketState::no_show;  // Too late for it by now.
            guest.tick();
            CLEAN(guest);
        }
    }
    guest.view.scanned->state = TicketState::waiting;
    guest.tick();
    REQUIRE(guest.tap("link_ticket"));
    CHECK(place_of(guest) == PlaceKind::home);
    CHECK(guest.stage.semantics().find("linked") != nullptr);
    CLEAN(guest);
}

}  // namespace

TEST_CASE("coming with an appointment keeps the rules of the house everywhere", "[screens]") {
    everywhere([](Guest& guest) {
        walk_code(guest);
        walk_tail(guest);
        walk_let_in(guest);
    });
}

TEST_CASE("coming with a slip keeps the rules of the house everywhere", "[screens]") {
    everywhere(walk_slip);
}

TEST_CASE("coming with an appointment keeps the rules with every need", "[screens]") {
    const auto needs = GENERATE(std::vector<std::string>{"large"}, std::vector<std::string>{"low"},
                                std::vector<std::string>{"large", "low", "paper", "calm"});
    const Theme theme;
    Theme wanted = theme;
    Studio studio{wanted, morning(), Language::zh_hant};
    for (const Language language : kLanguages) {
        INFO(needs.front() << " " << tag_of(language));
        Guest guest{studio, theme, morning()};
        REQUIRE(guest.tap("begin." + std::string{tag_of(language)}));
        REQUIRE(guest.need(needs));
        CLEAN(guest);
        walk_code(guest);
        walk_tail(guest);
        give_appointment(guest, Arrival::late, "");
        CLEAN(guest);
        REQUIRE(guest.tap("done"));
    }
}

TEST_CASE("whoever scans a second code while the first is looked up is not heard", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    scan(guest, "GH1.A.one");
    CHECK(guest.sent.size() == 1);
    scan(guest, "GH1.A.two");
    CHECK(guest.sent.size() == 1);
    refuse(guest, "scan_unknown");
    CHECK(guest.stage.visit().place().trouble == Trouble::refused);
    scan(guest, "GH1.A.three");
    CHECK(guest.sent.size() == 2);
}

TEST_CASE("a code nobody could look up goes with the number that is taken instead", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    scan(guest, "GH1.A.HALLSAMPLE.7K3F9Q2M");
    guest.view.refused = kiosk::Refused{.touch = guest.stage.visit().touch,
                                        .item = {},
                                        .code = "check_in_offline",
                                        .resumes_at = {},
                                        .about = {},
                                        .appointment = "7K3F9Q2M"};
    settle(guest);
    REQUIRE(guest.tap("walk_in"));
    CHECK(place_of(guest) == PlaceKind::home);
    const Item& item = *most_wanted(*guest.view.content, 1).front();
    REQUIRE(guest.tap("item." + item.id.value));
    REQUIRE(guest.tap("take"));
    CHECK(asked<kiosk::IssueTicket>(guest).appointment == "7K3F9Q2M");
    guest.give(kiosk::PaperState::printed);
    CHECK(guest.stage.visit().appointment.empty());  // The next number is another one's.
}

TEST_CASE("what was found of a citizen is forgotten when the visit ends, by hand or by itself",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    for (const char* target : {"check_in", "by_tail", "pin.4", "pin.3", "pin.2", "pin.1", "find"}) {
        REQUIRE(guest.tap(target));
    }
    let_desk_answer(guest.view, guest.sent.back());
    settle(guest);
    const Uuid touch = guest.view.found->touch;
    guest.now += kIdleWarn + kWarning;
    const auto commands = guest.stage.handle({.when = guest.now}, guest.view);
    CHECK(guest.stage.visit().place().kind == PlaceKind::attract);
    REQUIRE(commands.size() == 1);
    CHECK(std::get<kiosk::Dismiss>(commands.front()).touch == touch);
}

TEST_CASE("a refused appointment leads to a number for its own matter", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    scan(guest, "GH1.A.x");
    refuse(guest, "appointment_missed", "A803");
    REQUIRE(guest.tap("walk_in"));
    CHECK(place_of(guest) == PlaceKind::guide);
    CHECK(guest.stage.visit().place().item == ItemId{"GA-02"});
    CHECK(guest.stage.visit().appointment.empty());
}

TEST_CASE("the first slip, scanned in the middle of choosing, links what is taken then",
          "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    const Item& item = *most_wanted(*guest.view.content, 1).front();
    REQUIRE(guest.tap("item." + item.id.value));
    scan(guest, "https://hall.example/t/0123456789ABCDEFGHJKMNPQRS");
    guest.view.scanned =
        scanned_for(guest.view, asked<kiosk::Scan>(guest).touch, TicketState::waiting);
    settle(guest);
    REQUIRE(guest.tap("link_ticket"));
    CHECK(place_of(guest) == PlaceKind::guide);
    REQUIRE(guest.tap("take"));
    CHECK(asked<kiosk::IssueTicket>(guest).with == guest.view.scanned->ticket);
}

TEST_CASE("a check-in with closed eyes: the code is typed and the number is told", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::en};
    Guest guest{studio, theme, morning()};
    guest.stage.give_voice();
    guest.press(Key::next);
    REQUIRE(guest.walk_to("begin.en"));
    guest.press(Key::ok);
    REQUIRE(guest.walk_to("check_in"));
    guest.press(Key::ok);
    CHECK(place_of(guest) == PlaceKind::check_in);
    for (const char sign : std::string_view{kCode}) {
        REQUIRE(guest.walk_to("key." + std::string(1, sign)));
        guest.press(Key::ok);
    }
    REQUIRE(guest.walk_to("check_in_now"));
    guest.press(Key::ok);
    CHECK(asked<kiosk::CheckIn>(guest).appointment == kCode);
    let_desk_answer(guest.view, guest.sent.back());
    guest.heard.clear();
    settle(guest);
    if (auto utterance = guest.stage.take_utterance()) {
        guest.heard.push_back(*utterance);
    }
    REQUIRE_FALSE(guest.heard.empty());
    CHECK(guest.heard.back().text.find("8 0 1") != std::string::npos);
    CHECK(guest.heard.back().text.find("09:30") != std::string::npos);
}

TEST_CASE("check-in looks as it did when it was looked at", "[screens]") {
    const Theme theme;
    Studio studio{theme, morning(), Language::zh_hant};
    Guest guest{studio, theme, morning()};
    REQUIRE(guest.tap("begin"));
    REQUIRE(guest.tap("check_in"));
    REQUIRE(guest.type("7k3f9"));
    guest.now += kCalm;
    same_as_golden("check_in", studio.shoot(guest.stage, guest.view, guest.now));
    REQUIRE(guest.tap("by_tail"));
    for (const char* key : {"pin.4", "pin.3", "pin.2", "pin.1", "find"}) {
        REQUIRE(guest.tap(key));
    }
    let_desk_answer(guest.view, guest.sent.back());
    settle(guest);
    same_as_golden("appointments", studio.shoot(guest.stage, guest.view, guest.now));
    scan(guest, "https://hall.example/t/0123456789ABCDEFGHJKMNPQRS");
    let_desk_answer(guest.view, guest.sent.back());
    settle(guest);
    same_as_golden("ticket_missed", studio.shoot(guest.stage, guest.view, guest.now));
}
