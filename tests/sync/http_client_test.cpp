// SPDX-License-Identifier: Apache-2.0
#include "sync/http_client.h"

#include <cstdlib>

#include <catch2/catch.hpp>

#include "sync/sse_parser.h"
#include "tests/sync/far_end.h"

using namespace hall::sync;
using namespace hall::sync::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

std::string ok(const std::string& body, const std::string& headers = "") {
    return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

const std::string kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

// Says the same to every request.
FarEnd always(const std::string& answer) {
    return FarEnd([answer](Caller& caller) {
        while (!caller.hear().empty() && caller.say(answer)) {
        }
    });
}

// Says it once and closes.
FarEnd once(const std::string& answer) {
    return FarEnd([answer](Caller& caller) {
        caller.hear();
        caller.say(answer);
    });
}

Ask ask_for(std::string url) {
    Ask ask;
    ask.url = std::move(url);
    ask.limit = kPatience;
    return ask;
}

// A client whose callbacks run here, on the test's own thread.
struct Desk {
    HttpClient::Post post() {
        return [this](std::function<void()> task) { inbox.post(std::move(task)); };
    }
    StreamEars ears() {
        return {[this](const Answer& answer) { head = answer; },
                [this](const std::string& bytes, std::chrono::steady_clock::time_point came) {
                    heard += bytes;
                    last = came;
                    ++pieces;
                },
                [this](const Error& why) { closed.push_back(why); }};
    }

    Inbox inbox;
    Answer head;
    std::string heard;
    int pieces = 0;
    std::chrono::steady_clock::time_point last;
    std::vector<Error> closed;
};

}  // namespace

TEST_CASE("an answer comes whole, with its status and headers", "[sync]") {
    const auto far_end = always(ok("{\"cursor\":\"e3:7\"}", "ETag: \"v1\"\r\nX-Empty:\r\n"));
    HttpLine line;
    const auto answer = line.exchange(ask_for(far_end.url("/state")));
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    CHECK(answer->body == "{\"cursor\":\"e3:7\"}");
    CHECK(answer->header("etag") == "\"v1\"");
    CHECK(answer->header("x-empty").empty());
    CHECK(answer->header("location").empty());
}

TEST_CASE("what is asked arrives as it was meant", "[sync]") {
    std::string heard;
    FarEnd far_end([&heard](Caller& caller) {
        for (int i = 0; i < 4; ++i) {
            heard += caller.hear() + "|";
            caller.say(ok(""));
        }
    });
    HttpLine line({"hall-kiosk/1", "", 2'000ms});
    Ask ask = ask_for(far_end.url("/v1/x?after=e3%3A1"));
    ask.headers = {{"Authorization", "Bearer t"}};
    REQUIRE(line.exchange(ask).has_value());
    ask.method = HttpMethod::post;
    ask.headers = {{"Content-Type", "application/json"}};
    ask.body = std::string("{\"a\0b\"}", 7);
    REQUIRE(line.exchange(ask).has_value());
    ask.method = HttpMethod::put;
    ask.body.clear();
    REQUIRE(line.exchange(ask).has_value());
    ask.method = HttpMethod::remove;
    REQUIRE(line.exchange(ask).has_value());

    CHECK_THAT(heard, Contains("GET /v1/x?after=e3%3A1 HTTP/1.1\r\n") &&
                          Contains("User-Agent: hall-kiosk/1\r\n") &&
                          Contains("Authorization: Bearer t\r\n"));
    CHECK_THAT(heard, Contains("POST /v1/x") && Contains("Content-Type: application/json\r\n") &&
                          Contains("Content-Length: 7\r\n") &&
                          Contains(std::string("{\"a\0b\"}", 7)));
    CHECK_THAT(heard, Contains("PUT /v1/x") && Contains("Content-Length: 0\r\n"));
    CHECK_THAT(heard, Contains("DELETE /v1/x"));
    CHECK_THAT(heard, !Contains("Expect:") && !Contains("urlencoded"));
    CHECK(far_end.connections() == 1);  // One kept connection for all four.
}

TEST_CASE("an answer in chunks, and one after a go-on, are answers", "[sync]") {
    const auto chunks = always(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    HttpLine line;
    CHECK(line.exchange(ask_for(chunks.url("/"))).value().body == "abcde");
    const auto go_on = always("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n" + ok("now"));
    const auto answer = line.exchange(ask_for(go_on.url("/"))).value();
    CHECK(answer.status == 200);
    CHECK(answer.body == "now");
    CHECK(answer.header("x-early").empty());
}

TEST_CASE("a refusal is an answer, and a redirect is not followed", "[sync]") {
    HttpLine line;
    const auto no = always("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}");
    CHECK(line.exchange(ask_for(no.url("/"))).value().status == 409);
    const auto away = always("HTTP/1.1 303 See Other\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
    const auto answer = line.exchange(ask_for(away.url("/"))).value();
    CHECK(answer.status == 303);
    CHECK(answer.header("location") == "/x");
}

TEST_CASE("a service that is away is unreachable, at once", "[sync]") {
    HttpLine line;
    const auto dead = "http://127.0.0.1:" + std::to_string(dead_port()) + "/";
    CHECK(line.exchange(ask_for(dead)).error().code == Fault::unreachable);
    CHECK(line.exchange(ask_for("http://no-such-host.invalid/")).error().code ==
          Fault::unreachable);
}

TEST_CASE("a line that breaks in the middle is unreachable, not half an answer", "[sync]") {
    HttpLine line;
    const auto half = once("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    CHECK(line.exchange(ask_for(half.url("/"))).error().code == Fault::unreachable);
    const auto nothing = once("");
    CHECK(line.exchange(ask_for(nothing.url("/"))).error().code == Fault::unreachable);
    const auto cut_chunk = once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc");
    CHECK(line.exchange(ask_for(cut_chunk.url("/"))).error().code == Fault::unreachable);
}

TEST_CASE("a service that does not answer in time is given up", "[sync]") {
    FarEnd silent([](Caller& caller) { caller.keep_silent(); });
    FarEnd trickle([](Caller& caller) {
        caller.hear();
        caller.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (caller.say("x")) {
            std::this_thread::sleep_for(5ms);
        }
    });
    HttpLine line;
    for (const auto* far_end : {&silent, &trickle}) {
        Ask ask = ask_for(far_end->url("/"));
        ask.limit = 150ms;
        const auto answer = line.exchange(ask);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Fault::timed_out);
    }
}

TEST_CASE("an answer that is too large is refused however it says its length", "[sync]") {
    HttpLine line;
    const auto declared = once("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\nx");
    CHECK(line.exchange(ask_for(declared.url("/"))).error().code == Fault::too_large);

    const auto undeclared = once("HTTP/1.1 200 OK\r\n\r\n" + std::string(2'000, 'x'));
    Ask ask = ask_for(undeclared.url("/"));
    ask.answer_most = 1'999;
    CHECK(line.exchange(ask).error().code == Fault::too_large);
    ask.answer_most = 2'000;
    CHECK(line.exchange(ask).value().body.size() == 2'000);

    std::string headers;
    for (int i = 0; i < 2'000; ++i) {
        headers += "X-" + std::to_string(i) + ": " + std::string(50, 'x') + "\r\n";
    }
    const auto head = always(ok("", headers));
    CHECK(line.exchange(ask_for(head.url("/"))).error().code == Fault::too_large);
}

TEST_CASE("something that is not a web server is a bad answer", "[sync]") {
    HttpLine line;
    const auto greeting = once("220 mail.example ESMTP\r\n");
    CHECK(line.exchange(ask_for(greeting.url("/"))).error().code == Fault::bad_answer);
    FarEnd plain([](Caller& caller) {
        caller.say("HTTP/1.1 400 Bad Request\r\n\r\n");
        caller.keep_silent();
    });
    std::string tls = plain.url("/");
    tls.insert(4, "s");
    CHECK(line.exchange(ask_for(tls)).error().code == Fault::bad_answer);
}

TEST_CASE("an address or a header that is none is a setting to mend", "[sync]") {
    HttpLine line;
    for (const char* url : {"ftp://127.0.0.1/", "127.0.0.1:8460/", "", "http://", "file:///etc"}) {
        INFO(url);
        CHECK(line.exchange(ask_for(url)).error().code == Fault::bad_settings);
    }
    Ask ask = ask_for("http://127.0.0.1:1/");
    ask.headers = {{"Authorization", "Bearer x\r\nX-Evil: 1"}};
    CHECK(line.exchange(ask).error().code == Fault::bad_settings);
}

TEST_CASE("a proxy of somebody's shell is not used inside the hall", "[sync]") {
    const auto far_end = always(ok("here"));
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    HttpLine line;
    CHECK(line.exchange(ask_for(far_end.url("/"))).value().body == "here");
    ::unsetenv("http_proxy");
}

TEST_CASE("many exchanges at a time answer on the caller's own thread", "[sync]") {
    const auto far_end = always(ok("yes"));
    Desk desk;
    HttpClient client(desk.post());
    const auto mine = std::this_thread::get_id();
    int answers = 0;
    for (int i = 0; i < 32; ++i) {
        REQUIRE(client.submit(ask_for(far_end.url("/")), [&](const Result<Answer>& answer) {
            answers += answer->body == "yes" && std::this_thread::get_id() == mine ? 1 : 0;
        }));
    }
    CHECK(desk.inbox.run_until([&] { return answers == 32; }));

    Fault fault{};
    Ask dead = ask_for("http://127.0.0.1:" + std::to_string(dead_port()) + "/");
    REQUIRE(client.submit(dead, [&](const Result<Answer>& answer) {
        fault = answer.error().code;
        ++answers;
    }));
    CHECK(desk.inbox.run_until([&] { return answers == 33; }));
    CHECK(fault == Fault::unreachable);
    CHECK(client.submit(ask_for("gopher://x"), [](const Result<Answer>&) {}).error().code ==
          Fault::bad_settings);
}

TEST_CASE("more than 64 exchanges at a time are refused, and an ended one makes room", "[sync]") {
    FarEnd silent([](Caller& caller) { caller.keep_silent(); });
    Desk desk;
    HttpClient client(desk.post());
    std::vector<ExchangeId> ids;
    bool answered = false;
    const auto submit = [&] {
        return client.submit(ask_for(silent.url("/")),
                             [&](const Result<Answer>&) { answered = true; });
    };
    for (std::size_t i = 0; i < HttpClient::kMost; ++i) {
        ids.push_back(submit().value());
    }
    CHECK(submit().error().code == Fault::refused);
    client.cancel(ids[7]);
    client.cancel(ids[7]);
    CHECK(submit().has_value());
    CHECK(desk.inbox.waiting() == 0);
    CHECK_FALSE(answered);
}

TEST_CASE("a cancelled exchange says nothing, even if its answer is on its way", "[sync]") {
    const auto far_end = always(ok("late"));
    Desk desk;
    HttpClient client(desk.post());
    bool answered = false;
    const auto id =
        client.submit(ask_for(far_end.url("/")), [&](const Result<Answer>&) { answered = true; });
    const auto patience = std::chrono::steady_clock::now() + 60s;
    while (desk.inbox.waiting() == 0 && std::chrono::steady_clock::now() < patience) {
        std::this_thread::sleep_for(1ms);
    }
    REQUIRE(desk.inbox.waiting() == 1);
    client.cancel(id.value());
    CHECK(desk.inbox.run_until([&] { return desk.inbox.waiting() == 0; }));
    CHECK_FALSE(answered);
}

TEST_CASE("a board follows a stream, loses it, and comes back from where it was", "[sync]") {
    std::mutex mutex;
    std::vector<std::string> requests;
    FarEnd far_end([&](Caller& caller) {
        const std::string request = caller.hear();
        {
            const std::lock_guard lock{mutex};
            requests.push_back(request);
        }
        caller.say(kStreamHead + "id: e3:8\nevent: called\nda");
        caller.say("ta: A012\n\nid: e3:9\ndata: half");
    });
    Desk desk;
    HttpClient client(desk.post());
    SseParser parser("e3:7");
    for (std::size_t run = 1; run <= 2; ++run) {
        Ask ask = ask_for(far_end.url("/stream"));
        ask.headers = {{"Last-Event-ID", parser.last_id()}};
        desk.heard.clear();
        REQUIRE(client.stream(ask, desk.ears()).has_value());
        REQUIRE(desk.inbox.run_until([&] { return desk.closed.size() == run; }));
        CHECK(desk.closed.back().code == Fault::unreachable);
        CHECK(desk.head.status == 200);
        CHECK(desk.head.header("content-type") == "text/event-stream");
        CHECK(std::chrono::steady_clock::now() - desk.last < kPatience);
        SseParser next(parser.last_id());
        const auto events = next.feed(desk.heard);
        REQUIRE(events.has_value());
        CHECK(*events == std::vector<SseEvent>{{"called", "A012", "e3:8"}});
        parser = next;
    }
    CHECK_THAT(requests[0], Contains("Last-Event-ID: e3:7\r\n"));
    CHECK_THAT(requests[1], Contains("Last-Event-ID: e3:8\r\n"));
}

TEST_CASE("a stream that falls silent is dead, one with a heartbeat is not", "[sync]") {
    FarEnd silent([](Caller& caller) {
        caller.hear();
        caller.say(kStreamHead);
        caller.keep_silent();
    });
    FarEnd beating([](Caller& caller) {
        caller.hear();
        caller.say(kStreamHead);
        for (int i = 0; i < 40; ++i) {
            caller.say("event: hb\ndata:\n\n");
            std::this_thread::sleep_for(50ms);
        }
    });
    Desk desk;
    HttpClient client(desk.post());
    Ask ask = ask_for(silent.url("/"));
    ask.limit = 200ms;
    REQUIRE(client.stream(ask, desk.ears()).has_value());
    REQUIRE(desk.inbox.run_until([&] { return desk.closed.size() == 1; }));
    CHECK(desk.closed[0].code == Fault::timed_out);

    ask.url = beating.url("/");
    ask.limit = 1'500ms;  // Shorter than the stream as a whole, far longer than its beat.
    REQUIRE(client.stream(ask, desk.ears()).has_value());
    REQUIRE(desk.inbox.run_until([&] { return desk.closed.size() == 2; }));
    CHECK(desk.closed[1].code == Fault::unreachable);
    CHECK(desk.pieces >= 40);
}

TEST_CASE("a stream faster than its reader waits, and nothing of it is lost", "[sync]") {
    static constexpr std::size_t kBytes = std::size_t{12} * 1024 * 1024;
    FarEnd far_end([](Caller& caller) {
        caller.hear();
        caller.say(kStreamHead + std::string(kBytes, 'x'));
    });
    Desk desk;
    HttpClient client(desk.post());
    REQUIRE(client.stream(ask_for(far_end.url("/")), desk.ears()).has_value());
    std::size_t before = 0;
    do {  // Until it has stopped growing by itself.
        before = desk.inbox.waiting();
        std::this_thread::sleep_for(100ms);
    } while (desk.inbox.waiting() != before || before == 0);
    CHECK(before <= HttpClient::kPiecesMost + 1);  // The head is one more.

    REQUIRE(desk.inbox.run_until([&] { return desk.closed.size() == 1; }));
    CHECK(desk.heard.size() == kBytes);
}

TEST_CASE("a program ends with exchanges and streams under way", "[sync]") {
    FarEnd silent([](Caller& caller) { caller.keep_silent(); });
    Desk desk;
    {
        HttpClient client(desk.post());
        for (int i = 0; i < 8; ++i) {
            REQUIRE(client.stream(ask_for(silent.url("/")), desk.ears()).has_value());
        }
    }
    CHECK(desk.inbox.run_until([&] { return desk.inbox.waiting() == 0; }));
    CHECK(desk.closed.empty());
}
