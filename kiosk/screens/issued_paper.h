// SPDX-License-Identifier: Apache-2.0
// What the page of an issued number shows and says of its paper, and of its appointment.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

/// It has come out, or is coming.
[[nodiscard]] bool on_paper(const kiosk::IssuedTicket& ticket);

/// The printer's mouth and the paper sliding out of it: a function of the time since the touch.
void slip(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);

/// What stands where the paper would have been: the number to take along by phone.
void code(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);

/// What becomes of the paper, in words; told only, or drawn as well.
void tell_paper(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);
void paper_line(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);

/// What has to be known of the appointment that this ticket came of, above the line that speaks of
/// the paper: its height with its gap, nothing where there is nothing to say.
[[nodiscard]] float remark_tall(const kiosk::IssuedTicket& ticket);
void remark(Sheet& sheet, Rect r, const kiosk::IssuedTicket& ticket);

}  // namespace hall::screens
