// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// Takes every page and shows nothing: a place without a board, or one that is under repair.
///
/// Settings: none. Errors: bad_settings.
[[nodiscard]] Result<std::unique_ptr<Board>> open_null_board(const Settings& settings,
                                                             const Fittings& fittings);

}  // namespace hall::display
