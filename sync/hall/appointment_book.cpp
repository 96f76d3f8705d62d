// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/appointment_book.h"

namespace hall {

namespace {

template <typename Counts, typename Key>
void count(Counts& counts, Key key, int step) {
    int& number = counts[key];
    number += step;
    if (number == 0) {
        counts.erase(key);
    }
}

bool has_place(const Appointment& appointment) noexcept {
    return appointment.state != AppointmentState::cancelled;
}

}  // namespace

void AppointmentBook::put(const Appointment& appointment) {
    if (const auto known = all_.find(appointment.id); known != all_.end()) {
        unindex(known->second);
    }
    all_.insert_or_assign(appointment.id, appointment);
    index(appointment);
}

void AppointmentBook::index(const Appointment& appointment) {
    by_code_.insert_or_assign(appointment.code, appointment.id);
    by_time_.insert({{appointment.day, appointment.from}, appointment.id});
    if (appointment.ticket) {
        by_ticket_.insert_or_assign(*appointment.ticket, appointment.id);
    }
    if (has_place(appointment)) {
        count(of_queue_, std::pair{appointment.queue, appointment.from}, 1);
        count(of_item_, std::pair{appointment.item, appointment.from}, 1);
    }
}

void AppointmentBook::unindex(const Appointment& appointment) {
    by_code_.erase(appointment.code);
    by_time_.erase({{appointment.day, appointment.from}, appointment.id});
    if (appointment.ticket) {
        by_ticket_.erase(*appointment.ticket);
    }
    if (has_place(appointment)) {
        count(of_queue_, std::pair{appointment.queue, appointment.from}, -1);
        count(of_item_, std::pair{appointment.item, appointment.from}, -1);
    }
}

void AppointmentBook::follow(const Ticket& ticket) {
    const Appointment* known = by_ticket(ticket.id);
    if (known == nullptr) {
        return;
    }
    const auto state = ticket.state == TicketState::finished ? AppointmentState::used
                                                             : AppointmentState::checked_in;
    if (known->state != state) {
        Appointment now = *known;
        now.state = state;
        put(now);
    }
}

void AppointmentBook::release(const TicketId& ticket) {
    if (const Appointment* known = by_ticket(ticket)) {
        Appointment now = *known;
        now.state = AppointmentState::booked;
        now.ticket.reset();
        now.number = {};
        put(now);
    }
}

void AppointmentBook::close(Day day) {
    for (auto& [id, one] : all_) {
        if (one.day <= day && one.state == AppointmentState::booked) {
            one.state = AppointmentState::missed;  // Keeps its place, so no index moves.
        }
    }
}

void AppointmentBook::forget_before(Day day) {
    for (auto it = all_.begin(); it != all_.end();) {
        if (it->second.day + kKeptDays < day) {
            unindex(it->second);
            it = all_.erase(it);
        } else {
            ++it;
        }
    }
}

const Appointment* AppointmentBook::find(const AppointmentId& id) const noexcept {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
}

const Appointment* AppointmentBook::by_code(std::string_view code) const noexcept {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : find(found->second);
}

const Appointment* AppointmentBook::by_ticket(const TicketId& ticket) const noexcept {
    const auto found = by_ticket_.find(ticket);
    return found == by_ticket_.end() ? nullptr : find(found->second);
}

std::vector<const Appointment*> AppointmentBook::on(Day day) const {
    std::vector<const Appointment*> found;
    for (auto it = by_time_.lower_bound({{day, Moment::min()}, AppointmentId{}});
         it != by_time_.end() && it->first.first == day; ++it) {
        found.push_back(find(it->second));
    }
    return found;
}

int AppointmentBook::taken(const QueueId& queue, Moment from) const noexcept {
    const auto found = of_queue_.find({queue, from});
    return found == of_queue_.end() ? 0 : found->second;
}

int AppointmentBook::taken(const ItemId& item, Moment from) const noexcept {
    const auto found = of_item_.find({item, from});
    return found == of_item_.end() ? 0 : found->second;
}

}  // namespace hall
