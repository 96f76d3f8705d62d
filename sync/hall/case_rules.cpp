// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/case_rules.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::array<std::string_view, kCaseResults.size()> kResultNames{"accepted", "closed",
                                                                         "refused", "advised"};

tl::unexpected<Refused> refuse(Refusal code, const Ticket* ticket = nullptr) {
    return tl::make_unexpected(Refused{code, ticket ? std::optional{*ticket} : std::nullopt});
}

const Ticket* ticket_of(const Book& book, const CaseOrder& order, const Seat& seat) {
    if (order.ticket) {
        return book.ticket(*order.ticket);
    }
    const Ticket* held = book.held_by(order.counter);
    return held != nullptr ? held : seat.last_ended ? book.ticket(*seat.last_ended) : nullptr;
}

// Why that ticket is none to record a case of, here and now.
std::optional<Refused> against(const Book& book, const CaseOrder& order, const Ticket& ticket) {
    if (book.closed_day() && ticket.day <= *book.closed_day()) {
        return Refused{Refusal::day_is_over, ticket};
    }
    if (ticket.counter != order.counter) {
        return Refused{Refusal::other_counter, ticket};
    }
    if (ticket.state != TicketState::finished) {
        if (const auto served = next_state(ticket.state, Action::finish); !served) {
            return Refused{served.error(), ticket};
        }
    }
    if (ticket.cases >= kCasesMost) {
        return Refused{Refusal::cases_full, ticket};
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(CaseResult result) noexcept {
    return kResultNames[static_cast<std::size_t>(result)];
}

std::optional<CaseResult> case_result_from(std::string_view name) noexcept {
    const auto* const found = std::ranges::find(kResultNames, name);
    if (found == kResultNames.end()) {
        return std::nullopt;
    }
    return kCaseResults[static_cast<std::size_t>(found - kResultNames.begin())];
}

Ruled<CaseRecord> decide_case(const Book& book,
                              const Content& content,
                              const CaseOrder& order,
                              Moment now) {
    if (content.hall.counter(order.counter) == nullptr) {
        return refuse(Refusal::counter_unknown);
    }
    const Seat* seat = book.seat(order.counter);
    if (seat == nullptr || seat->clerk.empty() || now >= seat->lease_until) {
        return refuse(Refusal::counter_not_open);
    }
    if (seat->clerk != order.clerk) {
        return refuse(Refusal::counter_taken);
    }
    const Ticket* ticket = ticket_of(book, order, *seat);
    if (ticket == nullptr) {
        return refuse(Refusal::ticket_unknown);
    }
    if (auto refused = against(book, order, *ticket)) {
        return tl::make_unexpected(std::move(*refused));
    }
    const ItemId item = order.item.empty() && order.number.empty() ? ticket->item : order.item;
    if (item.empty() && order.number.empty()) {
        return refuse(Refusal::case_empty, ticket);
    }
    if (!item.empty() && content.catalogue.item(item) == nullptr) {
        return refuse(Refusal::item_unknown, ticket);
    }
    return CaseRecord{order.cmd,         ticket->id,   ticket->day,   item,
                      order.number,      order.result, order.counter, order.clerk,
                      ticket->cases + 1, now};
}

}  // namespace hall
