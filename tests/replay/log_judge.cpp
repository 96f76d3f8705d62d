// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/log_judge.h"

#include <array>
#include <utility>

#include "sync/json.h"

namespace hall::drive {

using sync::Json;

namespace {

constexpr std::size_t kMost = std::size_t{32} * 1024 * 1024;
constexpr std::size_t kComplaints = 20;
constexpr int kPage = 500;

struct Step {
    std::string_view action;
    std::string_view from;
    std::string_view to;
};

// What a driver's clerks and kiosks do, written out again by hand from the table of life.
constexpr std::array kSteps{
    Step{"issue", "", "waiting"},           Step{"call_next", "waiting", "called"},
    Step{"call", "waiting", "called"},      Step{"recall", "called", "called"},
    Step{"start", "called", "serving"},     Step{"finish", "serving", "finished"},
    Step{"no_show", "called", "no_show"},   Step{"put_back", "called", "waiting"},
    Step{"requeue", "no_show", "waiting"},  Step{"day_close", "waiting", "expired"},
    Step{"day_close", "called", "expired"}, Step{"day_close", "serving", "finished"}};

bool is_step(std::string_view action, std::string_view from, std::string_view to) {
    for (const Step& step : kSteps) {
        if (step.action == action && step.from == from && step.to == to) {
            return true;
        }
    }
    return false;
}

}  // namespace

void LogJudge::complain(int& counter, std::string what) {
    ++counter;
    if (complaints_.size() < kComplaints) {
        complaints_.push_back(std::move(what));
    }
}

bool LogJudge::read(Client& client) {
    for (;;) {
        const Reply page = client.get(client.of_hall("/log?after=" + std::to_string(last_) +
                                                     "&limit=" + std::to_string(kPage)));
        const auto json = sync::parse_json(page.body, kMost);
        if (!page.ok() || !json || !json->contains("entries")) {
            complain(faults_, "the log cannot be read: " + page.code());
            return false;
        }
        const Json& entries = (*json)["entries"];
        for (const Json& entry : entries) {
            take(entry.value("lsn", std::int64_t{0}), entry.value("kind", ""),
                 entry.value("body", Json::object()).dump());
        }
        if (entries.empty()) {
            return true;
        }
    }
}

void LogJudge::take(std::int64_t lsn, std::string_view kind, std::string_view body) {
    if (lsn != last_ + 1) {
        complain(faults_,
                 "the log jumps from " + std::to_string(last_) + " to " + std::to_string(lsn));
    }
    last_ = lsn;
    if (kind != "ticket" && kind != "number") {
        return;
    }
    const Json json = Json::parse(body, nullptr, false);
    if (kind == "number") {
        if (json.value("state", "") != "voided") {
            own_number(json.value("day", ""), json.value("number", ""), json.value("ticket", ""));
        }
        return;
    }
    const Json& ticket = json.at("ticket");
    const TicketStory now{.label = ticket.value("number", ""),
                          .day = ticket.value("day", ""),
                          .state = ticket.value("state", ""),
                          .counter = ticket.value("counter", "")};
    own_number(now.day, now.label, ticket.value("id", ""));
    on_ticket(json.value("action", ""), now, ticket.value("id", ""));
}

void LogJudge::own_number(const std::string& day, const std::string& label, const std::string& id) {
    const auto [owner, fresh] = owners_.emplace(day + " " + label, id);
    if (!fresh && owner->second != id) {
        complain(duplicates_, label + " of " + day + " belongs to " + owner->second + " and " + id);
    }
}

void LogJudge::on_ticket(std::string_view action, const TicketStory& now, const std::string& id) {
    TicketStory& story = tickets_[id];
    const std::string where = "entry " + std::to_string(last_) + ", " + now.label + ": ";
    const bool call = action == "call_next" || action == "call";
    if (action == "issue" && ++story.issues > 1) {
        complain(duplicates_, where + "issued again");
    } else if (call && story.state != "waiting") {
        complain(double_calls_, where + "called while " + story.state);
    } else if (!is_step(action, story.state, now.state)) {
        complain(faults_,
                 where + std::string(action) + " from \"" + story.state + "\" to " + now.state);
    }
    if (call && ++story.calls > 1 + story.returns) {
        complain(double_calls_, where + "called a second time");
    }
    story.returns += action == "put_back" || action == "requeue" ? 1 : 0;
    if (!story.label.empty() && story.label != now.label) {
        complain(faults_, where + "was " + story.label);
    }
    const bool held = now.state == "called" || now.state == "serving";
    if (held) {
        const auto [hold, fresh] = holds_.emplace(now.counter, id);
        if (!fresh && hold->second != id) {
            complain(faults_, where + now.counter + " holds somebody else as well");
            hold->second = id;
        }
    } else {
        std::erase_if(holds_, [&](const auto& hold) { return hold.second == id; });
    }
    story.label = now.label;
    story.day = now.day;
    story.state = now.state;
    story.counter = now.counter;
}

}  // namespace hall::drive
