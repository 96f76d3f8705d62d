// SPDX-License-Identifier: Apache-2.0
#include "sync/wire.h"

#include <tuple>

#include <catch2/catch.hpp>

#include "tests/sync/wire_samples.h"

using namespace hall;
using namespace hall::sync;
using namespace hall::sync::test;
using namespace std::chrono_literals;

namespace {

bool same_stay(const Ticket& a, const Ticket& b) {
    const auto parts = [](const Ticket& t) {
        return std::tie(t.counter, t.only_for, t.return_to, t.clerk, t.calls, t.called, t.last_call,
                        t.started, t.ended, t.before_end);
    };
    const bool parked =
        a.parking.has_value() == b.parking.has_value() &&
        (!a.parking || std::tie(a.parking->reason, a.parking->until, a.parking->hall_wide) ==
                           std::tie(b.parking->reason, b.parking->until, b.parking->hall_wide));
    return parts(a) == parts(b) && parked;
}

bool same(const Ticket& a, const Ticket& b) {
    const auto parts = [](const Ticket& t) {
        return std::tie(t.id, t.day, t.number, t.band, t.queue, t.item, t.priority, t.state,
                        t.issued, t.leg_since, t.order, t.reason, t.paper, t.device, t.own_lane,
                        t.promised_lo, t.promised_hi, t.predicted_min, t.link, t.flagged, t.rated,
                        t.cases, t.version);
    };
    bool legs = a.legs.size() == b.legs.size();
    for (std::size_t i = 0; legs && i < a.legs.size(); ++i) {
        legs = std::tie(a.legs[i].queue, a.legs[i].since, a.legs[i].counter) ==
               std::tie(b.legs[i].queue, b.legs[i].since, b.legs[i].counter);
    }
    return legs && parts(a) == parts(b) && same_stay(a, b);
}

}  // namespace

TEST_CASE("a ticket reads the same after it was written, every field of it", "[sync]") {
    for (const bool is_full : {true, false}) {
        Ticket ticket = full_ticket();
        if (!is_full) {
            ticket = Ticket{.id = id(9), .day = kDay, .number = {"A", 0, 1}};
            ticket.queue = QueueId{"A"};
        }
        const Line line = encode(Event{kNow, TicketChanged{Action::park, ticket, {}, {}, {}, {}}});
        const auto event = decode_event(line.kind, line.body, kNow);
        REQUIRE(event);
        CHECK(event->at == kNow);
        CHECK(same(std::get<TicketChanged>(event->what).ticket, ticket));
    }
}

TEST_CASE("a seat, a number and a device read the same after they were written", "[sync]") {
    const auto read = [](const What& what) {
        const Line line = encode(Event{kNow, what});
        auto event = decode_event(line.kind, line.body, kNow);
        REQUIRE(event);
        return event->what;
    };
    const auto seat_parts = [](const Seat& s) {
        return std::tie(s.counter, s.clerk, s.paused, s.pause_reason, s.since, s.lease_until,
                        s.session, s.mix, s.last_ended, s.last_call, s.extended);
    };
    const Seat seat = full_seat();
    const What seat_read = read(SeatChanged{SeatAction::renew, seat});
    CHECK(seat_parts(std::get<SeatChanged>(seat_read).seat) == seat_parts(seat));
    CHECK(std::get<SeatChanged>(seat_read).action == SeatAction::renew);

    const auto number_parts = [](const NumberChanged& n) {
        return std::tie(n.ticket, n.day, n.number, n.ordinal, n.band, n.queue, n.state, n.reason,
                        n.device, n.epoch, n.boot);
    };
    const auto case_parts = [](const CaseRecord& c) {
        return std::tie(c.id, c.ticket, c.day, c.item, c.number, c.result, c.counter, c.clerk,
                        c.nth, c.at);
    };
    const What case_read = read(CaseRecorded{full_case()});
    const CaseRecord recorded = full_case();
    CHECK(case_parts(std::get<CaseRecorded>(case_read).record) == case_parts(recorded));

    const CaseFile file = full_case_file();
    const What file_read = read(CaseChanged{file, "S104"});
    CHECK(std::get<CaseChanged>(file_read).file == file);
    CHECK(std::get<CaseChanged>(file_read).by == "S104");

    const NumberChanged number = full_number();
    const What number_read = read(number);
    CHECK(number_parts(std::get<NumberChanged>(number_read)) == number_parts(number));

    const auto device_parts = [](const Device& d) {
        return std::tie(d.id, d.kind, d.epoch, d.boot, d.lane, d.lane_day, d.acked, d.chain,
                        d.last_effective, d.token);
    };
    const Device device = full_device();
    const What device_read = read(DeviceChanged{DeviceAction::enrolled, device});
    CHECK(device_parts(std::get<DeviceChanged>(device_read).device) == device_parts(device));
}

TEST_CASE("an issued note reads the same after it was written", "[sync]") {
    const auto issued = std::get<IssuedNote>(all_notes()[1]);
    const Line line = encode(Note{{9, 1234, kNow, true}, issued});
    const auto note = decode_note(line.kind, line.body);
    REQUIRE(note);
    const auto& read = std::get<IssuedNote>(note->what);
    const auto parts = [](const IssuedNote& n) {
        return std::tie(n.ticket, n.day, n.number, n.ordinal, n.band, n.queue, n.item, n.priority,
                        n.language, n.touch, n.promised_lo, n.promised_hi, n.predicted_min, n.due,
                        n.link);
    };
    CHECK(parts(read) == parts(issued));
    CHECK(note->stamp.boot == 9);
    CHECK(note->stamp.mono_ms == 1234);
    CHECK(note->stamp.estimate == kNow);
    CHECK(note->stamp.good);
}

TEST_CASE("a command reads the same after it was written, but for rights, which it cannot claim",
          "[sync]") {
    CommandMessage sent = full_command();
    sent.order.may_call_by_name = true;
    sent.order.at_reception = true;
    sent.order.clerk = ClerkId{"S01"};
    const auto read = decode_command(encode(sent));
    REQUIRE(read);
    const auto parts = [](const CommandMessage& m) {
        return std::tie(m.cmd, m.order.action, m.order.counter, m.order.ticket, m.order.if_version,
                        m.order.to_queue, m.order.to_counter, m.order.back_to_me, m.order.reason,
                        m.order.until, m.order.hall_wide, m.order.came, m.item, m.queue,
                        m.priority);
    };
    CHECK(parts(*read) == parts(sent));
    CHECK_FALSE(read->order.may_call_by_name);
    CHECK_FALSE(read->order.at_reception);
    CHECK(read->order.clerk.empty());
}

TEST_CASE("what everybody may read has no token, no session and no answer", "[sync]") {
    for (const What& what : all_events()) {
        const Event event{kNow, what};
        const std::string body = public_body(event);
        INFO(encode(event).kind);
        for (const char* secret : {"session-hash", "device-token", "queue_empty"}) {
            CHECK(body.find(secret) == std::string::npos);
        }
        const bool is_private = std::holds_alternative<NumberChanged>(what) ||
                                std::holds_alternative<DeviceChanged>(what) ||
                                std::holds_alternative<DeviceEntry>(what) ||
                                std::holds_alternative<CommandDone>(what) ||
                                std::holds_alternative<AdminDone>(what) ||
                                std::holds_alternative<AppointmentChanged>(what) ||
                                std::holds_alternative<CaseChanged>(what);
        CHECK(body.empty() == is_private);
        if (!body.empty()) {
            CHECK(decode_event(encode(event).kind, body, kNow));
        }
    }
    CHECK(encode(full_state()).find("session") == std::string::npos);
}

TEST_CASE("a replica reads the state that the service gives out", "[sync]") {
    const auto state = decode_state(encode(full_state()));
    REQUIRE(state);
    CHECK(state->cursor == Cursor{4, 1042});
    CHECK(state->now == kNow);
    CHECK(state->state.epoch == 4);
    Ticket expected = full_ticket();
    REQUIRE(state->state.tickets.size() == 1);
    CHECK(same(state->state.tickets.front(), expected));
    CHECK(state->state.seats.front().clerk == ClerkId{"S01"});
    CHECK(state->state.calibrations.at(QueueId{"A"}).reach_hi == 1.7);
}

TEST_CASE("messages larger than anything of ours are not even parsed", "[sync]") {
    const std::string large = "{\"a\":\"" + std::string(2 * 1024 * 1024, 'x') + "\"}";
    CHECK(decode_event("ticket", large, kNow).error().code == Fault::too_large);
    CHECK(decode_note("issued", large).error().code == Fault::too_large);
    CHECK(decode_push(large).error().code == Fault::too_large);
    CHECK(decode_command(large).error().code == Fault::too_large);
    CHECK(decode_alloc(large).error().code == Fault::too_large);
    CHECK(decode_reserved(large).error().code == Fault::too_large);

    Push push = full_push();
    push.entries.assign(kPushMax, {"issued", "{}"});
    CHECK(decode_push(encode(push)));
    push.entries.push_back({"issued", "{}"});
    CHECK_FALSE(decode_push(encode(push)));
    push.entries = {{"issued", std::string(20'000, 'x')}};
    CHECK_FALSE(decode_push(encode(push)));
    CommandMessage command = full_command();
    command.order.reason = std::string(401, 'x');
    CHECK_FALSE(decode_command(encode(command)));
}

TEST_CASE("a word that nobody has told us is refused with its name", "[sync]") {
    const auto event = decode_event("rumour", "{}", kNow);
    REQUIRE_FALSE(event);
    CHECK(event.error().code == Fault::bad_message);
    CHECK(event.error().detail.find("rumour") != std::string::npos);
    const auto note =
        decode_note("rumour", R"({"stamp":{"boot":1,"mono_ms":1,"estimate":1,"good":true}})");
    REQUIRE_FALSE(note);
    CHECK(note.error().detail.find("rumour") != std::string::npos);
}

TEST_CASE("a cursor reads the same after it was written", "[sync]") {
    CHECK(text_of(Cursor{3, 1042}) == "e3:1042");
    CHECK(cursor_from("e3:1042") == Cursor{3, 1042});
    const auto* text = GENERATE("", "e", "e:", "3:4", "e3", "e3:", "e:4", "e3:4x", "ex:4", "e-1:4",
                                "e3:-4", "e3:4:5", " e3:4", "e99999999999999999999:1");
    INFO(text);
    CHECK_FALSE(cursor_from(text));
}
