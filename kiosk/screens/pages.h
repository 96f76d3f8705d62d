// SPDX-License-Identifier: Apache-2.0
// The places, drawn. Each reads the sheet and registers what it draws; none changes anything but
// the scroller's measure.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

void draw_attract(Sheet& sheet);
void draw_home(Sheet& sheet);
void draw_items(Sheet& sheet);
void draw_search(Sheet& sheet);
void draw_map(Sheet& sheet);
void draw_directory(Sheet& sheet);
void draw_board(Sheet& sheet);
void draw_notice(Sheet& sheet);
void draw_guide(Sheet& sheet);
void draw_priority(Sheet& sheet);
void draw_issued(Sheet& sheet);
void draw_trouble(Sheet& sheet);
void draw_staff(Sheet& sheet);
void draw_check_in(Sheet& sheet);
void draw_phone_tail(Sheet& sheet);
void draw_appointments(Sheet& sheet);
void draw_ticket(Sheet& sheet);

/// The classes that a citizen may choose; the green lane is granted by item or at reception.
[[nodiscard]] std::vector<const PriorityClass*> priority_choices(const Content& content);

/// How long the attract screen stands still after `age`; 0 while it breathes.
[[nodiscard]] Instant attract_rests(Instant age) noexcept;

/// The place on top.
void draw_place(Sheet& sheet);

}  // namespace hall::screens
