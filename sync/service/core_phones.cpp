// SPDX-License-Identifier: Apache-2.0
// The core's dealings with citizens: their phones' tokens and what they thought of a service.
#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

void Core::on(const RatingArrived& arrived) {
    auto decision = decide_rating(book_, hall(), arrived.order, now_);
    if (!decision) {
        answer(arrived.request, refused(decision.error()));
        return;
    }
    emit_all(std::move(decision->events));
    const ServiceDue& due = decision->service;
    answer(arrived.request, {200, Json{{"ticket", text_of(due.ticket)},
                                       {"number", label_of(due.number)},
                                       {"counter", due.counter.value},
                                       {"rated", true}}
                                      .dump()});
}

void Core::learn_token(const TicketId& ticket) {
    if (!settings_.code_key.empty()) {
        phones_.insert_or_assign(sync::phone_token(ticket, settings_.code_key), ticket);
    }
}

// Once a day, and the one place where tokens end: 6,000 services of a county's week in 20 ms.
void Core::forget_before(Day day) {
    book_.forget_before(day);
    phones_.clear();
    for (const auto& [id, ticket] : book_.tickets()) {
        learn_token(id);
    }
    for (const auto& [id, due] : book_.services()) {
        learn_token(id);
    }
}

const TicketId* Core::ticket_of_phone(const std::string& token) const {
    const auto found = phones_.find(token);
    return found == phones_.end() ? nullptr : &found->second;
}

}  // namespace hall::service
