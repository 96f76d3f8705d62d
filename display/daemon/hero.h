// SPDX-License-Identifier: Apache-2.0
// Which call stands large on a wall, so that in a burst every one has its time. Pure.
#pragma once

#include <optional>
#include <vector>

#include "sync/hall/ticket.h"

namespace hall::board {

/// How long a call stands large before the next may take its place: long enough to read four
/// characters and a counter. Thirty calls at once to one wall are all through within a minute.
inline constexpr std::chrono::milliseconds kStandsAtLeast{2000};

struct Hero {
    const Ticket* ticket = nullptr;
    Moment since{};  ///< When its turn began: the call's own time unless it had to wait.
    std::optional<Moment> next;  ///< When the next call's turn is; nothing when this is the newest.
};

/// `calls` by their last call, newest first; all have one. Nothing without calls.
[[nodiscard]] std::optional<Hero> hero_of(const std::vector<const Ticket*>& calls, Moment now);

}  // namespace hall::board
