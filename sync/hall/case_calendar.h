// SPDX-License-Identifier: Apache-2.0
// Working days of the hall, and the day that a case is promised for. Pure.
#pragma once

#include <optional>
#include <span>

#include "sync/hall/case_file.h"
#include "sync/hall/config.h"

namespace hall {

/// Which days count as working days (工作日): those of the week that the hall opens regularly, less
/// its holidays, and the make-up days that it names. Duty on a Saturday makes no working day.
///
/// Immutable; the hours outlive it.
class WorkCalendar {
public:
    explicit WorkCalendar(const Hours& hours) noexcept : hours_(&hours) {}

    [[nodiscard]] bool is_working_day(Day day) const noexcept;

    /// The n-th working day after `day`, which itself does not count; the days of `stops` neither.
    /// Nothing when there is none within kAheadMost days.
    /// Source: 行政許可法, article 82 (limits are counted in working days, holidays apart).
    [[nodiscard]] std::optional<Day> after(Day day, int n, std::span<const CaseStop> stops) const;

    static constexpr int kAheadMost = 4000;

private:
    const Hours* hours_;
};

/// The last day on which a case that was accepted on `accepted` keeps `limit`. Nothing where there
/// is no limit, or its clock stands still without an end. Limits in days or months that end on a
/// free day end on the next working day.
[[nodiscard]] std::optional<Day> due_day(const WorkCalendar& calendar,
                                         const TimeLimit& limit,
                                         Day accepted,
                                         std::span<const CaseStop> stops);

}  // namespace hall
