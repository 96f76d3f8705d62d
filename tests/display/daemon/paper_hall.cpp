// SPDX-License-Identifier: Apache-2.0
#include "tests/display/daemon/paper_hall.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "tests/support/places.h"

namespace hall::test {

namespace {

std::string asset(const std::string& name) {
    std::ifstream file(support::source_dir() + "/assets/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

sync::Texts sample_texts() {
    sync::Texts texts{{"hall", asset("hall/sample/hall.json")},
                      {"catalog", asset("hall/sample/catalog.json")},
                      {"notices", asset("hall/sample/notices.json")}};
    for (const Language language : kLanguages) {
        const std::string tag{tag_of(language)};
        texts.emplace("text." + tag, asset("text/" + tag + ".json"));
    }
    return texts;
}

}  // namespace

PaperHall::PaperHall() {
    auto read = sync::read_documents(sample_texts());
    REQUIRE(read);
    documents_ = *std::move(read);
    const Day monday = std::chrono::local_days{std::chrono::year{2026} / 11 / 23};
    now_ = documents_.clock->moment_of(monday, std::chrono::hours{9} + std::chrono::minutes{10});
}

void PaperHall::call(const std::string& label, const CounterId& counter) {
    const auto number = number_from(label);
    REQUIRE(number);
    Ticket ticket;
    const Day day = documents_.clock->business_day(now_);
    if (const Ticket* known = book_.ticket_by_number(day, *number)) {
        ticket = *known;
    } else {
        ticket.id = make_uuid(now_, static_cast<std::uint64_t>(number->no),
                              static_cast<std::uint64_t>(label[0]));
        ticket.day = day;
        ticket.number = *number;
        ticket.queue = config().queue_by_prefix(number->prefix) != nullptr
                           ? config().queue_by_prefix(number->prefix)->id
                           : config().queues.front().id;
        ticket.issued = ticket.leg_since = ticket.order = now_;
    }
    ticket.state = TicketState::called;
    ticket.counter = counter;
    ++ticket.calls;
    ticket.called = ticket.called.value_or(now_);
    ticket.last_call = now_;
    ++ticket.version;
    book_.apply({now_, TicketChanged{Action::call, ticket, counter, {}, {}, {}}});
}

void PaperHall::act(const std::string& label, Action action, TicketState state) {
    const auto number = number_from(label);
    const Ticket* known =
        book_.ticket_by_number(documents_.clock->business_day(now_), number.value());
    REQUIRE(known != nullptr);
    Ticket ticket = *known;
    ticket.state = state;
    ticket.ended = now_;
    ++ticket.version;
    book_.apply({now_, TicketChanged{action, ticket, ticket.counter, {}, {}, {}}});
}

void PaperHall::open(const CounterId& counter) {
    const Counter* there = config().counter(counter);
    REQUIRE(there != nullptr);
    Seat seat;
    seat.counter = counter;
    for (const Clerk& clerk : config().clerks) {
        if (std::ranges::find(clerk.counters, counter) != clerk.counters.end()) {
            seat.clerk = clerk.id;
        }
    }
    seat.since = now_;
    seat.lease_until = now_ + std::chrono::hours{8};
    book_.apply({now_, SeatChanged{SeatAction::open, seat}});
}

void PaperHall::pass(std::chrono::milliseconds time) {
    now_ += time;
    mono_ += time;
}

void PaperHall::set_clock(unsigned day, std::chrono::minutes time_of_day) {
    const Day date = std::chrono::local_days{std::chrono::year{2026} / 11 / std::chrono::day{day}};
    now_ = documents_.clock->moment_of(date, time_of_day);
}

board::Scene PaperHall::scene() const {
    return {.book = book_,
            .content = *documents_.content,
            .phrases = *documents_.phrases,
            .clock = *documents_.clock,
            .now = now_,
            .mono = mono_,
            .language = language,
            .silent = std::nullopt};
}

}  // namespace hall::test
