// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/case_calendar.h"

#include <algorithm>

namespace hall {

namespace {

using std::chrono::days;

constexpr int kHoursOfADay = 24;

bool is_stopped(std::span<const CaseStop> stops, Day day) {
    return std::ranges::any_of(stops, [day](const CaseStop& stop) { return stop.holds(day); });
}

// The day itself when it is a working day.
std::optional<Day> working_from(const WorkCalendar& calendar, Day day) {
    return calendar.is_working_day(day) ? day : calendar.after(day, 1, {});
}

// `n` days of the calendar later, those that stood still not counted.
std::optional<Day> days_later(const WorkCalendar& calendar,
                              Day day,
                              int n,
                              std::span<const CaseStop> stops) {
    for (int ahead = 0; n > 0 && ahead < WorkCalendar::kAheadMost; ++ahead) {
        day += days{1};
        n -= is_stopped(stops, day) ? 0 : 1;
    }
    return working_from(calendar, day);
}

Day months_later(Day day, int n) {
    const std::chrono::year_month_day date{day};
    const auto month = std::chrono::year_month{date.year(), date.month()} + std::chrono::months{n};
    const auto last = (month / std::chrono::last).day();
    return Day{month / std::min(date.day(), last)};
}

}  // namespace

bool WorkCalendar::is_working_day(Day day) const noexcept {
    const auto exception = std::ranges::find(hours_->exceptions, day, &DayException::day);
    if (exception != hours_->exceptions.end()) {
        return !exception->closed;
    }
    return !hours_->week[std::chrono::weekday{day}.iso_encoding() - 1].empty();
}

std::optional<Day> WorkCalendar::after(Day day, int n, std::span<const CaseStop> stops) const {
    for (int ahead = 0; ahead < kAheadMost; ++ahead) {
        if (n <= 0) {
            return day;
        }
        day += days{1};
        n -= is_working_day(day) && !is_stopped(stops, day) ? 1 : 0;
    }
    return std::nullopt;
}

std::optional<Day> due_day(const WorkCalendar& calendar,
                           const TimeLimit& limit,
                           Day accepted,
                           std::span<const CaseStop> stops) {
    if (!stops.empty() && !stops.back().to) {
        return std::nullopt;
    }
    switch (limit.unit) {
        case TimeLimit::Unit::none:
            return std::nullopt;
        case TimeLimit::Unit::now:
            return accepted;
        case TimeLimit::Unit::hour:  // Less than a day ends today, 24 hours tomorrow.
            return days_later(calendar, accepted, limit.n / kHoursOfADay, stops);
        case TimeLimit::Unit::day:
            return days_later(calendar, accepted, limit.n, stops);
        case TimeLimit::Unit::workday:
            return calendar.after(accepted, limit.n, stops);
        case TimeLimit::Unit::month: {
            const auto n = (months_later(accepted, limit.n) - accepted).count();
            return days_later(calendar, accepted, static_cast<int>(n), stops);
        }
    }
    return std::nullopt;
}

}  // namespace hall
