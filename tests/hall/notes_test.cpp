// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/notes.h"

#include <set>

#include <catch2/catch.hpp>

#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

const Moment kNoon = kMorning + 3h;

Moment at(int seconds) {
    return kNoon + std::chrono::seconds{seconds};
}

Stamp stamp(std::int64_t boot, int mono_s, int estimate_s, bool good = false) {
    return {boot, mono_s * 1000, at(estimate_s), good};
}

// Boot 2 began at noon.
const ClockOffset kOffset{2, millis_of(kNoon)};

struct Times {
    std::string name;
    std::vector<Stamp> stamps;
    bool measured;
    std::vector<int> expected;  // Seconds after noon; received at 100, the floor is noon.
};

struct Issuing : Bench {
    AllocAsk ask(int n, std::int64_t boot = 0, std::int64_t epoch = 1) const {
        return {uuid(n), QueueId{"A"}, Band::walk_in, kKiosk, epoch, boot};
    }

    Ruled<Reserved> reserved(const AllocAsk& wanted) {
        auto answer = reserve(book, hall, wanted, kToday, now);
        if (answer) {
            take(answer->events);
        }
        return answer;
    }

    void note(const NoteWhat& what) {
        take(merge(book, *book.device(kKiosk), Note{{}, what}, now, now));
    }

    IssuedNote issued(const Ruled<Reserved>& number) const {
        return {.ticket = number->number.ticket,
                .day = number->number.day,
                .number = number->number.number,
                .ordinal = number->number.ordinal,
                .queue = QueueId{"A"}};
    }

    std::string enrolled(const std::string& id, std::int64_t epoch, Day day = kToday) {
        auto answer = enrol(book, Device{.id = DeviceId{id}, .epoch = epoch, .lane = 1}, day, now);
        if (answer) {
            take(*answer);
            return std::string(1, letter_of(book.device(DeviceId{id})->lane));
        }
        return answer_of(answer);
    }
};

}  // namespace

TEST_CASE("the fair times of a batch", "[hall]") {
    const auto c = GENERATE(values<Times>({
        {"measured in this boot: the estimate does not matter", {stamp(2, 10, 5000)}, true, {10}},
        {"not measured: the device's own estimate", {stamp(2, 10, 40)}, false, {40}},
        {"measured in another boot does not count", {stamp(1, 10, 40)}, true, {40}},
        {"never later than receipt", {stamp(1, 10, 5000)}, true, {100}},
        {"never before the device's last one", {stamp(1, 10, -300)}, true, {0}},
        {"a later good stamp caps an earlier bad one",
         {stamp(1, 0, 5000), stamp(2, 30, 5000)},
         true,
         {30, 30}},
        {"a later good estimate caps as well",
         {stamp(1, 0, 90), stamp(1, 0, 20, true)},
         false,
         {20, 20}},
        {"a later bad stamp caps nothing", {stamp(1, 0, 90), stamp(1, 0, 20)}, false, {90, 90}},
        {"an earlier good one is not touched by a later bad one",
         {stamp(2, 10, 0), stamp(3, 1, -9000), stamp(3, 2, 60)},
         true,
         {10, 10, 60}},
        {"the clock jumped an hour ahead between two good stamps",
         {stamp(2, 10, 10), stamp(2, 20, 3620), stamp(2, 30, 30)},
         true,
         {10, 20, 30}},
        {"nothing to do", {}, true, {}},
    }));
    INFO(c.name);
    std::vector<Moment> expected;
    for (const int seconds : c.expected) {
        expected.push_back(at(seconds));
    }

    const auto offset = c.measured ? std::optional{kOffset} : std::nullopt;
    CHECK(effective_times(c.stamps, offset, kNoon, at(100)) == expected);
}

TEST_CASE("when the hub's clock is set back a device still never overtakes itself", "[hall]") {
    const std::vector stamps{stamp(2, 10, 10), stamp(2, 20, 20)};
    const auto times = effective_times(stamps, kOffset, at(500), at(-3600));
    CHECK(times == std::vector{at(500), at(500)});
}

TEST_CASE_METHOD(Issuing, "the same ticket always gets the same number", "[hall]") {
    const auto first = reserved(ask(1));
    REQUIRE(first);
    CHECK(label_of(first->number.number) == "A001");
    CHECK(first->events.size() == 1);

    const auto again = reserved(ask(1));
    REQUIRE(again);
    CHECK(again->number.number == first->number.number);
    CHECK(again->events.empty());
    CHECK(label_of(reserved(ask(2))->number.number) == "A002");
}

TEST_CASE_METHOD(Issuing,
                 "a service whose log was put back goes on in a spare lane for the rest of the day",
                 "[hall]") {
    CHECK(label_of(reserved(ask(1))->number.number) == "A001");
    std::set<std::string> labels{"A001"};
    for (std::int64_t epoch = 2; epoch < 2 + (kLaneMax - kSpareLanesFrom + 1); ++epoch) {
        book.apply({now, EpochStarted{epoch}});
        REQUIRE(book.may_lack_numbers());
        book.apply({now, with_lane(book, kToday)});
        CHECK_FALSE(book.may_lack_numbers());
        const auto given = reserved(ask(static_cast<int>(epoch)));
        REQUIRE(given);
        CHECK(is_services(given->number.number.lane));
        CHECK(given->number.ordinal == 1);
        CHECK(labels.insert(label_of(given->number.number)).second);
    }
    // No kiosk is ever given one of those.
    CHECK(enrolled("K02", 1) == "Y");

    const auto tomorrow =
        reserve(book, hall, ask(99), kToday + std::chrono::days{1}, now + 24h).value();
    CHECK(label_of(tomorrow.number.number) == "A001");
}

TEST_CASE_METHOD(Issuing, "numbers start again with the next business day", "[hall]") {
    reserved(ask(1));
    const auto tomorrow =
        reserve(book, hall, ask(2), kToday + std::chrono::days{1}, now + 24h).value();
    CHECK(label_of(tomorrow.number.number) == "A001");
}

TEST_CASE_METHOD(Issuing, "after A799 comes A1000, and in the end nothing", "[hall]") {
    const auto used = [&](int ordinal, Band band) {
        book.apply({now, NumberChanged{.ticket = uuid(5000 + ordinal),
                                       .day = kToday,
                                       .number = {"A", kHubLane, *nth_number(band, ordinal)},
                                       .ordinal = ordinal,
                                       .band = band,
                                       .state = NumberState::issued,
                                       .device = kKiosk}});
    };
    used(799, Band::walk_in);
    CHECK(label_of(reserved(ask(1))->number.number) == "A1000");
    used(199, Band::appointment);
    auto appointment = ask(2);
    appointment.band = Band::appointment;
    CHECK(label_of(reserved(appointment)->number.number) == "A9000");
    used(88'799, Band::walk_in);
    CHECK(answer_of(reserved(ask(3))) == "numbers_used_up");
}

TEST_CASE_METHOD(Issuing, "who may not reserve a number, and why", "[hall]") {
    auto wrong = ask(1);
    wrong.queue = QueueId{"Q"};
    CHECK(answer_of(reserved(wrong)) == "queue_unknown");
    wrong = ask(1);
    wrong.device = DeviceId{"K99"};
    CHECK(answer_of(reserved(wrong)) == "device_unknown");
    CHECK(answer_of(reserved(ask(1, 0, 7))) == "epoch_too_old");

    Device device = *book.device(kKiosk);
    device.boot = 5;
    book.apply({now, DeviceChanged{DeviceAction::pushed, device}});
    CHECK(answer_of(reserved(ask(1, 4))) == "boot_too_old");
    CHECK(answer_of(reserved(ask(1, 5))) == "done");
}

TEST_CASE_METHOD(Issuing, "another device does not get a number that is not its own", "[hall]") {
    reserved(ask(1));
    enrolled("K02", 1);
    auto theirs = ask(1);
    theirs.device = DeviceId{"K02"};
    CHECK(answer_of(reserved(theirs)) == "number_voided");
}

TEST_CASE_METHOD(Issuing,
                 "an issued number becomes a ticket that waits from its fair time",
                 "[hall]") {
    const auto number = reserved(ask(1));
    auto what = issued(number);
    what.priority = "elder";
    take(merge(book, *book.device(kKiosk), Note{{}, what}, now - 5min, now));

    CHECK(state(uuid(1)) == TicketState::waiting);
    CHECK(ticket(uuid(1)).issued == now - 5min);
    CHECK(ticket(uuid(1)).priority == "elder");
    CHECK(ticket(uuid(1)).device == kKiosk);
    CHECK_FALSE(ticket(uuid(1)).own_lane);
    CHECK(book.number_of(uuid(1))->state == NumberState::issued);
    CHECK(merge(book, *book.device(kKiosk), Note{{}, what}, now, now).empty());  // Once only.
}

TEST_CASE_METHOD(Issuing, "an appointment that comes early is ordered by its hour", "[hall]") {
    auto what = issued(reserved(ask(1)));
    what.band = Band::appointment;
    what.due = now + 40min;
    note(what);
    CHECK(ticket(uuid(1)).order == now + 40min);
    CHECK(ticket(uuid(1)).leg_since == now);
}

TEST_CASE_METHOD(Issuing, "tickets of the kiosk's own lane join the same queue", "[hall]") {
    note(IssuedNote{.ticket = uuid(8),
                    .day = kToday,
                    .number = {"A", 1, 1},
                    .ordinal = 1,
                    .queue = QueueId{"A"}});
    CHECK(label(uuid(8)) == "AZ001");
    CHECK(ticket(uuid(8)).own_lane);
    CHECK(call_next("W01") == "AZ001");
}

TEST_CASE_METHOD(Issuing, "a new boot proves the older boot's reservations unprinted", "[hall]") {
    reserved(ask(1, 1));
    note(issued(reserved(ask(2, 1))));
    reserved(ask(3, 2));
    note(BootNote{2, "kiosk 1"});

    CHECK(book.number_of(uuid(1))->state == NumberState::voided);
    CHECK(book.number_of(uuid(1))->reason == VoidReason::boot);
    CHECK(book.number_of(uuid(2))->state == NumberState::issued);
    CHECK(book.number_of(uuid(3))->state == NumberState::reserved);
    CHECK(answer_of(reserved(ask(1, 2))) == "number_voided");
    CHECK(label_of(reserved(ask(4, 2))->number.number) == "A004");  // A001 is not used again.
}

// The simulator found this one with seed 895: a restored disk voided a slip that was printed.
TEST_CASE_METHOD(Issuing, "a boot of a new disk proves nothing about the old one", "[hall]") {
    reserved(ask(1, 7));
    enrolled("K01", 2);
    note(BootNote{9, "kiosk 1"});

    CHECK(book.number_of(uuid(1))->state == NumberState::reserved);
}

TEST_CASE_METHOD(Issuing, "an abandoned ticket's number is void, whichever came first", "[hall]") {
    SECTION("the answer was late") {
        reserved(ask(1));
        note(AbandonNote{uuid(1), kToday});
        CHECK(book.number_of(uuid(1))->ordinal == 1);
    }
    SECTION("the request itself was late") {
        note(AbandonNote{uuid(1), kToday});
    }
    CHECK(book.number_of(uuid(1))->state == NumberState::voided);
    CHECK(book.number_of(uuid(1))->reason == VoidReason::abandoned);
    CHECK(answer_of(reserved(ask(1))) == "number_voided");
}

TEST_CASE_METHOD(Issuing, "a ticket that was issued is never abandoned", "[hall]") {
    note(issued(reserved(ask(1))));
    note(AbandonNote{uuid(1), kToday});
    CHECK(book.number_of(uuid(1))->state == NumberState::issued);
    CHECK(state(uuid(1)) == TicketState::waiting);
}

TEST_CASE_METHOD(Issuing, "a late ticket of a closed day is kept as expired", "[hall]") {
    const auto what = issued(reserved(ask(1)));
    take(close_day(book, kToday, now));
    note(what);
    CHECK(state(uuid(1)) == TicketState::expired);
    CHECK(ticket(uuid(1)).ended == now);
}

TEST_CASE_METHOD(Issuing, "two slips with one number are flagged for a person to look", "[hall]") {
    auto what = issued(reserved(ask(1)));
    note(what);
    what.ticket = uuid(2);
    note(what);
    CHECK_FALSE(ticket(uuid(1)).flagged);
    CHECK(ticket(uuid(2)).flagged);
    CHECK(state(uuid(2)) == TicketState::waiting);  // Both citizens keep their place.
}

TEST_CASE_METHOD(Issuing, "a print that failed or is unknown removes nobody", "[hall]") {
    note(issued(reserved(ask(1))));
    for (const Paper paper : {Paper::unprinted, Paper::uncertain, Paper::printed}) {
        note(PaperNote{uuid(1), paper, false, "cover_open", 1});
        CHECK(ticket(uuid(1)).paper == paper);
        CHECK(state(uuid(1)) == TicketState::waiting);
    }
    note(PaperNote{uuid(1), Paper::uncertain, true, "", 2});  // Only about to be sent.
    CHECK(ticket(uuid(1)).paper == Paper::printed);
    note(PaperNote{uuid(77), Paper::printed, false, "", 1});  // Nobody's.
    note(LaneNote{1, 1});
    CHECK(book.tickets().size() == 1);
}

TEST_CASE_METHOD(Issuing, "no two disks share a lane, and none is used twice in a day", "[hall]") {
    std::set<std::string> lanes{"Z"};  // K01 has it.
    CHECK(lanes.insert(enrolled("K02", 1)).second);
    CHECK(lanes.insert(enrolled("K02", 2)).second);  // A restored disk.
    CHECK(lanes.insert(enrolled("K03", 1)).second);
    CHECK(lanes.insert(enrolled("K02", 3)).second);

    // The next day what was given up may be given out again.
    const Day tomorrow = kToday + std::chrono::days{1};
    CHECK_FALSE(lanes.insert(enrolled("K04", 1, tomorrow)).second);
}

TEST_CASE_METHOD(Issuing,
                 "a lane that a device gave up by asking for none is used up, too",
                 "[hall]") {
    take(enrol(book, Device{.id = kKiosk, .epoch = 2, .lane = kHubLane}, kToday, now).value());
    CHECK(enrolled("K02", 1) == "Y");
}

TEST_CASE_METHOD(Issuing, "when all letters are given out the next device is told so", "[hall]") {
    for (int i = 2; i < kSpareLanesFrom; ++i) {
        REQUIRE(enrolled("K" + std::to_string(i), 1).size() == 1);
    }
    CHECK(enrolled("K77", 1) == "lanes_used_up");
    CHECK(enrolled("K5", 1).size() == 1);  // Asking again is no new device.
}

TEST_CASE_METHOD(Issuing, "the same journal enrolled again goes on where it was", "[hall]") {
    Device device = *book.device(kKiosk);
    device.acked = 40;
    device.chain = "c40";
    book.apply({now, DeviceChanged{DeviceAction::pushed, device}});

    CHECK(enrol(book, Device{.id = kKiosk, .kind = "kiosk", .epoch = 1, .lane = 1}, kToday, now)
              .value()
              .empty());
    take(enrol(book, Device{.id = kKiosk, .kind = "kiosk", .epoch = 1, .lane = 1, .token = "new"},
               kToday, now)
             .value());
    CHECK(book.device(kKiosk)->token == "new");
    CHECK(book.device(kKiosk)->acked == 40);
    CHECK(book.device(kKiosk)->chain == "c40");
    CHECK(book.device(kKiosk)->lane == 1);

    CHECK(enrolled("K01", 2) == "Y");
    CHECK(book.device(kKiosk)->acked == 0);
    CHECK(enrolled("K01", 1) == "epoch_too_old");
}
