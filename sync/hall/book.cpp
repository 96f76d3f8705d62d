// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/book.h"

#include <algorithm>
#include <type_traits>

namespace hall {

namespace {

template <typename Map, typename Key>
auto find_in(const Map& map, const Key& key) noexcept -> const typename Map::mapped_type* {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

bool is_held(const Ticket& ticket) noexcept {
    return ticket.counter &&
           (ticket.state == TicketState::called || ticket.state == TicketState::serving);
}

}  // namespace

void Book::apply(const Event& event) {
    std::visit(
        [&](const auto& what) {
            if constexpr (std::is_same_v<std::decay_t<decltype(what)>, CommandDone>) {
                fold(what, event.at);
            } else {
                fold(what);
            }
        },
        event.what);
}

void Book::fold(const TicketChanged& changed) {
    const Ticket& ticket = changed.ticket;
    const Ticket* before = this->ticket(ticket.id);
    // Only the first time anybody calls it: a detour by no-show or parking is no wait promised.
    const bool first_call =
        (changed.action == Action::call_next || changed.action == Action::call) &&
        before != nullptr && before->legs.size() == 1 && !before->legs.front().counter;
    if (first_call && ticket.called && ticket.predicted_min && ticket.promised_lo &&
        ticket.promised_hi) {
        const Promised promised{*ticket.promised_lo, *ticket.promised_hi, *ticket.predicted_min};
        Calibration& calibration = calibrations_[ticket.queue];
        calibration = learned(calibration, promised, *ticket.called - ticket.issued);
    }
    note_service(changed);
    put(ticket);
    appointments_.follow(ticket);
}

void Book::fold(const SlipChanged& changed) {
    put(changed.ticket);
}

void Book::put(const Ticket& ticket) {
    if (const auto known = tickets_.find(ticket.id); known != tickets_.end()) {
        unindex(known->second);
    }
    tickets_.insert_or_assign(ticket.id, ticket);
    index(ticket);
}

void Book::fold(const SeatChanged& changed) {
    seats_.insert_or_assign(changed.seat.counter, changed.seat);
}

void Book::fold(const NumberChanged& changed) {
    numbers_.insert_or_assign(changed.ticket, changed);
    if (changed.state == NumberState::voided) {
        appointments_.release(changed.ticket);
    }
    const Series series{changed.day, changed.number.prefix, changed.number.lane, changed.band};
    if (changed.ordinal == 0) {
        return;  // Given up before a number was reserved.
    }
    int& last = ordinals_[series];
    last = std::max(last, changed.ordinal);
}

void Book::fold(const DeviceChanged& changed) {
    const Device* before = device(changed.device.id);
    if (before != nullptr && before->epoch != changed.device.epoch) {
        retired_lanes_.insert({changed.device.lane_day, before->lane});
    }
    devices_.insert_or_assign(changed.device.id, changed.device);
}

// The high-water stands in the DeviceChanged that is written with every batch.
void Book::fold(const DeviceEntry& entry) {
    Chains& kept = chains_[entry.device];
    if (kept.epoch != entry.epoch || entry.seq != kept.last_seq + 1) {
        kept.chains.clear();
    }
    kept.epoch = entry.epoch;
    kept.last_seq = entry.seq;
    kept.chains.push_back(entry.chain);
    if (kept.chains.size() > kChainsKept) {
        kept.chains.pop_front();
    }
}

void Book::fold(const CommandDone& done, Moment at) {
    done_.insert_or_assign(done.cmd, Done{done, at});
}

void Book::fold(const DayClosed& closed) {
    closed_day_ = std::max(closed_day_.value_or(closed.day), closed.day);
    appointments_.close(*closed_day_);
}

void Book::fold(const EpochStarted& started) {
    if (started.epoch > epoch_) {
        epoch_ = started.epoch;
        spare_lane_.reset();
    }
    if (started.epoch == epoch_ && started.day) {
        spare_lane_ = {*started.day, started.lane};
    }
}

void Book::fold(const ContentChanged& /*changed*/) {
}

void Book::fold(const AdminDone& /*done*/) {
}

void Book::fold(const AppointmentChanged& changed) {
    appointments_.put(changed.appointment);
}

void Book::fold(const RatingGiven& given) {
    services_.insert_or_assign(given.service.ticket, given.service);
    if (const auto ticket = tickets_.find(given.service.ticket); ticket != tickets_.end()) {
        ticket->second.rated = true;
    }
}

void Book::fold(const CaseChanged& changed) {
    cases_.put(changed.file);
}

void Book::fold(const CaseRecorded& recorded) {
    if (const auto ticket = tickets_.find(recorded.record.ticket); ticket != tickets_.end()) {
        ticket->second.cases = std::max(ticket->second.cases, recorded.record.nth);
    }
}

// A service begins to be due when its ticket is finished and is no service when that is undone,
// unless it was rated meanwhile: what a citizen said stays said.
void Book::note_service(const TicketChanged& changed) {
    const Ticket& ticket = changed.ticket;
    const auto known = services_.find(ticket.id);
    const bool finished = ticket.state == TicketState::finished && ticket.counter && ticket.ended;
    if (!finished && known != services_.end()) {
        if (const auto last = last_services_.find(known->second.counter);
            last != last_services_.end() && last->second == ticket.id) {
            last_services_.erase(last);
        }
        if (!known->second.rating) {
            services_.erase(known);
        }
    }
    if (finished) {
        auto rating = known == services_.end() ? std::nullopt : known->second.rating;
        services_.insert_or_assign(ticket.id, ServiceDue{ticket.id,
                                                         ticket.day,
                                                         ticket.number,
                                                         ticket.queue,
                                                         ticket.item,
                                                         *ticket.counter,
                                                         ticket.clerk,
                                                         *ticket.ended,
                                                         {},
                                                         std::move(rating)});
        last_services_.insert_or_assign(*ticket.counter, ticket.id);
    } else if (ticket.counter && ticket.state == TicketState::called) {
        turn_to_next(*ticket.counter, ticket.called.value_or(ticket.issued), true);
    } else if (ticket.counter && ticket.state == TicketState::serving) {
        turn_to_next(*ticket.counter, ticket.started.value_or(ticket.issued), false);
    }
}

// One press may finish a service and call the next: the one who was served still stands there
// until the next has come, so that call alone does not end the time to rate.
void Book::turn_to_next(const CounterId& counter, Moment at, bool called) {
    const auto last = last_services_.find(counter);
    if (last == last_services_.end()) {
        return;
    }
    const auto service = services_.find(last->second);
    if (service == services_.end() || service->second.closed ||
        (called && at == service->second.finished)) {
        return;
    }
    service->second.closed = std::max(at, service->second.finished);
}

void Book::index(const Ticket& ticket) {
    // Two tickets with one label cannot be unless a disk was cloned; the older id keeps it.
    const auto label = by_label_.try_emplace({ticket.day, ticket.number}, ticket.id).first;
    label->second = std::min(label->second, ticket.id);
    if (ticket.state == TicketState::waiting) {
        waiting_[ticket.queue].insert(ticket.id);
    }
    if (is_held(ticket)) {
        held_[*ticket.counter] = ticket.id;
    }
}

void Book::unindex(const Ticket& ticket) {
    const auto label = by_label_.find({ticket.day, ticket.number});
    if (label != by_label_.end() && label->second == ticket.id) {
        by_label_.erase(label);
    }
    if (const auto queue = waiting_.find(ticket.queue); queue != waiting_.end()) {
        queue->second.erase(ticket.id);
    }
    if (ticket.counter) {
        const auto held = held_.find(*ticket.counter);
        if (held != held_.end() && held->second == ticket.id) {
            held_.erase(held);
        }
    }
}

const Ticket* Book::ticket(const TicketId& id) const noexcept {
    return find_in(tickets_, id);
}

const Ticket* Book::ticket_by_number(Day day, const Number& number) const noexcept {
    const TicketId* id = find_in(by_label_, Label{day, number});
    return id == nullptr ? nullptr : ticket(*id);
}

std::vector<const Ticket*> Book::waiting(const QueueId& queue) const {
    std::vector<const Ticket*> found;
    for (const auto& [id, tickets] : waiting_) {
        if (!queue.empty() && id != queue) {
            continue;
        }
        for (const TicketId& ticket_id : tickets) {
            found.push_back(&tickets_.at(ticket_id));
        }
    }
    return found;
}

int Book::waiting_count(const QueueId& queue) const noexcept {
    const auto* tickets = find_in(waiting_, queue);
    return tickets == nullptr ? 0 : static_cast<int>(tickets->size());
}

const Ticket* Book::held_by(const CounterId& counter) const noexcept {
    const TicketId* id = find_in(held_, counter);
    return id == nullptr ? nullptr : ticket(*id);
}

const ServiceDue* Book::service_due(const TicketId& id) const noexcept {
    return find_in(services_, id);
}

const ServiceDue* Book::last_service(const CounterId& counter) const noexcept {
    const TicketId* id = find_in(last_services_, counter);
    return id == nullptr ? nullptr : service_due(*id);
}

const Seat* Book::seat(const CounterId& counter) const noexcept {
    return find_in(seats_, counter);
}

bool Book::is_open(const CounterId& counter, Moment now) const noexcept {
    const Seat* found = seat(counter);
    return found != nullptr && !found->clerk.empty() && !found->paused && now < found->lease_until;
}

const Device* Book::device(const DeviceId& id) const noexcept {
    return find_in(devices_, id);
}

std::set<Lane> Book::lanes_used(Day day) const {
    std::set<Lane> lanes;
    for (const auto& [series, last] : ordinals_) {
        if (series.day == day) {
            lanes.insert(series.lane);
        }
    }
    for (const auto& [retired_on, lane] : retired_lanes_) {
        if (retired_on == day) {
            lanes.insert(lane);
        }
    }
    return lanes;
}

int Book::last_ordinal(const Series& series) const noexcept {
    const int* last = find_in(ordinals_, series);
    return last == nullptr ? 0 : *last;
}

const NumberChanged* Book::number_of(const TicketId& id) const noexcept {
    return find_in(numbers_, id);
}

const CommandDone* Book::done(const CommandId& cmd) const noexcept {
    const Done* found = find_in(done_, cmd);
    return found == nullptr ? nullptr : &found->command;
}

const std::string* Book::chain_at(const DeviceId& device,
                                  std::int64_t epoch,
                                  std::int64_t seq) const noexcept {
    const Chains* kept = find_in(chains_, device);
    if (kept == nullptr || kept->epoch != epoch || seq > kept->last_seq) {
        return nullptr;
    }
    const auto back = static_cast<std::size_t>(kept->last_seq - seq);
    return back < kept->chains.size() ? &kept->chains[kept->chains.size() - 1 - back] : nullptr;
}

void Book::forget_before(Day day) {
    for (auto it = tickets_.begin(); it != tickets_.end();) {
        if (it->second.day < day) {
            unindex(it->second);
            it = tickets_.erase(it);
        } else {
            ++it;
        }
    }
    std::erase_if(services_, [&](const auto& entry) {
        return entry.second.day + std::chrono::days{kServiceKeptDays} < day;
    });
    appointments_.forget_before(day);
    std::erase_if(numbers_, [&](const auto& entry) { return entry.second.day < day; });
    std::erase_if(ordinals_, [&](const auto& entry) { return entry.first.day < day; });
    std::erase_if(retired_lanes_, [&](const auto& entry) { return entry.first < day; });
    // Answers live about as long as the tickets they speak of; a zone's hours do not matter here.
    const Moment oldest{day.time_since_epoch()};
    std::erase_if(done_, [&](const auto& entry) { return entry.second.at < oldest; });
}

Book::Snapshot Book::snapshot() const {
    Snapshot snapshot{.epoch = epoch_, .calibrations = calibrations_};
    for (const auto& [id, ticket] : tickets_) {
        snapshot.tickets.push_back(ticket);
    }
    for (const auto& [id, seat] : seats_) {
        snapshot.seats.push_back(seat);
    }
    return snapshot;
}

void Book::restore(Snapshot snapshot) {
    *this = Book{};
    epoch_ = snapshot.epoch;
    calibrations_ = std::move(snapshot.calibrations);
    for (Ticket& ticket : snapshot.tickets) {
        index(ticket);
        tickets_.insert_or_assign(ticket.id, std::move(ticket));
    }
    for (Seat& seat : snapshot.seats) {
        seats_.insert_or_assign(seat.counter, std::move(seat));
    }
}

}  // namespace hall
