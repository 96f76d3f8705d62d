// SPDX-License-Identifier: Apache-2.0
// Where print jobs are written down so that a power cut cannot make anybody guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "printer/fault.h"
#include "printer/job.h"

namespace hall::printer {

/// What is being sent: the slip itself, or the mark that makes a torn one worthless.
enum class Sending : std::uint8_t { slip, void_mark };

/// What is written down before the first byte.
struct SendingMark {
    std::string job;
    int attempt = 1;
    std::string key;     ///< JobKey::text()
    std::string device;  ///< Port::identity()
    Sending what = Sending::slip;
    /// Strokes of the cutter before the first byte. Empty: the printer does not count, or it has
    /// cut since, so that nothing can tell any more how this job ended.
    std::optional<std::int64_t> cuts_before = std::nullopt;
};

/// The rows belong to whoever keeps the tickets, so that a ticket and its print job are one
/// transaction: kiosk/app adapts sync/journal to this. FileJournal is one for a program alone.
///
/// Not thread-safe: called by the printer worker only.
class JobStore {
public:
    JobStore() = default;
    virtual ~JobStore() = default;
    JobStore(const JobStore&) = delete;
    JobStore& operator=(const JobStore&) = delete;

    /// Durable when it returns; not a byte is sent before. Blocks for one fsync. Called again for
    /// the same job and attempt when its void mark is about to be sent.
    ///
    /// Errors: not_kept.
    [[nodiscard]] virtual Outcome sending(const SendingMark& mark) = 0;

    /// How the job that was marked ended; durable when it returns. Also called, without sending()
    /// before it, for a job for which there was no printer at all (`mark.device` is empty then),
    /// and a second time when what was uncertain has become known, or never will
    /// (`mark.cuts_before` is empty then).
    ///
    /// Errors: not_kept. The row then stays as it was, and the next start calls it uncertain.
    [[nodiscard]] virtual Outcome settled(const SendingMark& mark, const PrintResult& result) = 0;

    /// In the order they were begun: jobs marked as sending that were never settled, for the
    /// program died in between, and uncertain ones whose last mark still has `cuts_before`.
    ///
    /// Errors: not_kept.
    [[nodiscard]] virtual Result<std::vector<SendingMark>> unsettled() = 0;
};

}  // namespace hall::printer
