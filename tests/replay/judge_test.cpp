// SPDX-License-Identifier: Apache-2.0
// The judge is shown a good morning, and then the same morning with one thing wrong at a time.
#include "tests/replay/judge.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sync/json.h"

namespace {

using namespace hall;
using namespace hall::replay;
using sync::Json;

constexpr std::string_view kDay = "2026-11-23";

struct Entry {
    std::string kind;
    Json body;
};

// A hall in which three people came, were called and were served, as its log and its visitors
// tell it.
class Morning {
public:
    Morning() {
        for (int i = 0; i < 3; ++i) {
            const TicketId id = ids_.next(moment_from(0));
            const std::string label = "A00" + std::to_string(i + 1);
            records_.push_back({.id = id,
                                .label = label,
                                .queue = {"A"},
                                .called = moment_from(1),
                                .calls = 1,
                                .ended = true});
            log_.push_back({"number", number(id, label)});
            log_.push_back({"ticket", step("issue", id, label, "waiting", "")});
        }
        for (const Record& record : records_) {
            log_.push_back({"ticket", step("call_next", record.id, record.label, "called", "W01")});
            log_.push_back({"ticket", step("start", record.id, record.label, "serving", "W01")});
            log_.push_back({"ticket", step("finish", record.id, record.label, "finished", "")});
        }
    }

    static Json number(const TicketId& id, const std::string& label) {
        return {{"day", kDay}, {"number", label}, {"ticket", text_of(id)}, {"state", "issued"}};
    }
    static Json step(const std::string& action,
                     const TicketId& id,
                     const std::string& label,
                     const std::string& state,
                     const std::string& counter) {
        return {{"action", action},
                {"ticket",
                 {{"id", text_of(id)},
                  {"number", label},
                  {"day", kDay},
                  {"state", state},
                  {"counter", counter}}}};
    }

    [[nodiscard]] Verdict verdict() const {
        drive::LogJudge log;
        std::int64_t lsn = 0;
        for (const Entry& entry : log_) {
            log.take(++lsn, entry.kind, entry.body.dump());
        }
        return judge(log, records_);
    }

    // The entry that tells of an action on a ticket.
    Entry& entry(const std::string& action, const std::string& label) {
        return *std::ranges::find_if(log_, [&](const Entry& one) {
            return one.body.value("action", "") == action && one.body["ticket"]["number"] == label;
        });
    }
    void forget(const std::string& label) {
        std::erase_if(log_, [&](const Entry& one) {
            return (one.kind == "ticket" ? one.body["ticket"] : one.body)["number"] == label;
        });
    }
    std::vector<Entry>& log() { return log_; }
    std::vector<Record>& records() { return records_; }
    drive::Ids& ids() { return ids_; }

private:
    drive::Ids ids_{1};
    std::vector<Record> records_;
    std::vector<Entry> log_;
};

bool names(const Verdict& verdict, const std::string& label, const std::string& what) {
    return std::ranges::any_of(verdict.words, [&](const std::string& word) {
        return word.find(label) != std::string::npos && word.find(what) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("a morning in which everybody was served is found clean", "[replay]") {
    const Verdict verdict = Morning().verdict();
    CHECK(verdict.clean());
    CHECK(verdict.words.empty());
}

TEST_CASE("a number that the log has for two people is found and named", "[replay]") {
    Morning morning;
    morning.log().push_back({"ticket", Morning::step("issue", morning.ids().next(moment_from(0)),
                                                     "A002", "waiting", "")});
    const Verdict verdict = morning.verdict();
    CHECK(verdict.duplicates == 1);
    CHECK(names(verdict, "A002", "belongs to"));
}

TEST_CASE("a number that is reserved for two people is found before either has paper", "[replay]") {
    Morning morning;
    morning.log().push_back(
        {"number", Morning::number(morning.ids().next(moment_from(0)), "A003")});
    const Verdict verdict = morning.verdict();
    CHECK(verdict.duplicates == 1);
    CHECK(names(verdict, "A003", "belongs to"));
}

TEST_CASE("a number that two people were told is found and named", "[replay]") {
    Morning morning;
    morning.records()[1].label = "A001";
    const Verdict verdict = morning.verdict();
    CHECK(verdict.duplicates == 1);
    CHECK(names(verdict, "A001", "told to two people"));
    CHECK(names(verdict, "A001", "the log calls it A002"));
}

TEST_CASE("a ticket that is issued again is found and named", "[replay]") {
    Morning morning;
    morning.log().push_back(morning.entry("issue", "A001"));
    const Verdict verdict = morning.verdict();
    CHECK(verdict.duplicates == 1);
    CHECK(names(verdict, "A001", "issued again"));
}

TEST_CASE("a ticket that the log does not have is lost, and named", "[replay]") {
    Morning morning;
    morning.forget("A002");
    const Verdict verdict = morning.verdict();
    CHECK(verdict.lost == 1);
    CHECK(names(verdict, "A002", "lost: not in the log"));
}

TEST_CASE("a ticket that nobody ever called is lost, and named", "[replay]") {
    Morning morning;
    std::erase_if(morning.log(), [](const Entry& one) {
        return one.kind == "ticket" && one.body["ticket"]["number"] == "A003" &&
               one.body["action"] != "issue";
    });
    morning.records()[2].calls = 0;
    morning.records()[2].ended = false;
    const Verdict verdict = morning.verdict();
    CHECK(verdict.lost == 1);
    CHECK(names(verdict, "A003", "lost: waiting"));
}

TEST_CASE("a ticket in the log that nobody was given is a fault", "[replay]") {
    Morning morning;
    morning.records().pop_back();
    const Verdict verdict = morning.verdict();
    CHECK(verdict.faults == 1);
    CHECK(names(verdict, "2 tickets", "the log has 3"));
}

TEST_CASE("a ticket called to two counters is found in the log and named", "[replay]") {
    Morning morning;
    const Record& first = morning.records()[0];
    morning.entry("start", "A001").body =
        Morning::step("call_next", first.id, "A001", "called", "W02");
    const Verdict verdict = morning.verdict();
    CHECK(verdict.double_calls >= 1);
    CHECK(names(verdict, "A001", "called while called"));
}

TEST_CASE("a ticket that two counters were told to call is found in the answers and named",
          "[replay]") {
    Morning morning;
    morning.records()[0].calls = 2;
    const Verdict verdict = morning.verdict();
    CHECK(verdict.double_calls == 1);
    CHECK(names(verdict, "A001", "called 2 times"));
}

TEST_CASE("a counter that holds two people, a step that cannot be and a hole are faults",
          "[replay]") {
    Morning morning;
    std::string word;
    SECTION("two people") {
        morning.entry("finish", "A001").body =
            Morning::step("call_next", morning.records()[1].id, "A002", "called", "W01");
        word = "W01 holds somebody else";
    }
    SECTION("a finish without a start") {
        morning.entry("start", "A001").kind = "seat";
        word = "finish from \"called\"";
    }
    SECTION("another number halfway") {
        morning.entry("start", "A001").body["ticket"]["number"] = "A009";
        word = "was A001";
    }
    const Verdict verdict = morning.verdict();
    CHECK(verdict.faults >= 1);
    CHECK(names(verdict, "", word));
}

TEST_CASE("an entry that is missing from the log is a fault", "[replay]") {
    drive::LogJudge log;
    log.take(1, "seat", "{}");
    log.take(3, "seat", "{}");
    CHECK(log.faults() == 1);
    REQUIRE(log.complaints().size() == 1);
    CHECK(log.complaints().front() == "the log jumps from 1 to 3");
}
