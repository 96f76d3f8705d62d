// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/service/http_bench.h"

using namespace hall::service;
using namespace hall::service::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

std::string listen_as(const std::string& owner) {
    return "GET /stream?owner=" + owner + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

}  // namespace

TEST_CASE("a stream begins at once and carries what is sent, in order", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say(listen_as("board")));
    CHECK_THAT(line.hear("data: first\n\n"), Contains("text/event-stream") && Contains("200 OK"));
    bench.in_loop([&] {
        for (int i = 0; i < 100; ++i) {
            bench.server.send(bench.streams[0], body_of("data: " + std::to_string(i) + "\n\n"));
        }
    });
    std::string expected;
    for (int i = 0; i < 100; ++i) {
        expected += "data: " + std::to_string(i) + "\n\n";
    }
    CHECK(line.hear("data: 99\n\n") == expected);
    CHECK(bench.figures().streams == 1);

    bench.in_loop([&] { bench.server.close_stream(bench.streams[0]); });
    CHECK(line.hear().empty());
    CHECK(bench.figures().connections == 0);
    CHECK(bench.ended.empty());  // The program ended it, so it need not be told.
}

TEST_CASE("curl follows a stream", "[service]") {
    Bench bench;
    std::string heard;
    std::jthread curl(
        [&] { heard = shell("curl -sN --max-time 20 " + bench.url("/stream?owner=curl")); });
    REQUIRE(bench.eventually([&] { return bench.streams.size() == 1; }));
    bench.in_loop([&] { bench.server.send(bench.streams[0], body_of("event: hb\ndata: 1\n\n")); });
    bench.in_loop(
        [&] { bench.loop.after(100ms, [&] { bench.server.close_stream(bench.streams[0]); }); });
    curl.join();
    CHECK(heard == "data: first\n\nevent: hb\ndata: 1\n\n");
}

TEST_CASE("a board that is switched off is noticed and counted out", "[service]") {
    Bench bench;
    {
        Line line(bench.port);
        REQUIRE(line.say(listen_as("board")));
        REQUIRE_FALSE(line.hear("first\n\n").empty());
    }
    REQUIRE(bench.eventually([&] { return bench.ended.size() == 1; }));
    CHECK(bench.ended[0].second == StreamEnd::client_left);
    CHECK(bench.ended[0].first == bench.streams[0]);
    CHECK(bench.figures().streams == 0);
    bench.in_loop([&] { bench.server.send(bench.streams[0], body_of("data: late\n\n")); });
}

TEST_CASE("one device may follow four times, and the fifth is told so", "[service]") {
    Bench bench;
    std::vector<Line> lines;
    for (int i = 0; i < 4; ++i) {
        lines.emplace_back(bench.port);
        REQUIRE(lines.back().say(listen_as("kiosk")));
        REQUIRE_FALSE(lines.back().hear("first\n\n").empty());
    }
    Line fifth(bench.port);
    REQUIRE(fifth.say(listen_as("kiosk")));
    CHECK_THAT(fifth.hear_answer(), Contains("429") && Contains("too_many_streams"));
    Line other(bench.port);
    REQUIRE(other.say(listen_as("board")));
    CHECK_THAT(other.hear("first\n\n"), Contains("200 OK"));

    lines.pop_back();
    REQUIRE(bench.eventually([&] { return bench.server.figures().streams == 4; }));
    REQUIRE(fifth.say(listen_as("kiosk")));  // The refusal kept its connection.
    CHECK_THAT(fifth.hear("first\n\n"), Contains("200 OK"));
}

TEST_CASE("HEAD of a stream has the head of one and is over", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say("HEAD /stream?owner=x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    CHECK_THAT(line.hear(), Contains("text/event-stream") && !Contains("first"));
    CHECK(bench.figures().streams == 0);
}

TEST_CASE("a board that does not keep up is cut off and the others miss nothing", "[service]") {
    HttpLimits limits;
    limits.write_limit = 60s;  // So that it is the full buffer that ends it.
    Bench bench(limits);
    Line slow(bench.port, Line::Window::tiny);
    REQUIRE(slow.say(listen_as("slow")));
    REQUIRE_FALSE(slow.hear("first\n\n").empty());
    Line good(bench.port);
    REQUIRE(good.say(listen_as("good")));
    REQUIRE_FALSE(good.hear("first\n\n").empty());

    const std::string filler(std::size_t{64} * 1024, '.');
    int sent = 0;
    bool cut_off = false;
    while (!cut_off && sent < 1'000) {
        const std::string mark = "id: " + std::to_string(++sent) + "\n\n";
        const Body chunk = body_of(std::string("data: ").append(filler).append("\n").append(mark));
        bench.in_loop([&] {
            for (const StreamId stream : bench.streams) {
                bench.server.send(stream, chunk);
            }
            cut_off = !bench.ended.empty();
        });
        REQUIRE(good.hear(mark) == *chunk);
    }
    REQUIRE(cut_off);
    CHECK(bench.ended == std::vector{std::pair{bench.streams[0], StreamEnd::too_slow}});
    CHECK(sent >= 256);
    CHECK(bench.figures().slow_dropped == 1);
    CHECK(bench.figures().streams == 1);
}

TEST_CASE("a board that takes nothing for the time allowed is let go", "[service]") {
    HttpLimits limits;
    limits.write_limit = 100ms;
    Bench bench(limits);
    Line line(bench.port, Line::Window::tiny);
    REQUIRE(line.say(listen_as("frozen")));
    REQUIRE_FALSE(line.hear("first\n\n").empty());
    const Body large = body_of(std::string(std::size_t{16} * 1024 * 1024, '.'));
    bench.in_loop([&] { bench.server.send(bench.streams[0], large); });
    REQUIRE(bench.eventually([&] { return bench.ended.size() == 1; }));
    CHECK(bench.ended[0].second == StreamEnd::client_left);
}

TEST_CASE("a thousand boards hear a call", "[service]") {
    allow_many_sockets();
    HttpLimits limits;
    limits.connections_per_address = 2'000;
    Bench bench(limits);
    std::vector<Line> boards;
    boards.reserve(1'000);
    for (int i = 0; i < 1'000; ++i) {
        boards.emplace_back(bench.port);
        REQUIRE(boards.back().say(listen_as("board" + std::to_string(i))));
    }
    for (Line& board : boards) {
        REQUIRE_FALSE(board.hear("first\n\n").empty());
    }
    REQUIRE(bench.figures().streams == 1'000);

    const auto began = std::chrono::steady_clock::now();
    const Body call = body_of("event: called\ndata: {\"label\":\"A012\",\"counter\":7}\n\n");
    bench.in_loop([&] {
        for (const StreamId stream : bench.streams) {
            bench.server.send(stream, call);
        }
    });
    const auto heard =
        std::ranges::count_if(boards, [&](Line& board) { return board.hear("\n\n") == *call; });
    const auto took = std::chrono::steady_clock::now() - began;
    CHECK(heard == 1'000);
    std::cout << "a call reached the last of 1,000 boards after " << took / 1ms << " ms\n";
}

TEST_CASE("the service stops with streams open and requests unanswered", "[service]") {
    Bench bench;
    std::vector<Line> lines;
    for (int i = 0; i < 20; ++i) {
        lines.emplace_back(bench.port);
        REQUIRE(lines.back().say(i % 2 == 0 ? listen_as("board" + std::to_string(i))
                                            : "GET /never HTTP/1.1\r\nHost: h\r\n\r\n"));
    }
    REQUIRE(bench.eventually(
        [&] { return bench.streams.size() == 10 && bench.unanswered.size() == 10; }));

    bench.stop();

    for (Line& line : lines) {
        CHECK(line.closed_within(kPatience));
    }
    CHECK(bench.ended.empty());
    CHECK(bench.server.figures().connections == 0);
}
