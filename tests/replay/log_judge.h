// SPDX-License-Identifier: Apache-2.0
// What the service's log says happened, counted without any of the product's own rules.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/replay/client.h"

namespace hall::drive {

/// The log's own story of one ticket.
struct TicketStory {
    std::string label;
    std::string day;
    std::string state;
    std::string counter;  ///< Who called it last.
    int issues = 0;
    int calls = 0;    ///< Times it was called out of the queue; recalls are not counted.
    int returns = 0;  ///< Times it went back into the queue.
};

/// Reads /log page by page. It knows the words of the log and nothing else: the states are folded
/// by a table of its own, so that a mistake in the product's rules cannot hide itself.
class LogJudge {
public:
    /// Reads all that is durable. False when the log cannot be had, and then complaints() says so.
    [[nodiscard]] bool read(Client& client);

    /// One entry, for tests of the judge itself.
    void take(std::int64_t lsn, std::string_view kind, std::string_view body);

    [[nodiscard]] const std::map<std::string, TicketStory>& tickets() const noexcept {
        return tickets_;
    }
    [[nodiscard]] int duplicates() const noexcept { return duplicates_; }
    [[nodiscard]] int double_calls() const noexcept { return double_calls_; }
    /// Holes, steps that cannot be, people held by two counters.
    [[nodiscard]] int faults() const noexcept { return faults_; }
    [[nodiscard]] std::int64_t entries() const noexcept { return last_; }
    /// The first twenty things that are wrong, in words.
    [[nodiscard]] const std::vector<std::string>& complaints() const noexcept {
        return complaints_;
    }

private:
    void on_ticket(std::string_view action, const TicketStory& now, const std::string& id);
    void own_number(const std::string& day, const std::string& label, const std::string& id);
    void complain(int& counter, std::string what);

    std::map<std::string, TicketStory> tickets_;
    std::map<std::string, std::string> owners_;  ///< Day and label -> ticket.
    std::map<std::string, std::string> holds_;   ///< Counter -> ticket that is called or served.
    std::vector<std::string> complaints_;
    std::int64_t last_ = 0;
    int duplicates_ = 0;
    int double_calls_ = 0;
    int faults_ = 0;
};

}  // namespace hall::drive
