// SPDX-License-Identifier: Apache-2.0
// How long one will wait: the people ahead, scheduled on the counters that serve them. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/ids.h"

namespace hall {

/// How long a service takes: a lognormal by its median and ninth decile, and the mean it has.
struct ServiceTime {
    std::chrono::milliseconds p50{};
    std::chrono::milliseconds p90{};
    std::chrono::milliseconds mean{};
};

/// Of an item; and of a queue, for a ticket whose item is not known.
[[nodiscard]] ServiceTime service_time_of(const Item& item) noexcept;
[[nodiscard]] ServiceTime service_time_of(const Queue& queue) noexcept;

/// What is left of a service that has taken `elapsed` so far: mean and standard deviation of the
/// lognormal on the condition that it lasted this long.
struct Rest {
    double mean_s = 0;
    double deviation_s = 0;
};
[[nodiscard]] Rest rest_of(const ServiceTime& time, std::chrono::milliseconds elapsed) noexcept;

/// A service in progress.
struct InProgress {
    ServiceTime time;
    std::chrono::milliseconds elapsed{};
};

/// One counter as the look-ahead sees it.
struct CounterOutlook {
    /// When it calls, ascending, from now on. After the last one it goes on until everybody who
    /// waits has been served; a counter without any is left out.
    std::vector<Stretch> calls;
    std::optional<InProgress> serving;
    double share = 1;  ///< The part of its time that this queue gets, above 0 to 1.
};

/// Everything known about one queue at the moment of asking.
struct QueueOutlook {
    Moment now{};
    std::vector<ServiceTime> ahead;  ///< In the order they will be called.
    std::vector<CounterOutlook> counters;
};

/// Whether a clerk is signed in at a counter and not pausing.
enum class Seen : std::uint8_t { calling, not_calling };

/// When a counter calls, from its planned openings of the day and from what is seen now. What is
/// seen goes before what is planned, but for kOpeningSlack after an opening, when clerks are still
/// arriving, and after a closing, when they are still leaving: there the plan holds.
/// Source: measured on simulated halls; counting counters as they open misled by hours.
inline constexpr std::chrono::minutes kOpeningSlack{6};
[[nodiscard]] std::vector<Stretch> calls_of(const std::vector<Stretch>& planned,
                                            Seen seen,
                                            Moment now);

/// What a queue has taught us about its waits. Starts neutral, learns slowly, kept for each queue.
struct Calibration {
    double factor = 1;      ///< Real waits by the look-ahead's.
    double reach_lo = 1.3;  ///< Deviations below the expected wait that the promise goes down to,
    double reach_hi = 1.6;  ///< and above it that it goes up to.
};

/// What is promised: minutes in steps of five, lo < hi. Never "0–0" and never one number.
struct WaitRange {
    int lo = 0;
    int hi = 5;
    double expected_min = 0;  ///< For figures; not for people.
    double neutral_min = 0;   ///< The same before anything was learned: what is learned from.
    /// The turn comes after a break (lunch, before opening): calling resumes then. The minutes
    /// hold too, counted from now.
    std::optional<Moment> resumes_at;
    /// The turn comes either before a break, from `lo` on, or when calling resumes after it.
    std::optional<Moment> or_after;

    bool operator==(const WaitRange&) const = default;
};

/// The range for somebody who joins the end of the queue now. Nothing when no counter will open:
/// the wait cannot be told.
[[nodiscard]] std::optional<WaitRange> look_ahead(const QueueOutlook& queue,
                                                  const Calibration& calibration);

/// What can be learned from a range once its ticket is called: its neutral minutes. Nothing beside
/// a break, where the plan and not the pace decides.
[[nodiscard]] std::optional<double> lesson_of(const WaitRange& range) noexcept;

/// Of a promise, what a ticket remembers until it is called.
struct Promised {
    int lo = 0;
    int hi = 0;
    double neutral_min = 0;
};

/// Learns from one ticket at its first call: the factor moves by 0.02 within 0.3 to 2, the reaches
/// slowly towards 3 % called earlier and 5 % later than promised. A ticket that was promised next
/// to no wait teaches nothing. The factor is held to what the look-ahead said without it, not to
/// what was promised: those who are called now were promised something a whole wait ago, and
/// correcting today's factor by that day's error would swing it from end to end.
[[nodiscard]] Calibration learned(Calibration before,
                                  const Promised& promised,
                                  std::chrono::milliseconds actual) noexcept;

}  // namespace hall
