// SPDX-License-Identifier: Apache-2.0
// Slips: written down before they are sent, never guessed about.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "tests/kiosk/app/desk_bench.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

namespace {

struct Printing {
    Printing() {
        bench.start();
        bench.meet_service();
        ticket = bench.issue("item-A", 1);
    }
    PaperNote last_word() { return bench.notes<PaperNote>().back(); }

    DeskBench bench;
    TicketId ticket;
};

}  // namespace

TEST_CASE("the journal says that a slip is sent before the printer gets a byte", "[desk]") {
    Printing one;
    const PaperNote sending = one.last_word();
    CHECK(sending.ticket == one.ticket);
    CHECK(sending.sending);
    CHECK(sending.attempt == 1);
    CHECK_FALSE(one.bench.step(Kept{one.bench.desk().last_seq() - 1}).print);
    const PrintSlip slip = one.bench.slip_at_printer();  // Only now that it is on the disk.
    CHECK(slip.ticket == one.ticket);
    CHECK(slip.attempt == 1);
    CHECK_FALSE(slip.copy);
    CHECK_FALSE(one.bench.keep().print);  // Once.
}

TEST_CASE("what came of a slip is written down and shown", "[desk]") {
    const auto [paper, shown] = GENERATE(table<Paper, PaperState>({
        {Paper::printed, PaperState::printed},
        {Paper::unprinted, PaperState::unprinted},
        {Paper::uncertain, PaperState::uncertain},
    }));
    Printing one;
    CHECK(one.bench.desk().on_screen()->paper == PaperState::printing);
    one.bench.slip_at_printer();
    CHECK(one.bench.step(SlipReported{one.ticket, 1, paper, "cover_open"}).show);
    CHECK_FALSE(one.last_word().sending);
    CHECK(one.last_word().paper == paper);
    CHECK(one.last_word().evidence == "cover_open");
    CHECK(one.bench.desk().on_screen()->paper == shown);
}

TEST_CASE("slips are printed one after the other", "[desk]") {
    Printing one;
    one.bench.slip_at_printer();
    one.bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
    const TicketId second = one.bench.issue("item-B", 2);
    CHECK_FALSE(one.bench.keep().print);
    one.bench.step(SlipReported{one.ticket, 1, Paper::printed, "process_id"});
    CHECK(one.bench.slip_at_printer().ticket == second);
}

TEST_CASE("a report about another attempt is nobody's business", "[desk]") {
    Printing one;
    one.bench.slip_at_printer();
    const auto before = one.bench.journal().size();
    one.bench.step(SlipReported{one.ticket, 2, Paper::printed, "process_id"});
    one.bench.step(SlipReported{TicketId{}, 1, Paper::printed, "process_id"});
    CHECK(one.bench.journal().size() == before);
}

TEST_CASE("after a power cut in mid-print the slip is uncertain and stays so", "[desk]") {
    Printing one;
    one.bench.slip_at_printer();
    one.bench.crash_and_start();
    CHECK(one.last_word().paper == Paper::uncertain);
    CHECK(one.last_word().evidence == "power_cut");
    CHECK_FALSE(one.bench.wait(5000).print);
    CHECK_FALSE(one.bench.keep().print);

    one.bench.touch("item-A", 1);  // The citizen is still there and touches again.
    REQUIRE(one.bench.desk().on_screen());
    CHECK(one.bench.desk().on_screen()->paper == PaperState::uncertain);

    one.bench.step(Asked{Reprint{one.ticket}});  // A person has looked.
    const PrintSlip copy = one.bench.slip_at_printer();
    CHECK(copy.copy);
    CHECK(copy.attempt == 2);
}

TEST_CASE("a slip that was never begun is printed when the citizen may still be there", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.go_alone();
    bench.keep();  // The slip before it is at the printer.
    bench.touch("item-A", 1);
    bench.keep();  // The ticket is on the disk; that its slip is sent is not.
    const TicketId ticket = bench.desk().on_screen()->ticket;

    SECTION("within ten minutes") {
        bench.wall += kStillThere;
        bench.crash_and_start();
        // The slip of the first citizen was at the printer; only the second is owed.
        CHECK(bench.slip_at_printer().ticket == ticket);
    }
    SECTION("later it is unprinted, and known to be") {
        bench.wall += kStillThere + std::chrono::milliseconds{1};
        bench.crash_and_start();
        const PaperNote word = bench.notes<PaperNote>().back();
        CHECK(word.ticket == ticket);
        CHECK(word.paper == Paper::unprinted);
        CHECK_FALSE(bench.keep().print);
    }
}

TEST_CASE("a copy has the same number and says that it is one", "[desk]") {
    const Paper first = GENERATE(Paper::printed, Paper::unprinted, Paper::uncertain);
    Printing one;
    one.bench.slip_at_printer();
    one.bench.step(SlipReported{one.ticket, 1, first, "clean_status"});
    one.bench.keep();
    one.bench.step(Asked{Reprint{one.ticket}});
    const PrintSlip copy = one.bench.slip_at_printer();
    CHECK(copy.ticket == one.ticket);
    CHECK(copy.attempt == 2);
    CHECK(copy.copy);
    CHECK(one.bench.notes<IssuedNote>().size() == 1);
}

TEST_CASE("only the ticket on the screen is printed again, and not twice at once", "[desk]") {
    Printing one;
    const auto owed = [&] { return one.bench.notes<PaperNote>().size(); };
    const auto before = owed();
    one.bench.step(Asked{Reprint{one.ticket}});  // Still at the printer.
    CHECK(owed() == before);
    one.bench.slip_at_printer();
    one.bench.step(SlipReported{one.ticket, 1, Paper::printed, "process_id"});
    one.bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
    const auto after = owed();
    one.bench.step(Asked{Reprint{one.ticket}});
    one.bench.step(Asked{Reprint{TicketId{}}});
    CHECK(owed() == after);
}

TEST_CASE("the printer's health is shown when it changes, and a guide goes straight to it",
          "[desk]") {
    Printing one;
    CHECK(one.bench.step(PrinterSeen{PrinterHealth::paper_out}).show);
    CHECK_FALSE(one.bench.step(PrinterSeen{PrinterHealth::paper_out}).show);
    CHECK(one.bench.desk().printer() == PrinterHealth::paper_out);
    const auto guide = one.bench.step(Asked{PrintGuide{ItemId{"item-B"}, Language::en}});
    REQUIRE(guide.print_guide);
    CHECK(guide.print_guide->item == ItemId{"item-B"});
}

TEST_CASE("what the printer tells afterwards of an uncertain slip is written down", "[desk]") {
    const auto [paper, shown] = GENERATE(table<Paper, PaperState>({
        {Paper::printed, PaperState::printed},
        {Paper::unprinted, PaperState::unprinted},
    }));
    Printing one;
    one.bench.slip_at_printer();
    one.bench.step(SlipReported{one.ticket, 1, Paper::uncertain, "late"});
    CHECK(one.bench.desk().on_screen()->paper == PaperState::uncertain);
    one.bench.step(SlipReported{one.ticket, 1, paper, "cut_counter"});
    CHECK(one.last_word().paper == paper);
    CHECK(one.bench.desk().on_screen()->paper == shown);
    // Once: nothing is taken back afterwards.
    const auto before = one.bench.journal().size();
    one.bench.step(SlipReported{one.ticket, 1, Paper::uncertain, "late"});
    one.bench.step(SlipReported{one.ticket, 1, Paper::printed, "process_id"});
    CHECK(one.bench.journal().size() == before);
}

TEST_CASE("a torn slip that was marked void is printed again for who still stands there",
          "[desk]") {
    Printing one;
    one.bench.slip_at_printer();
    one.bench.step(SlipReported{one.ticket, 1, Paper::uncertain, "unplugged"});
    one.bench.step(SlipReported{one.ticket, 1, Paper::unprinted, "torn"});
    const PrintSlip again = one.bench.slip_at_printer();
    CHECK(again.ticket == one.ticket);
    CHECK(again.attempt == 2);
    CHECK_FALSE(again.copy);
}

TEST_CASE("a torn slip that a power cut kept from being printed again is printed after it",
          "[desk]") {
    Printing one;
    one.bench.slip_at_printer();
    one.bench.step(SlipReported{one.ticket, 1, Paper::uncertain, "unplugged"});
    one.bench.step(Asked{Dismiss{DeskBench::touch_of("item-A", 1).touch}});
    one.bench.issue("item-B", 2);
    one.bench.slip_at_printer();  // The printer is busy when the torn one becomes known.
    one.bench.step(SlipReported{one.ticket, 1, Paper::unprinted, "torn"});
    one.bench.keep();
    SECTION("for who still stands there") {
        one.bench.crash_and_start();
        const PrintSlip again = one.bench.slip_at_printer();
        CHECK(again.ticket == one.ticket);
        CHECK(again.attempt == 2);
        CHECK_FALSE(again.copy);
    }
    SECTION("and for nobody later") {
        one.bench.wall += kStillThere + std::chrono::minutes{1};
        one.bench.crash_and_start();
        CHECK_FALSE(one.bench.keep().print);
    }
}

TEST_CASE("a slip whose day was forgotten while it waited does not hold the printer up", "[desk]") {
    DeskBench bench;
    bench.start();
    bench.meet_service();
    const auto first = bench.issue("item-A", 1, 1);
    bench.slip_at_printer();  // It hangs for days.
    bench.issue("item-B", 2, 2);
    bench.keep();
    bench.wait(3LL * 86'400'000);
    REQUIRE(bench.desk().ledger().issued().empty());
    const auto before = bench.notes<PaperNote>().size();
    bench.step(SlipReported{first, 1, Paper::unprinted, "cover_open"});
    bench.keep();
    CHECK(bench.notes<PaperNote>().size() == before + 1);  // The report, and no new slip.
    const auto asked = bench.touch("item-C", 3);
    REQUIRE(asked.ask);
    auto number = DeskBench::number_for(*asked.ask, 3);
    number.number->day += std::chrono::days{3};
    bench.step(number);
    bench.keep();
    CHECK(bench.slip_at_printer().ticket == bench.desk().on_screen()->ticket);
}
