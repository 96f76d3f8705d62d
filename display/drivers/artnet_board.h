// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel behind an Art-Net 4 node, unicast: 170 pixels a universe, starting with universe=.
///
/// Settings: to= (IPv4 address) and size= needed; universe= first Port-Address (0 … 32767), sync=
/// (no yes: ArtSync after each frame, for nodes that show on it), poll= (yes no: ask the node how
/// it is), port= (6454), and the panel's own (wiring.h).
///
/// Health: ok while the node answers ArtPoll, lost once it answered and stopped for 10 s,
/// unverifiable when it never answered. Two boards on one node share its answers: then one of them
/// may stay unverifiable.
///
/// Errors: bad_settings, unreachable (no route).
[[nodiscard]] Result<std::unique_ptr<Board>> open_artnet_board(const Settings& settings,
                                                               const Fittings& fittings);

}  // namespace hall::display
