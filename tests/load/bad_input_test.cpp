// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/load/hall_under_load.h"

namespace {

using namespace hall;
using namespace hall::load;
using drive::Client;
using drive::Ids;
using drive::Issuer;
using drive::Reply;

// A bare connection, for clients that do not behave.
class RawLine {
public:
    explicit RawLine(const std::string& url) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const void* address = &to;
        REQUIRE(::connect(socket_, static_cast<const sockaddr*>(address), sizeof to) == 0);
    }
    RawLine(const RawLine&) = delete;
    RawLine& operator=(const RawLine&) = delete;
    ~RawLine() { ::close(socket_); }

    void send(std::string_view text) const {
        static_cast<void>(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL));
    }

private:
    int socket_;
};

}  // namespace

TEST_CASE("what makes no sense is refused clearly while everybody else is served", "[load]") {
    HallUnderLoad hall;
    Client client = hall.client();
    Issuer kiosk(client, "load-1");
    REQUIRE(kiosk.enrol(hall.now()).ok());
    Ids ids(1);
    Answers answers;

    Client rude = hall.client();
    const std::string alloc = rude.of_hall("/alloc");
    const auto refused_as = [&](const Reply& reply) {
        return std::to_string(reply.status) + " " + reply.code();
    };
    for (int round = 0; round < 20; ++round) {
        CHECK(refused_as(rude.post(alloc, "{\"ticket\":")) == "400 bad_request");
        CHECK(refused_as(rude.post(alloc, "[]")) == "400 bad_request");
        CHECK(refused_as(rude.post(alloc, std::string(100'000, '{'))) == "413 body_too_large");
        CHECK(refused_as(kiosk.alloc(ids.next(hall.now()), QueueId{"nowhere"})) ==
              "404 queue_unknown");
        CHECK(
            refused_as(rude.post("/v1/devices/load-9/journal",
                                 R"({"epoch":1,"boot":1,"from_seq":1,"entries":[],"chain":""})")) ==
            "404 device_unknown");
        CHECK(hall.issue(kiosk, ids, QueueId{"A"}, answers));
    }
    CHECK(hall.process().is_alive());
    CHECK(answers.tickets().size() == 20);
    hall.check(answers);
}

TEST_CASE("clients that are slow or have silently gone cost nobody else a number", "[load]") {
    constexpr int kOfEachKind = 20;
    HallUnderLoad hall;
    Client client = hall.client();
    Issuer kiosk(client, "load-1");
    REQUIRE(kiosk.enrol(hall.now()).ok());
    const sync::ServiceAddress address = client.address();

    std::vector<std::unique_ptr<RawLine>> lines;
    for (int i = 0; i < kOfEachKind; ++i) {
        lines.push_back(std::make_unique<RawLine>(address.url));
        lines.back()->send("POST /v1/halls/x/alloc HT");  // And never a word more.
        lines.push_back(std::make_unique<RawLine>(address.url));
        lines.back()->send("POST /v1/time HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\n{");
        lines.push_back(std::make_unique<RawLine>(address.url));
        // A stream that nobody reads.
        lines.back()->send("GET " + client.of_hall("/stream?as=gone" + std::to_string(i)) +
                           " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + address.token +
                           "\r\n\r\n");
    }
    Ids ids(1);
    Answers answers;
    for (int i = 0; i < 200; ++i) {
        for (int at = 0; at < 20 && i % 20 == 0; ++at) {
            lines[static_cast<std::size_t>(3 * at)]->send("T");  // A letter now and then.
        }
        CHECK(hall.issue(kiosk, ids, QueueId{"A"}, answers));
    }
    CHECK(hall.process().is_alive());
    CHECK(answers.tickets().size() == 200);
    hall.check(answers);
}
