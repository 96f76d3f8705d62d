// SPDX-License-Identifier: Apache-2.0
// The core's dealings with people at counters.
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

void Core::on(const SeatAsked& asked) {
    if (hall().counter(asked.counter) == nullptr) {
        answer(asked.request, refused({Refusal::counter_unknown, std::nullopt}));
        return;
    }
    answer(asked.request, asked.action == SeatAction::open ? open_seat(asked) : change_seat(asked));
}

Core::Answer Core::open_seat(const SeatAsked& asked) {
    if (hall().clerk(asked.clerk) == nullptr) {
        return refused({Refusal::clerk_unknown, std::nullopt});
    }
    const Seat* taken = book_.seat(asked.counter);
    if (taken != nullptr && !taken->clerk.empty() && taken->clerk != asked.clerk &&
        now_ < taken->lease_until) {
        return refused({Refusal::counter_taken, std::nullopt});
    }
    for (const auto& [counter, seat] : book_.seats()) {
        if (seat.clerk != asked.clerk || counter == asked.counter) {
            continue;
        }
        // One clerk, one counter: they get up from the other one, unless a citizen sits there.
        if (const Ticket* held = book_.held_by(counter); held != nullptr) {
            return refused({Refusal::clerk_elsewhere, *held});
        }
        Seat left = seat;
        left.clerk = {};
        left.session.clear();
        left.lease_until = now_;
        emit({now_, SeatChanged{SeatAction::close, std::move(left)}});
        break;
    }
    Seat seat = taken != nullptr ? *taken : Seat{};
    seat.counter = asked.counter;
    if (seat.clerk != asked.clerk) {
        seat.since = now_;
        seat.last_ended.reset();
    }
    seat.clerk = asked.clerk;
    seat.session = asked.session;
    seat.paused = false;
    seat.pause_reason.clear();
    seat.lease_until = now_ + hall().policy.lease;
    emit({now_, SeatChanged{SeatAction::open, std::move(seat)}});
    return {200, Json{{"counter", asked.counter.value}, {"clerk", asked.clerk.value}}.dump()};
}

Core::Answer Core::change_seat(const SeatAsked& asked) {
    const Seat* known = book_.seat(asked.counter);
    if (known == nullptr || known->clerk.empty() || known->clerk != asked.clerk) {
        return refused({Refusal::counter_not_open, std::nullopt});
    }
    Seat seat = *known;
    if (asked.action == SeatAction::close) {
        if (const Ticket* held = book_.held_by(asked.counter); held != nullptr) {
            return refused({Refusal::counter_busy, *held});
        }
        seat.clerk = {};
        seat.session.clear();
        seat.lease_until = now_;
    } else {
        seat.lease_until = now_ + hall().policy.lease;
    }
    if (asked.action == SeatAction::pause) {
        if (asked.reason.empty()) {
            return refused({Refusal::reason_missing, std::nullopt});
        }
        seat.paused = true;
        seat.pause_reason = asked.reason;
    } else if (asked.action == SeatAction::resume) {
        seat.paused = false;
        seat.pause_reason.clear();
    }
    emit({now_, SeatChanged{asked.action, std::move(seat)}});
    return {200, Json{{"counter", asked.counter.value}}.dump()};
}

// A clerk who works is there: commands renew the lease once half of it has passed.
void Core::keep_lease(const CounterId& counter) {
    const Seat* known = book_.seat(counter);
    if (known == nullptr || known->clerk.empty() ||
        known->lease_until - now_ > hall().policy.lease / 2) {
        return;
    }
    Seat seat = *known;
    seat.lease_until = now_ + hall().policy.lease;
    emit({now_, SeatChanged{SeatAction::renew, std::move(seat)}});
}

}  // namespace hall::service
