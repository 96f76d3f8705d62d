// SPDX-License-Identifier: Apache-2.0
#include "sync/service/http_server.h"

#include <csignal>
#include <fstream>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/service/http_bench.h"

using namespace hall::service;
using namespace hall::service::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

constexpr std::string_view kGet = "GET /echo HTTP/1.1\r\nHost: hall\r\n\r\n";

}  // namespace

TEST_CASE("curl, which nobody here wrote, is answered", "[service]") {
    Bench bench;
    const std::string curl = "curl -sS -i --max-time 20 ";

    CHECK_THAT(shell(curl + bench.url("/where?after=e3%3A1042&who=%E7%8E%8B+1")),
               Contains("HTTP/1.1 200 OK") && Contains("127.0.0.1 here|after=e3:1042|who=王 1"));
    CHECK_THAT(shell(curl + "-d '{\"type\":\"call_next\"}' " + bench.url("/echo")),
               Contains("{\"type\":\"call_next\"}"));
    CHECK_THAT(shell(curl + "-H 'Transfer-Encoding: chunked' -d abc " + bench.url("/echo")),
               Contains("\r\n\r\nabc"));
    CHECK_THAT(shell(curl + "-H 'Expect: 100-continue' -d abc " + bench.url("/echo")),
               Contains("100 Continue") && Contains("\r\n\r\nabc"));
    CHECK_THAT(shell(curl + "-I " + bench.url("/later")),
               Contains("Content-Length: 13") && !Contains("late"));
    CHECK_THAT(shell(curl + "-0 " + bench.url("/later")),
               Contains("Connection: close") && Contains("{\"late\":true}"));
    CHECK_THAT(shell(curl + bench.url("/unchanged")),
               Contains("304") && Contains("ETag: \"v1\"") && !Contains("Content-Length"));
    CHECK_THAT(shell(curl + "-o /dev/null " + bench.url("/echo") + " -w '%{num_connects} ' " +
                     "-o /dev/null " + bench.url("/later")),
               Contains("1 0"));
}

TEST_CASE("a body that is too large is refused with the remedy, and the client reads it",
          "[service]") {
    Bench bench;
    const std::string file = "/tmp/hall_http_" + std::to_string(::getpid());
    std::ofstream(file) << std::string(200'000, 'x');
    const std::string curl = "curl -sS -i --max-time 20 -H 'Expect:' --data-binary @" + file + " ";

    CHECK_THAT(shell(curl + bench.url("/echo")),
               Contains("413 Content Too Large") && Contains("application/problem+json") &&
                   Contains("body_too_large") && Contains("at most 65536 bytes"));
    CHECK_THAT(shell(curl + "-H 'Transfer-Encoding: chunked' " + bench.url("/echo")),
               Contains("413") && Contains("body_too_large"));
    CHECK_THAT(shell(curl + bench.url("/v1/devices/d1/journal")), Contains("200 OK"));
    ::unlink(file.c_str());
    CHECK(bench.figures().refused == 2);
}

TEST_CASE("pipelined requests are answered one by one and in order", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(
        line.say("POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
                 "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"
                 "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "1\r\nc\r\n2\r\nde\r\n0\r\n\r\n"
                 "GET /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));

    CHECK(body_in(line.hear_answer()) == "{\"late\":true}");
    CHECK(body_in(line.hear_answer()) == "ab");
    CHECK(body_in(line.hear_answer()) == "cde");
    CHECK_THAT(line.hear(), Contains("Connection: close"));
}

TEST_CASE("a client that stops sending still gets its answer", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"));
    line.hang_up();
    CHECK(body_in(line.hear()) == "{\"late\":true}");
}

TEST_CASE("an answer for a client that has left goes nowhere and harms nobody", "[service]") {
    Bench bench;
    {
        const Line line(bench.port);
        REQUIRE(line.say("GET /never HTTP/1.1\r\nHost: h\r\n\r\n"));
        REQUIRE(bench.eventually([&] { return bench.unanswered.size() == 1; }));
    }
    bench.in_loop([&] {
        const RequestId id = bench.unanswered.front();
        bench.server.reply(id, json_response(200, "{}"));
        bench.server.reply(id, json_response(200, "{}"));
        bench.server.reply(RequestId{4711}, json_response(200, "{}"));
    });
    Line other(bench.port);
    REQUIRE(other.say(kGet));
    CHECK(status_of(other.hear_answer()) == 200);
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 1; }));
}

TEST_CASE("a command that takes too long is told to come back, and its late answer is dropped",
          "[service]") {
    HttpLimits limits;
    limits.answer_limit = 50ms;
    Bench bench(limits);
    Line line(bench.port);
    REQUIRE(line.say("GET /never HTTP/1.1\r\nHost: h\r\n\r\n"));

    const std::string answer = line.hear();

    CHECK(status_of(answer) == 503);
    CHECK_THAT(answer, Contains("answer_late") && Contains("Retry-After: 2"));
    bench.in_loop([&] { bench.server.reply(bench.unanswered.front(), json_response(200, "{}")); });
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("a stranger's line break never becomes a header of ours", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say("GET /injected HTTP/1.1\r\nHost: h\r\n\r\n"));
    const std::string answer = line.hear_answer();
    CHECK(status_of(answer) == 500);
    CHECK_THAT(answer, !Contains("Set-Cookie"));
}

TEST_CASE("one address may hold 64 connections, and the next is told so", "[service]") {
    Bench bench;
    std::vector<Line> lines;
    for (int i = 0; i < 64; ++i) {
        lines.emplace_back(bench.port);
        REQUIRE(lines.back().say(kGet));
        REQUIRE(status_of(lines.back().hear_answer()) == 200);
    }
    Line next(bench.port);
    CHECK_THAT(next.hear(), Contains("429 Too Many Requests") && Contains("too_many_connections"));
    CHECK(bench.figures().turned_away == 1);

    lines.pop_back();
    REQUIRE(bench.eventually([&] { return bench.server.figures().connections == 63; }));
    Line again(bench.port);
    REQUIRE(again.say(kGet));
    CHECK(status_of(again.hear_answer()) == 200);
}

TEST_CASE("a full service says so", "[service]") {
    HttpLimits limits;
    limits.connections = 1;
    Bench bench(limits);
    Line first(bench.port);
    REQUIRE(first.say(kGet));
    REQUIRE(status_of(first.hear_answer()) == 200);
    Line second(bench.port);
    CHECK_THAT(second.hear(), Contains("503 Service Unavailable") && Contains("\"full\""));
}

TEST_CASE("large bodies all at once do not take the box's memory", "[service]") {
    HttpLimits limits;
    limits.bodies_bytes = 1000;
    Bench bench(limits);
    Line first(bench.port);
    REQUIRE(first.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n"));
    Line second(bench.port);
    REQUIRE(bench.eventually([&] { return bench.server.figures().connections == 2; }));
    REQUIRE(second.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n"));
    CHECK_THAT(second.hear(), Contains("503") && Contains("\"busy\""));

    REQUIRE(first.say(std::string(900, 'x')));
    CHECK(status_of(first.hear_answer()) == 200);
    Line third(bench.port);
    REQUIRE(third.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"));
    CHECK(body_in(third.hear_answer()) == "abc");
}

TEST_CASE("a connection nobody uses is closed", "[service]") {
    HttpLimits limits;
    limits.idle_limit = 50ms;
    limits.header_limit = 50ms;
    Bench bench(limits);
    Line asked(bench.port);
    REQUIRE(asked.say(kGet));
    CHECK(status_of(asked.hear_answer()) == 200);
    CHECK(asked.closed_within(kPatience));
    Line silent(bench.port);
    CHECK(silent.hear().empty());
    CHECK(bench.figures().refused == 0);
}

TEST_CASE("two hundred clients that send a byte at a time hold up nobody and are cut off",
          "[service]") {
    allow_many_sockets();
    HttpLimits limits;
    limits.header_limit = 1'500ms;
    limits.connections_per_address = 1'000;
    Bench bench(limits);
    std::vector<Line> attackers;
    for (int i = 0; i < 200; ++i) {
        attackers.emplace_back(bench.port);
        REQUIRE(attackers.back().say("GET /echo HTTP/1.1\r\nHost: h\r\nX-Slow: "));
    }
    REQUIRE(bench.eventually([&] { return bench.server.figures().connections == 200; }));

    int answered = 0;
    for (int round = 0; round < 20; ++round) {
        for (const Line& attacker : attackers) {
            attacker.say("a");
        }
        Line citizen(bench.port);
        citizen.say(kGet);
        answered += status_of(citizen.hear_answer()) == 200 ? 1 : 0;
    }
    CHECK(answered == 20);

    const auto until = std::chrono::steady_clock::now() + kPatience;
    std::size_t open = 200;
    while (open > 0 && std::chrono::steady_clock::now() < until) {
        for (const Line& attacker : attackers) {
            attacker.say("a");  // They never give up by themselves.
        }
        bench.in_loop([&] { open = bench.server.figures().connections; });
        std::this_thread::sleep_for(10ms);
    }
    CHECK(open == 0);
    CHECK(bench.figures().refused == 200);
}

TEST_CASE("a body that trickles is cut off as a whole, not byte by byte", "[service]") {
    HttpLimits limits;
    limits.request_limit = 300ms;
    Bench bench(limits);
    Line line(bench.port);
    REQUIRE(line.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n"));
    while (line.say("x") && !line.closed_within(20ms)) {
    }
    CHECK(bench.eventually([&] { return bench.server.figures().refused == 1; }));
    CHECK(bench.figures().requests == 0);
}

TEST_CASE("a client that does not read its answer is let go", "[service]") {
    HttpLimits limits;
    limits.write_limit = 100ms;
    limits.body_bytes = std::size_t{32} * 1024 * 1024;
    Bench bench(limits);
    const Line line(bench.port, Line::Window::tiny);
    const std::string body(std::size_t{24} * 1024 * 1024, 'x');
    REQUIRE(line.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\n\r\n" + body));
    CHECK(bench.eventually([&] {
        const auto now = bench.server.figures();
        return now.requests == 1 && now.connections == 0;
    }));
}

TEST_CASE("a port that is taken, and an address that is none, are settings to mend", "[service]") {
    Bench bench;
    bench.in_loop([&] {
        const auto taken = bench.server.listen("127.0.0.1", bench.port);
        REQUIRE_FALSE(taken.has_value());
        CHECK(taken.error().code == hall::sync::Fault::bad_settings);
        CHECK_THAT(taken.error().detail, Contains("choose another port"));
        const auto name = bench.server.listen("lobby.local", 0);
        REQUIRE_FALSE(name.has_value());
        CHECK(name.error().code == hall::sync::Fault::bad_settings);
    });
}

TEST_CASE("the loop's timers run once, again and again, and not after they were cancelled",
          "[service]") {
    Loop loop;
    int once = 0;
    int often = 0;
    bool cancelled_ran = false;
    loop.after(1ms, [&] { ++once; });
    const TimerId never = loop.after(2ms, [&] { cancelled_ran = true; });
    loop.cancel(never);
    loop.cancel(never);
    TimerId ticking{};
    ticking = loop.every(1ms, [&] {
        if (++often == 5) {
            loop.cancel(ticking);
            loop.after(20ms, [&] { loop.stop(); });
        }
    });
    loop.run();
    CHECK(once == 1);
    CHECK(often == 5);
    CHECK_FALSE(cancelled_ran);
}

TEST_CASE("a request to end reaches the program as a task, not as a death", "[service]") {
    Loop loop;
    bool told = false;
    loop.on_end_signal([&] {
        told = true;
        loop.stop();
    });
    loop.post([] { ::kill(::getpid(), SIGTERM); });
    loop.run();
    CHECK(told);
}
