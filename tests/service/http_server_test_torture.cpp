// SPDX-License-Identifier: Apache-2.0
// What a hostile or broken client may send, byte by byte.
#include <string>

#include <catch2/catch.hpp>

#include "tests/service/http_bench.h"

using namespace hall::service;
using namespace hall::service::test;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using namespace std::string_literals;

namespace {

constexpr int kClosed = 0;  // No answer, only the end.

struct Case {
    std::string name;
    std::string bytes;
    int status;
    std::string code;
};

std::string post(const std::string& headers, const std::string& body = "abc") {
    return "POST /echo HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

const std::vector<Case> kFraming{
    {"two lengths that differ", post("Content-Length: 3\r\nContent-Length: 4\r\n"), 400,
     "malformed"},
    {"two lengths that agree", post("Content-Length: 3\r\nContent-Length: 3\r\n"), 400, ""},
    {"a list of lengths", post("Content-Length: 3, 3\r\n"), 400, ""},
    {"a length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400, ""},
    {"chunks and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400, ""},
    {"a length with a sign", post("Content-Length: +3\r\n"), 400, ""},
    {"a negative length", post("Content-Length: -3\r\n"), 400, ""},
    {"a length in hex", post("Content-Length: 0x3\r\n"), 400, ""},
    {"a length that overflows", post("Content-Length: 99999999999999999999999\r\n"), 400, ""},
    {"10 GB declared", post("Content-Length: 10737418240\r\n"), 413, "body_too_large"},
    {"a coding that ends in chunked's letters", post("Transfer-Encoding: xchunked\r\n"), 400,
     "bad_framing"},
    {"an unknown coding beside a length",
     post("Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n"), 400, "bad_framing"},
    {"compressed chunks", post("Transfer-Encoding: gzip, chunked\r\n"), 400, "bad_framing"},
    {"chunks twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400, ""},
    {"chunks for HTTP/1.0",
     "POST /echo HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
     "bad_framing"},
    {"a chunk that is no number", post("Transfer-Encoding: chunked\r\n", "zz\r\nab\r\n"), 400, ""},
    {"a chunk above the limit", post("Transfer-Encoding: chunked\r\n", "FFFFFFF\r\nab"), 413,
     "body_too_large"},
    {"a chunk with the wrong end", post("Transfer-Encoding: chunked\r\n", "2\r\nabXX0\r\n\r\n"),
     400, ""},
};

const std::vector<Case> kHead{
    {"no Host", "GET /echo HTTP/1.1\r\n\r\n", 400, "host_missing"},
    {"an empty Host", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n", 400, "host_missing"},
    {"two Hosts", "GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "header_twice"},
    {"two tokens", "GET /echo HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nAuthorization: y\r\n\r\n",
     400, "header_twice"},
    {"a NUL in a header", "GET /echo HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n"s, 400, "malformed"},
    {"a space before the colon", "GET /echo HTTP/1.1\r\nHost : h\r\n\r\n", 400, "malformed"},
    {"bare line feeds", "GET /echo HTTP/1.1\nHost: h\n\n", 505, "version_unknown"},
    {"a header of 9 KB",
     "GET /echo HTTP/1.1\r\nHost: h\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n", 431,
     "header_too_large"},
    {"a header without end", "GET /echo HTTP/1.1\r\nX: " + std::string(30'000, 'x'), 431, ""},
    {"100 headers",
     [] {
         std::string text = "GET /echo HTTP/1.1\r\nHost: h\r\n";
         for (int i = 0; i < 100; ++i) {
             text += "X" + std::to_string(i) + ": 1\r\n";
         }
         return text + "\r\n";
     }(),
     431, "too_many_headers"},
    {"an unknown expectation", post("Expect: a-miracle\r\n"), 417, "expectation_unknown"},
    {"a method of its own", "BREW /echo HTTP/1.1\r\nHost: h\r\n\r\n", 501, "method_unknown"},
    {"CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 501, "method_unknown"},
    {"TRACE", "TRACE /echo HTTP/1.1\r\nHost: h\r\n\r\n", 501, "method_unknown"},
    {"HTTP/2 in the clear", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version_unknown"},
    {"HTTP/0.9", "GET /echo\r\n\r\n", 400, ""},
    {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s + "\r\n\r\n", 400, ""},
    {"half a head and an end", "GET /echo HTTP/1.1\r\nHos", kClosed, ""},
    {"nothing and an end", "", kClosed, ""},
    {"half a body and an end", post("Content-Length: 10\r\n"), kClosed, ""},
};

const std::vector<Case> kTarget{
    {"an address of 3 KB", get("/" + std::string(3'000, 'a')), 414, "target_too_long"},
    {"a whole address, as to a proxy", get("http://elsewhere/echo"), 400, "bad_target"},
    {"an asterisk", get("*"), 400, "bad_target"},
    {"a way up", get("/pages/../secret"), 400, "bad_target"},
    {"a hidden way up", get("/pages/%2e%2e/secret"), 400, "bad_target"},
    {"a hidden slash", get("/pages%2Fsecret"), 400, "bad_target"},
    {"a hidden NUL", get("/pages/a%00.html"), 400, "bad_target"},
    {"a hidden line break", get("/where?a=%0d%0aX:1"), 400, "bad_target"},
    {"half an escape", get("/echo%4"), 400, "bad_target"},
    {"bytes that are no UTF-8", get("/%ff%fe"), 400, "bad_target"},
    {"an overlong slash", get("/%c0%af"), 400, "bad_target"},
    {"half a surrogate pair", get("/%ed%a0%80"), 400, "bad_target"},
    {"33 queries",
     [] {
         std::string text = "/where?";
         for (int i = 0; i < 33; ++i) {
             text += "a=1&";
         }
         return get(text);
     }(),
     400, "bad_target"},
};

void withstand(Bench& bench, const Case& one, Line::Over over) {
    INFO(one.name << (over == Line::Over::tls ? " over TLS" : ""));
    Line line = bench.line(over);
    line.say(one.bytes);
    line.hang_up();
    const std::string answer = line.hear();
    INFO(answer);
    CHECK(status_of(answer) == one.status);
    if (one.status != kClosed) {
        CHECK_THAT(answer, Contains("Content-Type: application/problem+json"));
        CHECK_THAT(answer, Contains("Connection: close") && Contains("\"detail\":\""));
        CHECK_THAT(answer, Contains("\"code\":\"" + one.code));
        CHECK(answer.find("}HTTP/1.1") == std::string::npos);  // Nothing smuggled was answered.
    }
}

void withstand_all(Bench& bench, const std::vector<Case>& cases) {
    for (const auto over : {Line::Over::plain, Line::Over::tls}) {
        for (const Case& one : cases) {
            withstand(bench, one, over);
        }
    }
}

}  // namespace

TEST_CASE("a request whose length can be read in two ways is refused", "[service]") {
    Bench bench;
    withstand_all(bench, kFraming);
    CHECK(bench.figures().requests == 0);
    CHECK(bench.eventually([&] { return bench.server.figures().connections == 0; }));
}

TEST_CASE("a broken head is refused by name and the service goes on", "[service]") {
    Bench bench;
    withstand_all(bench, kHead);
    CHECK(bench.figures().requests == 0);

    Line citizen(bench.port);
    REQUIRE(citizen.say(get("/echo")));
    CHECK(status_of(citizen.hear_answer()) == 200);
}

TEST_CASE("an address that hides something is refused", "[service]") {
    Bench bench;
    withstand_all(bench, kTarget);
    CHECK(bench.figures().requests == 0);
}

TEST_CASE("a good request that was smuggled behind a bad one is not answered", "[service]") {
    Bench bench;
    for (const auto over : {Line::Over::plain, Line::Over::tls}) {
        Line line = bench.line(over);
        line.say(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") +
                 get("/echo"));
        CHECK(status_of(line.hear()) == 400);
    }
    CHECK(bench.figures().requests == 0);
}

TEST_CASE("a refusal after HEAD has its body again", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say("HEAD /echo HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK(status_of(line.hear("\r\n\r\n")) == 200);
    REQUIRE(line.say("GET /echo HTTP/1.1\r\n\r\n"));
    CHECK_THAT(line.hear(), Contains("host_missing"));
}

TEST_CASE("a client that asks to go on is told to, but not with too much", "[service]") {
    Bench bench;
    Line line(bench.port);
    REQUIRE(line.say(post("Expect: 100-continue\r\nContent-Length: 3\r\n", "")));
    CHECK(line.hear("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    REQUIRE(line.say("abc"));
    CHECK(body_in(line.hear_answer()) == "abc");

    REQUIRE(line.say(post("Expect: 100-continue\r\nContent-Length: 70000\r\n", "")));
    CHECK(status_of(line.hear()) == 413);
}
