// SPDX-License-Identifier: Apache-2.0
// The card beside the paper: floor, zone, counters, what for, and what to mind.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

void where_to_go(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);

}  // namespace hall::screens
