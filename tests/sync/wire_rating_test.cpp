// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/sync/wire_samples.h"

using namespace hall;
using namespace hall::sync;
using namespace hall::sync::test;

namespace {

std::string with(const std::string& change) {
    Json json = Json::parse(encode(full_rating()));
    json.merge_patch(Json::parse(change));
    return json.dump();
}

}  // namespace

TEST_CASE("a rating reads the same after it was written, with and without a grade", "[sync]") {
    for (const bool is_rated : {true, false}) {
        ServiceDue due = full_service();
        if (!is_rated) {
            due = ServiceDue{.ticket = id(2), .day = kDay, .number = {"B", 0, 1}};
            due.queue = QueueId{"B"};
            due.counter = CounterId{"W01"};
        }
        const Line line = encode(Event{kNow, RatingGiven{due}});
        CHECK(line.kind == "rating");
        const auto event = decode_event(line.kind, line.body, kNow);
        REQUIRE(event);
        CHECK(std::get<RatingGiven>(event->what).service == due);
    }
}

TEST_CASE("everybody may know that a service was rated, and nobody how or who served", "[sync]") {
    const Event event{kNow, RatingGiven{full_service()}};
    const std::string body = public_body(event);
    for (const char* secret : {"grade", "reasons", "waiting", "R02", "S02", "rating"}) {
        INFO(secret);
        CHECK(body.find(secret) == std::string::npos);
    }
    const auto replica = decode_event("rating", body, kNow);
    REQUIRE(replica);
    CHECK(std::get<RatingGiven>(replica->what).service.ticket == id(1));
}

TEST_CASE("a press reads the same after it was sent", "[sync]") {
    const RatingOrder sent = full_rating();
    const auto read = decode_rating(encode(sent));
    REQUIRE(read);
    CHECK(read->id == sent.id);
    CHECK(read->ticket == sent.ticket);
    CHECK(read->counter == sent.counter);
    CHECK(read->grade == 4);
    CHECK(read->reasons == sent.reasons);
    CHECK(read->source == RatingSource::evaluator);
    CHECK(read->device == sent.device);
    CHECK(read->ago == sent.ago);
}

TEST_CASE("a press that means nothing is refused with the place and what was expected", "[sync]") {
    struct Case {
        const char* change;
        const char* place;
    };
    const auto c = GENERATE(values<Case>({
        {R"({"id": "not-an-id"})", "id"},
        {R"({"id": null})", "id"},
        {R"({"grade": 0})", "grade"},
        {R"({"grade": 6})", "grade"},
        {R"({"grade": 2.5})", "grade"},
        {R"({"grade": "4"})", "grade"},
        {R"({"grade": null})", "grade"},
        {R"({"reasons": ["rude"]})", "reasons"},
        {R"({"reasons": ["other", "other"]})", "reasons"},
        {R"({"reasons": "other"})", "reasons"},
        {R"({"reasons": [4]})", "reasons"},
        {R"({"grade": 3})", "reasons"},  // Of a grade that is not bad.
        {R"({"source": "phone"})", "source"},
        {R"({"source": "clerk"})", "source"},
        {R"({"counter": null})", "counter"},
        {R"({"device": null})", "device"},
        {R"({"ago_ms": -1})", "ago_ms"},
        {R"({"ago_ms": 999999999999})", "ago_ms"},
        {R"({"ticket": "A012"})", "ticket"},
    }));
    INFO(c.change);
    const auto read = decode_rating(with(c.change));
    REQUIRE_FALSE(read);
    CHECK(read.error().detail.find(c.place) != std::string::npos);
}

TEST_CASE("a good grade needs no reasons, and an evaluator no ticket", "[sync]") {
    const auto read = decode_rating(with(R"({"grade": 1, "reasons": [], "ticket": null})"));
    REQUIRE(read);
    CHECK(read->grade == 1);
    CHECK_FALSE(read->ticket);
}

TEST_CASE("a phone says its token and what it wants, and cannot pretend to be a tablet", "[sync]") {
    const std::string press = R"({"token": "T", "id": ")" + hall::text_of(id(8)) + R"(", "grade": 5,
            "reasons": ["attitude"], "source": "tablet", "counter": "W01", "device": "R01"})";
    const auto rating = decode_phone(press, PhoneAsk::rate);
    REQUIRE(rating);
    CHECK(rating->token == "T");
    CHECK(rating->rating.source == RatingSource::phone);
    CHECK_FALSE(rating->rating.counter);
    CHECK(rating->rating.device.empty());

    const auto leave = decode_phone(R"({"token": "T", "cmd": ")" + hall::text_of(id(9)) + "\"}",
                                    PhoneAsk::command);
    REQUIRE(leave);
    CHECK(leave->cmd == id(9));
    CHECK_FALSE(decode_phone(R"({"token": "T"})", PhoneAsk::command));
    CHECK_FALSE(decode_phone(R"({"token": "T"})", PhoneAsk::rate));
    CHECK_FALSE(decode_phone(press, PhoneAsk::command));
    CHECK_FALSE(decode_phone(std::string(5000, ' '), PhoneAsk::command));
}
