// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel behind a DDP controller.
///
/// Settings: to= (IPv4 address), size=, port= (4048), sequence= (no yes: number the packets 1 … 15,
/// for a receiver that wants it), and the panel's own (wiring.h).
///
/// Errors: bad_settings, unreachable (no route).
[[nodiscard]] Result<std::unique_ptr<Board>> open_ddp_board(const Settings& settings,
                                                            const Fittings& fittings);

}  // namespace hall::display
