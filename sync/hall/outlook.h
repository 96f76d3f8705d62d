// SPDX-License-Identifier: Apache-2.0
// What a citizen is told before and after taking a ticket: people ahead, and a range. Pure.
#pragma once

#include <optional>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/wait.h"

namespace hall {

struct Outlook {
    int ahead = 0;                  ///< People waiting before one who joins (or before `ticket`).
    std::optional<WaitRange> wait;  ///< Nothing when it cannot be told honestly.
    std::optional<Moment> resumes;  ///< Calling is interrupted (lunch, before opening) until then.
    std::optional<double>
        predicted_min;     ///< What the calibration learns from; none beside a break.
    bool issuing = false;  ///< Tickets are given out at this moment.
};

/// How `queue` looks at `now`. With `ticket` (one that waits there) it is that ticket's own view,
/// else that of somebody who would come last. `unseen` people are ahead that the book does not
/// know yet: those whom this kiosk issued and has not been able to pass on.
[[nodiscard]] Outlook outlook(const Book& book,
                              const Content& content,
                              const HallClock& clock,
                              const QueueId& queue,
                              Moment now,
                              const Ticket* ticket = nullptr,
                              int unseen = 0);

}  // namespace hall
