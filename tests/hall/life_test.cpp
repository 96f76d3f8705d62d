// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/life.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

using namespace hall;

namespace {

// PRODUCT.md §2 written down a second time, as the hall would draw it: where an action leads from
// each state, "·" = refused.
struct Row {
    Action action;
    std::array<std::string_view, 8> to;
};
constexpr std::string_view x = "·";
constexpr std::array kTable{
    //                       waiting      called       serving     finished   parked     no_show
    //                       cancelled    expired
    Row{Action::issue, {x, x, x, x, x, x, x, x}},
    Row{Action::call_next, {"called", x, x, x, x, x, x, x}},
    Row{Action::put_back, {x, "waiting", x, x, x, x, x, x}},
    Row{Action::undo, {x, x, x, "serving", x, "called", x, x}},
    Row{Action::call, {"called", x, x, x, "called", "called", x, x}},
    Row{Action::recall, {x, "called", x, x, x, x, x, x}},
    Row{Action::start, {x, "serving", x, x, x, x, x, x}},
    Row{Action::finish, {x, x, "finished", x, x, x, x, x}},
    Row{Action::no_show, {x, "no_show", x, x, x, x, x, x}},
    Row{Action::requeue, {x, x, x, x, x, "waiting", x, x}},
    Row{Action::park, {x, "parked", "parked", x, x, x, x, x}},
    Row{Action::resume, {x, x, x, x, "waiting", x, x, x}},
    Row{Action::transfer, {"waiting", "waiting", "waiting", x, "waiting", x, x, x}},
    Row{Action::cancel, {"cancelled", "cancelled", x, x, x, x, x, x}},
    Row{Action::reactivate, {x, x, x, x, x, x, "waiting", x}},
    Row{Action::grant, {"waiting", x, x, x, "parked", x, x, x}},
    Row{Action::day_close, {"expired", "expired", "finished", x, "expired", "no_show", x, x}},
};

// What the clerk is told instead: the state that the ticket is in.
constexpr std::array<std::string_view, 8> kRefusals{
    "still_waiting", "already_called",  "already_serving", "already_finished",
    "is_parked",     "already_no_show", "was_cancelled",   "day_is_over"};

}  // namespace

TEST_CASE("every action leads where the table says, from every state, or is refused by name",
          "[hall]") {
    static_assert(kTable.size() == kActions.size());
    for (const Row& row : kTable) {
        for (std::size_t i = 0; i < kTicketStates.size(); ++i) {
            INFO(name_of(row.action) << " while " << name_of(kTicketStates[i]));
            const auto to = next_state(kTicketStates[i], row.action);
            if (row.to[i] == x) {
                REQUIRE_FALSE(to);
                CHECK(code_of(to.error()) == kRefusals[i]);
            } else {
                REQUIRE(to);
                CHECK(name_of(*to) == row.to[i]);
            }
        }
    }
}

TEST_CASE("states and actions read the same after they were written", "[hall]") {
    for (const TicketState state : kTicketStates) {
        CHECK(ticket_state_from(name_of(state)) == state);
    }
    for (const Action action : kActions) {
        CHECK(action_from(name_of(action)) == action);
    }
    CHECK_FALSE(ticket_state_from("lost"));
    CHECK_FALSE(action_from("delete"));
    CHECK_FALSE(action_from(""));
}

TEST_CASE("a ticket lives until it is finished, cancelled or expired", "[hall]") {
    CHECK(is_live(TicketState::waiting));
    CHECK(is_live(TicketState::parked));
    CHECK(is_live(TicketState::no_show));
    CHECK_FALSE(is_live(TicketState::finished));
    CHECK_FALSE(is_live(TicketState::cancelled));
    CHECK_FALSE(is_live(TicketState::expired));
}

TEST_CASE("every refusal has a code of its own and words in three languages", "[hall]") {
    std::set<std::string> codes;
    for (int i = 0; i <= static_cast<int>(Refusal::cases_full); ++i) {
        codes.insert(std::string(code_of(static_cast<Refusal>(i))));
    }
    CHECK(codes.size() == static_cast<std::size_t>(Refusal::cases_full) + 1);
    for (const char* language : {"zh-Hant", "zh-Hans", "en"}) {
        const std::string words = test::file_text("assets/text/" + std::string(language) + ".json");
        for (const std::string& code : codes) {
            INFO(language << " " << code);
            CHECK(words.find("\"refusal." + code + "\"") != std::string::npos);
        }
    }
}
