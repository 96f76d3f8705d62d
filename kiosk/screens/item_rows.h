// SPDX-License-Identifier: Apache-2.0
// Matters in a list that is meant to be skimmed: name, code and wait, one below the other.
#pragma once

#include <vector>

#include "kiosk/screens/sheet.h"

namespace hall::screens {

/// From `y` down, in one column or, where `view` is wide, two; only what is in view is drawn.
/// Returns the height of all of them.
float item_rows(Sheet& sheet, Rect view, const std::vector<const Item*>& items, float y);

}  // namespace hall::screens
