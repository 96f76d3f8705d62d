// SPDX-License-Identifier: Apache-2.0
// The JSON forms of single values; shared by wire.cpp and wire_messages.cpp only.
#pragma once

#include "sync/hall/notes.h"
#include "sync/json.h"
#include "sync/wire.h"

namespace hall::sync {

/// Bytes of a reason that somebody typed.
inline constexpr std::size_t kReasonMax = 400;
inline constexpr int kCallsMax = 1000;
/// Minutes: a week of waiting.
inline constexpr int kPromiseMax = 10080;

enum class Audience { log, everyone };

[[nodiscard]] Json json_of(const Ticket& ticket);
[[nodiscard]] Json json_of(const Seat& seat, Audience audience);
[[nodiscard]] Json json_of(const NumberChanged& number);
[[nodiscard]] Json json_of(const ServiceDue& due, Audience audience);
[[nodiscard]] Json json_of(const CaseRecord& record, Audience audience);
[[nodiscard]] Json json_of(const CaseFile& file);
[[nodiscard]] Json json_of(const CaseChanged& changed);
[[nodiscard]] Json json_of(const std::map<QueueId, Calibration>& calibrations);
/// With the keyed hashes: for the log.
[[nodiscard]] Json json_of(const Appointment& appointment);

[[nodiscard]] Result<Ticket> ticket_from(const Json& json, const std::string& where);
[[nodiscard]] Result<Seat> seat_from(const Json& json, const std::string& where);
[[nodiscard]] Result<ServiceDue> service_due_from(const Json& json, const std::string& where);
[[nodiscard]] Result<CaseRecord> case_record_from(const Json& json, const std::string& where);
[[nodiscard]] Result<CaseChanged> case_changed_from(const Json& json, const std::string& where);
[[nodiscard]] Result<NumberChanged> number_changed_from(const Json& json, const std::string& where);
[[nodiscard]] Result<AppointmentChanged> appointment_changed_from(const Json& json,
                                                                  const std::string& where);
[[nodiscard]] Result<std::map<QueueId, Calibration>> calibrations_from(const Json& json);

/// Fields of more than one form.
[[nodiscard]] Uuid uuid_field(Fields& fields, const char* key);
[[nodiscard]] Day day_field(Fields& fields, const char* key);
[[nodiscard]] Number number_field(Fields& fields, const char* key);
[[nodiscard]] Band band_field(Fields& fields, const char* key);
[[nodiscard]] Paper paper_field(Fields& fields, const char* key);
[[nodiscard]] std::optional<Moment> moment_or_none(Fields& fields, const char* key);
[[nodiscard]] std::optional<int> minutes_or_none(Fields& fields, const char* key);
/// An array below; null (and a fault) when it is something else or longer.
[[nodiscard]] const Json* array_field(Fields& fields, const char* key, std::size_t most);

[[nodiscard]] std::string_view name_of(Band band) noexcept;
[[nodiscard]] std::string_view name_of(Paper paper) noexcept;

}  // namespace hall::sync
