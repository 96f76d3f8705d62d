// SPDX-License-Identifier: Apache-2.0
// Citizens and the core: tokens, leaving the queue, ratings.
#include <catch2/catch.hpp>

#include "sync/code_mac.h"
#include "tests/service/core_bench.h"

using namespace hall;
using namespace hall::service;
using namespace hall::service::test;

namespace {

struct Citizens : Hub {
    Kiosk kiosk;

    Citizens() {
        REQUIRE(sit("W01", "S01") == "200");
        REQUIRE(enrol("K01") == "200");
    }

    void arrives(int n) {
        REQUIRE(alloc(n) == "200");
        kiosk.issue(*core.book().number_of(uuid(n)), now);
        REQUIRE(told(kiosk.push_all()) == "200");
    }

    void is_served() {
        for (const Action action : {Action::call_next, Action::start, Action::finish}) {
            REQUIRE(told(command(action)) == "200");
            now += 3s;
        }
    }

    [[nodiscard]] const TicketId* opened_by(int ticket) const {
        return core.ticket_of_phone(sync::phone_token(uuid(ticket), "the hall's key"));
    }

    std::string owner(Action action, int ticket) {
        auto asked = command(action);
        asked.message.order = {.action = action, .ticket = uuid(ticket), .reason = kLeftByOwner};
        asked.message.order.by_owner = true;
        return told(asked);
    }

    static RatingOrder by_phone(int ticket, int press, int grade = 1) {
        return {.id = uuid(5000 + press),
                .ticket = uuid(ticket),
                .counter = std::nullopt,
                .grade = grade,
                .source = RatingSource::phone};
    }

    // A core made anew from the log, as after a power cut.
    void restart() {
        Core fresh{small_settings()};
        std::int64_t lsn = 0;
        for (const sync::Line& line : log) {
            fresh.replay(sync::decode_event(line.kind, line.body, line.at).value(), ++lsn);
        }
        core = std::move(fresh);
        take(core.begin(now));
    }
};

}  // namespace

TEST_CASE_METHOD(Citizens, "the code on a slip opens that ticket and no other", "[service]") {
    arrives(1);
    arrives(2);
    REQUIRE(opened_by(1) != nullptr);
    CHECK(*opened_by(1) == uuid(1));
    CHECK(*opened_by(2) == uuid(2));
    CHECK(opened_by(3) == nullptr);
    CHECK(core.ticket_of_phone(sync::phone_token(uuid(1), "another key")) == nullptr);
    CHECK(core.ticket_of_phone("") == nullptr);
}

TEST_CASE_METHOD(Citizens, "a ticket from reception has its code as well", "[service]") {
    auto issue = command(Action::issue, "", "S09");
    issue.message.queue = QueueId{"A"};
    REQUIRE(told(issue) == "200");
    REQUIRE(core.book().tickets().size() == 1);
    const TicketId id = core.book().tickets().begin()->first;
    REQUIRE(core.ticket_of_phone(sync::phone_token(id, "the hall's key")) != nullptr);
}

TEST_CASE_METHOD(Citizens, "the codes of the day still open after a restart", "[service]") {
    arrives(1);
    is_served();
    arrives(2);
    restart();
    CHECK(opened_by(1) != nullptr);
    CHECK(opened_by(2) != nullptr);
}

TEST_CASE_METHOD(Citizens, "a code ends with what it can still be used for", "[service]") {
    arrives(1);
    is_served();
    arrives(2);
    now += 24h * 2;
    tick();
    CHECK(opened_by(1) != nullptr);  // Served: may be rated for days.
    CHECK(opened_by(2) == nullptr);  // Was never called, and its day is over.
    CHECK(rate(by_phone(1, 1)) == "200");
    now += 24h * (kServiceKeptDays + 1);
    tick();
    CHECK(opened_by(1) == nullptr);
}

TEST_CASE_METHOD(Citizens, "a rating is on the disk before anybody is thanked", "[service]") {
    arrives(1);
    is_served();
    disk_is_slow = true;
    CHECK(rate(by_phone(1, 1)) == "0");
    CHECK(frames.back().kind != "rating");
    sync();
    CHECK(frames.back().kind == "rating");
    CHECK(log.back().kind == "rating");
}

TEST_CASE_METHOD(Citizens, "one service has one rating through restarts and repeats", "[service]") {
    arrives(1);
    is_served();
    CHECK(rate(by_phone(1, 1, 5)) == "200");
    restart();
    CHECK(rate(by_phone(1, 1, 5)) == "200");
    CHECK(rate(by_phone(1, 2, 1)) == "409 rating_given");
    const auto ratings = std::count_if(log.begin(), log.end(),
                                       [](const auto& line) { return line.kind == "rating"; });
    CHECK(ratings == 1);
    CHECK(core.book().service_due(uuid(1))->rating->grade == 5);
}

TEST_CASE_METHOD(Citizens, "the refusals of a rating reach whoever pressed", "[service]") {
    arrives(1);
    CHECK(rate(by_phone(1, 1)) == "409 rating_not_due");
    CHECK(rate(by_phone(9, 1)) == "404 ticket_unknown");
    is_served();
    now += 24h * 5 + 1s;
    CHECK(rate(by_phone(1, 1)) == "409 rating_too_late");
}

TEST_CASE_METHOD(Citizens, "the grade leaves the service for nobody", "[service]") {
    arrives(1);
    is_served();
    RatingOrder order = by_phone(1, 1, 5);
    order.reasons = {RatingReason::attitude};
    const Reply reply = ask(RatingArrived{.order = order});
    const Reply state = ask(StateAsked{});
    CHECK(state.body.find(R"("rated":true)") != std::string::npos);
    for (const std::string& text : {reply.body, frames.back().data, state.body}) {
        CHECK(text.find("grade") == std::string::npos);
        CHECK(text.find("attitude") == std::string::npos);
    }
}

TEST_CASE_METHOD(Citizens, "who leaves by phone is told the state and no history", "[service]") {
    arrives(1);
    auto leave = command(Action::cancel);
    leave.message.order = {.action = Action::cancel, .ticket = uuid(1), .reason = kLeftByOwner};
    leave.message.order.by_owner = true;
    const Reply reply = ask(leave);
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"state":"cancelled"})");
    CHECK(ask(leave).body == reply.body);  // The same touch, sent again.
    CHECK(owner(Action::reactivate, 1) == "200");
    CHECK(core.book().ticket(uuid(1))->state == TicketState::waiting);

    REQUIRE(told(command(Action::call_next)) == "200");
    auto late = command(Action::cancel);
    late.message.order = leave.message.order;
    const Reply refused = ask(late);
    CHECK(refused.status == 409);
    CHECK(refused.body.find("\"ticket\"") == std::string::npos);
}
