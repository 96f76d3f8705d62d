// SPDX-License-Identifier: Apache-2.0
// A hall of three queues that is open around the clock: small, so that many days fit in a minute.
#pragma once

#include <memory>

#include "sync/hall/config.h"
#include "sync/hall/hours.h"

namespace hall::sim {

/// Queues A, B and C; `counters` counters, each serving one queue first and the others after it.
[[nodiscard]] std::shared_ptr<const Content> small_hall(int counters);

/// The clock of `content`, which it keeps alive.
[[nodiscard]] std::shared_ptr<const HallClock> clock_of(std::shared_ptr<const Content> content);

}  // namespace hall::sim
