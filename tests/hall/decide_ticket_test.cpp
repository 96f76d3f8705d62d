// SPDX-License-Identifier: Apache-2.0
// What is done to one ticket: at its counter, at reception, by the clock and by the day's end.
#include <algorithm>

#include <catch2/catch.hpp>

#include "sync/hall/decide.h"
#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

// A ticket brought into `state` on a fresh bench, held by W01 where a counter holds it.
TicketId bring(Bench& bench, TicketState state) {
    const TicketId id = bench.arrive();
    if (state == TicketState::waiting) {
        return id;
    }
    if (state == TicketState::cancelled) {
        bench.press("W01", Action::cancel, {.ticket = id, .reason = "left"});
        return id;
    }
    if (state == TicketState::expired) {
        bench.take(close_day(bench.book, kToday, bench.now));
        return id;
    }
    bench.call_next("W01");
    if (state == TicketState::serving || state == TicketState::finished) {
        bench.press("W01", Action::start);
    }
    if (state == TicketState::finished) {
        bench.press("W01", Action::finish);
    }
    if (state == TicketState::parked) {
        bench.press("W01", Action::park, {.reason = "copies"});
    }
    if (state == TicketState::no_show) {
        bench.hall.policy.no_show_after_calls = 1;
        bench.now += 30s;
        bench.press("W01", Action::no_show);
    }
    return id;
}

// An order complete enough that only the table can refuse it.
Order order_for(const TicketId& id) {
    return {.ticket = id,
            .to_queue = QueueId{"B"},
            .reason = "a reason",
            .may_call_by_name = true,
            .may_grant = true,
            .priority = "elder"};
}

bool is_of_tables(Action action) {
    return action != Action::issue && action != Action::call_next && action != Action::day_close;
}

}  // namespace

TEST_CASE("at the counter, too, every pair of state and action follows the table", "[hall]") {
    for (const TicketState from : kTicketStates) {
        for (const Action action : kActions) {
            if (!is_of_tables(action)) {
                continue;
            }
            INFO(name_of(action) << " while " << name_of(from));
            Bench bench;
            const TicketId id = bring(bench, from);
            REQUIRE(bench.state(id) == from);
            bench.now += 30s;  // Long enough for a recall, short enough for an undo.

            const auto done = bench.press("W01", action, order_for(id));

            const auto to = next_state(from, action);
            if (to && action == Action::no_show) {
                CHECK(answer_of(done) == "no_show_too_soon");  // Called once only.
            } else if (to) {
                CHECK(answer_of(done) == "done");
                CHECK(bench.state(id) == *to);
            } else if (action == Action::undo && from != TicketState::expired) {
                CHECK(answer_of(done) == "nothing_to_undo");
            } else {
                REQUIRE_FALSE(done);
                CHECK((done.error().code == to.error() || answer_of(done) == "nothing_to_undo"));
                CHECK(bench.state(id) == from);
            }
        }
    }
}

TEST_CASE_METHOD(Bench,
                 "a recall is announced again, not more often than the rules say",
                 "[hall]") {
    const auto id = bring(*this, TicketState::called);
    CHECK(answer_of(press("W01", Action::recall)) == "recall_too_soon");
    for (int i = 0; i < 3; ++i) {
        now += 20s;
        CHECK(answer_of(press("W01", Action::recall)) == "done");
    }
    now += 20s;
    CHECK(answer_of(press("W01", Action::recall)) == "recall_limit");
    CHECK(ticket(id).calls == 4);
    now += 10s;
    CHECK(answer_of(press("W01", Action::no_show)) == "done");
}

TEST_CASE_METHOD(Bench, "a ticket at another counter is refused, and whose it is", "[hall]") {
    const auto id = bring(*this, TicketState::called);
    const auto refused = press("W02", Action::finish, {.ticket = id});

    CHECK(answer_of(refused) == "other_counter");
    CHECK(refused.error().ticket->counter == CounterId{"W01"});
    CHECK(answer_of(press("W02", Action::start)) == "ticket_unknown");  // It holds nobody.
    CHECK(answer_of(press("W01", Action::start, {.if_version = 1})) == "version_differs");
}

TEST_CASE_METHOD(Bench,
                 "a parked ticket is its counter's, unless parked for the whole hall",
                 "[hall]") {
    const auto mine = bring(*this, TicketState::parked);
    CHECK(answer_of(press("W02", Action::resume, {.ticket = mine})) == "other_counter");
    CHECK(answer_of(press("W01", Action::park, {.ticket = mine})) == "is_parked");

    arrive();
    call_next("W01");
    CHECK(answer_of(press("W01", Action::park)) == "reason_missing");
    REQUIRE(answer_of(press("W01", Action::park, {.reason = "copies", .hall_wide = true})) ==
            "done");
    CHECK(answer_of(press("W03", Action::resume, {.ticket = uuid(2)})) == "not_served_here");
    CHECK(answer_of(press("W02", Action::resume, {.ticket = uuid(2)})) == "done");
    CHECK(answer_of(press("W01", Action::resume, {.ticket = mine})) == "done");
}

TEST_CASE_METHOD(Bench, "a counter parks any number of tickets", "[hall]") {
    for (int i = 0; i < 5; ++i) {
        arrive();
        call_next("W01");
        CHECK(answer_of(press("W01", Action::park, {.reason = "photo"})) == "done");
    }
}

TEST_CASE_METHOD(Bench, "a parked ticket returns by itself, at the front of its class", "[hall]") {
    const auto parked = arrive();
    call_next("W01");
    press("W01", Action::park, {.reason = "photo", .until = now + 10min});
    arrive();
    const auto elder = arrive({.priority = "elder"});
    now += 10min - 1ms;
    CHECK(timed_returns(book, now).empty());
    now += 1ms;
    take(timed_returns(book, now));

    CHECK(state(parked) == TicketState::waiting);
    CHECK_FALSE(ticket(parked).parking);
    CHECK(timed_returns(book, now).empty());
    CHECK(call_next("W01") == label(elder));  // Of the priority class.
    CHECK(call_next("W02") == label(parked));
}

TEST_CASE_METHOD(Bench, "a late returner still goes before those of its class", "[hall]") {
    arrive({.queue = "B"});
    const auto late = arrive();
    call_next("W01");
    press("W01", Action::park, {.reason = "photo"});
    Ticket moved = ticket(late);
    moved.order = now + 1min;  // As if it had been requeued before.
    take({{now, TicketChanged{Action::park, moved, {}, {}, {}, {}}}});
    arrive();
    press("W01", Action::resume, {.ticket = late});

    CHECK(call_next("W01") == label(late));
}

TEST_CASE_METHOD(Bench, "who came after all waits behind three people, number kept", "[hall]") {
    const auto missed = bring(*this, TicketState::no_show);
    for (int i = 0; i < 5; ++i) {
        arrive();
        now += 1s;
    }
    REQUIRE(answer_of(press("W01", Action::requeue, {.ticket = missed})) == "done");

    CHECK(label(missed) == "A001");
    CHECK(serve_next("W01") == "A002");
    CHECK(serve_next("W01") == "A003");
    CHECK(serve_next("W01") == "A004");
    CHECK(serve_next("W01") == "A001");
    CHECK(serve_next("W01") == "A005");
}

TEST_CASE_METHOD(Bench, "behind three means last when fewer wait, and none means first", "[hall]") {
    const auto missed = bring(*this, TicketState::no_show);
    arrive();
    arrive();
    now += 1s;
    SECTION("last of few") {
        press("W01", Action::requeue, {.ticket = missed});
        CHECK(serve_next("W01") == "A002");
        CHECK(serve_next("W01") == "A003");
        CHECK(serve_next("W01") == "A001");
    }
    SECTION("a hall that sets nobody before") {
        hall.policy.requeue_behind = 0;
        press("W01", Action::requeue, {.ticket = missed});
        CHECK(serve_next("W01") == "A001");
    }
    SECTION("too late") {
        now += 30min;
        CHECK(answer_of(press("W01", Action::requeue, {.ticket = missed})) == "requeue_too_late");
    }
}

TEST_CASE_METHOD(Bench, "a transfer keeps number and issue time and waits anew", "[hall]") {
    const auto id = bring(*this, TicketState::serving);
    const Moment issued = ticket(id).issued;
    now += 5min;
    REQUIRE(answer_of(press("W01", Action::transfer,
                            {.to_queue = QueueId{"C"}, .reason = "land first"})) == "done");

    CHECK(label(id) == "A001");
    CHECK(ticket(id).issued == issued);
    CHECK(ticket(id).leg_since == now);
    CHECK(ticket(id).legs.size() == 2);
    CHECK(ticket(id).legs.front().counter == CounterId{"W01"});
    CHECK(book.held_by(CounterId{"W01"}) == nullptr);
    CHECK(call_next("W03") == "A001");
}

TEST_CASE_METHOD(Bench, "then back to me: returns to the sender when finished there", "[hall]") {
    const auto id = bring(*this, TicketState::serving);
    press("W01", Action::transfer, {.to_queue = QueueId{"C"}, .back_to_me = true});
    call_next("W03");
    press("W03", Action::start);
    SECTION("finished there") {
        press("W03", Action::finish);
    }
    SECTION("handed on once more, and finished there") {
        press("W03", Action::transfer, {.to_queue = QueueId{"B"}});
        call_next("W02");
        press("W02", Action::start);
        press("W02", Action::finish);
    }
    CHECK(state(id) == TicketState::waiting);
    arrive();
    const auto back = press("W01", Action::call_next);
    REQUIRE(back);
    CHECK(back->ticket.id == id);
    CHECK(back->why == Why::returned);
    press("W01", Action::start);
    press("W01", Action::finish);
    CHECK(state(id) == TicketState::finished);
}

TEST_CASE_METHOD(Bench, "a transfer to nowhere is refused", "[hall]") {
    bring(*this, TicketState::serving);
    CHECK(answer_of(press("W01", Action::transfer)) == "queue_unknown");
    CHECK(answer_of(press("W01", Action::transfer, {.to_queue = QueueId{"Q"}})) == "queue_unknown");
    CHECK(answer_of(press("W01", Action::transfer, {.to_counter = CounterId{"W99"}})) ==
          "counter_unknown");
}

TEST_CASE_METHOD(Bench, "a ticket sent in circles keeps its first leg and the newest", "[hall]") {
    const auto id = arrive();
    for (int i = 0; i < 200; ++i) {
        now += 1s;
        REQUIRE(answer_of(press("W04", Action::transfer,
                                {.ticket = id, .to_queue = QueueId{i % 2 == 0 ? "B" : "A"}})) ==
                "done");
    }
    CHECK(ticket(id).legs.size() == 64);
    CHECK(ticket(id).legs.front().since == ticket(id).issued);
    CHECK(ticket(id).legs.back().since == now);
}

TEST_CASE_METHOD(Bench, "a cancelled ticket that is reactivated has its place again", "[hall]") {
    const auto id = arrive();
    arrive();
    CHECK(answer_of(press("W01", Action::cancel, {.ticket = id})) == "reason_missing");
    press("W01", Action::cancel, {.ticket = id, .reason = "left"});
    CHECK(ticket(id).reason == "left");
    now += 5min;
    press("W01", Action::reactivate, {.ticket = id});

    CHECK(call_next("W01") == "A001");
}

TEST_CASE_METHOD(Bench,
                 "reception requeues, changes the queue, cancels; it never calls",
                 "[hall]") {
    const auto missed = bring(*this, TicketState::no_show);
    CHECK(answer_of(at_reception(Action::requeue, {.ticket = missed})) == "done");
    CHECK(answer_of(at_reception(Action::transfer, {.ticket = missed, .to_queue = QueueId{"C"}})) ==
          "done");
    CHECK(ticket(missed).queue == QueueId{"C"});
    CHECK(answer_of(at_reception(Action::cancel, {.ticket = missed, .reason = "left"})) == "done");
    CHECK(answer_of(at_reception(Action::reactivate, {.ticket = missed})) == "done");
    CHECK(call_next("W03") == "A001");
    CHECK(answer_of(at_reception(Action::cancel, {.ticket = missed, .reason = "left"})) ==
          "other_counter");
    CHECK(answer_of(at_reception(Action::requeue)) == "ticket_unknown");
    for (const Action action : {Action::call_next, Action::call, Action::finish, Action::undo}) {
        CHECK(answer_of(at_reception(action, {.ticket = missed})) == "right_missing");
    }
}

TEST_CASE("at the day's close waiting, parked and called expire, serving is finished and flagged",
          "[hall]") {
    for (const TicketState from : kTicketStates) {
        INFO(name_of(from));
        Bench bench;
        const auto id = bring(bench, from);
        const auto version = bench.ticket(id).version;
        bench.take(close_day(bench.book, kToday, bench.now));

        const auto to = next_state(from, Action::day_close);
        CHECK(bench.state(id) == (to ? *to : from));
        CHECK(bench.ticket(id).flagged == (from == TicketState::serving));
        const bool touched = to && *to != from;
        CHECK(bench.ticket(id).version == version + (touched ? 1 : 0));
        CHECK(bench.book.closed_day() == kToday);
        CHECK(bench.book.held_by(CounterId{"W01"}) == nullptr);
        CHECK(close_day(bench.book, kToday, bench.now).size() == 1);  // Twice changes nothing.
    }
}

TEST_CASE_METHOD(Bench, "closing a day leaves tomorrow's tickets alone", "[hall]") {
    const auto id = arrive();
    take(close_day(book, kToday - std::chrono::days{1}, now));
    CHECK(state(id) == TicketState::waiting);
}

TEST_CASE_METHOD(Bench, "a ticket of a closed day comes back by no button", "[hall]") {
    const auto missed = bring(*this, TicketState::no_show);
    const auto gone = arrive();
    press("W01", Action::cancel, {.ticket = gone, .reason = "left"});
    take(close_day(book, kToday, now));

    CHECK(answer_of(press("W01", Action::undo)) == "day_is_over");
    CHECK(answer_of(press("W01", Action::requeue, {.ticket = missed})) == "day_is_over");
    CHECK(answer_of(press("W01", Action::reactivate, {.ticket = gone})) == "day_is_over");
}
