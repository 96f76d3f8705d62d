// SPDX-License-Identifier: Apache-2.0
// One of everything that goes over the wire, every field set.
#pragma once

#include <vector>

#include "sync/wire.h"

namespace hall::sync::test {

using namespace std::chrono_literals;

inline const Moment kNow = moment_from(1'795'395'600'123);
inline const Day kDay = *day_from("2026-11-23");

inline Uuid id(std::uint64_t n) {
    return make_uuid(kNow, n, n * 7);
}

// Every field set, and to something that no default is.
inline Ticket full_ticket() {
    Ticket t{.id = id(1), .day = kDay, .number = {"A", 1, 1007}};
    t.band = Band::appointment;
    t.queue = QueueId{"B"};
    t.item = ItemId{"S017"};
    t.priority = "elder";
    t.state = TicketState::parked;
    t.issued = kNow - 40min;
    t.leg_since = kNow - 30min;
    t.order = kNow - 35min;
    t.legs = {{QueueId{"A"}, kNow - 40min, CounterId{"W01"}},
              {QueueId{"B"}, kNow - 30min, std::nullopt}};
    t.counter = CounterId{"W02"};
    t.only_for = CounterId{"W03"};
    t.return_to = CounterId{"W01"};
    t.clerk = ClerkId{"S02"};
    t.calls = 3;
    t.called = kNow - 5min;
    t.last_call = kNow - 4min;
    t.started = kNow - 3min;
    t.ended = kNow - 1min;
    t.before_end = TicketState::serving;
    t.parking = Parking{"複印", kNow + 10min, true};
    t.reason = "複印 \"身份證\"";
    t.paper = Paper::uncertain;
    t.device = DeviceId{"K01"};
    t.own_lane = true;
    t.promised_lo = 5;
    t.promised_hi = 15;
    t.predicted_min = 9.25;
    t.link = "family";
    t.appointment = id(21);
    t.prechecked = true;
    t.flagged = true;
    t.rated = true;
    t.cases = 2;
    t.version = 17;
    return t;
}

inline Seat full_seat() {
    return {CounterId{"W01"}, ClerkId{"S01"}, true,  "午休",      kNow - 1h, kNow + 10min,
            "session-hash",   {true, false},  id(5), kNow - 2min, true};
}

inline NumberChanged full_number() {
    return {id(1),
            kDay,
            {"A", 0, 12},
            12,
            Band::walk_in,
            QueueId{"A"},
            NumberState::voided,
            VoidReason::abandoned,
            DeviceId{"K01"},
            3,
            9};
}

inline Device full_device() {
    return {DeviceId{"K01"}, "kiosk", 3, 9, 2, kDay, 400, "chain", millis_of(kNow), "device-token"};
}

inline ServiceDue full_service() {
    return {id(1),
            kDay,
            {"A", 1, 7},
            QueueId{"A"},
            ItemId{"S017"},
            CounterId{"W02"},
            ClerkId{"S02"},
            kNow - 5min,
            kNow - 1min,
            Rating{id(8),
                   5,
                   {RatingReason::waiting, RatingReason::other},
                   RatingSource::evaluator,
                   DeviceId{"R02"},
                   kNow - 4min}};
}

inline CaseRecord full_case() {
    return {id(9),
            id(1),
            kDay,
            ItemId{"S017"},
            "2026-行-0417",
            CaseResult::accepted,
            CounterId{"W02"},
            ClerkId{"S02"},
            2,
            kNow - 1min};
}

inline CaseFile full_case_file() {
    return {.number = CaseNumber{"2026-行-0417"},
            .item = ItemId{"S017"},
            .kind = CaseKind::promised,
            .steps = {{CaseStage::accepted, kNow - 50h, kDay - std::chrono::days{2},
                       CasePlace::hall, "", false, CounterId{"W02"}, ClerkId{"S02"}},
                      {CaseStage::reviewed, kNow - 1h, kDay, CasePlace::outside, "府辦-12", true,
                       CounterId{}, ClerkId{}}},
            .stops = {{"聽證", kDay - std::chrono::days{1}, kDay}, {"補正", kDay, std::nullopt}},
            .due = kDay + std::chrono::days{9},
            .documents = 21,
            .ticket = id(1),
            .grade = 2,
            .source = "online:OK-1",
            .registered = kNow - 2min};
}

inline RatingOrder full_rating() {
    return {.id = id(8),
            .ticket = id(1),
            .counter = CounterId{"W02"},
            .grade = 4,
            .reasons = {RatingReason::visits, RatingReason::attitude},
            .source = RatingSource::evaluator,
            .device = DeviceId{"R02"},
            .ago = 12345ms};
}

inline Appointment full_appointment() {
    return {.id = id(21),
            .code = short_code(42),
            .item = ItemId{"S017"},
            .queue = QueueId{"A"},
            .day = kDay,
            .from = kNow + 1h,
            .to = kNow + 90min,
            .state = AppointmentState::checked_in,
            .precheck = Precheck::passed,
            .contact = "c0ffee",
            .tail = "7a11",
            .source = "online:OK-1",
            .booked = kNow - 24h,
            .ticket = id(1),
            .number = {"A", 0, 801},
            .version = 3};
}

inline std::vector<What> all_events() {
    return {TicketChanged{Action::call_next, full_ticket(), CounterId{"W02"}, ClerkId{"S02"},
                          Why::past_cap, "why not"},
            SlipChanged{full_ticket(), "cover_open", 2},
            SeatChanged{SeatAction::pause, full_seat()},
            full_number(),
            DeviceChanged{DeviceAction::pushed, full_device()},
            DeviceEntry{DeviceId{"K01"}, 3, 41, "issued", R"({"a":"\u0001叫"})", "chain"},
            CommandDone{id(3), "print", 409, R"({"code":"queue_empty"})"},
            DayClosed{kDay},
            EpochStarted{4},
            EpochStarted{5, 17, kDay},
            ContentChanged{"hall", "sample-2", "abc", "S104"},
            RatingGiven{full_service()},
            CaseRecorded{full_case()},
            CaseChanged{full_case_file(), "online:OK-1"},
            AdminDone{"S104", "192.168.1.7", "user.changed", "S001", R"({"roles":["clerk"]})",
                      R"({"pin_hash":"x"})"},
            AppointmentChanged{AppointmentAction::checked_in, full_appointment(), "online:OK-1"}};
}

inline std::vector<NoteWhat> all_notes() {
    return {BootNote{9, "kiosk 0.1"},
            IssuedNote{id(1),
                       kDay,
                       {"A", 1, 7},
                       7,
                       Band::appointment,
                       QueueId{"A"},
                       ItemId{"S017"},
                       "elder",
                       Language::en,
                       id(2),
                       5,
                       15,
                       9.5,
                       kNow + 1h,
                       "family",
                       "7K3F9Q2M"},
            AbandonNote{id(1), kDay}, PaperNote{id(1), Paper::unprinted, true, "cover_open", 3},
            LaneNote{5, 2}};
}

inline Push full_push() {
    return {3, 9, 40, {{"issued", "{}"}, {"paper", R"({"a":1})"}}, "chain", ClockOffset{9, -12345}};
}

inline CommandMessage full_command() {
    CommandMessage m;
    m.cmd = id(3);
    m.order = {.action = Action::transfer,
               .counter = CounterId{"W01"},
               .ticket = id(1),
               .if_version = 4,
               .to_queue = QueueId{"B"},
               .to_counter = CounterId{"W02"},
               .back_to_me = true,
               .reason = "稅務",
               .until = kNow + 5min,
               .hall_wide = true,
               .came = false};
    m.item = ItemId{"S017"};
    m.queue = QueueId{"A"};
    m.priority = "green";
    return m;
}

inline StateDocument full_state() {
    return {
        {4, 1042}, kNow, {4, {full_ticket()}, {full_seat()}, {{QueueId{"A"}, {0.9, 1.1, 1.7}}}}};
}

}  // namespace hall::sync::test
