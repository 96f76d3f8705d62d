// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/ledger.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace hall {

namespace {

template <typename Unit>
std::int32_t between(Moment from, Moment to) {
    const auto n = std::chrono::duration_cast<Unit>(to - from).count();
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(n, 0, std::numeric_limits<std::int32_t>::max()));
}

}  // namespace

std::uint16_t Words::number_of(const std::string& word) {
    const auto known = numbers_.find(word);
    if (known != numbers_.end()) {
        return known->second;
    }
    assert(words_.size() < std::numeric_limits<std::uint16_t>::max());
    const auto number = static_cast<std::uint16_t>(words_.size());
    words_.push_back(word);
    numbers_.emplace(word, number);
    return number;
}

void Ledger::take(const Event& event) {
    if (const auto* changed = std::get_if<TicketChanged>(&event.what)) {
        take(*changed);
    } else if (const auto* given = std::get_if<RatingGiven>(&event.what)) {
        take(*given);
    } else if (const auto* recorded = std::get_if<CaseRecorded>(&event.what)) {
        take(*recorded);
    }
}

// The newest rows change most: whoever is called was not there long ago.
ServiceRow* Ledger::find(Day day, const TicketId& ticket) {
    const auto rows = days_.find(day);
    if (rows == days_.end()) {
        return nullptr;
    }
    const auto found = std::find_if(rows->second.rbegin(), rows->second.rend(),
                                    [&](const ServiceRow& row) { return row.ticket == ticket; });
    return found == rows->second.rend() ? nullptr : &*found;
}

void Ledger::take(const TicketChanged& changed) {
    const Ticket& ticket = changed.ticket;
    if (ticket.calls == 0) {
        return;
    }
    ServiceRow* row = find(ticket.day, ticket.id);
    if (row == nullptr) {
        row = &days_[ticket.day].emplace_back();
        row->ticket = ticket.id;
        row->number = ticket.number;
    }
    row->queue = words_.number_of(ticket.queue.value);
    row->item = words_.number_of(ticket.item.value);
    row->counter = words_.number_of(ticket.counter ? ticket.counter->value : std::string{});
    row->clerk = words_.number_of(ticket.clerk.value);
    row->called = ticket.called.value_or(Moment{});
    row->ended = ticket.ended.value_or(Moment{});
    row->wait_s =
        ticket.called ? between<std::chrono::seconds>(ticket.issued, *ticket.called) : kNever;
    row->service_s = ticket.started && ticket.ended
                         ? between<std::chrono::seconds>(*ticket.started, *ticket.ended)
                         : kNever;
    row->no_show = ticket.state == TicketState::no_show;
    row->finished = ticket.state == TicketState::finished && ticket.counter && ticket.ended;
    row->flagged = ticket.flagged;
}

void Ledger::take(const RatingGiven& given) {
    const ServiceDue& service = given.service;
    ServiceRow* row = find(service.day, service.ticket);
    if (row == nullptr || !service.rating) {
        return;
    }
    row->grade = static_cast<std::uint8_t>(service.rating->grade);
    row->rated_after_ms =
        between<std::chrono::milliseconds>(service.finished, service.rating->pressed);
}

void Ledger::take(const CaseRecorded& recorded) {
    const CaseRecord& record = recorded.record;
    ServiceRow* row = find(record.day, record.ticket);
    if (row != nullptr && record.result != CaseResult::advised &&
        row->records < std::numeric_limits<std::uint8_t>::max()) {
        ++row->records;
    }
}

}  // namespace hall
