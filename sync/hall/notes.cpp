// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/notes.h"

#include <algorithm>
#include <set>

#include "sync/hall/appointment_rules.h"
#include "sync/hall/carried.h"
#include "sync/hall/moves.h"

namespace hall {

namespace {

std::vector<Event> merge_boot(const Book& book,
                              const Device& device,
                              std::int64_t boot,
                              Moment now) {
    std::vector<Event> events;
    for (const auto& [id, number] : book.numbers()) {
        const bool unprinted = number.state == NumberState::reserved &&
                               number.device == device.id && number.epoch == device.epoch &&
                               number.boot < boot;
        if (unprinted) {
            NumberChanged voided = number;
            voided.state = NumberState::voided;
            voided.reason = VoidReason::boot;
            events.push_back({now, std::move(voided)});
        }
    }
    return events;
}

Ticket ticket_of(const IssuedNote& note, const Device& device, Moment effective) {
    Ticket ticket;
    ticket.id = note.ticket;
    ticket.day = note.day;
    ticket.number = note.number;
    ticket.band = note.band;
    ticket.queue = note.queue;
    ticket.item = note.item;
    ticket.priority = note.priority;
    ticket.issued = effective;
    ticket.leg_since = effective;
    ticket.order =
        note.band == Band::appointment && note.due ? std::max(effective, *note.due) : effective;
    ticket.legs.push_back({note.queue, effective, std::nullopt});
    ticket.device = device.id;
    ticket.own_lane = !is_services(note.number.lane);
    ticket.promised_lo = note.promised_lo;
    ticket.promised_hi = note.promised_hi;
    ticket.predicted_min = note.predicted_min;
    ticket.link = note.link;
    return ticket;
}

// The appointment that the ticket came of, told to the ticket; and told of it, unless it knows.
std::vector<Event> claim(const Book& book, const IssuedNote& note, Ticket& ticket, Moment now) {
    const Appointment* mine =
        appointment_of(book.appointments(), note.ticket, note.day, note.appointment);
    if (mine == nullptr) {
        return {};
    }
    ticket.appointment = mine->id;
    if (ticket.item.empty()) {
        ticket.item = mine->item;  // The device could not know it: nobody was there to be asked.
    }
    ticket.prechecked = mine->precheck == Precheck::passed;
    if (ticket.band == Band::appointment) {
        ticket.order = std::max(ticket.order, mine->from);
    }
    if (mine->ticket == note.ticket) {
        return {};
    }
    return {{now, checked_in(*mine, note.ticket, note.number)}};
}

std::vector<Event> merge_issued(
    const Book& book, const Device& device, const IssuedNote& note, Moment effective, Moment now) {
    if (book.ticket(note.ticket) != nullptr) {
        return {};
    }
    NumberChanged number{.ticket = note.ticket,
                         .day = note.day,
                         .number = note.number,
                         .ordinal = note.ordinal,
                         .band = note.band,
                         .queue = note.queue,
                         .state = NumberState::issued,
                         .reason = VoidReason::none,
                         .device = device.id,
                         .epoch = device.epoch,
                         .boot = device.boot};
    Ticket ticket = ticket_of(note, device, effective);
    const Ticket* twin = book.ticket_by_number(note.day, note.number);
    ticket.flagged = twin != nullptr;  // Cannot be unless a disk was cloned: a person looks.
    std::vector<Event> events = claim(book, note, ticket, now);
    if (book.closed_day() && note.day <= *book.closed_day()) {
        end_with(ticket, TicketState::expired, now);
    }
    events.push_back({now, std::move(number)});
    events.push_back({now, TicketChanged{Action::issue, std::move(ticket), {}, {}, {}, {}}});
    return events;
}

// Refuses a late alloc for ever, even when the alloc itself never came.
std::vector<Event> merge_abandon(const Book& book,
                                 const Device& device,
                                 const AbandonNote& note,
                                 Moment now) {
    const NumberChanged* known = book.number_of(note.ticket);
    if (known != nullptr && known->state != NumberState::reserved) {
        return {};
    }
    NumberChanged voided = known != nullptr ? *known : NumberChanged{};
    voided.ticket = note.ticket;
    voided.device = device.id;
    voided.state = NumberState::voided;
    voided.reason = VoidReason::abandoned;
    if (known == nullptr) {
        voided.day = note.day;
        voided.epoch = device.epoch;
        voided.boot = device.boot;
    }
    return {{now, std::move(voided)}};
}

std::vector<Event> merge_paper(const Book& book, const PaperNote& note, Moment now) {
    const Ticket* known = book.ticket(note.ticket);
    if (known == nullptr || note.sending) {
        return {};
    }
    if (note.evidence == kCarried && known->paper != Paper::unknown) {
        return {};
    }
    Ticket ticket = *known;
    ticket.paper = note.paper;
    ++ticket.version;
    return {{now, SlipChanged{std::move(ticket), note.evidence, note.attempt}}};
}

// Neither held by a device nor used by one today: a lane belongs to one life of one disk.
std::optional<Lane> free_lane(const Book& book, Day today) {
    std::set<Lane> taken = book.lanes_used(today);
    for (const auto& [id, device] : book.devices()) {
        taken.insert(device.lane);
    }
    for (Lane lane = 1; lane < kSpareLanesFrom; ++lane) {
        if (!taken.contains(lane)) {
            return lane;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<Moment> effective_times(std::span<const Stamp> stamps,
                                    const std::optional<ClockOffset>& offset,
                                    Moment floor,
                                    Moment received) {
    std::vector<Moment> times(stamps.size());
    Moment cap = received;
    for (std::size_t i = stamps.size(); i-- > 0;) {
        const bool measured = offset && offset->boot == stamps[i].boot;
        const Moment said =
            measured ? moment_from(stamps[i].mono_ms + offset->offset_ms) : stamps[i].estimate;
        times[i] = std::min(said, cap);
        if (measured || stamps[i].good) {
            cap = times[i];
        }
    }
    for (Moment& time : times) {
        time = std::max(time, floor);
        floor = time;
    }
    return times;
}

std::vector<Event> merge(
    const Book& book, const Device& device, const Note& note, Moment effective, Moment now) {
    if (const auto* boot = std::get_if<BootNote>(&note.what)) {
        return merge_boot(book, device, boot->boot, now);
    }
    if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        return merge_issued(book, device, *issued, effective, now);
    }
    if (const auto* abandon = std::get_if<AbandonNote>(&note.what)) {
        return merge_abandon(book, device, *abandon, now);
    }
    if (const auto* paper = std::get_if<PaperNote>(&note.what)) {
        return merge_paper(book, *paper, now);
    }
    return {};  // A lane was given out by the service itself.
}

Ruled<Reserved> reserve(
    const Book& book, const HallConfig& hall, const AllocAsk& ask, Day day, Moment now) {
    const auto refuse = [](Refusal code) {
        return tl::make_unexpected(Refused{code, std::nullopt});
    };
    const Queue* queue = hall.queue(ask.queue);
    if (queue == nullptr) {
        return refuse(Refusal::queue_unknown);
    }
    const Device* device = book.device(ask.device);
    if (device == nullptr) {
        return refuse(Refusal::device_unknown);
    }
    if (ask.epoch != device->epoch) {
        return refuse(Refusal::epoch_too_old);
    }
    if (ask.boot < device->boot) {
        return refuse(Refusal::boot_too_old);
    }
    if (const NumberChanged* known = book.number_of(ask.ticket)) {
        if (known->state == NumberState::voided || known->device != ask.device) {
            return refuse(Refusal::number_voided);
        }
        return Reserved{*known, {}};
    }
    const Lane lane = book.services_lane(day);
    const int ordinal = book.last_ordinal({day, queue->prefix, lane, ask.band}) + 1;
    const auto no = nth_number(ask.band, ordinal, hall.policy.digits);
    if (!no) {
        return refuse(Refusal::numbers_used_up);
    }
    NumberChanged number{.ticket = ask.ticket,
                         .day = day,
                         .number = {queue->prefix, lane, *no},
                         .ordinal = ordinal,
                         .band = ask.band,
                         .queue = ask.queue,
                         .state = NumberState::reserved,
                         .reason = VoidReason::none,
                         .device = ask.device,
                         .epoch = ask.epoch,
                         .boot = ask.boot};
    Reserved reserved{number, {}};
    reserved.events.push_back({now, std::move(number)});
    return reserved;
}

Ruled<std::vector<Event>> enrol(const Book& book, Device wanted, Day today, Moment now) {
    const Device* known = book.device(wanted.id);
    if (known != nullptr && wanted.epoch < known->epoch) {
        return tl::make_unexpected(Refused{Refusal::epoch_too_old, std::nullopt});
    }
    if (known != nullptr && wanted.epoch == known->epoch) {
        Device same = *known;
        same.kind = std::move(wanted.kind);
        same.token = std::move(wanted.token);
        if (same.kind == known->kind && same.token == known->token) {
            return std::vector<Event>{};
        }
        return std::vector<Event>{{now, DeviceChanged{DeviceAction::enrolled, std::move(same)}}};
    }
    wanted.acked = 0;
    wanted.boot = 0;
    wanted.chain.clear();
    wanted.last_effective = known != nullptr ? known->last_effective : 0;
    // Also the day that the lane of the journal before is given up on.
    wanted.lane_day = today;
    if (wanted.lane != kHubLane) {
        const auto lane = free_lane(book, today);
        if (!lane) {
            return tl::make_unexpected(Refused{Refusal::lanes_used_up, std::nullopt});
        }
        wanted.lane = *lane;
    }
    return std::vector<Event>{{now, DeviceChanged{DeviceAction::enrolled, std::move(wanted)}}};
}

EpochStarted with_lane(const Book& book, Day today) {
    constexpr Lane kSpare = kLaneMax - kSpareLanesFrom + 1;
    const std::set<Lane> used = book.lanes_used(today);
    // By the epoch, since what the lost end of the log had used is not known.
    const auto first = static_cast<Lane>(book.epoch() % kSpare);
    for (Lane n = 0; n < kSpare; ++n) {
        const Lane lane = kSpareLanesFrom + (first + n) % kSpare;
        if (!used.contains(lane)) {
            return {book.epoch(), lane, today};
        }
    }
    return {book.epoch(), kSpareLanesFrom + first, today};
}

}  // namespace hall
