// SPDX-License-Identifier: Apache-2.0
// The time boards live by.
#pragma once

#include <chrono>

namespace hall::display {

/// A moment on the monotonic clock, to the millisecond. Keepalives and motion run on it, so that a
/// wall clock set back an hour neither freezes a board nor lets one go dark. What a board shows as
/// time of day arrives as text.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

using Milliseconds = std::chrono::milliseconds;

/// How long a call counts as new: it blinks and moves for this long, then stands still. Long
/// enough to look up from a telephone, short of the ten seconds after which blinking annoys.
inline constexpr Milliseconds kFreshFor{8000};

}  // namespace hall::display
