// SPDX-License-Identifier: Apache-2.0
// The same sessions inside TLS, and what is TLS's own: handshakes, certificates, and who has none.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sync/service/authority.h"
#include "tests/service/http_bench.h"

using namespace hall::service;
using namespace hall::service::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

constexpr std::string_view kGet = "GET /echo HTTP/1.1\r\nHost: hall\r\n\r\n";

hall::Moment today() {
    return std::chrono::time_point_cast<hall::Moment::duration>(std::chrono::system_clock::now());
}

}  // namespace

TEST_CASE("curl is answered over TLS 1.3, and TLS 1.2 is not spoken", "[service]") {
    Bench bench;
    const std::string curl = "curl -sS -i --max-time 20 --cacert /dev/stdin ";
    const std::string url = "https://localhost:" + std::to_string(bench.tls_port) + "/where";
    const std::string trust = "printf '%s' '" + bench.authority_pem + "' | ";

    CHECK_THAT(shell(trust + curl + url), Contains("HTTP/1.1 200 OK") && Contains("here secure") &&
                                              Contains("Strict-Transport-Security: "));
    CHECK_THAT(shell(trust + curl + "--tls-max 1.2 " + url + " 2>&1"),
               Contains("alert protocol version"));
    CHECK_THAT(shell("curl -sS --max-time 20 " + url + " 2>&1"), Contains("certificate"));
    CHECK_THAT(shell("curl -sS -i " + bench.url("/where")),
               !Contains("secure") && !Contains("Strict-Transport-Security"));
}

TEST_CASE("pipelined requests inside TLS are answered in order, and the line is kept",
          "[service]") {
    Bench bench;
    Line line = bench.line(Line::Over::tls);
    REQUIRE(
        line.say("POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
                 "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"));
    CHECK(body_in(line.hear_answer()) == "{\"late\":true}");
    CHECK(body_in(line.hear_answer()) == "ab");

    REQUIRE(bench.eventually([&] { return bench.server.figures().requests == 2; }));
    REQUIRE(line.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n"));
    REQUIRE(line.say("c"));
    REQUIRE(line.say("de"));
    CHECK(body_in(line.hear_answer()) == "cde");
    REQUIRE(line.say("GET /later HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    CHECK_THAT(line.hear(), Contains("{\"late\":true}"));
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("a large document goes through TLS both ways, and one too large is refused and read",
          "[service]") {
    HttpLimits limits;
    limits.body_bytes = std::size_t{4} * 1024 * 1024;
    Bench bench(limits);
    const std::string body(std::size_t{3} * 1024 * 1024, 'x');
    Line line = bench.line(Line::Over::tls);
    REQUIRE(line.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\n\r\n"));
    REQUIRE(line.say(body));
    CHECK(body_in(line.hear_answer()) == body);

    REQUIRE(line.say("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n"));
    line.say(std::string(300'000, 'y'));  // Before it has heard that nobody wants it.
    CHECK_THAT(line.hear(), Contains("413") && Contains("body_too_large"));
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("a board follows a stream inside TLS and is counted out when it leaves", "[service]") {
    Bench bench;
    {
        Line line = bench.line(Line::Over::tls);
        REQUIRE(line.say("GET /stream?owner=b1 HTTP/1.1\r\nHost: h\r\n\r\n"));
        CHECK_THAT(line.hear("data: first\n\n"), Contains("text/event-stream"));
        for (int i = 0; i < 50; ++i) {
            bench.in_loop([&] {
                bench.server.send(bench.streams.front(),
                                  body_of("data: " + std::to_string(i) + "\n\n"));
            });
        }
        CHECK_THAT(line.hear("data: 49\n\n"), Contains("data: 0\n\ndata: 1\n\n"));
    }
    CHECK(bench.eventually(
        [&] { return bench.ended.size() == 1 && bench.server.figures().connections == 0; }));
}

TEST_CASE("a board inside TLS that does not keep up is cut off", "[service]") {
    HttpLimits limits;
    limits.stream_chunks = 8;
    Bench bench(limits);
    Line line(bench.tls_port, Line::Window::tiny, Line::Over::tls);
    REQUIRE(line.say("GET /stream?owner=b1 HTTP/1.1\r\nHost: h\r\n\r\n"));
    line.hear("data: first\n\n");
    const Body chunk = body_of(std::string(std::size_t{512} * 1024, 'x'));
    CHECK(bench.eventually([&] {
        if (bench.ended.empty()) {
            bench.server.send(bench.streams.front(), chunk);
        }
        return !bench.ended.empty();
    }));
    CHECK(bench.ended.front().second == StreamEnd::too_slow);
}

TEST_CASE("whoever types http where TLS is spoken is told so", "[service]") {
    Bench bench;
    Line line(bench.tls_port);
    REQUIRE(line.say(kGet));
    CHECK_THAT(line.hear(), Contains("400 Bad Request") && Contains("tls_only") &&
                                Contains("Connection: close"));
    CHECK(bench.figures().requests == 0);

    Line noise(bench.tls_port);
    REQUIRE(noise.say(std::string(300, '\x01')));
    CHECK(noise.closed_within(kPatience));
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("two thousand handshakes that never end hold up nobody and are cut off", "[service]") {
    allow_many_sockets();
    HttpLimits limits;
    limits.header_limit = 3'000ms;
    limits.connections_per_address = 3'000;
    Bench bench(limits);
    std::vector<Line> attackers;
    for (int i = 0; i < 2'000; ++i) {
        attackers.emplace_back(bench.tls_port);
        if (i % 2 == 0) {  // The head of a hello that goes on for 512 bytes.
            attackers.back().say(std::string_view("\x16\x03\x01\x02\x00\x01", 6));
        }
    }
    int answered = 0;
    for (int i = 0; i < 20; ++i) {
        Line citizen = bench.line(Line::Over::tls);
        citizen.say(kGet);
        answered += status_of(citizen.hear_answer()) == 200 ? 1 : 0;
    }
    CHECK(answered == 20);
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("a renewed certificate is shown to who comes next, and who is here goes on",
          "[service]") {
    Bench bench;
    Line here = bench.line(Line::Over::tls);
    REQUIRE(here.say(kGet));
    REQUIRE(status_of(here.hear_answer()) == 200);

    const auto authority = make_authority("another");
    const auto renewed = make_server(*authority, {"localhost"}, today());
    bool taken = false;
    bool damaged = true;
    bench.in_loop([&] {
        taken = bench.server.show({renewed->certificate_pem, renewed->key_pem}).has_value();
        damaged = bench.server.show({renewed->certificate_pem, authority->key_pem}).has_value();
    });
    CHECK(taken);
    CHECK_FALSE(damaged);

    REQUIRE(here.say(kGet));
    CHECK(status_of(here.hear_answer()) == 200);
    CHECK_THAT(shell("printf '%s' '" + authority->certificate_pem +
                     "' | curl -sS -i --max-time 20 --cacert /dev/stdin https://localhost:" +
                     std::to_string(bench.tls_port) + "/echo"),
               Contains("200 OK"));
}
