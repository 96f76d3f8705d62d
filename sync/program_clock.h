// SPDX-License-Identifier: Apache-2.0
// The clock that a program hands to its rooms: the machine's, or one that began at --now.
#pragma once

#include <functional>
#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::sync {

/// Runs on from `start` (UTC, "2026-11-23T01:10:00Z") at the machine's pace; empty = the machine's
/// own time. Thread-safe. Errors: bad_settings (names --now and what it expects).
[[nodiscard]] Result<std::function<Moment()>> program_clock(const std::string& start);

}  // namespace hall::sync
