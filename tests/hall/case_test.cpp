// SPDX-License-Identifier: Apache-2.0
// 即辦即錄: what a counter may record of a matter, and priority for those who have a ticket
// already.
#include <catch2/catch.hpp>

#include "sync/hall/case_rules.h"
#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

struct CaseBench : Bench {
    Content content;

    CaseBench() {
        content.hall = hall;
        content.catalogue.items.push_back(Item{.id = ItemId{"GA-01"}, .queue = QueueId{"A"}});
    }

    // W01 records a case; what it leads to has happened when this returns.
    std::string record(CaseOrder order) {
        order.counter = order.counter.empty() ? CounterId{"W01"} : order.counter;
        order.clerk = order.clerk.empty() ? ClerkId{"S01"} : order.clerk;
        const auto decided = decide_case(book, content, order, now);
        if (decided) {
            book.apply({now, CaseRecorded{*decided}});
        }
        return answer_of(decided);
    }
};

CaseOrder a_case() {
    return {.cmd = uuid(900), .item = ItemId{"GA-01"}, .result = CaseResult::closed};
}

}  // namespace

TEST_CASE_METHOD(CaseBench,
                 "a case is recorded of who is served, and of who was served last",
                 "[hall]") {
    const auto id = arrive();
    call_next("W01");
    CHECK(record(a_case()) == "already_called");
    press("W01", Action::start);
    CHECK(record(a_case()) == "done");
    press("W01", Action::finish);
    CHECK(record({.cmd = uuid(901), .number = "2026-0417", .result = CaseResult::accepted}) ==
          "done");
    CHECK(ticket(id).cases == 2);
    CHECK(ticket(id).state == TicketState::finished);
}

TEST_CASE_METHOD(CaseBench,
                 "a case is refused where nobody was served, with the reason",
                 "[hall]") {
    CHECK(record(a_case()) == "ticket_unknown");
    CHECK(record({.counter = CounterId{"W99"}}) == "counter_unknown");
    CHECK(record({.counter = CounterId{"W01"}, .clerk = ClerkId{"S02"}}) == "counter_taken");
    const auto id = arrive();
    CHECK(record({.ticket = id, .item = ItemId{"GA-01"}}) == "other_counter");
    call_next("W01");
    press("W01", Action::start);
    CHECK(record({.result = CaseResult::closed}) == "case_empty");
    CHECK(record({.item = ItemId{"XX-99"}}) == "item_unknown");
    CHECK(record({.ticket = id,
                  .item = ItemId{"GA-01"},
                  .counter = CounterId{"W02"},
                  .clerk = ClerkId{"S02"}}) == "other_counter");
    for (int i = 0; i < kCasesMost; ++i) {
        CHECK(record({.number = std::to_string(i)}) == "done");
    }
    CHECK(record(a_case()) == "cases_full");
    take(close_day(book, kToday, now));
    CHECK(record({.ticket = id, .item = ItemId{"GA-01"}}) == "day_is_over");
    now += 25h;
    CHECK(record(a_case()) == "counter_not_open");
}

TEST_CASE("a case's result reads the same after it was written", "[hall]") {
    for (const CaseResult result : kCaseResults) {
        CHECK(case_result_from(name_of(result)) == result);
    }
    CHECK_FALSE(case_result_from("lost"));
}

TEST_CASE_METHOD(Bench,
                 "priority is granted with the right and a reason, and its place is kept",
                 "[hall]") {
    const auto first = arrive();
    const auto second = arrive();
    Order order{.ticket = second, .reason = "elder", .priority = "elder"};
    CHECK(answer_of(press("W01", Action::grant, order)) == "right_missing");
    order.may_grant = true;
    order.reason.clear();
    CHECK(answer_of(press("W01", Action::grant, order)) == "reason_missing");
    order.reason = "elder";
    order.priority = "king";
    CHECK(answer_of(press("W01", Action::grant, order)) == "priority_unknown");
    order.priority = "elder";
    const Moment place = ticket(second).order;
    CHECK(answer_of(press("W01", Action::grant, order)) == "done");
    CHECK(ticket(second).priority == "elder");
    CHECK(ticket(second).order == place);
    CHECK(call_next("W01") == "A002");
    CHECK(answer_of(press("W01", Action::grant, order)) == "already_called");
    CHECK(ticket(first).state == TicketState::waiting);
}

TEST_CASE_METHOD(Bench, "reception grants priority and takes it back", "[hall]") {
    const auto id = arrive();
    CHECK(answer_of(at_reception(
              Action::grant, {.ticket = id, .reason = "unwell", .priority = "elder"})) == "done");
    CHECK(ticket(id).priority == "elder");
    CHECK(answer_of(at_reception(Action::grant, {.ticket = id, .reason = "wrong"})) == "done");
    CHECK(ticket(id).priority.empty());
    CHECK(answer_of(at_reception(Action::grant, {.ticket = id, .priority = "elder"})) ==
          "reason_missing");
}
