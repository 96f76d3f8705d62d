// SPDX-License-Identifier: Apache-2.0
// One printer: how it is, and a picture brought to paper with proof.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "printer/bitmap.h"
#include "printer/encoder.h"
#include "printer/fault.h"
#include "printer/job.h"
#include "printer/port.h"
#include "printer/profile.h"
#include "printer/status.h"

namespace hall::printer {

/// Not thread-safe: owned by the printer worker, which may block in state() and print().
class Printer {
public:
    Printer(std::unique_ptr<Port> port, Profile profile);

    /// Asks the printer how it is. At most longest_state(). What it does not answer is unknown;
    /// all is unknown for a printer that only listens.
    ///
    /// Errors: unplugged, line_broken, stuck, no_answer (only where the profile requires status),
    /// garbled.
    [[nodiscard]] Result<State> state();

    /// Strokes of the cutter so far; empty where the profile says that this model does not tell,
    /// or it did not when it was asked.
    using Cuts = std::optional<std::int64_t>;

    /// Asks whether the printer is fit to print and brings it in step. Not a byte of a slip is
    /// sent: whatever is in the way now is "not printed", known. At most longest_print() less the
    /// profile's job_limit.
    ///
    /// Errors: every Fault of Port and fault_of(), no_answer, garbled.
    [[nodiscard]] Result<Cuts> prepare();

    /// Brings `paper` to paper; prepare() must have succeeded and nothing have been done since.
    /// From the first byte on nothing is known until the proof that the profile names has come; a
    /// fault, a broken line or silence in between is "uncertain", because a printer goes on from
    /// where it stopped when the cover is closed. Never sends the same job twice by itself.
    ///
    /// Errors: as prepare(), bad_picture.
    /// With `letters` their bytes are sent instead.
    [[nodiscard]] PrintResult send(const Bitmap& paper,
                                   const JobKey& key,
                                   const Letters& letters = {});

    /// prepare(), then send(). At most longest_print().
    [[nodiscard]] PrintResult print(const Bitmap& paper,
                                    const JobKey& key,
                                    const Letters& letters = {});

    /// What became of the last job, which ended uncertain or whose program died: on paper, if the
    /// printer names its key or its cutter has made one stroke since `before`; torn, if it has
    /// made none, for the half command is flushed first and nothing can come any more; otherwise
    /// still uncertain, and then nothing will ever tell. What is torn hangs out afterwards.
    /// Blocks as prepare().
    ///
    /// Errors: the printer cannot be asked now; ask again when it is well.
    [[nodiscard]] Result<PrintResult> fate_of(const JobKey& key, Cuts before);

    /// Prints 作廢 right below what fate_of() found torn and cuts both off together. Done when the
    /// cutter says one stroke more than `before`. At most longest_print().
    ///
    /// Errors: as prepare(); then it hangs there still.
    [[nodiscard]] Outcome void_torn(const Bitmap& void_mark, std::int64_t before);

    /// The next job begins with a cut: an earlier program died while it was sending.
    void expect_torn_paper() noexcept;
    /// Part of a slip may hang out: the last job ended uncertain and none has been sent since.
    [[nodiscard]] bool perhaps_torn() const noexcept { return torn_ == Torn::perhaps; }

    [[nodiscard]] std::chrono::milliseconds longest_state() const noexcept;
    [[nodiscard]] std::chrono::milliseconds longest_print() const noexcept;
    [[nodiscard]] const Profile& profile() const noexcept { return profile_; }
    [[nodiscard]] std::string identity() const { return port_->identity(); }

private:
    [[nodiscard]] bool speaks() const noexcept;
    [[nodiscard]] Outcome listen(std::chrono::milliseconds limit);
    [[nodiscard]] Outcome drain();
    [[nodiscard]] Result<State> ask(std::chrono::milliseconds limit);
    [[nodiscard]] Outcome get_in_step();
    [[nodiscard]] Outcome settle_question();
    [[nodiscard]] Result<bool> ask_until_sure(const Bytes& question,
                                              const std::function<void()>& asked,
                                              const std::function<bool()>& owed);
    [[nodiscard]] Outcome listen_while(const std::function<bool()>& owed);
    [[nodiscard]] Outcome listen_until_silence();
    [[nodiscard]] Result<Cuts> ask_cuts();
    void hear(const Reply& reply);
    [[nodiscard]] PrintResult stopped_sending(Error error);
    [[nodiscard]] PrintResult one_way_result();
    [[nodiscard]] Evidence counted(Evidence otherwise);
    [[nodiscard]] PrintResult wait_for_proof(const Bitmap& paper,
                                             const JobKey& key,
                                             std::chrono::milliseconds limit);
    [[nodiscard]] std::optional<Evidence> proof(const JobKey& key) const;
    [[nodiscard]] Unprinted uncertain(Error error);

    // GS r and GS g 2 are answered in their turn, behind a cut that takes most of a second.
    static constexpr std::chrono::milliseconds kInOrderLimit{1000};

    std::unique_ptr<Port> port_;
    Profile profile_;
    ReplyStream replies_;
    State heard_;      ///< Folded from the replies since the last question.
    int strays_ = 0;   ///< Bytes since the last question that fit nothing.
    int answers_ = 0;  ///< Replies since then that do.
    std::optional<JobKey> finished_;
    int counts_due_ = 0;                ///< Answers to GS g 2 that are still to come.
    Cuts cuts_;                         ///< The last of them.
    Cuts cuts_before_;                  ///< Of the job in hand.
    bool counts_ = false;               ///< Asking is worth while.
    bool counts_sure_ = false;          ///< No answer is under way that another program asked for.
    std::optional<Question> question_;  ///< Empty until it is known what this printer answers.
    bool in_step_ = false;              ///< Its parser stands between two commands.
    Torn torn_ = Torn::nothing;
};

}  // namespace hall::printer
