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

namespace hall::service {

/// The lines of a file, the bad ones with the field that is wrong and a sentence about it. Columns
/// (and keys) are: ref, item, day ("2026-11-24"), time ("09:30"), and perhaps phone, person and
/// precheck. `ref` is what the other system calls it: the same one again is the same appointment.
/// Contacts become keyed hashes here and are kept nowhere else.
///
/// CSV: RFC 4180 with a line of names first, UTF-8 with or without its mark. JSON: a list of
/// objects. Errors: too_large (kFileMost bytes, kLinesMost lines), bad_message (no such form, a
/// column missing, text that is not UTF-8): nothing of such a file can be read.
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

inline constexpr std::size_t kFileMost = std::size_t{1024} * 1024;
inline constexpr std::size_t kLinesMost = 2000;
inline constexpr std::size_t kCellMost = 200;
inline constexpr std::size_t kCellsMost = 24;

}  // namespace hall::service
