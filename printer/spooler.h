// SPDX-License-Identifier: Apache-2.0
// Runs print jobs in the only order that keeps the promise: write down, send, write down.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "printer/fault.h"
#include "printer/job.h"
#include "printer/job_store.h"
#include "printer/printer.h"

namespace hall::printer {

/// Makes a printer out of settings; called again after a printer was lost. May block for what
/// opening takes: some ms for USB, up to 2 s for a network address where nobody answers.
using OpenPrinter = std::function<Result<std::unique_ptr<Printer>>()>;

/// The picture that is printed below a torn slip: 作廢 and whose it was.
using DrawVoid = std::function<Result<Bitmap>(const SendingMark& torn, int width_dots)>;

/// True once when some device has been plugged in since the last call; never blocks. For USB:
/// UsbArrivals.
using Arrived = std::function<bool()>;

/// How a job ended, and whether that could be written down.
struct JobReport {
    PrintResult result;
    Outcome kept;  ///< not_kept: the paper is as `result` says, the record is not.
};

/// No thread and no clock inside. Not thread-safe: owned by the printer worker, which may block
/// in every call for longest_call().
class Spooler {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Without `draw_void` a torn slip is crossed out instead of marked in words.
    Spooler(OpenPrinter open, JobStore& store, DrawVoid draw_void = {}, Arrived arrived = {});

    /// Once, at start, before the first run(): what was being sent when the program died is
    /// settled as uncertain. The last of these is looked into as soon as the printer is well.
    ///
    /// A program's first job begins with a cut, for what may hang out from before; that costs two
    /// centimetres, and by it the cutter's counter also tells when another program was here.
    ///
    /// Errors: not_kept.
    [[nodiscard]] Outcome recover();

    /// Runs one job once. Opens the printer if there is none, whatever the backoff says: somebody
    /// is waiting for the paper. What is still unknown of the job before is looked into first;
    /// if that cannot be had now it stays uncertain for good, for this job's cut hides it.
    [[nodiscard]] JobReport run(const Job& job, Moment now);

    /// How the printer is; to be called every few seconds. A lost printer is looked for again at
    /// once when something is plugged in, otherwise at first every second, later every 8; in
    /// between the last error is repeated. Each attempt starts the driver afresh, so that a
    /// machine without udevd, which never hears of a new plug, finds it too. A printer that is
    /// well is asked about the job before, and what is torn is made worthless.
    ///
    /// Errors: as opening and Printer::state() have them; fault_of(state) tells the rest.
    [[nodiscard]] Result<State> look(Moment now);

    /// Empty while there is no printer.
    [[nodiscard]] std::string device() const;
    /// The job before may still become known.
    [[nodiscard]] bool is_waiting_to_know() const noexcept { return open_end_.has_value(); }

    /// How long run() or look() can block with a printer of this profile: a slip, and before it a
    /// void mark. The part of it in which nothing moves is far shorter: kStandstill.
    [[nodiscard]] static std::chrono::milliseconds longest_call(const Printer& printer) noexcept {
        return 2 * printer.longest_print();
    }

private:
    [[nodiscard]] Outcome open(Moment now);
    [[nodiscard]] Outcome settle_open_end();
    [[nodiscard]] Outcome make_void();
    [[nodiscard]] Outcome settle_void();
    [[nodiscard]] Outcome give_up_open_end();
    [[nodiscard]] Result<Bitmap> void_mark() const;
    [[nodiscard]] JobReport not_begun(const Job& job, const Error& error);
    void drop_if_lost(const Error& error, Moment now);
    void back_off(const Error& error, Moment now);

    OpenPrinter open_;
    JobStore* store_;
    DrawVoid draw_void_;
    Arrived arrived_;
    std::unique_ptr<Printer> printer_;
    std::optional<SendingMark> open_end_;  ///< The last job, as long as it may become known.
    bool torn_ = true;  ///< The past is not known: another program may have left something.
    std::chrono::seconds pause_{0};
    Moment next_try_{};
    std::optional<Error> last_error_;
};

/// A hatched strip across the paper, for what needs no words or has none. Pure.
[[nodiscard]] Bitmap crossed_out(int width_dots);

}  // namespace hall::printer
