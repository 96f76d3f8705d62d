// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A sign of air: what it shows stands as `<folder>/<name>.png`, replaced whole with each change,
/// at most five times a second. For halls without signs, demonstrations and tests.
///
/// Settings: folder= (exists), size=, depth= (rgb mono), scale= (1 … 16, default 8: each pixel a
/// round lamp of that many pixels; 1 = the plain picture).
///
/// Errors: bad_settings.
[[nodiscard]] Result<std::unique_ptr<Board>> open_virtual_sign(const Settings& settings,
                                                               const Fittings& fittings);

}  // namespace hall::display
