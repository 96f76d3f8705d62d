// SPDX-License-Identifier: Apache-2.0
// What a receiver is told, in which order, signed how, and what happens when it does not listen.
#include "sync/service/webhook.h"

#include <string>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/service/delivery_line.h"
#include "sync/service/webhook_mac.h"

using namespace hall;
using namespace hall::service;
using namespace std::chrono_literals;

namespace {

constexpr Moment kNow{std::chrono::milliseconds{1'795'600'000'123}};
const HallId kHall{"hall-sample"};

Event called() {
    Ticket ticket;
    ticket.number = {"A", kHubLane, 12};
    ticket.queue = QueueId{"A"};
    ticket.state = TicketState::called;
    return {kNow, TicketChanged{Action::call, ticket, CounterId{"01"}, ClerkId{"S001"}, {}, ""}};
}

Delivery numbered(std::int64_t lsn) {
    return {.lsn = lsn, .id = "e1-" + std::to_string(lsn), .topic = {}, .type = {}, .body = {}};
}

DeliveryLine line_with(std::vector<std::int64_t> lsns, std::int64_t read_to) {
    DeliveryLine line{0};
    std::vector<Delivery> deliveries;
    for (const std::int64_t lsn : lsns) {
        deliveries.push_back(numbered(lsn));
    }
    line.take(std::move(deliveries), read_to);
    return line;
}

void deliver(DeliveryLine& line, Moment now = kNow) {
    REQUIRE(line.due(now) != nullptr);
    line.sending();
    line.taken(now);
}

}  // namespace

TEST_CASE("a signature is the one of the published example") {
    // Source: docs.svix.com/receiving/verifying-payloads/how-manual
    CHECK(webhook_signature("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}",
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("every receiver and every change has a secret of its own") {
    const std::string first = webhook_secret("WH-1", 1, "key");
    CHECK(first.starts_with("whsec_"));
    CHECK(first.size() == 6 + 44);
    CHECK(first == webhook_secret("WH-1", 1, "key"));
    CHECK(first != webhook_secret("WH-1", 2, "key"));
    CHECK(first != webhook_secret("WH-2", 1, "key"));
    CHECK(first != webhook_secret("WH-1", 1, "another"));
}

TEST_CASE("for a day after a change both secrets sign") {
    Webhook hook;
    CHECK(secrets_of("WH-1", hook, "key", kNow).size() == 1);
    hook.secret = 2;
    hook.secret_changed = kNow;
    CHECK(secrets_of("WH-1", hook, "key", kNow + 23h) ==
          std::vector{webhook_secret("WH-1", 2, "key"), webhook_secret("WH-1", 1, "key")});
    CHECK(secrets_of("WH-1", hook, "key", kNow + 24h).size() == 1);
    const auto headers =
        signed_headers(ping(kHall, "p1", kNow), secrets_of("WH-1", hook, "key", kNow), kNow);
    CHECK(headers[1] == std::pair<std::string, std::string>{"webhook-id", "p1"});
    CHECK(headers[2].second == "1795600000");
    CHECK(headers[3].second.find(" v1,") != std::string::npos);
}

TEST_CASE("a call is told with its number, its hall and its moment") {
    const auto told = delivery_of(called(), kHall, 3, 1042);
    REQUIRE(told);
    CHECK(told->id == "e3-1042");
    CHECK(told->topic == "tickets");
    const auto json = sync::Json::parse(told->body);
    CHECK(json["type"] == "ticket.call");
    CHECK(json["timestamp"] == "2026-11-25T09:46:40.123Z");
    CHECK(json["data"]["hall"] == "hall-sample");
    CHECK(json["data"]["ticket"]["state"] == "called");
    CHECK(json["data"]["by"] == "01");
}

TEST_CASE("of an appointment nobody is told who booked it") {
    Appointment one;
    one.code = "ABCD2345";
    one.contact = "c0ffee";
    one.tail = "beef";
    const auto told = delivery_of(
        {kNow, AppointmentChanged{AppointmentAction::booked, one, "online:OK-1"}}, kHall, 1, 5);
    REQUIRE(told);
    CHECK(told->type == "appointment.booked");
    CHECK(told->body.find("ABCD2345") != std::string::npos);
    CHECK(told->body.find("c0ffee") == std::string::npos);
    CHECK(told->body.find("beef") == std::string::npos);
    CHECK(told->body.find("OK-1") == std::string::npos);
}

TEST_CASE("a case is told with the number that its receiver knows, and not with a clerk") {
    CaseRecord record;
    record.number = "2026-0001";
    record.clerk = ClerkId{"S017"};
    const auto told = delivery_of({kNow, CaseRecorded{record}}, kHall, 1, 6);
    REQUIRE(told);
    CHECK(told->topic == "cases");
    CHECK(sync::Json::parse(told->body)["data"]["case"]["number"] == "2026-0001");
    CHECK(told->body.find("S017") == std::string::npos);
}

TEST_CASE("what is nobody else's business is told to nobody else") {
    const What what = GENERATE(What{SlipChanged{}}, What{NumberChanged{}}, What{DeviceChanged{}},
                               What{CommandDone{}}, What{AdminDone{}}, What{RatingGiven{}},
                               What{SeatChanged{}}, What{ContentChanged{}}, What{EpochStarted{}});
    CHECK_FALSE(delivery_of({kNow, what}, kHall, 1, 7));
}

TEST_CASE("the day's end is told") {
    const auto told = delivery_of({kNow, DayClosed{}}, kHall, 1, 8);
    REQUIRE(told);
    CHECK(told->type == "day.closed");
}

TEST_CASE("messages go out one after another, in the log's order") {
    DeliveryLine line = line_with({3, 7}, 9);
    CHECK_FALSE(line.wants_more(20));
    CHECK(line.due(kNow)->lsn == 3);
    line.sending();
    CHECK(line.due(kNow) == nullptr);
    line.taken(kNow);
    CHECK(line.done() == 3);
    CHECK(line.due(kNow)->lsn == 7);
    deliver(line);
    CHECK(line.done() == 9);  // What it is not told of counts as told.
    CHECK(line.wants_more(20));
    CHECK_FALSE(line.wants_more(9));
}

TEST_CASE("entries that are told to nobody are passed over and not read again") {
    DeliveryLine line{0};
    line.take({}, 64);
    CHECK(line.done() == 64);
    CHECK(line.read_to() == 64);
}

TEST_CASE("what is not taken comes again, later each time and an hour apart at most") {
    DeliveryLine line = line_with({3, 7}, 9);
    Moment now = kNow;
    const std::vector<std::chrono::seconds> waits{5s, 30s, 2min, 5min, 15min, 30min, 1h, 1h};
    for (const auto wait : waits) {
        REQUIRE(line.due(now) != nullptr);
        CHECK(line.due(now)->lsn == 3);
        line.sending();
        line.failed(now, "503");
        CHECK(line.due(now + wait - 1ms) == nullptr);
        now += wait;
    }
    CHECK(line.failures() == 8);
    CHECK(line.failing_since() == kNow);
    deliver(line, now);
    CHECK(line.failures() == 0);
    CHECK_FALSE(line.failing_since());
    CHECK(line.why().empty());
}

TEST_CASE("a receiver may ask for time, but not for ever") {
    DeliveryLine line = line_with({3}, 3);
    line.sending();
    line.failed(kNow, "429", 10min);
    CHECK(line.due(kNow + 599s) == nullptr);
    CHECK(line.due(kNow + 600s) != nullptr);
    line.sending();
    line.failed(kNow, "429", 100h);
    CHECK(line.due(kNow + 3599s) == nullptr);
    CHECK(line.due(kNow + 3600s) != nullptr);
    line.sending();
    line.failed(kNow, "429", -5s);
    CHECK(line.due(kNow + 119s) == nullptr);
    CHECK(line.due(kNow + 120s) != nullptr);
}

TEST_CASE("after four days without an answer nobody comes back by himself") {
    DeliveryLine line = line_with({3}, 3);
    line.sending();
    line.failed(kNow, "no");
    CHECK_FALSE(line.is_hopeless(kNow + 95h));
    CHECK(line.is_hopeless(kNow + 96h));
    line.hurry();
    CHECK_FALSE(line.is_hopeless(kNow + 96h));
    CHECK(line.due(kNow) != nullptr);
}

TEST_CASE("one message can be left out, but not while it is under way") {
    DeliveryLine line = line_with({3, 7}, 9);
    line.sending();
    CHECK_FALSE(line.skip());
    line.failed(kNow, "400");
    CHECK(line.skip());
    CHECK(line.done() == 3);
    CHECK(line.due(kNow)->lsn == 7);
    CHECK(line.skip());
    CHECK_FALSE(line.skip());
    CHECK(line.done() == 9);
}

TEST_CASE("the book of receivers is folded from the log") {
    WebhookBook book;
    Webhook hook;
    hook.name = "Case system";
    hook.url = "https://cases.example/hook";
    hook.topics = {"cases"};
    hook.from = 40;
    AdminDone made = WebhookBook::made("WH-1", hook);
    made.by = "M001";
    book.apply(made, kNow);
    REQUIRE(book.find("WH-1") != nullptr);
    CHECK(book.find("WH-1")->name == "Case system");
    CHECK(book.find("WH-1")->topics == hook.topics);
    CHECK(book.find("WH-1")->from == 40);
    CHECK(book.find("WH-1")->by == "M001");

    book.apply(WebhookBook::paused("WH-1", "gone"), kNow);
    CHECK(book.find("WH-1")->paused == "gone");
    book.apply(WebhookBook::resumed("WH-1"), kNow);
    CHECK(book.find("WH-1")->paused.empty());
    book.apply(WebhookBook::secret_changed("WH-1", 2), kNow);
    CHECK(book.find("WH-1")->secret == 2);
    CHECK(book.find("WH-1")->secret_changed == kNow);

    book.epoch_started(100);  // A restored backup: what was told before is not told again.
    CHECK(book.find("WH-1")->from == 100);
    book.apply(WebhookBook::removed("WH-1"), kNow);
    CHECK(book.find("WH-1") == nullptr);
    book.apply(WebhookBook::paused("WH-2", "gone"), kNow);  // Nobody's.
    CHECK(book.all().empty());
}
