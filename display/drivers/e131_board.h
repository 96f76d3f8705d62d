// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel behind an E1.31 receiver: full frames over as many universes as it takes, 170 pixels in
/// each, starting with universe=.
///
/// Settings: size=, to= (IPv4 address; absent: multicast), interface= (own IPv4 address to send
/// multicast from), universe= (1), priority= (100), groups= (20: multicast of more universes is
/// refused, because receivers join no more groups by default; give to=), and the panel's
/// (wiring.h).
///
/// Keeps its CID and its sequence numbers in Fittings::keep; without one it works, but is degraded:
/// after a restart receivers may ignore its first frames.
///
/// Errors: bad_settings, unreachable (no route).
[[nodiscard]] Result<std::unique_ptr<Board>> open_e131_board(const Settings& settings,
                                                             const Fittings& fittings);

}  // namespace hall::display
