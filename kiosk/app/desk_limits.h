// SPDX-License-Identifier: Apache-2.0
// The desk's times, each with its reason.
#pragma once

#include <chrono>
#include <cstdint>

namespace hall::kiosk {

/// How long a citizen waits for the service before the kiosk goes on alone (SYNC.md §2 rule 2).
inline constexpr std::int64_t kAnswerMs = 400;

/// Back in the common lane only over a link that answers well below kAnswerMs (rule 2).
inline constexpr std::int64_t kGoodRttMs = 150;

/// A finger that taps on: taps on one item within this time of its ticket are one touch. Nobody
/// else gets from the ticket's page back to the same item in it.
inline constexpr std::int64_t kOneTouchMs = 2000;

/// Between two attempts to reach the service: first and at most.
inline constexpr std::int64_t kRetryFirstMs = 200;
inline constexpr std::int64_t kRetryMostMs = 10'000;

/// A batch that was not answered for so long, also not with "not reached", was lost on this very
/// machine. Longer than any exchange may take.
inline constexpr std::int64_t kPushLostMs = 30'000;

/// A quartz drifts less than 100 ppm: 6 ms in a minute, well below what fairness needs.
inline constexpr std::int64_t kMeasureEveryMs = 60'000;

/// How often a device gives its journal up for a new one by itself in a day. A restored disk needs
/// one. Two machines under one name take it from each other for ever, a lane each time, until the
/// hall has none left: a person has to tell them apart.
inline constexpr int kLivesMost = 3;
inline constexpr std::chrono::hours kLivesWithin{24};

/// The staff page: how long it stays open untouched (the screen ends the visit before), how often
/// a wrong PIN may be typed, and how long nobody is let in after that.
inline constexpr std::int64_t kStaffOpenMs = 180'000;
inline constexpr int kPinTries = 5;
inline constexpr std::int64_t kPinLockMs = 300'000;

/// How long a roll of paper may be.
inline constexpr int kRollMostMm = 400'000;

/// After a restart a slip that was never begun is printed if the citizen may still stand there.
inline constexpr std::chrono::minutes kStillThere{10};

}  // namespace hall::kiosk
