// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <catch2/catch.hpp>

#include "sync/hall/rating_rules.h"
#include "tests/support/small_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

const CounterId kW01{"W01"};
const CounterId kW02{"W02"};

struct Ratings : Bench {
    /// Somebody presses a grade; "done" or why not. What it leads to has happened.
    std::string press_grade(const RatingOrder& order) {
        auto decision = decide_rating(book, hall, order, now);
        if (decision) {
            take(decision->events);
            written += static_cast<int>(decision->events.size());
        }
        return answer_of(decision);
    }

    RatingOrder tablet(const TicketId& ticket, int press, int grade = 1) {
        return {.id = uuid(1000 + press),
                .ticket = ticket,
                .counter = kW01,
                .grade = grade,
                .device = DeviceId{"R01"}};
    }

    RatingOrder phone(const TicketId& ticket, int press, int grade = 1) {
        return {.id = uuid(1000 + press),
                .ticket = ticket,
                .counter = std::nullopt,
                .grade = grade,
                .source = RatingSource::phone};
    }

    RatingOrder evaluator(int press, int grade = 1) {
        return {.id = uuid(1000 + press),
                .ticket = std::nullopt,
                .counter = kW01,
                .grade = grade,
                .source = RatingSource::evaluator,
                .device = DeviceId{"E01"}};
    }

    TicketId served() {
        const TicketId id = arrive();
        REQUIRE(serve_next("W01") == label(id));
        return id;
    }

    [[nodiscard]] std::string asked(const CounterId& counter = kW01) const {
        const auto prompt = prompt_at(book, hall, counter, now);
        return prompt ? label_of(prompt->service->number) : "nobody";
    }

    int written = 0;
};

}  // namespace

TEST_CASE_METHOD(Ratings, "a citizen is asked once the service is finished, not before", "[hall]") {
    const TicketId id = arrive();
    CHECK(press_grade(tablet(id, 1)) == "rating_not_due");
    call_next("W01");
    CHECK(press_grade(tablet(id, 1)) == "rating_not_due");
    press("W01", Action::start);
    CHECK(asked() == "nobody");
    CHECK(press_grade(tablet(id, 1)) == "rating_not_due");
    press("W01", Action::finish);
    CHECK(asked() == label(id));
    CHECK(asked(kW02) == "nobody");
    CHECK(press_grade(tablet(id, 1, 2)) == "done");
    CHECK(asked() == "nobody");

    const ServiceDue& due = *book.service_due(id);
    CHECK(due.rating->grade == 2);
    CHECK(due.rating->device == DeviceId{"R01"});
    CHECK(due.clerk == ClerkId{"S01"});
    CHECK(book.ticket(id)->rated);
}

TEST_CASE_METHOD(Ratings,
                 "nobody is rated who was not asked: a silent minute stays silent",
                 "[hall]") {
    const TicketId id = served();
    now += hall.policy.rating_prompt + 1min;
    CHECK(prompt_at(book, hall, kW01, now)->left == 0ms);
    CHECK_FALSE(book.service_due(id)->rating);
    CHECK(written == 0);
}

TEST_CASE_METHOD(Ratings, "one service is rated once, however often somebody presses", "[hall]") {
    const TicketId id = served();
    CHECK(press_grade(tablet(id, 1, 5)) == "done");
    CHECK(press_grade(tablet(id, 1, 5)) == "done");  // The same press, sent again.
    CHECK(press_grade(tablet(id, 1, 1)) == "done");  // Its grade stands as it was first said.
    CHECK(press_grade(tablet(id, 2, 1)) == "rating_given");
    CHECK(press_grade(phone(id, 3, 1)) == "rating_given");
    CHECK(written == 1);
    CHECK(book.service_due(id)->rating->grade == 5);
}

TEST_CASE_METHOD(Ratings, "the tablet's question ends when the counter calls the next", "[hall]") {
    const TicketId first = served();
    arrive();
    now += 20s;
    REQUIRE(call_next("W01") == "A002");
    CHECK(asked() == "nobody");
    now += kPressGrace - 1s;
    CHECK(press_grade(tablet(first, 1)) == "done");  // The finger was on its way.
}

TEST_CASE_METHOD(Ratings, "who sits there by now cannot rate the service before", "[hall]") {
    const TicketId first = served();
    arrive();
    now += 20s;
    REQUIRE(call_next("W01") == "A002");
    now += kPressGrace + 1s;
    CHECK(press_grade(tablet(first, 1)) == "rating_too_late");
    CHECK(press_grade(evaluator(2)) == "rating_not_due");
    // Their own slip still may.
    CHECK(press_grade(phone(first, 3)) == "done");
}

TEST_CASE_METHOD(Ratings,
                 "a press that was kept while the line was cut counts by when it was pressed",
                 "[hall]") {
    const TicketId id = served();
    now += 5s;
    const Moment pressed = now;
    arrive();
    now += 10s;
    REQUIRE(call_next("W01") == "A002");
    now += 40min;
    RatingOrder late = tablet(id, 1, 4);
    late.ago = now - pressed;
    CHECK(press_grade(late) == "done");
    CHECK(book.service_due(id)->rating->pressed == pressed);
    CHECK(press_grade(late) == "done");
    CHECK(written == 1);
}

TEST_CASE_METHOD(Ratings,
                 "finishing and calling in one press leaves the one who was served time to rate",
                 "[hall]") {
    const TicketId first = arrive();
    arrive();
    call_next("W01");
    press("W01", Action::start);
    now += 3min;
    REQUIRE(call_next("W01") == "A002");  // Finishes A001 as well.
    CHECK(state(first) == TicketState::finished);
    CHECK(asked() == "A001");
    now += 8s;
    CHECK(press_grade(tablet(first, 1)) == "done");
}

TEST_CASE_METHOD(Ratings,
                 "once the next has come, the one before is not asked any more",
                 "[hall]") {
    const TicketId first = arrive();
    arrive();
    call_next("W01");
    press("W01", Action::start);
    now += 3min;
    REQUIRE(call_next("W01") == "A002");
    now += 30s;
    press("W01", Action::start);
    CHECK(asked() == "nobody");
    now += kPressGrace + 1s;
    CHECK(press_grade(tablet(first, 1)) == "rating_too_late");
}

TEST_CASE_METHOD(Ratings, "a tablet rates its own counter only", "[hall]") {
    const TicketId id = served();
    RatingOrder other = tablet(id, 1);
    other.counter = kW02;
    CHECK(press_grade(other) == "other_counter");
    other.counter.reset();
    CHECK(press_grade(other) == "other_counter");
    CHECK(press_grade(tablet(uuid(999), 2)) == "ticket_unknown");
}

TEST_CASE_METHOD(Ratings, "an evaluator that knows no tickets rates what just ended", "[hall]") {
    CHECK(press_grade(evaluator(1)) == "rating_not_due");
    const TicketId first = served();
    CHECK(press_grade(evaluator(1, 3)) == "done");
    CHECK(book.service_due(first)->rating->grade == 3);
    CHECK(press_grade(evaluator(2)) == "rating_given");

    // Its answer was lost, so it sends the same press again, after the next service.
    const TicketId second = served();
    CHECK(press_grade(evaluator(1, 3)) == "done");
    CHECK_FALSE(book.service_due(second)->rating);
    CHECK(written == 1);
}

TEST_CASE_METHOD(Ratings, "by the ticket's code there are five days to rate, then none", "[hall]") {
    const TicketId first = served();
    const TicketId second = served();
    CHECK(rating_state(book.service_due(first), hall, now) == RatingState::due);
    now = book.service_due(first)->finished + hall.policy.rate_within;
    CHECK(press_grade(phone(first, 1)) == "done");
    now = book.service_due(second)->finished + hall.policy.rate_within + 1ms;
    CHECK(press_grade(phone(second, 2)) == "rating_too_late");
    CHECK(rating_state(book.service_due(first), hall, now) == RatingState::rated);
    CHECK(rating_state(book.service_due(second), hall, now) == RatingState::over);
    CHECK(rating_state(nullptr, hall, now) == RatingState::none);
}

TEST_CASE_METHOD(Ratings, "a service outlives its ticket until nobody may rate it", "[hall]") {
    const TicketId id = served();
    book.forget_before(kToday + std::chrono::days{1});
    CHECK(book.ticket(id) == nullptr);
    now += 24h * 4;
    CHECK(press_grade(phone(id, 1)) == "done");
    book.forget_before(kToday + std::chrono::days{kServiceKeptDays});
    CHECK(book.service_due(id) != nullptr);
    book.forget_before(kToday + std::chrono::days{kServiceKeptDays + 1});
    CHECK(book.service_due(id) == nullptr);
}

TEST_CASE_METHOD(Ratings,
                 "a finish that is undone asks nobody, and asks again at its end",
                 "[hall]") {
    const TicketId id = served();
    REQUIRE(press("W01", Action::undo));
    CHECK(asked() == "nobody");
    CHECK(book.service_due(id) == nullptr);
    CHECK(press_grade(tablet(id, 1)) == "rating_not_due");
    CHECK(press_grade(phone(id, 1)) == "rating_not_due");
    press("W01", Action::finish);
    CHECK(asked() == label(id));
}

TEST_CASE_METHOD(Ratings, "what a citizen said stays said when the finish is undone", "[hall]") {
    const TicketId id = served();
    CHECK(press_grade(tablet(id, 1, 5)) == "done");
    REQUIRE(press("W01", Action::undo));
    press("W01", Action::finish);
    CHECK(asked() == "nobody");
    CHECK(press_grade(tablet(id, 2, 1)) == "rating_given");
    CHECK(book.service_due(id)->rating->grade == 5);
    CHECK(book.ticket(id)->rated);
}

TEST_CASE_METHOD(Ratings, "a ticket that goes through two queues is one service", "[hall]") {
    const TicketId id = arrive();
    call_next("W01");
    press("W01", Action::start);
    REQUIRE(press("W01", Action::transfer, {.to_queue = QueueId{"C"}}));
    CHECK(asked() == "nobody");
    CHECK(book.services().empty());
    call_next("W03");
    press("W03", Action::start);
    press("W03", Action::finish);
    CHECK(book.services().size() == 1);
    CHECK(book.service_due(id)->counter == CounterId{"W03"});
}

TEST_CASE_METHOD(Ratings, "a clock set back makes no rating older than its service", "[hall]") {
    const TicketId id = served();
    const Moment finished = book.service_due(id)->finished;
    RatingOrder order = tablet(id, 1);
    order.ago = 2h;
    CHECK(press_grade(order) == "done");
    CHECK(book.service_due(id)->rating->pressed == finished);

    const TicketId second = served();
    now -= 24h;
    CHECK(press_grade(tablet(second, 2)) == "done");
    CHECK(book.service_due(second)->rating->pressed <= now);
}

TEST_CASE("every word of a rating is read back, and no other", "[hall]") {
    std::set<std::string_view> words;
    for (const RatingSource source : kRatingSources) {
        CHECK(rating_source_from(name_of(source)) == source);
        CHECK(words.insert(name_of(source)).second);
    }
    for (const RatingReason reason : kRatingReasons) {
        CHECK(rating_reason_from(name_of(reason)) == reason);
        CHECK(words.insert(name_of(reason)).second);
    }
    for (const RatingState state :
         {RatingState::none, RatingState::due, RatingState::rated, RatingState::over}) {
        CHECK(words.insert(name_of(state)).second);
    }
    CHECK_FALSE(rating_source_from("clerk"));
    CHECK_FALSE(rating_reason_from(""));
}

TEST_CASE_METHOD(Bench,
                 "who holds the slip may leave the queue, and come back to the place",
                 "[hall]") {
    const auto owner = [&](Action action, const TicketId& ticket) {
        Order order{.action = action, .ticket = ticket, .reason = kLeftByOwner};
        order.by_owner = true;
        return answer_of(give(order));
    };
    const TicketId first = arrive();
    arrive();
    CHECK(owner(Action::cancel, first) == "done");
    CHECK(state(first) == TicketState::cancelled);
    CHECK(owner(Action::cancel, first) == "was_cancelled");
    now += hall.policy.requeue_within;
    CHECK(owner(Action::reactivate, first) == "done");
    CHECK(call_next("W01") == label(first));  // Still the first.
    // Somebody waits for them now: only the counter can let go.
    CHECK(owner(Action::cancel, first) == "other_counter");
    CHECK(owner(Action::requeue, first) == "right_missing");
    CHECK(owner(Action::cancel, uuid(999)) == "ticket_unknown");
}

TEST_CASE_METHOD(Bench, "a place that a clerk took away is not taken back by a phone", "[hall]") {
    const auto stay = [&](const TicketId& ticket) {
        Order order{.action = Action::reactivate, .ticket = ticket, .reason = kLeftByOwner};
        order.by_owner = true;
        return answer_of(give(order));
    };
    const TicketId by_clerk = arrive();
    REQUIRE(at_reception(Action::cancel, {.ticket = by_clerk, .reason = "copy"}));
    CHECK(stay(by_clerk) == "was_cancelled");

    const TicketId late = arrive();
    Order leave{.action = Action::cancel, .ticket = late, .reason = kLeftByOwner};
    leave.by_owner = true;
    REQUIRE(give(leave));
    now += hall.policy.requeue_within + 1ms;
    CHECK(stay(late) == "requeue_too_late");
    CHECK(stay(arrive()) == "still_waiting");
}
