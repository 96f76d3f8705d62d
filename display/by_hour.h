// SPDX-License-Identifier: Apache-2.0
// A strength that goes by the hour: a panel's brightness, a loudspeaker's volume.
#pragma once

#include <string_view>
#include <vector>

#include "display/settings.h"

namespace hall::display {

/// From a minute of the day on, this much.
struct HourStep {
    int from_minute = 0;
    int percent = 100;

    bool operator==(const HourStep&) const = default;
};

/// Reads "06:30 60,08:00 100,20:00 30": ascending times, each with a percentage in `percent`.
/// Empty when it is not set.
///
/// Errors: bad_settings.
[[nodiscard]] Result<std::vector<HourStep>> by_hour_setting(const Settings& settings,
                                                            std::string_view name,
                                                            Range percent);

/// What holds at a minute of the day; before the first step the last still does. Steps are not
/// empty. Pure.
[[nodiscard]] int percent_at(const std::vector<HourStep>& steps, int minute_of_day);

}  // namespace hall::display
