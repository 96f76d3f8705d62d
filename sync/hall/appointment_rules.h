// SPDX-License-Identifier: Apache-2.0
// What may be booked, and what coming with an appointment leads to. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/hall/appointment_book.h"
#include "sync/hall/config.h"
#include "sync/hall/events.h"
#include "sync/hall/hours.h"
#include "sync/hall/life.h"

#include <tl/expected.hpp>

namespace hall {

/// What the rules of appointments look at.
struct AppointmentView {
    const AppointmentBook& book;
    const Content& content;
    const HallClock* clock = nullptr;  ///< Null: nothing is booked.
    Day today{};                       ///< The business day.
    Moment now{};
};

struct Slot {
    Moment from{};
    Moment to{};
    int capacity = 0;
    int taken = 0;
    bool open = false;  ///< The public may book it now.
};

/// The slots of an item on a day, full ones too; none when it is not booked or the hall is closed.
/// A rest at the end of the opening hours that is shorter than a slot is no slot.
[[nodiscard]] std::vector<Slot> slots_of(const AppointmentView& view, const Item& item, Day day);

/// Why not, and the appointment it is about.
struct AppointmentRefused {
    Refusal code{};
    std::optional<Appointment> appointment;
};
template <typename Value>
using AppointmentRuled = tl::expected<Value, AppointmentRefused>;

/// Who books: the public by the days and hours of the rules, staff for every slot that is not over
/// and cancelling whatever has not been used. Nobody goes above a quota.
enum class Booker : std::uint8_t { the_public, staff };

struct BookingOrder {
    AppointmentId id;
    ItemId item;
    Moment from{};
    std::string contact;  ///< As Appointment::contact, and tail.
    std::string tail;
    std::string source;
    std::string code;  ///< Free in the book; forgotten when `id` is known already.
    Precheck precheck = Precheck::none;
    Booker booker = Booker::the_public;
};

/// `event` is empty when it is so already.
struct AppointmentDecision {
    std::optional<AppointmentChanged> event;
    Appointment appointment;
};

/// Books. The same id with the same wish again is the same appointment, whatever became of it.
///
/// Refused: item_unknown, not_bookable, slot_unknown, slot_over, booking_closed, slot_full,
/// appointment_twice (that person has one on that day), appointment_differs (the id is taken).
[[nodiscard]] AppointmentRuled<AppointmentDecision> decide_booking(const AppointmentView& view,
                                                                   const BookingOrder& order);

/// To another slot of the same item. Refused: as booking; appointment_unknown, appointment_used,
/// appointment_cancelled, appointment_missed, cancel_too_late.
[[nodiscard]] AppointmentRuled<AppointmentDecision> decide_move(const AppointmentView& view,
                                                                const AppointmentId& id,
                                                                Moment from,
                                                                Booker booker);

/// Refused: appointment_unknown, appointment_used, appointment_missed, cancel_too_late.
[[nodiscard]] AppointmentRuled<AppointmentDecision> decide_cancel(const AppointmentView& view,
                                                                  const AppointmentId& id,
                                                                  Booker booker);

/// Refused: appointment_unknown, appointment_used, appointment_cancelled, appointment_missed.
[[nodiscard]] AppointmentRuled<AppointmentDecision> decide_precheck(const AppointmentView& view,
                                                                    const AppointmentId& id,
                                                                    Precheck result);

/// What coming now means. `early` gets its number at once and is called from the slot on, after
/// all who wait before that; `late` is a walk-in, with everything else kept.
enum class Arrival : std::uint8_t { early, on_time, late };
[[nodiscard]] std::string_view name_of(Arrival arrival) noexcept;
[[nodiscard]] std::optional<Arrival> arrival_from(std::string_view name) noexcept;

struct CheckIn {
    Appointment appointment;
    Arrival arrival = Arrival::on_time;
    Band band = Band::appointment;
    std::optional<Moment> due;  ///< Of the band `appointment`.
};

/// What it would be on its day, whatever became of it.
[[nodiscard]] CheckIn check_in_at(const AppointmentView& view, const Appointment& appointment);

/// How somebody with that appointment is let in. Whoever is refused may still take a number
/// like everybody else, so nobody stands before a closed door.
///
/// Refused: appointment_used (its number says which), appointment_cancelled, appointment_other_day
/// (it is for a day to come), appointment_missed.
[[nodiscard]] AppointmentRuled<CheckIn> decide_check_in(const AppointmentView& view,
                                                        const Appointment& appointment);

/// The event of a check-in whose number stands.
[[nodiscard]] AppointmentChanged checked_in(const Appointment& appointment,
                                            const TicketId& ticket,
                                            const Number& number);

/// Whose appointment a ticket is that a device issued: the one that was checked in with it, or the
/// one whose code its slip names (`named`) and that nobody used meanwhile. Null when it is
/// nobody's.
[[nodiscard]] const Appointment* appointment_of(const AppointmentBook& book,
                                                const TicketId& ticket,
                                                Day day,
                                                std::string_view named);

}  // namespace hall
