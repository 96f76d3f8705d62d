// SPDX-License-Identifier: Apache-2.0
// What reception may do to tickets of counters that are not its own (PRODUCT.md, sections 2 and 4).
#include <catch2/catch.hpp>

#include "sync/json.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using sync::HttpMethod;
using sync::Json;

namespace {

constexpr const char* kClerk = "S001";
constexpr const char* kReception = "S089";

// A clerk at a counter, and reception at one that serves another queue.
struct Desks {
    Desks() {
        const Json hall = Json::parse(sample_document("hall"));
        const Json catalog = Json::parse(sample_document("catalog"));
        const auto queues_of = [](const Json& counter) { return counter.at("serves").dump(); };
        clerk = service.sign_in(kClerk, "W01");
        const Json& first = hall.at("counters").at(0);
        for (const Json& one : hall.at("counters")) {
            if (queues_of(one) != queues_of(first) && elsewhere.empty() && apart(first, one)) {
                elsewhere = one.at("id");
            }
        }
        queue = first_queue(first);
        reception = service.sign_in(kReception, elsewhere);
        for (const Json& one : catalog.at("items")) {
            if (one.at("queue") == queue) {
                item = one.at("id");
                break;
            }
        }
    }

    static std::string first_queue(const Json& counter) {
        const Json* serves = &counter.at("serves");
        while (serves->is_array()) {
            serves = &serves->at(0);
        }
        return serves->get<std::string>();
    }
    static bool apart(const Json& first, const Json& other) {
        return other.at("serves").dump().find("\"" + first_queue(first) + "\"") ==
               std::string::npos;
    }

    [[nodiscard]] std::string about(const std::string& ticket, const std::string& more) const {
        return "\"ticket\":\"" + ticket + "\"," + more;
    }
    [[nodiscard]] std::string state_of(const std::string& ticket) const {
        const auto state = Json::parse(service.ask_hall(HttpMethod::get, "/state").body);
        for (const Json& one : state.at("tickets")) {
            if (one.at("id") == ticket) {
                return one.at("state");
            }
        }
        return "nowhere";
    }

    TempDir home;
    RunningService service{home.file("")};
    std::vector<sync::HttpHeader> clerk;
    std::vector<sync::HttpHeader> reception;
    std::string elsewhere;
    std::string queue;
    std::string item;
};

}  // namespace

TEST_CASE("reception cancels, brings back and moves a ticket of another counter's queue",
          "[service]") {
    Desks desks;
    const std::string ticket = desks.service.issue(desks.item);
    const std::string cancel = desks.about(ticket, R"("type":"cancel","reason":"went home")");
    CHECK(desks.service.command(desks.reception, desks.about(ticket, R"("type":"cancel")")) ==
          "422 reason_missing");
    CHECK(desks.service.command(desks.reception, cancel) == "200");
    CHECK(desks.state_of(ticket) == "cancelled");
    CHECK(desks.service.command(desks.reception, desks.about(ticket, R"("type":"reactivate")")) ==
          "200");
    CHECK(desks.state_of(ticket) == "waiting");
    CHECK(desks.service.command(desks.reception,
                                desks.about(ticket, R"("type":"transfer","to_queue":")" +
                                                        desks.queue + "\"")) == "200");
    CHECK(desks.state_of(ticket) == "waiting");
}

TEST_CASE("a ticket that a counter holds is the counter's, also to reception", "[service]") {
    Desks desks;
    const std::string ticket = desks.service.issue(desks.item);
    REQUIRE(desks.service.command(desks.clerk, R"("type":"call_next")") == "200");
    REQUIRE(desks.state_of(ticket) == "called");
    CHECK(desks.service.command(desks.reception,
                                desks.about(ticket, R"("type":"cancel","reason":"x")")) ==
          "409 other_counter");
    CHECK(desks.state_of(ticket) == "called");
}

TEST_CASE("a clerk without the role does not reach into another counter's queue", "[service]") {
    Desks desks;
    const std::string ticket = desks.service.issue(desks.item);
    const auto other = desks.service.sign_in("S005", "W44");
    CHECK(desks.service.command(other, desks.about(ticket, R"("type":"cancel","reason":"x")")) ==
          "409 not_served_here");
}

TEST_CASE("reception calls nobody, and a device only takes back who missed a call", "[service]") {
    Desks desks;
    const std::string ticket = desks.service.issue(desks.item);
    CHECK(desks.service.command(desks.reception, desks.about(ticket, R"("type":"call")")) != "200");
    const auto device = desks.service.address("K01").headers();
    CHECK(desks.service.command(device, desks.about(ticket, R"("type":"cancel","reason":"x")")) ==
          "403 right_missing");
    // Still waiting, so the rules say no; but they are asked.
    CHECK(desks.service.command(device, desks.about(ticket, R"("type":"requeue")")) ==
          "409 still_waiting");
}
