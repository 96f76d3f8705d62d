// SPDX-License-Identifier: Apache-2.0
#include "sync/service/core.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/service/core_bench.h"

using namespace hall;
using namespace hall::service;
using namespace hall::service::test;

namespace {

// A hub on a Monday morning: S01 at W01, S02 at W02, one kiosk.
struct Morning : Hub {
    Kiosk kiosk;

    Morning() {
        REQUIRE(sit("W01", "S01") == "200");
        REQUIRE(sit("W02", "S02") == "200");
        REQUIRE(enrol("K01") == "200");
    }

    // Tickets 1..n wait.
    void people(int n) {
        for (int i = 1; i <= n; ++i) {
            REQUIRE(alloc(i) == "200");
            kiosk.issue(*core.book().number_of(uuid(i)), now);
        }
        REQUIRE(told(kiosk.push_all()) == "200");
    }

    std::string press(Action action,
                      const std::string& counter = "W01",
                      const std::string& clerk = "S01") {
        return told(command(action, counter, clerk));
    }

    std::string reception(const std::string& item, const std::string& queue) {
        auto asked = command(Action::issue, "", "S09");
        if (!item.empty()) {
            asked.message.item = ItemId{item};
        }
        if (!queue.empty()) {
            asked.message.queue = QueueId{queue};
        }
        return told(asked);
    }

    [[nodiscard]] TicketState state(int n) const { return core.book().ticket(uuid(n))->state; }
};

}  // namespace

TEST_CASE_METHOD(Morning, "no answer and no frame leaves before it is on the disk", "[service]") {
    people(2);
    disk_is_slow = true;
    const auto shown = frames.size();
    const auto call = command(Action::call_next);

    CHECK(ask(call).status == 0);
    CHECK(ask(StateAsked{}).status == 0);
    CHECK(ask(call).status == 0);  // The clerk presses again: still nothing.
    CHECK(frames.size() == shown);
    CHECK(core.pending() > 0);

    const auto answered = replies.size();
    sync();
    CHECK(replies.size() == answered + 3);
    CHECK(frames.size() > shown);
    CHECK(core.pending() == 0);
    CHECK(state(1) == TicketState::called);
    CHECK(state(2) == TicketState::waiting);
}

TEST_CASE_METHOD(Morning, "half a batch on the disk frees only what rests on it", "[service]") {
    people(2);
    disk_is_slow = true;
    const Reply first = ask(command(Action::call_next));
    const auto lsn = core.last_lsn();
    const Reply second = ask(command(Action::call_next, "W02", "S02"));

    take(core.step(Committed{lsn}, now));
    CHECK(replies.contains(first.request));
    CHECK_FALSE(replies.contains(second.request));
    sync();
    CHECK(replies.contains(second.request));
}

TEST_CASE_METHOD(Morning, "the same command gets the same answer for ever", "[service]") {
    people(2);
    auto call = command(Action::call_next);
    const Reply first = ask(call);
    now += 10min;
    const Reply again = ask(call);
    CHECK(first.status == 200);
    CHECK(again.body == first.body);
    CHECK(state(2) == TicketState::waiting);

    // Also when the answer was no, and would be yes by now.
    auto refused = command(Action::call_next, "W02", "S02");
    CHECK(told(refused) == "409 counter_not_open");
    CHECK(sit("W02", "S02") == "200");
    CHECK(told(refused) == "409 counter_not_open");
    CHECK(state(2) == TicketState::waiting);

    call.fingerprint = "something else";
    CHECK(told(call) == "422 cmd_reused");
}

TEST_CASE_METHOD(Morning,
                 "two clerks get two people, and are told whose a ticket is",
                 "[service]") {
    people(2);
    CHECK(press(Action::call_next) == "200");
    CHECK(press(Action::call_next, "W02", "S02") == "200");
    CHECK(state(1) == TicketState::called);
    CHECK(state(2) == TicketState::called);

    auto take_it = command(Action::finish, "W02", "S02");
    take_it.message.order.ticket = uuid(1);
    const Reply refused = ask(take_it);
    CHECK(refused.status == 409);
    CHECK(field(refused.body, "code") == "other_counter");
    CHECK(field(field(refused.body, "ticket"), "counter") == "W01");
    CHECK(field(refused.body, "detail") == "because of other_counter");
}

TEST_CASE_METHOD(Morning, "a gap in a journal is told what is expected", "[service]") {
    people(3);
    for (int i = 4; i <= 6; ++i) {
        alloc(i);
        kiosk.issue(*core.book().number_of(uuid(i)), now);
    }
    const Reply gap = ask(kiosk.push(5, 6));
    CHECK(gap.status == 409);
    CHECK(field(gap.body, "code") == "gap");
    CHECK(field(gap.body, "expected") == "4");

    CHECK(field(ask(kiosk.push(4, 6)).body, "acked") == "6");
}

TEST_CASE_METHOD(Morning, "entries that are known are skipped, the rest is taken", "[service]") {
    people(3);
    alloc(4);
    kiosk.issue(*core.book().number_of(uuid(4)), now);
    const auto before = log.size();

    CHECK(field(ask(kiosk.push(1, 3)).body, "acked") == "3");
    CHECK(log.size() == before);
    CHECK(field(ask(kiosk.push(2, 4)).body, "acked") == "4");
    CHECK(core.book().tickets().size() == 4);
    const auto after = log.size();
    CHECK(field(ask(kiosk.push_all()).body, "acked") == "4");
    CHECK(field(ask(kiosk.push(5, 4)).body, "acked") == "4");  // Nothing new at all.
    CHECK(log.size() == after);
}

TEST_CASE_METHOD(Morning, "a cloned disk is found, before and behind the high-water", "[service]") {
    people(4);
    Kiosk clone;
    clone.write(BootNote{1, "clone"}, now);
    clone.write(BootNote{1, "clone"}, now);
    clone.write(BootNote{1, "clone"}, now);
    clone.write(BootNote{1, "clone"}, now);
    clone.write(BootNote{1, "clone"}, now);
    const auto before = log.size();

    CHECK(told(clone.push(1, 2)) == "422 diverged");
    CHECK(told(clone.push(1, 4)) == "422 diverged");
    CHECK(told(clone.push_all()) == "422 diverged");
    CHECK(told(clone.push(5, 5)) == "422 diverged");
    CHECK(log.size() == before);
    CHECK(told(kiosk.push_all()) == "200");
}

TEST_CASE_METHOD(Morning, "who is not enrolled, or was replaced, is refused", "[service]") {
    auto push = kiosk.push(1, 0);
    push.device = DeviceId{"K99"};
    CHECK(told(push) == "404 device_unknown");
    CHECK(enrol("K01", 2) == "200");
    CHECK(told(kiosk.push(1, 0)) == "409 epoch_too_old");
    CHECK(enrol("K01", 1) == "409 epoch_too_old");
    CHECK(alloc(1) == "409 epoch_too_old");
}

TEST_CASE_METHOD(Morning, "an entry nobody can read is kept and harms no other", "[service]") {
    alloc(1);
    kiosk.issue(*core.book().number_of(uuid(1)), now - 90s);
    kiosk.entries.push_back({"rumour", "not even JSON"});
    kiosk.chains.push_back(sync::chain_after(kiosk.chains.back(), "rumour", "not even JSON"));
    alloc(2);
    kiosk.issue(*core.book().number_of(uuid(2)), now - 60s);
    auto push = kiosk.push_all();
    push.push.offset = ClockOffset{1, millis_of(now) - 60'000};  // Boot 1 began a minute ago.

    CHECK(field(ask(push).body, "acked") == "3");
    CHECK(core.book().ticket(uuid(1))->issued == now - 60s);
    CHECK(core.book().ticket(uuid(2))->issued == now - 60s + 2ms);
    const auto kept = std::ranges::count_if(log, [](const sync::Line& line) {
        return line.kind == "device_entry" && line.body.find("not even JSON") != std::string::npos;
    });
    CHECK(kept == 1);
}

TEST_CASE_METHOD(Morning, "enrolling again is no new device", "[service]") {
    const auto before = log.size();
    CHECK(enrol("K01") == "200");
    CHECK(log.size() == before);
}

TEST_CASE_METHOD(Morning, "reception issues on behalf, once for each command", "[service]") {
    CHECK(reception("S001", "") == "200");
    CHECK(reception("", "B") == "200");
    CHECK(reception("S999", "") == "404 item_unknown");
    CHECK(reception("", "Q") == "404 queue_unknown");
    CHECK(reception("", "") == "404 queue_unknown");

    auto twice = command(Action::issue, "", "S09");
    twice.message.queue = QueueId{"A"};
    const Reply first = ask(twice);
    CHECK(ask(twice).body == first.body);
    CHECK(field(field(first.body, "ticket"), "number") == "A002");
    CHECK(core.book().waiting_count(QueueId{"A"}) == 2);
    CHECK(core.book().waiting_count(QueueId{"B"}) == 1);
    CHECK(press(Action::call_next) == "200");
}

TEST_CASE_METHOD(Morning, "two people never sit at one counter", "[service]") {
    CHECK(sit("W01", "S03") == "409 counter_taken");
    CHECK(press(Action::call_next, "W01", "S03") == "409 counter_taken");
    CHECK(sit("W01", "S03", SeatAction::close) == "409 counter_taken");
    CHECK(sit("W01", "S01", SeatAction::close) == "200");
    CHECK(sit("W01", "S01", SeatAction::pause) == "409 counter_not_open");
    CHECK(sit("W01", "S03") == "200");
    CHECK(sit("W99", "S03") == "404 counter_unknown");
    CHECK(sit("W03", "S77") == "404 clerk_unknown");
}

TEST_CASE_METHOD(Morning,
                 "one clerk sits at one counter, and leaves no citizen behind",
                 "[service]") {
    people(1);
    CHECK(sit("W03", "S01") == "200");
    CHECK(core.book().seat(CounterId{"W01"})->clerk.empty());

    CHECK(sit("W01", "S01") == "200");
    CHECK(press(Action::call_next) == "200");
    CHECK(sit("W03", "S01") == "409 clerk_elsewhere");
    CHECK(sit("W01", "S01", SeatAction::close) == "409 counter_busy");
}

TEST_CASE_METHOD(Morning, "a lease runs out unless the clerk is there", "[service]") {
    people(2);
    now += 6min;
    CHECK(press(Action::call_next) == "200");  // Working renews it.
    now += 6min;
    CHECK(sit("W01", "S03") == "409 counter_taken");
    CHECK(sit("W02", "S03") == "200");  // S02 has not been seen for twelve minutes.
    CHECK(press(Action::call_next, "W02", "S02") == "409 counter_taken");
    now += 11min;
    CHECK(press(Action::start) == "409 counter_not_open");
    CHECK(sit("W01", "S01", SeatAction::renew) == "200");
    CHECK(press(Action::start) == "200");
}

TEST_CASE_METHOD(Morning, "a page that renews every minute does not fill the log", "[service]") {
    const auto before = log.size();
    for (int i = 0; i < 60; ++i) {
        now += 1min;
        CHECK(sit("W01", "S01", SeatAction::renew) == "200");
    }
    CHECK(log.size() - before <= 12);
    CHECK(core.book().is_open(CounterId{"W01"}, now));
}

TEST_CASE_METHOD(Morning, "a paused counter calls nobody; a pause has a reason", "[service]") {
    people(1);
    CHECK(sit("W01", "S01", SeatAction::pause, "") == "422 reason_missing");
    CHECK(sit("W01", "S01", SeatAction::pause) == "200");
    CHECK(press(Action::call_next) == "409 counter_paused");
    CHECK(sit("W01", "S01", SeatAction::resume) == "200");
    CHECK(press(Action::call_next) == "200");
}

TEST_CASE_METHOD(Morning,
                 "a reason too long to be read back is cut between characters",
                 "[service]") {
    std::string reason = "x";
    for (int i = 0; i < 300; ++i) {
        reason += "休";
    }
    CHECK(sit("W01", "S01", SeatAction::pause, reason) == "200");
    CHECK(core.book().seat(CounterId{"W01"})->pause_reason.size() == 400);
    CHECK(sync::decode_event(log.back().kind, log.back().body, log.back().at));
}

TEST_CASE_METHOD(Morning, "reception requeues without a counter", "[service]") {
    people(1);
    auto cancel = command(Action::cancel, "", "S09");
    cancel.message.order.at_reception = true;
    cancel.message.order.ticket = uuid(1);
    CHECK(told(cancel) == "200");
    CHECK(state(1) == TicketState::cancelled);
}

TEST_CASE_METHOD(Morning, "who may not call by name is told so", "[service]") {
    people(1);
    auto call = command(Action::call);
    call.message.order.ticket = uuid(1);
    CHECK(told(call) == "403 right_missing");
}

TEST_CASE_METHOD(Morning, "a parked ticket returns by the clock", "[service]") {
    people(1);
    press(Action::call_next);
    auto park = command(Action::park);
    park.message.order.until = now + 5min;
    CHECK(told(park) == "200");
    now += 5min;
    tick();
    CHECK(state(1) == TicketState::waiting);
}

TEST_CASE_METHOD(Morning, "the day before is closed at four in the morning, once", "[service]") {
    people(2);
    press(Action::call_next);
    now += 18h + 49min;  // 03:59 of the next day in the hall.
    tick();
    CHECK(state(2) == TicketState::waiting);
    now += 1min;
    tick();
    CHECK(state(1) == TicketState::expired);
    CHECK(state(2) == TicketState::expired);
    CHECK(core.book().closed_day() == kToday);
    const auto lines = log.size();
    tick();
    CHECK(log.size() == lines);
    CHECK(alloc(9) == "200");
    CHECK(label_of(core.book().number_of(uuid(9))->number) == "A001");
}

TEST_CASE_METHOD(Morning,
                 "a clock set back a day neither repeats a number nor loses anybody",
                 "[service]") {
    now += 24h;
    tick();
    people(2);
    CHECK(sit("W02", "S02") == "200");
    now -= 24h;
    tick();
    CHECK(alloc(3) == "200");
    kiosk.issue(*core.book().number_of(uuid(3)), now);
    CHECK(told(kiosk.push_all()) == "200");

    CHECK(label_of(core.book().ticket(uuid(3))->number) == "A003");
    CHECK(state(1) == TicketState::waiting);
    CHECK(state(3) == TicketState::waiting);
    CHECK(sit("W01", "S01") == "200");
    CHECK(press(Action::call_next) == "200");
    CHECK(state(1) == TicketState::called);
    CHECK(sit("W02", "S03") == "200");  // Nobody holds a counter for a day.
}

TEST_CASE("a new hub begins its first life, a restarted one goes on with it", "[service]") {
    Hub hub;
    CHECK(hub.core.book().epoch() == 1);
    CHECK(hub.frames.front().cursor == sync::Cursor{1, 1});

    Core again{small_settings()};
    std::int64_t lsn = 0;
    for (const sync::Line& line : hub.log) {
        again.replay(*sync::decode_event(line.kind, line.body, line.at), ++lsn);
    }
    const Actions actions = again.begin(hub.now);
    CHECK(actions.write.empty());
    CHECK(again.book().epoch() == 1);
}

TEST_CASE("every refusal has a status that a browser understands", "[service]") {
    for (int i = 0; i <= static_cast<int>(Refusal::rating_too_late); ++i) {
        const int status = status_of(static_cast<Refusal>(i));
        CHECK((status == 403 || status == 404 || status == 409 || status == 422));
    }
}
