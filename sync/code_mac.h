// SPDX-License-Identifier: Apache-2.0
// The signature on codes that are printed: checkable without any network.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/hall/appointment.h"
#include "sync/hall/ids.h"
#include "sync/hall/number.h"

namespace hall::sync {

/// HMAC-SHA-256 of `code`, cut to 40 bits, as eight characters of Crockford's base 32. Enough for
/// a slip that is worth one place in one queue for one day. Pure.
[[nodiscard]] std::string code_mac(std::string_view code, std::string_view key);

/// What the slip of a ticket carries where phones cannot reach the hall: GH1.T, hall, day and
/// number with code_mac() after them, in the short alphabet of QR codes. Pure.
[[nodiscard]] std::string ticket_code(const HallId& hall,
                                      const Day& day,
                                      const Number& number,
                                      std::string_view key);

/// What the QR code of an appointment says: GH1.A, hall, code, local time of the slot (yyMMddHHmm)
/// and queue with 80 bits of HMAC after them. Pure.
[[nodiscard]] std::string appointment_code(const HallId& hall,
                                           const Appointment& appointment,
                                           std::string_view local_time,
                                           std::string_view key);
/// Whether somebody with the key wrote it. Without telling by its time where it differs.
[[nodiscard]] bool is_genuine(const ScannedAppointment& scanned, std::string_view key);

/// 35 bits for short_code() out of an id; another `attempt` gives others. Pure.
[[nodiscard]] std::uint64_t code_bits(const AppointmentId& id, int attempt, std::string_view key);

/// What is kept of a phone or id number, and of the last four digits of a phone: HMAC-SHA-256 with
/// the hall's key, hexadecimal. Blanks and dashes do not matter. Empty of an empty text. Pure.
[[nodiscard]] std::string contact_hash(std::string_view contact, std::string_view key);
[[nodiscard]] std::string tail_hash(std::string_view four_digits, std::string_view key);

/// The id of an appointment that another system knows as `reference`: the same one every time, so
/// that a file may be imported twice. Pure.
[[nodiscard]] AppointmentId imported_id(std::string_view source,
                                        std::string_view reference,
                                        std::string_view key);

/// What opens a ticket's page on a phone: 128 bits as 26 characters of the same alphabet, an
/// HMAC-SHA-256 of the ticket's id. Whoever has the hall's code key makes the same one, so a kiosk
/// without a network prints it, a reprint shows the same code, and no log keeps it. Pure.
[[nodiscard]] std::string phone_token(const TicketId& ticket, std::string_view key);

/// As phone_token() writes it, from what somebody typed or a phone sent: lower case is allowed.
/// Nothing when it cannot be one.
[[nodiscard]] std::optional<std::string> phone_token_from(std::string_view text);

}  // namespace hall::sync
