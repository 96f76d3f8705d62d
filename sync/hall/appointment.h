// SPDX-License-Identifier: Apache-2.0
// An appointment: a promise that somebody is called from a certain time on. Value types, and the
// code by which it is known.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hall/ids.h"
#include "sync/hall/number.h"

namespace hall {

using AppointmentId = Uuid;

/// `checked_in` has a number; `used` was served with it. `missed`: its day is over and nobody came.
enum class AppointmentState : std::uint8_t { booked, checked_in, used, cancelled, missed };
inline constexpr std::array kAppointmentStates{
    AppointmentState::booked, AppointmentState::checked_in, AppointmentState::used,
    AppointmentState::cancelled, AppointmentState::missed};

/// 預審: what somebody found who looked at the papers beforehand.
enum class Precheck : std::uint8_t { none, passed, to_supply, rejected };
inline constexpr std::array kPrechecks{Precheck::none, Precheck::passed, Precheck::to_supply,
                                       Precheck::rejected};

struct Appointment {
    AppointmentId id;  ///< Made by who books: the same id again is the same booking.
    std::string code;  ///< As short_code() makes it.
    ItemId item;
    QueueId queue;
    Day day{};
    Moment from{};  ///< The slot, half open.
    Moment to{};
    AppointmentState state = AppointmentState::booked;
    Precheck precheck = Precheck::none;
    /// Whose it is: HMAC with the hall's key of a phone or id number, and of the phone's last four
    /// digits. Empty when nobody said. Nothing else is kept of a person (SYNC.md §4).
    std::string contact;
    std::string tail;
    std::string source;  ///< "online:<key>", "import", "reception".
    Moment booked{};
    std::optional<TicketId> ticket;  ///< Of the check-in.
    Number number;                   ///< Likewise; what "already used" says.
    std::int64_t version = 1;

    bool operator==(const Appointment&) const = default;
};

enum class AppointmentAction : std::uint8_t { booked, moved, cancelled, prechecked, checked_in };
inline constexpr std::array kAppointmentActions{
    AppointmentAction::booked, AppointmentAction::moved, AppointmentAction::cancelled,
    AppointmentAction::prechecked, AppointmentAction::checked_in};

[[nodiscard]] std::string_view name_of(AppointmentState state) noexcept;
[[nodiscard]] std::string_view name_of(Precheck precheck) noexcept;
[[nodiscard]] std::string_view name_of(AppointmentAction action) noexcept;
[[nodiscard]] std::optional<AppointmentState> appointment_state_from(std::string_view n) noexcept;
[[nodiscard]] std::optional<Precheck> precheck_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<AppointmentAction> appointment_action_from(std::string_view n) noexcept;

/// Eight characters of Crockford's base 32: the low 35 of `bits`, then one that checks the rest.
/// Every single wrong character and every two that change places are found by it. Among 500 booked
/// ones a code that is made up is one in 70 million. Pure.
[[nodiscard]] std::string short_code(std::uint64_t bits);

/// As short_code() writes it, from what somebody typed: small letters, blanks and dashes between,
/// O for 0, I and L for 1. Nothing when it is no code, or one with a mistake.
[[nodiscard]] std::optional<std::string> short_code_from(std::string_view typed);

/// What a scanned appointment says: GH1.A.<hall>.<code>.<yyMMddHHmm>.<queue>.<mac>. Nothing is
/// proven by it: whoever has the key looks at `mac`.
struct ScannedAppointment {
    std::string hall;         ///< In capital letters and digits only.
    std::string code;         ///< Eight characters; no check character is asked for.
    std::string signed_text;  ///< What the mac is of.
    std::string mac;
};
[[nodiscard]] std::optional<ScannedAppointment> scanned_from(std::string_view text);

/// An id in the alphabet of QR codes: "hall-sample" is "HALLSAMPLE". Pure.
[[nodiscard]] std::string code_word(std::string_view id);

}  // namespace hall
