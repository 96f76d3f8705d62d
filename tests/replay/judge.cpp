// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/judge.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace hall::replay {

namespace {

void hold_to_log(const Record& record, const drive::LogJudge& log, Verdict& verdict) {
    const auto story = log.tickets().find(text_of(record.id));
    if (story == log.tickets().end() || story->second.label != record.label) {
        ++verdict.lost;
        verdict.words.push_back(record.label + " is lost: " +
                                (story == log.tickets().end()
                                     ? "not in the log"
                                     : "the log calls it " + story->second.label));
        return;
    }
    const std::string& state = story->second.state;
    if ((state != "finished" && state != "no_show") || !record.ended || record.calls < 1) {
        ++verdict.lost;
        verdict.words.push_back(record.label + " is lost: " + state);
    }
}

}  // namespace

Verdict judge(const drive::LogJudge& log, const std::vector<Record>& records) {
    Verdict verdict{.duplicates = log.duplicates(),
                    .double_calls = log.double_calls(),
                    .faults = log.faults(),
                    .words = log.complaints()};
    std::map<std::string, TicketId> given;  // Day and label.
    for (const Record& record : records) {
        hold_to_log(record, log, verdict);
        const auto story = log.tickets().find(text_of(record.id));
        const std::string day = story != log.tickets().end() ? story->second.day : std::string{};
        const auto [first, fresh] = given.emplace(day + " " + record.label, record.id);
        if (!fresh) {
            ++verdict.duplicates;
            verdict.words.push_back(record.label + " was told to two people: " +
                                    text_of(first->second) + " and " + text_of(record.id));
        }
        if (record.calls > 1) {
            ++verdict.double_calls;
            verdict.words.push_back(
                fmt::format("{} was called {} times", record.label, record.calls));
        }
    }
    if (log.tickets().size() != records.size()) {
        ++verdict.faults;
        verdict.words.push_back(fmt::format("{} tickets were issued, the log has {}",
                                            records.size(), log.tickets().size()));
    }
    return verdict;
}

}  // namespace hall::replay
