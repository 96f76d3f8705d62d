// SPDX-License-Identifier: Apache-2.0
// What people and programs are shown of appointments. Pure.
#pragma once

#include <string>

#include "sync/hall/appointment_rules.h"

#include <nlohmann/json_fwd.hpp>

namespace hall::service {

/// One appointment without the keyed hashes; with `key` also what its QR code says.
[[nodiscard]] nlohmann::json appointment_form(const Appointment& appointment,
                                              const AppointmentView& view,
                                              const std::string& key);

/// The slots of an item from one day to another, at most kSlotDaysMost days.
[[nodiscard]] nlohmann::json slots_form(const AppointmentView& view,
                                        const Item& item,
                                        Day from,
                                        Day to);
inline constexpr std::chrono::days kSlotDaysMost{31};

/// Every queue's slots of one day: how many may come, how many do, how many have.
[[nodiscard]] nlohmann::json load_form(const AppointmentView& view, Day day);

}  // namespace hall::service
