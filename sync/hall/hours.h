// SPDX-License-Identifier: Apache-2.0
// The only place where local time is known: business days, opening hours, dates in words. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/ids.h"
#include "sync/hall/text.h"

namespace date {
class time_zone;
}  // namespace date

namespace hall {

/// A stretch of real time, half open.
struct Stretch {
    Moment from{};
    Moment to{};

    bool operator==(const Stretch&) const = default;
};

enum class Opening : std::uint8_t {
    open,
    lunch,   ///< Between two openings of one day; duty counters may be serving.
    before,  ///< The hall opens later today.
    after,   ///< Closed for the rest of the day, or all of it.
};

/// What the door says at one moment.
struct OpeningState {
    Opening opening = Opening::after;
    std::optional<Moment> opens;   ///< Not open: when the hall opens next, today or later.
    std::optional<Moment> closes;  ///< Open: when it closes for lunch or for the day.
    bool issuing = false;          ///< Whether tickets are given out (see Hours::ticket_stop).
    Text reason;                   ///< Of a holiday; empty on other days.
};

/// The hall's hours in its time zone. The zone is loaded by the program (date::locate_zone needs
/// the system's files) and outlives this object, as do the hours.
///
/// Where a clock is set forward, a time that the day does not have means the moment of the change;
/// where it is set back, a time that comes twice means its first coming.
///
/// Immutable; any thread may use it.
class HallClock {
public:
    HallClock(const Hours& hours, const date::time_zone& zone) noexcept
        : hours_(&hours),
          zone_(&zone) {}

    /// The business day a moment belongs to: the local date, before the cut-over that of yesterday.
    [[nodiscard]] Day business_day(Moment moment) const;
    /// When a business day begins; the next one's beginning is where it ends.
    [[nodiscard]] Moment day_start(Day day) const;
    /// A local time of a date as a moment.
    [[nodiscard]] Moment moment_of(Day date, std::chrono::minutes time_of_day) const;

    /// The hall's opening hours on a date, exceptions and make-up days counted; Saturday duty too.
    [[nodiscard]] std::vector<Stretch> openings(Day date) const;
    /// When one counter is meant to serve on a date: lunch duty and Saturday duty as it has them.
    [[nodiscard]] std::vector<Stretch> openings(const Counter& counter, Day date) const;

    [[nodiscard]] OpeningState state(Moment now) const;
    /// Whether the counter is meant to be open now.
    [[nodiscard]] bool is_open(const Counter& counter, Moment now) const;
    /// The last closing of the business day that holds `now`; nothing on a closed day.
    [[nodiscard]] std::optional<Moment> closing_time(Moment now) const;

    /// "09:42".
    [[nodiscard]] std::string time_text(Moment moment) const;
    /// "11月23日 星期一" / "Mon 23 Nov".
    [[nodiscard]] Text date_text(Moment moment) const;
    /// As short as it can be said: "14:00" today, else with the date: "11月24日 08:30".
    [[nodiscard]] Text when_text(Moment moment, Moment now) const;
    /// "2026-11-23 09:42:17", for paper and logs.
    [[nodiscard]] std::string stamp_text(Moment moment) const;

private:
    [[nodiscard]] Day local_date(Moment moment) const;
    [[nodiscard]] std::vector<Stretch> stretches(Day date, const std::vector<Span>& spans) const;
    [[nodiscard]] std::optional<Moment> next_opening(Moment now) const;

    const Hours* hours_;
    const date::time_zone* zone_;
};

}  // namespace hall
