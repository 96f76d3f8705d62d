// SPDX-License-Identifier: Apache-2.0
// The hall's records as tables, for a spreadsheet or a program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/config.h"
#include "sync/hall/ids.h"
#include "sync/journal.h"

namespace hall::service {

/// Rows of texts below named columns; times are UTC milliseconds, empty when there was none.
struct Sheet {
    std::vector<std::string_view> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Business days, both of them in it.
struct Days {
    Day from{};
    Day to{};
};

/// Every ticket of those days as it ended, or is now. Reads the whole log: about a second for a
/// month. Errors: disk, corrupt, too_large (more than kRowsMost; ask for fewer days).
[[nodiscard]] sync::Result<Sheet> tickets_table(sync::Journal& log, Days days);

/// Every finished service of those days with its rating; unrated ones have no grade. Errors: as
/// tickets_table().
[[nodiscard]] sync::Result<Sheet> ratings_table(sync::Journal& log, Days days);

/// Every case that counters recorded of tickets of those days, in the order of recording, with the
/// delay of its entry. Errors: as tickets_table().
[[nodiscard]] sync::Result<Sheet> cases_table(sync::Journal& log, Days days);

/// The staff of the hall. Pure.
[[nodiscard]] Sheet staff_table(const HallConfig& hall);

/// What the guides do not say: item, its name, the field, and the languages without it. Pure.
[[nodiscard]] Sheet guide_gaps_table(const Content& content);

[[nodiscard]] std::string csv_of(const Sheet& table);
/// A list of objects.
[[nodiscard]] std::string json_of(const Sheet& table);

inline constexpr std::size_t kRowsMost = 100'000;

}  // namespace hall::service
