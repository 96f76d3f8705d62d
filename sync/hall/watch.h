// SPDX-License-Identifier: Apache-2.0
// What a hall would rather not see: counters that serve and record nothing, cases entered in heaps,
// grades that came too fast. Pure.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "sync/hall/figures.h"

namespace hall {

/// From how much on something is worth a manager's look. Ours, from the sample hall's days: one
/// registered case and some sixteen tickets per counter and day.
struct WatchRules {
    int silent_served = 20;                    ///< Served in the period with nothing recorded.
    int batch_cases = 10;                      ///< Registered of one counter, each …
    std::chrono::minutes batch_within{10};     ///< … so soon after the one before …
    std::chrono::hours batch_late{24};         ///< … and that long after its acceptance.
    int fast_ratings = 5;                      ///< Of one counter …
    std::chrono::milliseconds too_fast{1000};  ///< … this soon after the service ended.
    int fast_share_percent = 20;               ///< And that part of all its ratings.
};

/// Served against registered, of one counter on one day.
struct CounterDay {
    Day day{};
    std::string counter;
    std::int64_t served = 0;
    std::int64_t registered =
        0;  ///< Cases accepted there that day, however late they were entered.
};

/// Days between a case's acceptance and its entry: the same day, 1, 2–3, 4–7, 8–30, more.
inline constexpr std::size_t kDelays = 6;
using Delays = std::array<std::int64_t, kDelays>;

/// A heap of cases that were entered long after they were accepted.
struct Batch {
    std::string counter;  ///< Of their acceptance; empty where a file named none.
    Moment from{};
    Moment to{};
    std::vector<const CaseFile*> cases;
};

/// Something that served and recorded nothing.
struct Silent {
    std::string key;
    std::int64_t served = 0;
};

struct FastRatings {
    std::string counter;
    std::int64_t fast = 0;
    std::int64_t rated = 0;
};

struct Watch {
    std::vector<CounterDay> days;  ///< By day, then counter; those on which something happened.
    std::vector<Silent> silent_counters;
    std::vector<Silent> silent_departments;
    Delays delays{};
    std::vector<Batch> batches;
    std::vector<FastRatings> fast;
    /// Served of matters that must be recorded, and was not: 身份證, 刻章, 公積金, …
    std::vector<Behind> unrecorded;
};

/// `must_record` says of which matters a case has to be recorded.
[[nodiscard]] Watch watch(const FigureView& view,
                          DaySpan days,
                          const std::function<bool(const ItemId&)>& must_record,
                          const WatchRules& rules = {});

}  // namespace hall
