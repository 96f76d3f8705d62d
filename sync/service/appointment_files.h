// SPDX-License-Identifier: Apache-2.0
// Files of appointments that other systems bring and take along: CSV and JSON. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"
#include "sync/service/core.h"
#include "sync/service/exports.h"
#include "sync/service/table_files.h"

namespace hall::service {

/// The lines of a file, the bad ones with the field that is wrong and a sentence about it. Columns
/// (and keys) are: ref, item, day ("2026-11-24"), time ("09:30"), and perhaps phone, person and
/// precheck. `ref` is what the other system calls it: the same one again is the same appointment.
/// Contacts become keyed hashes here and are kept nowhere else.
///
/// At most kLinesMost lines. Errors: as lines_from_csv().
[[nodiscard]] sync::Result<std::vector<ImportLine>> appointments_from_csv(std::string_view text,
                                                                          const HallClock& clock,
                                                                          const std::string& key);
[[nodiscard]] sync::Result<std::vector<ImportLine>> appointments_from_json(std::string_view text,
                                                                           const HallClock& clock,
                                                                           const std::string& key);

/// Appointments of those days as a table that the import reads: day and time first, no contact.
[[nodiscard]] Sheet appointments_table(const AppointmentView& view, Days days);

/// Whether it can be a phone number: 4 to 20 digits, and blanks, dashes and + between.
[[nodiscard]] bool is_phone(std::string_view text);

/// What is kept of whoever books: of `person` (an id number) or else the phone, and of its tail.
struct ContactHashes {
    std::string contact;
    std::string tail;
};
[[nodiscard]] ContactHashes contact_of(std::string_view phone,
                                       std::string_view person,
                                       const std::string& key);

/// "09:30" of a day as a moment; nothing when it is no such time.
[[nodiscard]] std::optional<Moment> moment_at(const HallClock& clock,
                                              std::string_view day,
                                              std::string_view time);

inline constexpr std::size_t kLinesMost = 2000;

}  // namespace hall::service
