// SPDX-License-Identifier: Apache-2.0
// Calling: next, by name, twice, and taking it back.
#include "sync/hall/decide.h"

#include <catch2/catch.hpp>

#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

TEST_CASE_METHOD(Bench, "call next claims the first who waits, and says why", "[hall]") {
    const auto first = arrive();
    arrive();

    const auto called = press("W01", Action::call_next);

    REQUIRE(called);
    CHECK(called->ticket.id == first);
    CHECK(called->why == Why::arrival);
    CHECK(state(first) == TicketState::called);
    CHECK(ticket(first).counter == CounterId{"W01"});
    CHECK(ticket(first).clerk == ClerkId{"S01"});
    CHECK(ticket(first).calls == 1);
    CHECK(ticket(first).legs.front().counter == CounterId{"W01"});
}

TEST_CASE_METHOD(Bench, "two clerks pressing at the same moment get two people", "[hall]") {
    arrive();
    arrive();

    CHECK(call_next("W01") == "A001");
    CHECK(call_next("W02") == "A002");
    CHECK(call_next("W03") == "queue_empty");
}

TEST_CASE_METHOD(Bench,
                 "an ordinary ticket costs one key: call next finishes the last one",
                 "[hall]") {
    const auto first = arrive();
    arrive();
    call_next("W01");
    press("W01", Action::start);

    CHECK(call_next("W01") == "A002");
    CHECK(state(first) == TicketState::finished);
    CHECK(ticket(first).ended == now);
}

TEST_CASE_METHOD(Bench, "the last one is finished although nobody is left to call", "[hall]") {
    const auto only = arrive();
    call_next("W01");
    press("W01", Action::start);

    CHECK(answer_of(press("W01", Action::call_next)) == "done");
    CHECK(state(only) == TicketState::finished);
    CHECK(call_next("W01") == "queue_empty");
}

TEST_CASE_METHOD(Bench, "a hall may forbid that call next finishes", "[hall]") {
    hall.policy.call_next_finishes = false;
    arrive();
    call_next("W01");
    press("W01", Action::start);

    CHECK(call_next("W01") == "counter_busy");
}

TEST_CASE_METHOD(Bench,
                 "a second press within two seconds does nothing, answered or not",
                 "[hall]") {
    const auto first = arrive();
    const auto second = arrive();
    call_next("W01");
    now += 1900ms;
    const auto version = ticket(first).version;

    CHECK(call_next("W01") == "A001");
    CHECK(call_next("W01", {.came = true}) == "A001");
    CHECK(ticket(first).version == version);
    CHECK(state(second) == TicketState::waiting);
}

TEST_CASE_METHOD(Bench, "call next while called asks whether they came", "[hall]") {
    const auto first = arrive();
    arrive();
    call_next("W01");
    now += 3s;

    const auto asked = press("W01", Action::call_next);
    CHECK(answer_of(asked) == "answer_needed");
    CHECK(asked.error().ticket->id == first);

    CHECK(call_next("W01", {.came = true}) == "A002");
    CHECK(state(first) == TicketState::finished);
    CHECK(ticket(first).started == now);
}

TEST_CASE_METHOD(Bench,
                 "not come: recalled until the rules allow a no-show, then the next",
                 "[hall]") {
    const auto first = arrive();
    arrive();
    call_next("W01");
    now += 10s;
    CHECK(call_next("W01", {.came = false}) == "recall_too_soon");
    now += 10s;
    CHECK(call_next("W01", {.came = false}) == "A001");  // Recalled.
    CHECK(ticket(first).calls == 2);
    now += 20s;
    CHECK(call_next("W01", {.came = false}) == "A001");
    CHECK(ticket(first).calls == 3);
    now += 29s;
    CHECK(call_next("W01", {.came = false}) == "no_show_too_soon");
    now += 1s;
    CHECK(call_next("W01", {.came = false}) == "A002");
    CHECK(state(first) == TicketState::no_show);
}

TEST_CASE_METHOD(Bench, "a hall that never presses start is never asked", "[hall]") {
    hall.policy.implicit_start = true;
    const auto first = arrive();
    const auto second = arrive();
    call_next("W01");
    now += 3min;

    CHECK(call_next("W01") == "A002");
    CHECK(state(first) == TicketState::finished);

    CHECK(answer_of(press("W01", Action::finish)) == "done");
    CHECK(state(second) == TicketState::finished);
    CHECK(ticket(second).started == now);
}

TEST_CASE_METHOD(Bench,
                 "an answer about another ticket than the one at hand changes nothing",
                 "[hall]") {
    const auto first = arrive();
    arrive();
    call_next("W01");
    now += 3s;

    CHECK(call_next("W01", {.ticket = uuid(99), .came = true}) == "version_differs");
    CHECK(call_next("W01", {.ticket = first, .if_version = 1, .came = true}) == "version_differs");
    CHECK(state(first) == TicketState::called);
    CHECK(call_next("W01", {.ticket = first, .if_version = ticket(first).version, .came = true}) ==
          "A002");
}

TEST_CASE_METHOD(Bench,
                 "over a morning priority takes at most two of every three calls",
                 "[hall]") {
    for (int i = 0; i < 6; ++i) {
        arrive();
    }
    for (int i = 0; i < 6; ++i) {
        arrive({.priority = "elder"});
    }
    std::string order;
    for (int i = 0; i < 12; ++i) {
        const std::string label = serve_next("W01");
        order += label < "A007" ? '-' : 'P';
    }
    CHECK(order == "PP-PP-PP----");
}

TEST_CASE_METHOD(Bench, "a long ratio is remembered whole", "[hall]") {
    hall.policy.priority_ratio = 12;
    arrive();
    for (int i = 0; i < 20; ++i) {
        arrive({.priority = "elder"});
    }
    for (int i = 0; i < 12; ++i) {
        CHECK(serve_next("W01") != "A001");
    }
    CHECK(serve_next("W01") == "A001");
}

TEST_CASE_METHOD(Bench, "a wrong press put back is no turn in the interleave", "[hall]") {
    arrive();
    arrive({.priority = "elder"});
    const auto third = arrive({.priority = "elder"});
    serve_next("W01");
    CHECK(call_next("W01") == "A003");

    CHECK(answer_of(press("W01", Action::put_back)) == "done");

    CHECK(state(third) == TicketState::waiting);
    CHECK(ticket(third).calls == 0);
    CHECK(call_next("W01") == "A003");
}

TEST_CASE_METHOD(Bench,
                 "of one person's linked tickets one is called, the other keeps its place",
                 "[hall]") {
    const auto first = arrive({.link = "family"});
    const auto second = arrive({.link = "family"});
    CHECK(call_next("W01") == "A001");

    const auto refused = press("W02", Action::call_next);
    CHECK(answer_of(refused) == "linked_busy");
    CHECK(refused.error().ticket->id == second);
    CHECK(answer_of(press("W02", Action::call,
                          {.ticket = second, .reason = "asked", .may_call_by_name = true})) ==
          "linked_busy");

    arrive();
    CHECK(call_next("W02") == "A003");
    press("W01", Action::start);
    press("W01", Action::finish);
    press("W02", Action::put_back);
    CHECK(call_next("W02") == "A002");
    CHECK(answer_of(press("W01", Action::undo)) == "linked_busy");
    CHECK(state(first) == TicketState::finished);
}

TEST_CASE_METHOD(Bench,
                 "a second ticket that was linked to the first waits while that is served",
                 "[hall]") {
    const auto first = arrive();
    const auto second = arrive({.link = text_of(first)});
    const auto third = arrive({.link = text_of(first)});
    CHECK(call_next("W01") == "A001");
    CHECK(press("W02", Action::call_next).error().ticket->id == second);
    press("W01", Action::start);
    press("W01", Action::finish);
    CHECK(call_next("W02") == "A002");
    const auto busy = press("W01", Action::call_next);
    CHECK(answer_of(busy) == "linked_busy");
    CHECK(busy.error().ticket->id == third);
    arrive();
    arrive();
    CHECK(call_next("W01") == "A004");  // Strangers are linked to nobody.
}

TEST_CASE_METHOD(Bench, "a ticket is called by name with the right and a reason only", "[hall]") {
    arrive();
    const auto second = arrive();
    const Order wanted{.ticket = second, .reason = "in pain", .may_call_by_name = true};

    auto order = wanted;
    order.may_call_by_name = false;
    CHECK(answer_of(press("W01", Action::call, order)) == "right_missing");
    order = wanted;
    order.reason.clear();
    CHECK(answer_of(press("W01", Action::call, order)) == "reason_missing");
    order = wanted;
    order.ticket.reset();
    CHECK(answer_of(press("W01", Action::call, order)) == "ticket_unknown");
    CHECK(answer_of(press("W03", Action::call, wanted)) == "not_served_here");

    const auto called = press("W01", Action::call, wanted);
    REQUIRE(called);
    CHECK(called->why == Why::called_by_name);
    CHECK(ticket(second).reason == "in pain");

    CHECK(answer_of(press("W01", Action::call,
                          {.ticket = uuid(1), .reason = "too", .may_call_by_name = true})) ==
          "counter_busy");
}

TEST_CASE_METHOD(Bench, "a ticket sent to one counter is not called by name at another", "[hall]") {
    const auto sent = arrive();
    call_next("W01");
    press("W01", Action::transfer, {.to_counter = CounterId{"W03"}});

    CHECK(answer_of(press("W02", Action::call,
                          {.ticket = sent, .reason = "idle", .may_call_by_name = true})) ==
          "not_served_here");
    CHECK(call_next("W02") == "queue_empty");
    CHECK(call_next("W03") == "A001");
    press("W03", Action::put_back);
    CHECK(call_next("W02") == "queue_empty");  // A wrong press there does not free it.
}

TEST_CASE_METHOD(Bench, "any mistake is undone in two", "[hall]") {
    const auto first = arrive();
    const auto second = arrive();
    call_next("W01");
    press("W01", Action::start);
    now += 4min;
    call_next("W01");  // Too early: the first one was not done.

    now += 20s;
    CHECK(answer_of(press("W01", Action::undo)) == "counter_busy");
    CHECK(answer_of(press("W01", Action::put_back)) == "done");
    CHECK(answer_of(press("W01", Action::undo)) == "done");

    CHECK(state(first) == TicketState::serving);
    CHECK_FALSE(ticket(first).ended);
    CHECK(state(second) == TicketState::waiting);
    CHECK(answer_of(press("W01", Action::undo)) == "nothing_to_undo");
}

TEST_CASE_METHOD(Bench, "a no-show is undone at the same counter, within a minute", "[hall]") {
    const auto first = arrive();
    call_next("W01");
    for (int i = 0; i < 2; ++i) {
        now += 20s;
        press("W01", Action::recall);
    }
    now += 30s;
    REQUIRE(answer_of(press("W01", Action::no_show)) == "done");

    CHECK(answer_of(press("W02", Action::undo, {.ticket = first})) == "nothing_to_undo");
    SECTION("in time") {
        now += 60s;
        CHECK(answer_of(press("W01", Action::undo)) == "done");
        CHECK(state(first) == TicketState::called);
        CHECK(ticket(first).calls == 3);
    }
    SECTION("too late") {
        now += 61s;
        CHECK(answer_of(press("W01", Action::undo)) == "undo_too_late");
    }
    SECTION("somebody came back meanwhile") {
        press("W01", Action::requeue, {.ticket = first});
        CHECK(answer_of(press("W01", Action::undo)) == "nothing_to_undo");
    }
}

TEST_CASE_METHOD(Bench, "undo never takes back what another counter has done since", "[hall]") {
    const auto first = arrive();
    hall.policy.no_show_after_calls = 1;
    call_next("W01");
    now += 30s;
    REQUIRE(answer_of(press("W01", Action::no_show)) == "done");
    press("W02", Action::call, {.ticket = first, .reason = "here now", .may_call_by_name = true});
    press("W02", Action::start);
    press("W02", Action::finish);

    CHECK(answer_of(press("W01", Action::undo)) == "nothing_to_undo");
    CHECK(state(first) == TicketState::finished);
    CHECK(ticket(first).counter == CounterId{"W02"});
}

TEST_CASE_METHOD(Bench,
                 "undo does not reach past a ticket that went back to its sender",
                 "[hall]") {
    const auto sent = arrive();
    arrive({.queue = "B"});
    now += 1s;
    call_next("W01");
    press("W01", Action::transfer, {.to_queue = QueueId{"B"}, .back_to_me = true});
    CHECK(serve_next("W02") == "B001");
    CHECK(call_next("W02") == "A001");
    press("W02", Action::start);
    press("W02", Action::finish);

    CHECK(state(sent) == TicketState::waiting);
    CHECK(answer_of(press("W02", Action::undo)) == "nothing_to_undo");
}

TEST_CASE_METHOD(Bench, "who may press at a counter", "[hall]") {
    arrive();
    CHECK(call_next("W99") == "counter_unknown");
    CHECK(answer_of(give({.counter = CounterId{"W01"}, .clerk = ClerkId{"S02"}})) ==
          "counter_taken");

    book.apply({now, SeatChanged{SeatAction::close, Seat{.counter = CounterId{"W02"}}}});
    CHECK(call_next("W02") == "counter_not_open");

    Seat paused = *book.seat(CounterId{"W01"});
    paused.paused = true;
    book.apply({now, SeatChanged{SeatAction::pause, paused}});
    CHECK(call_next("W01") == "counter_paused");
    CHECK(answer_of(press("W01", Action::call)) == "counter_paused");

    now += 25h;  // The lease has run out.
    CHECK(call_next("W03") == "counter_not_open");
}

TEST_CASE_METHOD(Bench, "issuing and closing the day are nobody's at a counter", "[hall]") {
    CHECK(answer_of(press("W01", Action::issue)) == "right_missing");
    CHECK(answer_of(press("W01", Action::day_close)) == "right_missing");
}

TEST_CASE_METHOD(Bench, "a clock set back by a day stops nobody", "[hall]") {
    arrive();
    arrive();
    call_next("W01");
    now -= 24h;

    CHECK(answer_of(press("W01", Action::recall)) == "done");
    now -= 1h;
    CHECK(call_next("W01", {.came = true}) == "A002");
    now -= 1h;
    CHECK(call_next("W01") == "answer_needed");
}
