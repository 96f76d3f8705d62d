// SPDX-License-Identifier: Apache-2.0
// A clock that another program moves, so that tests play a day of the hall in seconds.
#pragma once

#include <functional>
#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::service {

/// Reads the time from a file that somebody else keeps open and changes: one signed 64-bit number
/// in the machine's byte order, UTC in milliseconds. The file is mapped, so a change is seen at
/// once; whoever sets it before a request finds it in the answer.
///
/// For tests only. Thread-safe. Errors: bad_settings (no such file, or shorter than the number).
[[nodiscard]] sync::Result<std::function<Moment()>> driven_clock(const std::string& path);

}  // namespace hall::service
