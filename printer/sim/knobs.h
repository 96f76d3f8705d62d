// SPDX-License-Identifier: Apache-2.0
// What can be turned on a pretend printer, and the small text that turns it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "printer/fault.h"
#include "printer/status.h"

namespace hall::printer::sim {

/// A knob that turns itself in mid-job.
struct Later {
    int bytes = 0;  ///< When so many bytes more have been taken.
    std::string knob;
    std::string value;

    bool operator==(const Later&) const = default;
};

/// How the pretend printer is; the default is a good one.
struct Knobs {
    Paper paper = Paper::ok;  ///< ok, near_end or out; never unknown.
    bool cover_open = false;
    bool cutter_jam = false;
    bool head_hot = false;
    bool broken = false;
    bool feed_pressed = false;
    bool mute = false;     ///< Prints, but answers nothing: a clone.
    bool garbled = false;  ///< Answers with bytes that are no status.
    bool denied = false;   ///< This user may not open it.
    bool busy = false;     ///< Another program holds it.
    bool unplugged = false;
    bool powered_off = false;  ///< Unplugged, and it forgets its buffer and half a command.
    bool nak = false;          ///< Takes not a byte more.
    bool chatter = false;      ///< Says more than it was asked: automatic status, XON and XOFF.
    bool no_counter = false;   ///< Does not answer GS g 2.
    bool stalled = false;      ///< USB only: the endpoint stalls until it is cleared.
    int bytes_per_second = 0;  ///< 0: as fast as they come.
    std::optional<int> unplug_after;  ///< It takes so many bytes more, then it is unplugged.
    std::optional<int> paper_rows;    ///< The roll is out after so many rows more.
    std::vector<Later> later;

    bool operator==(const Knobs&) const = default;
};

/// Reads the whole of a control text: lines "knob value", '#' begins a comment, a knob that is
/// not named is as it is by default. README.md has the table. Pure.
///
/// Errors: bad_settings, which names the line.
[[nodiscard]] Result<Knobs> parse_knobs(std::string_view text);

/// Turns one knob. False when there is no such knob or value. Pure.
[[nodiscard]] bool turn_knob(Knobs& knobs, std::string_view knob, std::string_view value);

}  // namespace hall::printer::sim
