// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel that is a Modbus RTU slave: the number, or a text, in its holding registers.
///
/// Settings: how it is reached (serial= baud= …; or to= and port= 502 for a gateway that passes RTU
/// frames on), address= unit 1 … 247, first= register, counted from 0, as= (digits text):
/// digits writes the number's value into one register (places= digits it has, 4; blank= the value
/// of a dark panel, 0), text writes registers= of two characters each (4), the first in the high
/// byte, filled with blanks, in charset= (gb2312 gbk big5 ascii); tone= a register for the rank
/// (0 calm, 1 call, 2 serving, 3 notice, 4 closed), right behind the others: no|yes; refresh= ms.
///
/// A number that the panel cannot show whole is not shown, and the health says so.
///
/// Errors: bad_settings, unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Board>> open_modbus_board(const Settings& settings,
                                                               const Fittings& fittings);

}  // namespace hall::display
