// SPDX-License-Identifier: Apache-2.0
// Runs print jobs in the only order that keeps the promise: write down, send, write down.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "printer/fault.h"
#include "printer/job.h"
#include "printer/job_store.h"
#include "printer/printer.h"

namespace hall::printer {

/// Makes a printer out of settings; called again after a printer was lost. May block for what
/// opening takes, some ms for USB.
using OpenPrinter = std::function<Result<std::unique_ptr<Printer>>()>;

/// How a job ended, and whether that could be written down.
struct JobReport {
    PrintResult result;
    Outcome kept;  ///< not_kept: the paper is as `result` says, the record is not.
};

/// No thread and no clock inside. Not thread-safe: owned by the printer worker, which may block
/// in every call for Printer::longest_print() and two fsyncs.
class Spooler {
public:
    using Moment = std::chrono::steady_clock::time_point;

    Spooler(OpenPrinter open, JobStore& store);

    /// Once, at start, before the first run(): what was being sent when the program died is
    /// settled as uncertain, and the next job begins by cutting off what may hang out.
    ///
    /// Errors: not_kept.
    [[nodiscard]] Outcome recover();

    /// Runs one job once. Opens the printer if there is none, whatever the backoff says: somebody
    /// is waiting for the paper.
    [[nodiscard]] JobReport run(const Job& job, Moment now);

    /// How the printer is; to be called every few seconds. A lost printer is looked for again, at
    /// first every second, later every 8; in between the last error is repeated.
    ///
    /// Errors: as opening and Printer::state() have them; fault_of(state) tells the rest.
    [[nodiscard]] Result<State> look(Moment now);

    /// Empty while there is no printer.
    [[nodiscard]] std::string device() const;

private:
    [[nodiscard]] Outcome open(Moment now);
    void drop_if_lost(const Error& error, Moment now);
    void back_off(const Error& error, Moment now);

    OpenPrinter open_;
    JobStore* store_;
    std::unique_ptr<Printer> printer_;
    bool torn_ = false;
    std::chrono::seconds pause_{0};
    Moment next_try_{};
    std::optional<Error> last_error_;
};

}  // namespace hall::printer
