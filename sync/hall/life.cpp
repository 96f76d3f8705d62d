// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/life.h"

#include <algorithm>
#include <cassert>

#include "sync/hall/names.h"

namespace hall {

namespace {

struct Rule {
    Action action;
    TicketState from;
    TicketState to;
};

using S = TicketState;
using A = Action;

// The whole life of a ticket. A pair that is not here is refused.
constexpr std::array kRules{
    Rule{A::call_next, S::waiting, S::called},  Rule{A::put_back, S::called, S::waiting},
    Rule{A::undo, S::finished, S::serving},     Rule{A::undo, S::no_show, S::called},
    Rule{A::call, S::waiting, S::called},       Rule{A::call, S::parked, S::called},
    Rule{A::call, S::no_show, S::called},       Rule{A::recall, S::called, S::called},
    Rule{A::start, S::called, S::serving},      Rule{A::finish, S::serving, S::finished},
    Rule{A::no_show, S::called, S::no_show},    Rule{A::requeue, S::no_show, S::waiting},
    Rule{A::park, S::called, S::parked},        Rule{A::park, S::serving, S::parked},
    Rule{A::resume, S::parked, S::waiting},     Rule{A::transfer, S::waiting, S::waiting},
    Rule{A::transfer, S::called, S::waiting},   Rule{A::transfer, S::serving, S::waiting},
    Rule{A::transfer, S::parked, S::waiting},   Rule{A::cancel, S::waiting, S::cancelled},
    Rule{A::cancel, S::called, S::cancelled},   Rule{A::reactivate, S::cancelled, S::waiting},
    Rule{A::grant, S::waiting, S::waiting},     Rule{A::grant, S::parked, S::parked},
    Rule{A::day_close, S::waiting, S::expired}, Rule{A::day_close, S::parked, S::expired},
    Rule{A::day_close, S::called, S::expired},  Rule{A::day_close, S::serving, S::finished},
    Rule{A::day_close, S::no_show, S::no_show},
};

constexpr std::array<std::string_view, kTicketStates.size()> kStateNames{
    "waiting", "called", "serving", "finished", "parked", "no_show", "cancelled", "expired"};

constexpr std::array<std::string_view, kActions.size()> kActionNames{
    "issue",    "call_next", "put_back",   "undo",    "call",     "recall",
    "start",    "finish",    "no_show",    "requeue", "park",     "resume",
    "transfer", "cancel",    "reactivate", "grant",   "day_close"};

// In the order of the enumeration.
constexpr std::array<std::string_view, 59> kRefusalCodes{"still_waiting",
                                                         "already_called",
                                                         "already_serving",
                                                         "already_finished",
                                                         "is_parked",
                                                         "already_no_show",
                                                         "was_cancelled",
                                                         "day_is_over",
                                                         "ticket_unknown",
                                                         "other_counter",
                                                         "counter_unknown",
                                                         "counter_not_open",
                                                         "counter_paused",
                                                         "counter_busy",
                                                         "counter_taken",
                                                         "clerk_elsewhere",
                                                         "clerk_unknown",
                                                         "queue_unknown",
                                                         "item_unknown",
                                                         "not_served_here",
                                                         "right_missing",
                                                         "reason_missing",
                                                         "priority_unknown",
                                                         "queue_empty",
                                                         "answer_needed",
                                                         "recall_limit",
                                                         "recall_too_soon",
                                                         "no_show_too_soon",
                                                         "undo_too_late",
                                                         "nothing_to_undo",
                                                         "requeue_too_late",
                                                         "linked_busy",
                                                         "version_differs",
                                                         "numbers_used_up",
                                                         "device_unknown",
                                                         "boot_too_old",
                                                         "epoch_too_old",
                                                         "lanes_used_up",
                                                         "number_voided",
                                                         "rating_not_due",
                                                         "rating_given",
                                                         "rating_too_late",
                                                         "not_bookable",
                                                         "booking_closed",
                                                         "slot_unknown",
                                                         "slot_over",
                                                         "slot_full",
                                                         "appointment_twice",
                                                         "appointment_differs",
                                                         "cancel_too_late",
                                                         "code_invalid",
                                                         "appointment_unknown",
                                                         "appointment_elsewhere",
                                                         "appointment_other_day",
                                                         "appointment_missed",
                                                         "appointment_used",
                                                         "appointment_cancelled",
                                                         "case_empty",
                                                         "cases_full"};
static_assert(kRefusalCodes.size() == static_cast<std::size_t>(Refusal::cases_full) + 1);

Refusal refusal_for(TicketState state) noexcept {
    switch (state) {
        case S::waiting:
            return Refusal::still_waiting;
        case S::called:
            return Refusal::already_called;
        case S::serving:
            return Refusal::already_serving;
        case S::finished:
            return Refusal::already_finished;
        case S::parked:
            return Refusal::is_parked;
        case S::no_show:
            return Refusal::already_no_show;
        case S::cancelled:
            return Refusal::was_cancelled;
        case S::expired:
            return Refusal::day_is_over;
    }
    return Refusal::day_is_over;
}

}  // namespace

std::string_view name_of(TicketState state) noexcept {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(Action action) noexcept {
    return kActionNames[static_cast<std::size_t>(action)];
}

std::string_view code_of(Refusal refusal) noexcept {
    return kRefusalCodes[static_cast<std::size_t>(refusal)];
}

std::optional<TicketState> ticket_state_from(std::string_view name) noexcept {
    return find_name(kStateNames, kTicketStates, name);
}

std::optional<Action> action_from(std::string_view name) noexcept {
    return find_name(kActionNames, kActions, name);
}

tl::expected<TicketState, Refusal> next_state(TicketState from, Action action) noexcept {
    const auto* rule = std::ranges::find_if(
        kRules, [&](const Rule& r) { return r.action == action && r.from == from; });
    if (rule == kRules.end()) {
        return tl::make_unexpected(refusal_for(from));
    }
    return rule->to;
}

}  // namespace hall
