// SPDX-License-Identifier: Apache-2.0
// Who comes to the hall on one day, for what, and how long it takes.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/config.h"

namespace hall::replay {

/// One person. What they were served in is what the sample says, whoever calls them.
struct Visit {
    std::chrono::seconds arrives{};  ///< Since the local midnight.
    QueueId queue;
    ItemId item;
    bool comes = true;  ///< False: does not come when called.
    std::chrono::seconds service{};
};

/// Those of one day of the sample's replay.csv, in order of arrival. Errors: disk, bad_message
/// (names the line).
[[nodiscard]] sync::Result<std::vector<Visit>> county_visits(const std::string& csv, int day);

/// The same of every day, for drawing services from.
[[nodiscard]] sync::Result<std::vector<Visit>> county_visits(const std::string& csv);

/// The same day once more, as it was not: everybody comes up to five minutes earlier or later, and
/// is served as long as somebody else with that item was, drawn from `sample`. With `wrong` each
/// queue is slower or quicker than the hall's documents say, by a factor of 0.7 to 1.35 of its own.
/// What was chosen while looking at the sample's days is judged on such a day. The same seed gives
/// the same day.
enum class Times : std::uint8_t { right, wrong };
[[nodiscard]] std::vector<Visit> redrawn(std::vector<Visit> day,
                                         const std::vector<Visit>& sample,
                                         std::uint64_t seed,
                                         Times times);

/// One day of one office of the city of Warsaw. Its letters become the hall's queues, the busiest
/// letter the queue that can serve most; items and services are drawn from `sample`; arrivals are
/// spread inside their five minutes. The same seed gives the same day. Errors: as above, and
/// bad_settings when there is no such day.
struct WarsawDay {
    std::string csv;
    std::string office = "UD_Mokotow_1";
    std::string date;  ///< "2020-01-13".
    std::uint64_t seed = 1;
};
[[nodiscard]] sync::Result<std::vector<Visit>> warsaw_visits(const WarsawDay& day,
                                                             const HallConfig& hall,
                                                             const std::vector<Visit>& sample);

/// The cells of one line, quotes not known.
[[nodiscard]] std::vector<std::string> cells_of(const std::string& line);

/// A whole number, or -1.
[[nodiscard]] int number_in(const std::string& cell);

}  // namespace hall::replay
