// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/appointment_rules.h"

#include <algorithm>

namespace hall {

namespace {

using std::chrono::days;

// Staff and imports may book this far ahead; further is a typing error.
constexpr days kStaffAhead{60};

tl::unexpected<AppointmentRefused> no(Refusal code, const Appointment* about = nullptr) {
    return tl::unexpected<AppointmentRefused>{
        {code, about == nullptr ? std::nullopt : std::optional{*about}}};
}

const AppointmentRules& rules_of(const AppointmentView& view) {
    return view.content.hall.appointments;
}

// The parts of the opening hours in which appointments are made.
std::vector<Stretch> bookable(const AppointmentView& view, Day day) {
    auto openings = view.clock->openings(day);
    const auto& hours = rules_of(view).hours;
    if (hours.empty()) {
        return openings;
    }
    std::vector<Stretch> parts;
    for (const Stretch& opening : openings) {
        for (const Span& span : hours) {
            const Stretch part{std::max(opening.from, view.clock->moment_of(day, span.from)),
                               std::min(opening.to, view.clock->moment_of(day, span.to))};
            if (part.from < part.to) {
                parts.push_back(part);
            }
        }
    }
    return parts;
}

// When some counter of the queue is meant to be open: on a Saturday, not every queue is served.
std::vector<Stretch> served(const AppointmentView& view, const QueueId& queue, Day day) {
    std::vector<Stretch> hours;
    for (const Counter& counter : view.content.hall.counters) {
        if (counter.serves_queue(queue)) {
            const auto own = view.clock->openings(counter, day);
            hours.insert(hours.end(), own.begin(), own.end());
        }
    }
    return hours;
}

// Days on which the hall opens, after today up to `day`.
int opening_days_until(const AppointmentView& view, Day day) {
    int count = 0;
    for (Day one = view.today + days{1}; one <= day && one <= view.today + kStaffAhead;
         one += days{1}) {
        count += view.clock->openings(one).empty() ? 0 : 1;
    }
    return count;
}

bool is_public_day(const AppointmentView& view, Day day) {
    const AppointmentRules& rules = rules_of(view);
    if (day < view.today || day > view.today + kStaffAhead) {
        return false;
    }
    const int ahead = opening_days_until(view, day);
    return ahead >= rules.days_from && ahead <= rules.days_to;
}

int capacity_of(const AppointmentView& view, const Item& item) {
    if (!item.appointment) {
        return 0;
    }
    const int queue = rules_of(view).capacity_of(item.queue);
    return item.appointments_per_slot == 0 ? queue : std::min(queue, item.appointments_per_slot);
}

bool is_full(const AppointmentView& view, const Item& item, Moment from) {
    const int own = item.appointments_per_slot;
    return view.book.taken(item.queue, from) >= rules_of(view).capacity_of(item.queue) ||
           (own != 0 && view.book.taken(item.id, from) >= own);
}

// The slot that begins at `from`, if it may be booked now.
AppointmentRuled<Slot> bookable_slot(const AppointmentView& view,
                                     const Item& item,
                                     Moment from,
                                     Booker booker) {
    if (view.clock == nullptr || capacity_of(view, item) == 0) {
        return no(Refusal::not_bookable);
    }
    const Day day = view.clock->business_day(from);
    const auto slots = slots_of(view, item, day);
    const auto slot = std::ranges::find(slots, from, &Slot::from);
    if (slot == slots.end() || day > view.today + kStaffAhead) {
        return no(Refusal::slot_unknown);
    }
    if (booker == Booker::staff ? slot->to <= view.now : slot->from <= view.now) {
        return no(Refusal::slot_over);
    }
    if (booker == Booker::the_public && !slot->open) {
        return no(is_public_day(view, day) ? Refusal::slot_full : Refusal::booking_closed);
    }
    return is_full(view, item, from) ? AppointmentRuled<Slot>{no(Refusal::slot_full)} : *slot;
}

// Null when it can still be changed; else why not.
std::optional<AppointmentRefused> fixed(const Appointment& appointment) {
    switch (appointment.state) {
        case AppointmentState::booked:
            return std::nullopt;
        case AppointmentState::checked_in:
        case AppointmentState::used:
            return AppointmentRefused{Refusal::appointment_used, appointment};
        case AppointmentState::cancelled:
            return AppointmentRefused{Refusal::appointment_cancelled, appointment};
        case AppointmentState::missed:
            return AppointmentRefused{Refusal::appointment_missed, appointment};
    }
    return std::nullopt;
}

bool is_too_late(const AppointmentView& view, const Appointment& appointment, Booker booker) {
    return booker == Booker::the_public &&
           view.now > appointment.from - rules_of(view).cancel_before;
}

bool has_enough(const AppointmentView& view, const BookingOrder& order, Day day) {
    if (order.contact.empty()) {
        return false;
    }
    const auto same_day = view.book.on(day);
    const auto mine = std::ranges::count_if(same_day, [&](const Appointment* one) {
        return one->contact == order.contact && one->state != AppointmentState::cancelled;
    });
    return mine >= rules_of(view).per_person_day;
}

AppointmentDecision changed(Appointment appointment, AppointmentAction action) {
    ++appointment.version;
    return {AppointmentChanged{action, appointment, {}}, appointment};
}

}  // namespace

std::string_view name_of(Arrival arrival) noexcept {
    switch (arrival) {
        case Arrival::early:
            return "early";
        case Arrival::on_time:
            return "on_time";
        case Arrival::late:
            return "late";
    }
    return "";
}

std::optional<Arrival> arrival_from(std::string_view name) noexcept {
    for (const Arrival one : {Arrival::early, Arrival::on_time, Arrival::late}) {
        if (name == name_of(one)) {
            return one;
        }
    }
    return std::nullopt;
}

std::vector<Slot> slots_of(const AppointmentView& view, const Item& item, Day day) {
    std::vector<Slot> slots;
    const int capacity = capacity_of(view, item);
    if (view.clock == nullptr || capacity == 0) {
        return slots;
    }
    const auto length = rules_of(view).slot;
    const bool is_open_day = is_public_day(view, day);
    const auto hours = served(view, item.queue, day);
    for (const Stretch& part : bookable(view, day)) {
        for (Moment from = part.from; from + length <= part.to; from += length) {
            const auto holds = [&](const Stretch& one) {
                return one.from <= from && from + length <= one.to;
            };
            if (std::ranges::none_of(hours, holds)) {
                continue;
            }
            const int taken = item.appointments_per_slot == 0 ? view.book.taken(item.queue, from)
                                                              : view.book.taken(item.id, from);
            const bool open = is_open_day && from > view.now && !is_full(view, item, from);
            slots.push_back({from, from + length, capacity, taken, open});
        }
    }
    return slots;
}

AppointmentRuled<AppointmentDecision> decide_booking(const AppointmentView& view,
                                                     const BookingOrder& order) {
    if (const Appointment* known = view.book.find(order.id)) {
        // One that was changed meanwhile is told as it is now, whatever its first hour was.
        const bool same = known->item == order.item && known->contact == order.contact &&
                          known->source == order.source && known->tail == order.tail &&
                          (known->version > 1 || known->from == order.from);
        return same ? AppointmentRuled<AppointmentDecision>{{std::nullopt, *known}}
                    : no(Refusal::appointment_differs);
    }
    const Item* item = view.content.catalogue.item(order.item);
    if (item == nullptr) {
        return no(Refusal::item_unknown);
    }
    const auto slot = bookable_slot(view, *item, order.from, order.booker);
    if (!slot) {
        return tl::unexpected<AppointmentRefused>{slot.error()};
    }
    const Day day = view.clock->business_day(slot->from);
    if (has_enough(view, order, day)) {
        return no(Refusal::appointment_twice);
    }
    Appointment made{.id = order.id,
                     .code = order.code,
                     .item = item->id,
                     .queue = item->queue,
                     .day = day,
                     .from = slot->from,
                     .to = slot->to,
                     .precheck = order.precheck,
                     .contact = order.contact,
                     .tail = order.tail,
                     .source = order.source,
                     .booked = view.now};
    return AppointmentDecision{AppointmentChanged{AppointmentAction::booked, made, {}}, made};
}

AppointmentRuled<AppointmentDecision> decide_move(const AppointmentView& view,
                                                  const AppointmentId& id,
                                                  Moment from,
                                                  Booker booker) {
    const Appointment* known = view.book.find(id);
    if (known == nullptr) {
        return no(Refusal::appointment_unknown);
    }
    if (auto why = fixed(*known)) {
        return tl::unexpected<AppointmentRefused>{std::move(*why)};
    }
    if (known->from == from) {
        return AppointmentDecision{std::nullopt, *known};
    }
    if (is_too_late(view, *known, booker)) {
        return no(Refusal::cancel_too_late, known);
    }
    const Item* item = view.content.catalogue.item(known->item);
    if (item == nullptr) {
        return no(Refusal::item_unknown, known);
    }
    const auto slot = bookable_slot(view, *item, from, booker);
    if (!slot) {
        return no(slot.error().code, known);
    }
    Appointment moved = *known;
    moved.from = slot->from;
    moved.to = slot->to;
    moved.day = view.clock->business_day(slot->from);
    // Among the others of that day: the one that moves is no other.
    const BookingOrder same{.id = id, .item = known->item, .contact = known->contact};
    if (moved.day != known->day && has_enough(view, same, moved.day)) {
        return no(Refusal::appointment_twice, known);
    }
    return changed(std::move(moved), AppointmentAction::moved);
}

AppointmentRuled<AppointmentDecision> decide_cancel(const AppointmentView& view,
                                                    const AppointmentId& id,
                                                    Booker booker) {
    const Appointment* known = view.book.find(id);
    if (known == nullptr) {
        return no(Refusal::appointment_unknown);
    }
    if (known->state == AppointmentState::cancelled) {
        return AppointmentDecision{std::nullopt, *known};
    }
    if (auto why = fixed(*known)) {
        return tl::unexpected<AppointmentRefused>{std::move(*why)};
    }
    if (is_too_late(view, *known, booker)) {
        return no(Refusal::cancel_too_late, known);
    }
    Appointment cancelled = *known;
    cancelled.state = AppointmentState::cancelled;
    return changed(std::move(cancelled), AppointmentAction::cancelled);
}

AppointmentRuled<AppointmentDecision> decide_precheck(const AppointmentView& view,
                                                      const AppointmentId& id,
                                                      Precheck result) {
    const Appointment* known = view.book.find(id);
    if (known == nullptr) {
        return no(Refusal::appointment_unknown);
    }
    if (known->precheck == result) {
        return AppointmentDecision{std::nullopt, *known};
    }
    if (auto why = fixed(*known)) {
        return tl::unexpected<AppointmentRefused>{std::move(*why)};
    }
    Appointment checked = *known;
    checked.precheck = result;
    return changed(std::move(checked), AppointmentAction::prechecked);
}

CheckIn check_in_at(const AppointmentView& view, const Appointment& appointment) {
    const AppointmentRules& rules = rules_of(view);
    if (view.now >= appointment.to + rules.grace) {
        return {appointment, Arrival::late, Band::walk_in, std::nullopt};
    }
    const bool early = view.now < appointment.from - rules.arrive_early;
    return {appointment, early ? Arrival::early : Arrival::on_time, Band::appointment,
            appointment.from};
}

AppointmentRuled<CheckIn> decide_check_in(const AppointmentView& view,
                                          const Appointment& appointment) {
    if (auto why = fixed(appointment)) {
        return tl::unexpected<AppointmentRefused>{std::move(*why)};
    }
    if (appointment.day != view.today) {
        return no(appointment.day < view.today ? Refusal::appointment_missed
                                               : Refusal::appointment_other_day,
                  &appointment);
    }
    return check_in_at(view, appointment);
}

AppointmentChanged checked_in(const Appointment& appointment,
                              const TicketId& ticket,
                              const Number& number) {
    Appointment now = appointment;
    now.state = AppointmentState::checked_in;
    now.ticket = ticket;
    now.number = number;
    ++now.version;
    return {AppointmentAction::checked_in, std::move(now), {}};
}

const Appointment* appointment_of(const AppointmentBook& book,
                                  const TicketId& ticket,
                                  Day day,
                                  std::string_view named) {
    if (const Appointment* known = book.by_ticket(ticket)) {
        return known;
    }
    const auto id = uuid_from(named);
    const auto scanned = scanned_from(named);
    const auto typed = scanned ? std::optional{scanned->code} : short_code_from(named);
    const Appointment* known = id ? book.find(*id) : typed ? book.by_code(*typed) : nullptr;
    const bool is_free =
        known != nullptr && known->day == day &&
        (known->state == AppointmentState::booked || known->state == AppointmentState::missed);
    return is_free ? known : nullptr;
}

}  // namespace hall
