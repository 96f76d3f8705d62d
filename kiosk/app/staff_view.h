// SPDX-License-Identifier: Apache-2.0
// What the staff page shows and the day-close slip counts. Pure.
#pragma once

#include <memory>

#include "kiosk/app/desk.h"
#include "kiosk/app/slip_for.h"

namespace hall::kiosk {

/// Null unless the staff page is open.
[[nodiscard]] std::shared_ptr<const StaffView> staff_view_for(const Desk& desk,
                                                              const HallClock& clock,
                                                              Moment now);

/// Of the business day of `now`; the log's figures are the caller's.
[[nodiscard]] DayFigures day_figures_of(const Ledger& ledger, const HallClock& clock, Moment now);

}  // namespace hall::kiosk
