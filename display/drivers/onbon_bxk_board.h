// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A sign on an Onbon font card (BX-5K, BX-5MK, BX-6K): one dynamic area per row of text.
///
/// Settings: size=, how it is reached (to= port= 5005, or serial= baud= … and address=), glyph=
/// height of its letters in px (16), charset= (gb2312 gbk big5 ascii), type= controller type (254 =
/// any), letters= font command put before each row, e.g. \FK001, y= (pixels bytes), speed= of
/// moving text (0 fastest … 24), timeout= s after which the card clears text nobody renews (30),
/// refresh= ms (1000).
///
/// When the board is stopped its last page stands for good; when its host dies the card clears it.
///
/// Errors: bad_settings, unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Board>> open_onbon_bxk_board(const Settings& settings,
                                                                  const Fittings& fittings);

}  // namespace hall::display
