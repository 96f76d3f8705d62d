// SPDX-License-Identifier: Apache-2.0
// The parts of the staff page.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

/// Before it is open: the PIN.
void draw_staff_door(Sheet& sheet, const Frame& frame);

}  // namespace hall::screens
