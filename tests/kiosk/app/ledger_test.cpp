// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/ledger.h"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::kiosk;

namespace {

const Day kMonday = *day_from("2026-11-23");

TicketId ticket_no(std::uint8_t no) {
    TicketId id;
    id.bytes[15] = no;
    return id;
}

Note note_of(NoteWhat what, std::int64_t at_ms = 1000) {
    return {{.boot = 1, .mono_ms = 0, .estimate = moment_from(at_ms), .good = true},
            std::move(what)};
}

IssuedNote issued(std::uint8_t no, Lane lane, int ordinal, Day day = kMonday) {
    IssuedNote note;
    note.ticket = ticket_no(no);
    note.day = day;
    note.number = {"A", lane, ordinal};
    note.ordinal = ordinal;
    note.queue = QueueId{"A"};
    note.touch.bytes[0] = no;
    return note;
}

}  // namespace

TEST_CASE("a lane's next number follows from what the journal says", "[desk][ledger]") {
    Ledger ledger;
    CHECK(ledger.next_ordinal(kMonday, "A", Band::walk_in) == 1);
    ledger.apply(note_of(LaneNote{2, 1}));
    ledger.apply(note_of(issued(1, 2, 7)));
    ledger.apply(note_of(issued(2, kHubLane, 40)));
    ledger.apply(note_of(issued(3, 1, 90)));  // Of a lane that it had before.
    CHECK(ledger.next_ordinal(kMonday, "A", Band::walk_in) == 8);
    CHECK(ledger.next_ordinal(kMonday, "B", Band::walk_in) == 1);
    CHECK(ledger.next_ordinal(kMonday, "A", Band::appointment) == 1);
    CHECK(ledger.next_ordinal(kMonday + std::chrono::days{1}, "A", Band::walk_in) == 1);
}

TEST_CASE("a ticket is found by its id and by its touch until its day is over", "[desk][ledger]") {
    Ledger ledger;
    ledger.apply(note_of(LaneNote{1, 1}));
    ledger.apply(note_of(issued(1, 1, 1), 5000));
    REQUIRE(ledger.issued(ticket_no(1)));
    CHECK(ledger.issued_by_touch(ledger.issued(ticket_no(1))->touch)->ticket == ticket_no(1));
    CHECK(ledger.issued_at(ticket_no(1)) == moment_from(5000));
    CHECK(ledger.issued(ticket_no(2)) == nullptr);
    CHECK(ledger.slip(ticket_no(2)) == nullptr);
    CHECK(ledger.issued_at(ticket_no(2)) == Moment{});
    CHECK(ledger.issued_by_touch(Uuid{}) == nullptr);

    ledger.forget_before(kMonday);
    CHECK(ledger.issued().size() == 1);
    ledger.forget_before(kMonday + std::chrono::days{1});
    CHECK(ledger.issued().empty());
    CHECK(ledger.slip(ticket_no(1)) == nullptr);
    // The number is not free again.
    CHECK(ledger.next_ordinal(kMonday, "A", Band::walk_in) == 2);
}

TEST_CASE("a slip is what the journal said about it last", "[desk][ledger]") {
    Ledger ledger;
    ledger.apply(note_of(issued(1, 1, 1)));
    CHECK(ledger.slip(ticket_no(1))->attempt == 0);
    ledger.apply(note_of(PaperNote{ticket_no(1), Paper::unknown, true, "", 1}));
    CHECK(ledger.slip(ticket_no(1))->sending);
    ledger.apply(note_of(PaperNote{ticket_no(1), Paper::printed, false, "process_id", 1}));
    CHECK_FALSE(ledger.slip(ticket_no(1))->sending);
    CHECK(ledger.slip(ticket_no(1))->paper == Paper::printed);
    CHECK(ledger.slip(ticket_no(1))->attempt == 1);
}

TEST_CASE("starts, epochs and times only grow", "[desk][ledger]") {
    Ledger ledger;
    ledger.apply(note_of(BootNote{3, "x"}, 9000));
    ledger.apply(note_of(LaneNote{1, 4}, 2000));
    ledger.apply(note_of(LaneNote{2, 3}, 3000));
    CHECK(ledger.boot() == 3);
    CHECK(ledger.hub_epoch() == 4);
    CHECK(ledger.lane() == 2);
    CHECK(ledger.last_time() == moment_from(9000));
}
