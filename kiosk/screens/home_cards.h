// SPDX-License-Identifier: Apache-2.0
// What home offers to choose from: categories, events of life, departments.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

/// Which of them is shown: side by side.
void ways_tabs(Sheet& sheet, Rect r);

/// Their cards; they scroll when they are more than fit.
void ways_cards(Sheet& sheet, Rect r);

}  // namespace hall::screens
