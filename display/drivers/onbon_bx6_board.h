// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel on an Onbon picture card (BX-6E, BX-6Q): every page as one whole picture, so that any
/// script can be shown.
///
/// Settings: size= (at most 65536 pixels), how it is reached (to= port= 5005, or serial= baud= …
/// and address=), pixels= (rgb mono dual), bits= of mono and dual (words bytes), lit= (zero one),
/// type= device type (614), timeout= s (30), refresh= ms (1000).
///
/// On a serial line nothing moves: a fresh call stands still there, because a picture takes a third
/// of a second at 9600 baud. An rgb picture that would take longer than 2 s is refused at open.
///
/// Errors: bad_settings, unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Board>> open_onbon_bx6_board(const Settings& settings,
                                                                  const Fittings& fittings);

}  // namespace hall::display
