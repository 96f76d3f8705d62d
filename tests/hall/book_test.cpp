// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/book.h"

#include <catch2/catch.hpp>

#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

// What a replica must agree on, in words.
std::string picture_of(const Book& book) {
    std::string picture = "epoch " + std::to_string(book.epoch()) + "\n";
    for (const auto& [id, ticket] : book.tickets()) {
        picture += label_of(ticket.number) + " " + std::string(name_of(ticket.state)) + " " +
                   (ticket.counter ? ticket.counter->value : "-") + " v" +
                   std::to_string(ticket.version) + "\n";
    }
    for (const auto& [id, seat] : book.seats()) {
        const Ticket* held = book.held_by(id);
        picture += id.value + " " + seat.clerk.value + " " +
                   (held != nullptr ? label_of(held->number) : "-") + "\n";
    }
    for (const char* queue : {"A", "B", "C"}) {
        picture += std::to_string(book.waiting_count(QueueId{queue})) + " ";
    }
    for (const auto& [queue, calibration] : book.calibrations()) {
        picture += queue.value + " " + std::to_string(calibration.factor) + " " +
                   std::to_string(calibration.reach_lo) + "\n";
    }
    return picture;
}

DeviceEntry entry(std::int64_t seq, const std::string& chain, std::int64_t epoch = 1) {
    return {kKiosk, epoch, seq, "issued", "{}", chain};
}

}  // namespace

TEST_CASE_METHOD(Bench, "a replica that starts from a snapshot sees the same hall", "[hall]") {
    book.apply({now, EpochStarted{3}});
    arrive();
    arrive({.queue = "B"});
    arrive({.queue = "C"});
    call_next("W01");
    call_next("W03");
    press("W03", Action::start);

    Book replica;
    replica.restore(book.snapshot());

    CHECK(picture_of(replica) == picture_of(book));
    const auto id = arrive();
    const Event later{now, TicketChanged{Action::issue, ticket(id), {}, {}, {}, {}}};
    replica.apply(later);
    CHECK(picture_of(replica) == picture_of(book));
}

TEST_CASE_METHOD(Bench, "a ticket is found by the number on its slip, of its day only", "[hall]") {
    const auto id = arrive();

    REQUIRE(book.ticket_by_number(kToday, *number_from("A001")) != nullptr);
    CHECK(book.ticket_by_number(kToday, *number_from("A001"))->id == id);
    CHECK(book.ticket_by_number(kToday + std::chrono::days{1}, *number_from("A001")) == nullptr);
    CHECK(book.ticket_by_number(kToday, *number_from("A002")) == nullptr);
}

TEST_CASE_METHOD(Bench,
                 "of two tickets with one label neither hides the other for good",
                 "[hall]") {
    const auto first = arrive();
    Ticket twin = ticket(first);
    twin.id = uuid(900);
    book.apply({now, TicketChanged{Action::issue, twin, {}, {}, {}, {}}});
    CHECK(book.ticket_by_number(kToday, twin.number)->id == first);

    book.apply({now, TicketChanged{Action::cancel, twin, {}, {}, {}, {}}});
    CHECK(book.ticket_by_number(kToday, twin.number)->id == first);
    Book replica;
    replica.restore(book.snapshot());
    CHECK(replica.ticket_by_number(kToday, twin.number)->id == first);
}

TEST_CASE_METHOD(Bench,
                 "a counter is open while somebody sits there and does not pause",
                 "[hall]") {
    const CounterId w01{"W01"};
    CHECK(book.is_open(w01, now));
    CHECK_FALSE(book.is_open(CounterId{"W09"}, now));
    CHECK_FALSE(book.is_open(w01, now + 24h));

    Seat seat = *book.seat(w01);
    seat.paused = true;
    book.apply({now, SeatChanged{SeatAction::pause, seat}});
    CHECK_FALSE(book.is_open(w01, now));
    seat.paused = false;
    seat.clerk = {};
    book.apply({now, SeatChanged{SeatAction::close, seat}});
    CHECK_FALSE(book.is_open(w01, now));
}

TEST_CASE_METHOD(Bench, "what is known of the slip moves nobody in the queue", "[hall]") {
    const auto id = arrive();
    Ticket printed = ticket(id);
    printed.paper = Paper::printed;
    ++printed.version;
    book.apply({now, SlipChanged{printed, "clean_status", 1}});

    CHECK(ticket(id).paper == Paper::printed);
    CHECK(book.waiting_count(QueueId{"A"}) == 1);
    CHECK(call_next("W01") == "A001");
}

TEST_CASE_METHOD(Bench,
                 "a queue learns from a ticket's first call and from no later one",
                 "[hall]") {
    const auto id = arrive();
    Ticket promised = ticket(id);
    promised.promised_lo = 5;
    promised.promised_hi = 15;
    promised.predicted_min = 10;
    book.apply({now, TicketChanged{Action::issue, promised, {}, {}, {}, {}}});
    now += 12min;
    call_next("W01");
    const double once = book.calibrations().at(QueueId{"A"}).factor;
    CHECK(once == Approx(1.02));

    press("W01", Action::put_back);
    now += 30min;
    call_next("W01");
    CHECK(book.calibrations().at(QueueId{"A"}).factor == once);
}

TEST_CASE_METHOD(Bench,
                 "an answer is kept by the hall's clock, not by the one in its id",
                 "[hall]") {
    const CommandId old = make_uuid(kMorning - 24h * 365, 1, 1);  // A PC that lost its battery.
    book.apply({now, CommandDone{old, "f", 200, "{}"}});
    book.forget_before(kToday);
    REQUIRE(book.done(old) != nullptr);
    CHECK(book.done(old)->fingerprint == "f");

    book.forget_before(kToday + std::chrono::days{2});
    CHECK(book.done(old) == nullptr);
    CHECK(book.done(uuid(1)) == nullptr);
}

TEST_CASE_METHOD(Bench, "yesterday is forgotten, today is not, and numbers go on", "[hall]") {
    arrive();
    const auto id = arrive();
    book.forget_before(kToday);
    CHECK(state(id) == TicketState::waiting);
    CHECK(book.last_ordinal({kToday, "A", kHubLane, Band::walk_in}) == 2);
    CHECK(book.number_of(id) != nullptr);

    book.forget_before(kToday + std::chrono::days{1});
    CHECK(book.tickets().empty());
    CHECK(book.waiting().empty());
    CHECK(book.number_of(id) == nullptr);
    CHECK(book.last_ordinal({kToday, "A", kHubLane, Band::walk_in}) == 0);
    CHECK(book.ticket_by_number(kToday, *number_from("A002")) == nullptr);
}

TEST_CASE("the newest entries of a device's journal can be compared with its copy", "[hall]") {
    Book book;
    const auto last = static_cast<std::int64_t>(Book::kChainsKept) + 10;
    for (std::int64_t seq = 1; seq <= last; ++seq) {
        book.apply({kMorning, entry(seq, "c" + std::to_string(seq))});
    }
    REQUIRE(book.chain_at(kKiosk, 1, last) != nullptr);
    CHECK(*book.chain_at(kKiosk, 1, last) == "c" + std::to_string(last));
    CHECK(*book.chain_at(kKiosk, 1, 11) == "c11");
    CHECK(book.chain_at(kKiosk, 1, 10) == nullptr);
    CHECK(book.chain_at(kKiosk, 1, last + 1) == nullptr);
    CHECK(book.chain_at(kKiosk, 2, last) == nullptr);
    CHECK(book.chain_at(DeviceId{"K02"}, 1, 1) == nullptr);

    book.apply({kMorning, entry(1, "new", 2)});
    CHECK(*book.chain_at(kKiosk, 2, 1) == "new");
    CHECK(book.chain_at(kKiosk, 1, last) == nullptr);
}

TEST_CASE("a hub's life only ever grows", "[hall]") {
    Book book;
    book.apply({kMorning, EpochStarted{2}});
    book.apply({kMorning, EpochStarted{1}});
    CHECK(book.epoch() == 2);

    book.apply({kMorning, DayClosed{kToday}});
    book.apply({kMorning, DayClosed{kToday - std::chrono::days{1}}});
    CHECK(book.closed_day() == kToday);
}
