// SPDX-License-Identifier: Apache-2.0
// The life of a print job, as a table of what may follow what. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "printer/fault.h"
#include "printer/job_store.h"
#include "printer/paper_meter.h"

namespace hall::printer {

///   queued ──► sending ──► printed (with its evidence)
///     │ ▲         ├──────► uncertain ──► printed │ torn │ unprinted: a counter or a person
///     │ └─again── └──────► torn (marked void)
///     └──────────────────► unprinted: known, nothing came out
enum class JobState : std::uint8_t { queued, sending, printed, torn, uncertain, unprinted };

/// "queued": for journals and lists.
[[nodiscard]] std::string_view name(JobState state) noexcept;

/// What a person found who went and looked.
enum class Found : std::uint8_t {
    in_hand,  ///< The slip is there and whole.
    nothing,  ///< Nothing came out, or what did was thrown away.
};

struct JobRow {
    JobState state = JobState::queued;
    int attempt = 1;    ///< The one under way, or the next.
    bool copy = false;  ///< The next is marked 補印: a whole one may be in somebody's hand.
    int length_mm = 0;
    std::string why;   ///< Evidence of a printed one, fault of another.
    SendingMark mark;  ///< The last one.
};

// What can be written about jobs.
struct JobQueued {
    std::string job;
    int length_mm = 0;
};
struct JobSending {
    SendingMark mark;
};
struct JobSettled {
    SendingMark mark;
    JobState state = JobState::uncertain;  ///< printed, torn, uncertain or unprinted.
    std::string why;
};
struct JobFound {
    std::string job;
    Found found = Found::nothing;
};
/// To be sent again: as the same slip when it is known that none is whole, else as a copy.
struct JobAgain {
    std::string job;
};
struct RollChanged {
    int length_mm = 0;
};
using JobEntry = std::variant<JobQueued, JobSending, JobSettled, JobFound, JobAgain, RollChanged>;

[[nodiscard]] JobEntry settled_entry(const SendingMark& mark, const PrintResult& result);

/// All jobs, folded from the entries. A value; not shared between threads.
class JobBook {
public:
    /// Errors: bad_settings: this cannot follow what was before; then nothing has changed.
    [[nodiscard]] Outcome apply(const JobEntry& entry);

    [[nodiscard]] const JobRow* find(const std::string& job) const;
    /// In the order they were queued.
    [[nodiscard]] const std::vector<std::string>& order() const noexcept { return order_; }
    /// As JobStore::unsettled().
    [[nodiscard]] std::vector<SendingMark> unsettled() const;
    [[nodiscard]] const PaperMeter& meter() const noexcept { return meter_; }

private:
    [[nodiscard]] Outcome on(const JobQueued& entry);
    [[nodiscard]] Outcome on(const JobSending& entry);
    [[nodiscard]] Outcome on(const JobSettled& entry);
    [[nodiscard]] Outcome on(const JobFound& entry);
    [[nodiscard]] Outcome on(const JobAgain& entry);
    [[nodiscard]] Outcome on(const RollChanged& entry);

    std::map<std::string, JobRow> rows_;
    std::vector<std::string> order_;
    PaperMeter meter_;
};

}  // namespace hall::printer
