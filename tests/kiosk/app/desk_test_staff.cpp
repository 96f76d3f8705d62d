// SPDX-License-Identifier: Apache-2.0
// What the hall's own people do at the kiosk, and that nobody else does it.
#include <catch2/catch.hpp>

#include "kiosk/app/desk_limits.h"
#include "kiosk/app/staff_view.h"
#include "tests/kiosk/app/desk_bench.h"
#include "tests/sim/small_hall.h"

using namespace hall;
using namespace hall::kiosk;
using hall::kiosk::test::DeskBench;

namespace {

struct Staff {
    Staff() {
        bench.start();
        bench.meet_service();
    }
    void open(const std::string& pin = "1234") { bench.step(Asked{EnterStaff{pin}}); }
    StaffDoor door() { return bench.desk().staff_door(); }
    std::shared_ptr<const StaffView> view() {
        return staff_view_for(bench.desk(), *clock, bench.wall);
    }
    /// A ticket whose slip ended so; the citizen is gone.
    TicketId ticket(const char* item, std::uint8_t key, Paper paper) {
        const TicketId id = bench.issue(item, key, key);
        bench.slip_at_printer();
        bench.step(SlipReported{id, 1, paper, "late"});
        bench.keep();
        bench.step(Asked{Dismiss{DeskBench::touch_of(item, key).touch}});
        return id;
    }

    DeskBench bench;
    std::shared_ptr<const HallClock> clock = sim::clock_of(sim::small_hall(2));
};

}  // namespace

TEST_CASE("the staff page opens for the kiosk's PIN and for no other", "[desk]") {
    Staff staff;
    CHECK(staff.door() == StaffDoor::shut);
    CHECK(staff.view() == nullptr);
    staff.open("1235");
    CHECK(staff.door() == StaffDoor::wrong);
    staff.open();
    CHECK(staff.door() == StaffDoor::open);
    CHECK(staff.view() != nullptr);
    staff.bench.step(Asked{LeaveStaff{}});
    CHECK(staff.door() == StaffDoor::shut);
    staff.open();
    staff.bench.wait(kStaffOpenMs);
    CHECK(staff.door() == StaffDoor::shut);
}

TEST_CASE("five wrong PINs lock the staff page for five minutes, for the right one too", "[desk]") {
    Staff staff;
    for (int i = 0; i < kPinTries; ++i) {
        staff.open("0000");
    }
    CHECK(staff.door() == StaffDoor::locked);
    staff.open();
    CHECK(staff.door() == StaffDoor::locked);
    staff.bench.step(Asked{LeaveStaff{}});  // Going away and coming back is no way around it.
    CHECK(staff.door() == StaffDoor::locked);
    staff.bench.wait(kPinLockMs);
    staff.open();
    CHECK(staff.door() == StaffDoor::open);
}

TEST_CASE("a kiosk without a PIN has no staff page", "[desk]") {
    DeskBench bench;
    bench.has_staff_pin = false;
    bench.crash_and_start();
    bench.step(Asked{EnterStaff{""}});
    CHECK(bench.desk().staff_door() == StaffDoor::no_pin);
}

TEST_CASE("nothing that is for staff happens while their page is shut", "[desk]") {
    Staff staff;
    const TicketId id = staff.ticket("item-A", 1, Paper::uncertain);
    const auto before = staff.bench.journal().size();
    CHECK_FALSE(staff.bench.step(Asked{ChangeRoll{80'000}}).keep_paper);
    staff.bench.step(Asked{ResolveSlip{id, true}});
    CHECK_FALSE(staff.bench.step(Asked{Reprint{id}}).print);
    CHECK_FALSE(staff.bench.step(Asked{PrintSheet{SheetKind::test_page, {}}}).print_sheet);
    CHECK_FALSE(staff.bench.step(Asked{PrintSheet{SheetKind::day_close, {}}}).print_sheet);
    CHECK(staff.bench.journal().size() == before);
    // The form for opinions is everybody's.
    CHECK(staff.bench.step(Asked{PrintSheet{SheetKind::opinion, {}}}).print_sheet);
}

TEST_CASE("a person says what became of an uncertain slip, and the journal says who", "[desk]") {
    const bool on_paper = GENERATE(true, false);
    Staff staff;
    const TicketId id = staff.ticket("item-A", 1, Paper::uncertain);
    const TicketId known = staff.ticket("item-B", 2, Paper::printed);
    staff.open();
    staff.bench.step(Asked{ResolveSlip{id, on_paper}});
    const PaperNote word = staff.bench.notes<PaperNote>().back();
    CHECK(word.ticket == id);
    CHECK(word.paper == (on_paper ? Paper::printed : Paper::unprinted));
    CHECK(word.evidence == "person");
    staff.bench.keep();
    const auto before = staff.bench.journal().size();
    staff.bench.step(Asked{ResolveSlip{id, !on_paper}});  // Once; and never against the printer.
    staff.bench.step(Asked{ResolveSlip{known, false}});
    staff.bench.step(SlipReported{id, 1, Paper::printed, "cut_counter"});
    CHECK(staff.bench.journal().size() == before);
}

TEST_CASE("staff print a ticket again whose citizen is not at the screen, marked as a copy",
          "[desk]") {
    Staff staff;
    const TicketId id = staff.ticket("item-A", 1, Paper::unprinted);
    staff.open();
    staff.bench.step(Asked{Reprint{id}});
    const PrintSlip copy = staff.bench.slip_at_printer();
    CHECK(copy.ticket == id);
    CHECK(copy.copy);
    CHECK(copy.attempt == 2);
    CHECK_FALSE(staff.bench.step(Asked{Reprint{TicketId{}}}).print);
}

TEST_CASE("the roll is counted from its change on, over a restart, and a new one is noticed",
          "[desk]") {
    Staff staff;
    staff.open();
    CHECK_FALSE(staff.view()->left_mm);
    CHECK_FALSE(staff.bench.step(Asked{ChangeRoll{0}}).keep_paper);
    CHECK_FALSE(staff.bench.step(Asked{ChangeRoll{kRollMostMm + 1}}).keep_paper);
    CHECK(staff.bench.step(Asked{ChangeRoll{50'000}}).keep_paper);
    CHECK(staff.bench.step(PaperUsed{160}).keep_paper);
    CHECK(staff.view()->left_mm == 49'840);
    CHECK(staff.view()->slips_left == 49'840 / 160);
    staff.bench.keep();
    staff.bench.crash_and_start();
    staff.open();
    CHECK(staff.view()->left_mm == 49'840);
    staff.bench.step(PrinterSeen{PrinterHealth::paper_out});
    staff.bench.step(PrinterSeen{PrinterHealth::cover_open});
    CHECK(staff.bench.step(PrinterSeen{PrinterHealth::fine}).keep_paper);
    CHECK(staff.view()->left_mm == 50'000);
}

TEST_CASE("the staff page says since when the printer is as it is", "[desk]") {
    Staff staff;
    staff.open();
    CHECK(staff.view()->printer_since.empty());
    staff.bench.step(PrinterSeen{PrinterHealth::cover_open});
    CHECK(staff.view()->printer_since == "09:00");
    staff.bench.wall += std::chrono::minutes{7};
    staff.bench.mono_ms += 60'000;
    staff.bench.step(PrinterSeen{PrinterHealth::cover_open});
    CHECK(staff.view()->printer_since == "09:00");
}

TEST_CASE("the staff page shows first what needs a person, and the day's close counts it all",
          "[desk]") {
    Staff staff;
    for (std::uint8_t key = 1; key <= 6; ++key) {
        staff.ticket("item-A", key, Paper::printed);
        staff.bench.wall += std::chrono::minutes{1};
        staff.bench.mono_ms += 60'000;
    }
    const TicketId torn = staff.ticket("item-A", 7, Paper::uncertain);
    staff.bench.step(SlipReported{torn, 1, Paper::unprinted, "torn"});
    staff.bench.slip_at_printer();
    staff.bench.step(SlipReported{torn, 2, Paper::printed, "in_order_reply"});
    staff.ticket("item-B", 8, Paper::unprinted);
    const TicketId doubtful = staff.ticket("item-C", 9, Paper::uncertain);
    staff.open();
    const auto view = staff.view();
    REQUIRE(view->slips.size() == 6);
    CHECK(view->slips[0].ticket == doubtful);
    CHECK(view->slips[1].paper == PaperState::unprinted);
    CHECK(view->slips[2].ticket == torn);
    CHECK(view->issued == 9);
    CHECK(view->printed == 7);
    CHECK(view->unprinted == 1);
    CHECK(view->uncertain == 1);
    const DayFigures figures =
        day_figures_of(staff.bench.desk().ledger(), *staff.clock, staff.bench.wall);
    CHECK(figures.issued == 9);
    CHECK(figures.printed == 7);
    CHECK(figures.torn == 1);
    CHECK(figures.copies == 0);
    CHECK(figures.last_number == view->slips[0].number);
    staff.bench.step(Asked{Reprint{doubtful}});
    staff.bench.slip_at_printer();
    CHECK(day_figures_of(staff.bench.desk().ledger(), *staff.clock, staff.bench.wall).copies == 1);
}
