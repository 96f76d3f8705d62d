// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/next.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace hall {

namespace {

constexpr std::array<std::string_view, 6> kWhyCodes{
    "appointment_due", "priority_turn", "past_cap", "arrival", "returned", "called_by_name"};

template <typename Wanted>
const Ticket* first_of(const std::vector<const Ticket*>& tickets, Wanted wanted) {
    const Ticket* best = nullptr;
    for (const Ticket* ticket : tickets) {
        if (wanted(*ticket) && (best == nullptr || came_before(ticket, best))) {
            best = ticket;
        }
    }
    return best;
}

bool is_priority(const Ticket& ticket) {
    return !ticket.priority.empty();
}

bool is_past_cap(const Ticket& ticket, const Policy& policy, Moment now) {
    return now - std::max(ticket.leg_since, ticket.order) >= policy.wait_cap;
}

// Of the last r calls all were priority: now it is somebody else's turn.
bool share_is_used(const std::vector<bool>& mix, int ratio) {
    const auto r = static_cast<std::size_t>(ratio);
    return mix.size() >= r && std::all_of(mix.end() - ratio, mix.end(), [](bool p) { return p; });
}

std::optional<Choice> in_preference(const std::vector<const Ticket*>& mine,
                                    const std::vector<QueueId>& group,
                                    const std::vector<bool>& mix,
                                    const Policy& policy) {
    std::vector<const Ticket*> here;
    std::ranges::copy_if(mine, std::back_inserter(here), [&](const Ticket* ticket) {
        return std::ranges::find(group, ticket->queue) != group.end();
    });
    const Ticket* priority = first_of(here, is_priority);
    const Ticket* plain = first_of(here, [](const Ticket& t) { return !is_priority(t); });
    if (priority != nullptr && (plain == nullptr || !share_is_used(mix, policy.priority_ratio))) {
        return Choice{priority, Why::priority_turn};
    }
    if (plain != nullptr) {
        return Choice{plain, Why::arrival};
    }
    return std::nullopt;
}

}  // namespace

bool came_before(const Ticket* a, const Ticket* b) noexcept {
    return std::tie(a->order, a->number.lane, a->number.no, a->id) <
           std::tie(b->order, b->number.lane, b->number.no, b->id);
}

std::string_view code_of(Why why) noexcept {
    return kWhyCodes[static_cast<std::size_t>(why)];
}

std::optional<Why> why_from(std::string_view code) noexcept {
    const auto* found = std::ranges::find(kWhyCodes, code);
    if (found == kWhyCodes.end()) {
        return std::nullopt;
    }
    return static_cast<Why>(found - kWhyCodes.begin());
}

std::optional<Choice> choose_next(const std::vector<const Ticket*>& waiting,
                                  const Counter& counter,
                                  const std::vector<bool>& mix,
                                  const Policy& policy,
                                  Moment now) {
    const auto is_past = [&](const Ticket& t) { return is_past_cap(t, policy, now); };
    std::vector<const Ticket*> mine;
    std::ranges::copy_if(waiting, std::back_inserter(mine), [&](const Ticket* ticket) {
        const bool sent_here = ticket->only_for == counter.id;
        const bool anybodys = !ticket->only_for || is_past(*ticket);
        return ticket->state == TicketState::waiting &&
               (sent_here || (anybodys && counter.serves_queue(ticket->queue)));
    });

    if (const Ticket* old = first_of(mine, is_past)) {
        return Choice{old, Why::past_cap};
    }
    if (const Ticket* back =
            first_of(mine, [&](const Ticket& t) { return t.only_for == counter.id; })) {
        return Choice{back, Why::returned};
    }
    if (const Ticket* due = first_of(
            mine, [&](const Ticket& t) { return t.band == Band::appointment && now >= t.order; })) {
        return Choice{due, Why::appointment_due};
    }
    for (const std::vector<QueueId>& group : counter.serves) {
        if (const auto choice = in_preference(mine, group, mix, policy)) {
            return choice;
        }
    }
    return std::nullopt;
}

}  // namespace hall
