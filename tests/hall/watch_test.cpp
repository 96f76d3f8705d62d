// SPDX-License-Identifier: Apache-2.0
// What a hall would rather not see is found, and nothing is found where nothing is.
#include "sync/hall/watch.h"

#include <catch2/catch.hpp>

#include "tests/hall/county_year.h"

using namespace hall;
using namespace hall::test;

namespace {

std::set<std::string> keys_of(const std::vector<Silent>& list) {
    std::set<std::string> keys;
    for (const Silent& one : list) {
        keys.insert(one.key);
    }
    return keys;
}

bool never(const ItemId& /*item*/) {
    return false;
}

// Every planted fault and no other, in the whole span and month by month.
void check_found(const CountyYear& year, DaySpan days) {
    const Watch found = watch(year.view(), days, never);
    CHECK(keys_of(found.silent_departments) == year.silent_departments);
    CHECK(keys_of(found.silent_counters) == year.silent_counters);
    REQUIRE_FALSE(found.batches.empty());
    for (const Batch& batch : found.batches) {
        CHECK(batch.counter == year.batch_counter);
        CHECK(batch.cases.size() >= 10);
    }
    REQUIRE(found.fast.size() == 1);
    CHECK(found.fast.front().counter == year.forced_counter);
}

void check_sums(const CountyYear& year) {
    const Watch found = watch(year.view(), year.span(), never);
    const auto whole = figures_by(year.view(), {.days = year.span()}, FigureBy::hall).at("");
    std::int64_t served = 0;
    std::int64_t registered = 0;
    for (const CounterDay& one : found.days) {
        served += one.served;
        registered += one.registered;
    }
    CHECK(served == whole[Count::finished]);
    CHECK(registered == whole[Count::accepted]);
    std::int64_t entered = 0;
    for (const std::int64_t n : found.delays) {
        entered += n;
    }
    CHECK(entered == whole[Count::accepted]);
}

}  // namespace

TEST_CASE("every planted fault of a quarter is found, and none is invented", "[hall]") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        INFO("seed " << seed);
        const CountyYear quarter{seed, *day_from("2026-01-01"), 3};
        check_found(quarter, quarter.span());
        check_sums(quarter);
    }
}

TEST_CASE("every planted fault of twenty county years is found, and none is invented",
          "[.campaign]") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        const CountyYear year{seed, *day_from("2026-01-01"), 12};
        CHECK(year.tickets > 150'000);
        check_found(year, year.span());
        check_sums(year);
    }
}

TEST_CASE("a matter that must be recorded is listed until it is", "[hall]") {
    using namespace std::chrono_literals;
    const Day day = *day_from("2026-11-23");
    const Moment now{day.time_since_epoch() + 2h};
    Ledger ledger;
    const CaseBook cases;
    const FigureView view{ledger, cases, [](const ItemId&) { return DepartmentId{}; }};
    const auto listed = [&] {
        return watch(view, {day, day + std::chrono::days{1}},
                     [](const ItemId& item) { return item.value == "CARD"; })
            .unrecorded.size();
    };
    Ticket ticket{.id = make_uuid(now, 1, 1), .day = day, .number = {"A", 0, 1}};
    ticket.item = ItemId{"CARD"};
    ticket.counter = CounterId{"W01"};
    ticket.calls = 1;
    ticket.called = now;
    ticket.state = TicketState::serving;
    ledger.take({now, TicketChanged{Action::start, ticket}});
    CHECK(listed() == 0);
    ticket.state = TicketState::finished;
    ticket.ended = now + 5min;
    ledger.take({now, TicketChanged{Action::finish, ticket}});
    CHECK(listed() == 1);
    CaseRecord record{.ticket = ticket.id, .day = day, .result = CaseResult::advised};
    ledger.take({now, CaseRecorded{record}});
    CHECK(listed() == 1);  // Advice is no record.
    record.result = CaseResult::closed;
    ledger.take({now, CaseRecorded{record}});
    CHECK(listed() == 0);
}

TEST_CASE("an empty hall has nothing to look into", "[hall]") {
    const Ledger ledger;
    const CaseBook cases;
    const FigureView view{ledger, cases, [](const ItemId&) { return DepartmentId{}; }};
    const Watch found = watch(view, {*day_from("2026-01-01"), *day_from("2027-01-01")}, never);
    CHECK(found.days.empty());
    CHECK(found.silent_counters.empty());
    CHECK(found.batches.empty());
    CHECK(found.fast.empty());
    CHECK(found.unrecorded.empty());
}
