// SPDX-License-Identifier: Apache-2.0
// Where print jobs are written down so that a power cut cannot make anybody guess.
#pragma once

#include <string>
#include <vector>

#include "printer/fault.h"
#include "printer/job.h"

namespace hall::printer {

/// What is written down before the first byte.
struct SendingMark {
    std::string job;
    int attempt = 1;
    std::string key;     ///< JobKey::text()
    std::string device;  ///< Port::identity()
};

/// The rows belong to whoever keeps the tickets, so that a ticket and its print job are one
/// transaction: kiosk/app adapts sync/journal to this.
///
/// Not thread-safe: called by the printer worker only.
class JobStore {
public:
    JobStore() = default;
    virtual ~JobStore() = default;
    JobStore(const JobStore&) = delete;
    JobStore& operator=(const JobStore&) = delete;

    /// Durable when it returns; not a byte is sent before. Blocks for one fsync.
    ///
    /// Errors: not_kept.
    [[nodiscard]] virtual Outcome sending(const SendingMark& mark) = 0;

    /// How the job that was marked ended. Also called, without sending() before it, for a job for
    /// which there was no printer at all; `mark.device` is empty then.
    ///
    /// Errors: not_kept. The row then stays as it was, and the next start calls it uncertain.
    [[nodiscard]] virtual Outcome settled(const SendingMark& mark, const PrintResult& result) = 0;

    /// Jobs marked as sending that were never settled: the program died in between.
    ///
    /// Errors: not_kept.
    [[nodiscard]] virtual Result<std::vector<SendingMark>> unsettled() = 0;
};

}  // namespace hall::printer
