// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A panel of digits or letters that understands one short frame and says nothing back.
///
/// Settings: frame= (see FrameTemplate), how it is reached (serial= baud= …, or to= and port= 4001,
/// a serial server's), address= (1 … 255), places= digits the panel has when fewer than the frame
/// holds, tones= the byte for calm,call,serving,notice,closed (0,1,2,3,4), blank= the value of a
/// dark panel (0), charset= (gb2312 gbk big5 ascii) for text:N, refresh= ms (1000).
///
/// A number that the panel cannot show whole is not shown, and the health says so.
///
/// Errors: bad_settings, unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Board>> open_template_board(const Settings& settings,
                                                                 const Fittings& fittings);

}  // namespace hall::display
