// SPDX-License-Identifier: Apache-2.0
// The real service on loopback, and threads that all begin in the same instant.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tests/replay/issuer.h"
#include "tests/replay/log_judge.h"
#include "tests/replay/service_process.h"
#include "tests/support/temp_dir.h"

namespace hall::load {

/// What all threads together were told. Thread-safe.
class Answers {
public:
    /// Any answer: a 5xx, or none at all, is counted.
    void note(const drive::Reply& reply);
    /// A number was given out.
    void issued(const std::string& label, const TicketId& ticket);
    /// A counter was told to call this ticket.
    void called(const std::string& label);

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] int failures() const { return failures_; }
    [[nodiscard]] int duplicates() const { return duplicates_; }
    [[nodiscard]] int double_calls() const { return double_calls_; }
    [[nodiscard]] const std::map<std::string, std::string>& tickets() const { return tickets_; }
    [[nodiscard]] const std::map<std::string, int>& calls() const { return calls_; }
    [[nodiscard]] const std::string& first_failure() const { return first_failure_; }

private:
    mutable std::mutex mutex_;
    std::size_t count_ = 0;
    int failures_ = 0;
    int duplicates_ = 0;
    int double_calls_ = 0;
    std::string first_failure_;
    std::map<std::string, std::string> tickets_;  // Label -> ticket.
    std::map<std::string, int> calls_;            // Label -> times.
};

class HallUnderLoad {
public:
    /// The sample hall on a Monday at 09:10 of its own clock. Fails the test when it cannot start.
    HallUnderLoad();

    [[nodiscard]] drive::Client client() const;
    [[nodiscard]] Moment now() const;
    [[nodiscard]] drive::Process& process() { return service_->process(); }

    /// Runs `work(0 … count-1)`, each on its own thread, all begun together; waits for them.
    static void together(int count, const std::function<void(int)>& work);

    /// One ticket from number to journal; what was answered goes to `answers`.
    /// False when any step was refused.
    bool issue(drive::Issuer& kiosk, drive::Ids& ids, const QueueId& queue, Answers& answers) const;

    /// The log tells the same as the answers: every ticket once, no call twice, nothing else.
    void check(const Answers& answers) const;

private:
    test::TempDir directory_;
    std::unique_ptr<drive::ServiceProcess> service_;
    std::string hall_;
};

}  // namespace hall::load
