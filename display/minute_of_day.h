// SPDX-License-Identifier: Apache-2.0
// The one thing boards want to know of the wall clock.
#pragma once

#include <functional>

#include "display/instant.h"

namespace hall::display {

inline constexpr int kMinutesOfDay = 24 * 60;

/// The hall's local minute of the day, 0 … 1439, at a moment of the monotonic clock. Programs know
/// the time zone and supply it; a clock that was set is followed at the next frame.
using MinuteOfDay = std::function<int(Instant)>;

}  // namespace hall::display
