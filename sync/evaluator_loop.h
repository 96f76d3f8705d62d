// SPDX-License-Identifier: Apache-2.0
// Between an evaluator's serial line and the service.
#pragma once

#include <functional>
#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::sync {

struct EvaluatorSettings {
    std::string ratings_url;  ///< ".../v1/halls/{h}/ratings"
    std::string token;        ///< The device's.
    CounterId counter;
    DeviceId name;
    std::function<Uuid()> new_id;
    std::function<Moment()> now;
};

/// Carries grades from `tty` to the service and what is to be asked back, until `is_over`
/// (asked ten times a second) or the line is gone. A service that is away is asked again with
/// growing pauses; what was pressed meanwhile waits and arrives once.
///
/// `tty` is open for reading and writing, raw, and stays the caller's.
/// Errors: unreachable (the line is gone), bad_settings (the service's address).
[[nodiscard]] Result<void> run_evaluator(int tty,
                                         const EvaluatorSettings& settings,
                                         const std::function<bool()>& is_over);

/// Opens a serial line at 9600 baud, 8 bits, no parity, raw. The caller closes it.
/// Errors: unreachable (no such line, or not allowed).
[[nodiscard]] Result<int> open_serial(const std::string& path);

}  // namespace hall::sync
