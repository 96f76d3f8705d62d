// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <barrier>

#include <catch2/catch.hpp>

#include "tests/load/hall_under_load.h"

namespace {

using namespace hall;
using namespace hall::load;
using drive::Client;
using drive::Ids;
using drive::Issuer;
using drive::Reply;

constexpr int kRounds = 1000;

// A kiosk in a thread of its own, with a connection of its own.
struct Kiosk {
    Client client;
    Issuer issuer;
    Ids ids;

    Kiosk(const HallUnderLoad& hall, int number)
        : client(hall.client()),
          issuer(client, "load-" + std::to_string(number)),
          ids(static_cast<std::uint64_t>(number)) {
        REQUIRE(issuer.enrol(hall.now()).ok());
    }
};

std::vector<std::unique_ptr<Kiosk>> kiosks(const HallUnderLoad& hall, int count) {
    std::vector<std::unique_ptr<Kiosk>> made;
    for (int i = 0; i < count; ++i) {
        made.push_back(std::make_unique<Kiosk>(hall, i + 1));
    }
    return made;
}

std::string sign_in(Client& client, const std::string& counter, const std::string& clerk) {
    const Reply reply = client.sign_in(CounterId{counter}, ClerkId{clerk}, "8" + clerk.substr(1));
    REQUIRE(reply.ok());
    return reply.session;
}

// Calls, starts and finishes one citizen; false when nobody waits.
bool serve_one(Client& client,
               const std::string& session,
               const CounterId& counter,
               Ids& ids,
               Answers& answers) {
    const auto press = [&](Action action) {
        Reply reply =
            client.command(session, ids.next(Moment{}), {.action = action, .counter = counter});
        answers.note(reply);
        return reply;
    };
    const Reply call = press(Action::call_next);
    const auto seen = drive::ticket_in(call);
    if (!call.ok() || !seen) {
        return false;
    }
    answers.called(seen->label);
    return press(Action::start).ok() && press(Action::finish).ok();
}

}  // namespace

TEST_CASE("sixteen kiosks issuing at once give every citizen a number of their own", "[load]") {
    constexpr int kClients = 16;
    HallUnderLoad hall;
    auto crowd = kiosks(hall, kClients);
    Answers answers;
    std::array<int, kClients> given{};
    HallUnderLoad::together(kClients, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        for (int round = 0; round < kRounds; ++round) {
            // Half of them fight for one letter, the others spread.
            const QueueId queue{i % 2 == 0 ? "A" : std::string(1, "BCDEFGHJ"[round % 8])};
            given[at] += hall.issue(crowd[at]->issuer, crowd[at]->ids, queue, answers) ? 1 : 0;
        }
    });
    for (const int count : given) {
        CHECK(count == kRounds);
    }
    CHECK(answers.tickets().size() == std::size_t{kClients} * kRounds);
    hall.check(answers);
}

TEST_CASE("two kiosks that ask in the same instant never print the same number", "[load]") {
    HallUnderLoad hall;
    auto pair = kiosks(hall, 2);
    Answers answers;
    std::array<int, 2> given{};
    std::barrier instant(2);
    HallUnderLoad::together(2, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        for (int round = 0; round < kRounds; ++round) {
            instant.arrive_and_wait();
            given[at] += hall.issue(pair[at]->issuer, pair[at]->ids, QueueId{"A"}, answers) ? 1 : 0;
        }
    });
    CHECK(given[0] == kRounds);
    CHECK(given[1] == kRounds);
    CHECK(answers.tickets().size() == 2 * kRounds);
    hall.check(answers);
}

TEST_CASE("two counters that call in the same instant never call the same citizen", "[load]") {
    HallUnderLoad hall;
    Kiosk kiosk(hall, 1);
    Answers answers;
    for (int i = 0; i < 2 * kRounds; ++i) {
        REQUIRE(hall.issue(kiosk.issuer, kiosk.ids, QueueId{"A"}, answers));
    }
    std::array<Client, 2> clients{hall.client(), hall.client()};
    const std::array<std::string, 2> counters{"W01", "W02"};
    const std::array<std::string, 2> sessions{sign_in(clients[0], "W01", "S001"),
                                              sign_in(clients[1], "W02", "S003")};
    std::array<int, 2> served{};
    std::barrier instant(2);
    HallUnderLoad::together(2, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        Ids ids(static_cast<std::uint64_t>(100 + i));
        for (int round = 0; round < kRounds; ++round) {
            instant.arrive_and_wait();
            served[at] +=
                serve_one(clients[at], sessions[at], CounterId{counters[at]}, ids, answers) ? 1 : 0;
        }
    });
    CHECK(served[0] == kRounds);
    CHECK(served[1] == kRounds);
    CHECK(answers.calls().size() == 2 * kRounds);
    hall.check(answers);
}

TEST_CASE("ten taps of one finger are one number", "[load]") {
    constexpr int kTaps = 10;
    HallUnderLoad hall;
    auto crowd = kiosks(hall, kTaps);
    Answers answers;
    const TicketId ticket = Ids(7).next(hall.now());
    // The service's part of it: one ticket id, however often and from wherever it is asked for.
    HallUnderLoad::together(kTaps, [&](int i) {
        Issuer& kiosk = crowd[0]->issuer;
        Client own = hall.client();
        Issuer same(own, kiosk.id().value);
        const Reply number = same.alloc(ticket, QueueId{"A"});
        answers.note(number);
        if (const auto note = same.issued(number, ItemId{})) {
            answers.issued(label_of(note->number), note->ticket);
        }
        static_cast<void>(i);
    });
    CHECK(answers.failures() == 0);
    CHECK(answers.duplicates() == 0);
    CHECK(answers.tickets().size() == 1);
}
