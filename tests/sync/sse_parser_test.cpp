// SPDX-License-Identifier: Apache-2.0
#include "sync/sse_parser.h"

#include <catch2/catch.hpp>

using namespace hall::sync;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

struct Case {
    std::string name;
    std::string bytes;
    std::vector<SseEvent> expected;
};

// The first four are the examples of the WHATWG text, the rest its rules one by one.
const std::vector<Case> kCases{
    {"three lines of one event",
     "data: YHOO\ndata: +2\ndata: 10\n\n",
     {{"message", "YHOO\n+2\n10", ""}}},
    {"a comment, an id, an id taken back",
     ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
     {{"message", "first event", "1"}, {"message", "second event", ""}}},
    {"empty data, two empty lines of data, no end",
     "data\n\ndata\ndata\n\ndata:",
     {{"message", "", ""}, {"message", "\n", ""}}},
    {"with and without the space",
     "data:test\n\ndata: test\n\n",
     {{"message", "test", ""}, {"message", "test", ""}}},
    {"one space is taken, not two", "data:  x\n\n", {{"message", " x", ""}}},
    {"a type", "event: called\ndata: A012\n\n", {{"called", "A012", ""}}},
    {"a type lasts for one event",
     "event: hb\ndata: 1\n\ndata: 2\n\n",
     {{"hb", "1", ""}, {"message", "2", ""}}},
    {"a type alone is no event", "event: hb\n\ndata: 1\n\n", {{"message", "1", ""}}},
    {"an id lasts",
     "id: e3:1042\ndata: 1\n\ndata: 2\n\n",
     {{"message", "1", "e3:1042"}, {"message", "2", "e3:1042"}}},
    {"an id with a NUL is none", "id: a\0b\ndata: 1\n\n"s, {{"message", "1", ""}}},
    {"line feeds by carriage return", "data: a\rdata: b\r\r", {{"message", "a\nb", ""}}},
    {"line feeds by both", "data: a\r\ndata: b\r\n\r\n", {{"message", "a\nb", ""}}},
    {"all kinds mixed",
     "data: a\rdata: b\ndata: c\r\n\ndata: d\n\r\n",
     {{"message", "a\nb\nc", ""}, {"message", "d", ""}}},
    {"a byte order mark",
     "\xEF\xBB\xBF"
     "data: a\n\n",
     {{"message", "a", ""}}},
    {"a byte order mark later is none",
     "\n\xEF\xBB\xBF"
     "data: a\n\n",
     {}},
    {"unknown fields and comments",
     "foo: 1\n: hello\n:\ndata: a\nDATA: b\n\n",
     {{"message", "a", ""}}},
    {"a colon in the value", "data: {\"a\":1}\n\n", {{"message", "{\"a\":1}", ""}}},
    {"nothing", "", {}},
    {"only ends of lines", "\n\r\n\r\r\n\n", {}},
};

}  // namespace

TEST_CASE("events are what the standard says, however the bytes are cut", "[sync]") {
    for (const Case& one : kCases) {
        INFO(one.name);
        for (std::size_t size = 1; size <= one.bytes.size() + 1; ++size) {
            SseParser parser;
            std::vector<SseEvent> heard;
            for (std::size_t at = 0; at < one.bytes.size(); at += size) {
                const auto events = parser.feed(std::string_view(one.bytes).substr(at, size));
                REQUIRE(events.has_value());
                heard.insert(heard.end(), events->begin(), events->end());
            }
            INFO("in pieces of " << size);
            REQUIRE(heard == one.expected);
        }
    }
}

TEST_CASE("a board reconnects from the last event it has whole", "[sync]") {
    SseParser parser("e3:7");
    CHECK(parser.last_id() == "e3:7");
    REQUIRE(parser.feed("id: e3:8\ndata: a\n\nid: e3:9\ndata: b\n").has_value());
    CHECK(parser.last_id() == "e3:8");
    SseParser next(parser.last_id());
    CHECK(next.feed("data: c\n\n").value() == std::vector<SseEvent>{{"message", "c", "e3:8"}});
}

TEST_CASE("an event comes at once, not with the next one", "[sync]") {
    SseParser parser;
    CHECK(parser.feed("data: a\r\n\r").value().size() == 1);
    CHECK(parser.feed("\ndata: b\n\n").value().size() == 1);
}

TEST_CASE("a stream may say how long to wait before coming back", "[sync]") {
    SseParser parser;
    REQUIRE(parser.feed("retry: soon\nretry: 99999999999999999999999\nretry:\n").has_value());
    CHECK_FALSE(parser.retry().has_value());
    REQUIRE(parser.feed("retry: 2500\n").has_value());
    CHECK(parser.retry() == 2500ms);
}

TEST_CASE("an event without end is given up, not collected", "[sync]") {
    SseParser one_line("", 1000);
    REQUIRE(one_line.feed("data: " + std::string(900, 'x')).has_value());
    CHECK(one_line.feed(std::string(900, 'x')).error().code == Fault::too_large);

    SseParser many_lines("", 1000);
    Result<std::vector<SseEvent>> fed;
    for (int i = 0; i < 500 && fed; ++i) {
        fed = many_lines.feed("data: x\n");
    }
    REQUIRE_FALSE(fed.has_value());
    CHECK(fed.error().code == Fault::too_large);
}
