// SPDX-License-Identifier: Apache-2.0
// Ten digits, one back, and the key that means them.
#pragma once

#include "kiosk/screens/widgets.h"

namespace hall::screens {

inline constexpr float kPadWide = 720;
inline constexpr float kPadTall = 4 * 132 + 3 * 18;

/// Fills the rectangle; a key is a quarter of its height less the gaps. The ids are "pin.0" to
/// "pin.9", "pin.erase", and the one of `enter`.
void digit_pad(Sheet& sheet, Rect r, const Button& enter, const ButtonLook& look);

}  // namespace hall::screens
