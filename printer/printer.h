// SPDX-License-Identifier: Apache-2.0
// One printer: how it is, and a picture brought to paper with proof.
#pragma once

#include <chrono>
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

    /// Brings `paper` to paper if the printer is fit to print. At most longest_print().
    ///
    /// Asks before the first byte: whatever is in the way then is "not printed", known. From the
    /// first byte on nothing is known until the proof that the profile names has come; a fault, a
    /// broken line or silence in between is "uncertain", because a printer goes on from where it
    /// stopped when the cover is closed. Never sends the same job twice by itself.
    ///
    /// Errors: every Fault of Port and fault_of(), bad_picture, no_answer, garbled.
    [[nodiscard]] PrintResult print(const Bitmap& paper, const JobKey& key);

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
    [[nodiscard]] PrintResult wait_for_proof(const Bitmap& paper,
                                             const JobKey& key,
                                             std::chrono::milliseconds limit);
    [[nodiscard]] std::optional<Evidence> proof(const JobKey& key) const;
    [[nodiscard]] Unprinted uncertain(Error error);

    std::unique_ptr<Port> port_;
    Profile profile_;
    ReplyStream replies_;
    State heard_;      ///< Folded from the replies since the last question.
    int strays_ = 0;   ///< Bytes since the last question that fit nothing.
    int answers_ = 0;  ///< Replies since then that do.
    std::optional<JobKey> finished_;
    std::optional<Question> question_;  ///< Empty until it is known what this printer answers.
    bool in_step_ = false;              ///< Its parser stands between two commands.
    Torn torn_ = Torn::nothing;
};

}  // namespace hall::printer
