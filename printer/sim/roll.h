// SPDX-License-Identifier: Apache-2.0
// The directory of a pretend printer: its paper and its control file.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "printer/bitmap.h"
#include "printer/fault.h"
#include "printer/sim/knobs.h"

namespace hall::printer::sim {

/// slip-000001.png …, one for each piece of paper that was cut off; roll.log, a line for each;
/// `control`, which others write and this reads; `applied`, what of it is in force. Numbers go on
/// where an earlier program stopped. Not thread-safe: owned by the port or the emulator.
class Roll {
public:
    /// Makes the directory if it is missing. Errors: roll_not_kept.
    [[nodiscard]] static Result<std::unique_ptr<Roll>> open(const std::string& directory);

    /// Writes the next slip and its line. The picture gets its name only when it is whole, so a
    /// slip-….png that can be seen can be read. Errors: roll_not_kept.
    [[nodiscard]] Outcome keep(const Bitmap& piece);

    /// Paper that hung out uncut when the last program closed the printer, if any; and leaving it.
    [[nodiscard]] std::optional<Bitmap> take_hanging();
    void leave_hanging(const Bitmap& piece);

    /// New knobs when the control file has changed since the last call. What it says is answered
    /// in `applied`: the same text, or "refused: why", and then nothing changes. Cheap: one stat().
    [[nodiscard]] std::optional<Knobs> changed_knobs();

    [[nodiscard]] const std::string& directory() const noexcept { return directory_; }
    [[nodiscard]] int slips() const noexcept { return slips_; }

private:
    explicit Roll(std::string directory) : directory_(std::move(directory)) {}

    std::string directory_;
    int slips_ = 0;
    std::string seen_;  ///< Identity of the control file at the last call; empty: none.
};

}  // namespace hall::printer::sim
