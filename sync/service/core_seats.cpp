// SPDX-License-Identifier: Apache-2.0
// The core's dealings with people at counters.
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kReasonMax = 400;

// At most kReasonMax bytes, cut between characters: what is longer could not be read back.
std::string shortened(std::string text) {
    if (text.size() > kReasonMax) {
        std::size_t end = kReasonMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
    }
    return text;
}

}  // namespace

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
        lease_holds(*taken)) {
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
    seat.extended = false;
    seat.lease_until = now_ + hall().policy.lease;
    emit({now_, SeatChanged{SeatAction::open, std::move(seat)}});
    return {200, Json{{"counter", asked.counter.value}, {"clerk", asked.clerk.value}}.dump()};
}

Core::Answer Core::change_seat(const SeatAsked& asked) {
    const Seat* known = book_.seat(asked.counter);
    if (known == nullptr || known->clerk.empty()) {
        return refused({Refusal::counter_not_open, std::nullopt});
    }
    if (known->clerk != asked.clerk) {
        return refused({Refusal::counter_taken, std::nullopt});
    }
    Answer done{200, Json{{"counter", asked.counter.value}}.dump()};
    if (asked.action == SeatAction::renew) {
        keep_lease(asked.counter);
        return done;
    }
    Seat seat = *known;
    if (asked.action == SeatAction::close) {
        if (const Ticket* held = book_.held_by(asked.counter); held != nullptr) {
            return refused({Refusal::counter_busy, *held});
        }
        seat.clerk = {};
        seat.session.clear();
        seat.extended = false;
        seat.lease_until = now_;
    } else {
        seat.lease_until = now_ + hall().policy.lease;
    }
    if (asked.action == SeatAction::pause) {
        if (asked.reason.empty()) {
            return refused({Refusal::reason_missing, std::nullopt});
        }
        seat.paused = true;
        seat.pause_reason = shortened(asked.reason);
    } else if (asked.action == SeatAction::resume) {
        seat.paused = false;
        seat.pause_reason.clear();
    } else if (asked.action == SeatAction::extend || asked.action == SeatAction::extend_end) {
        seat.extended = asked.action == SeatAction::extend;
        if (seat.extended == known->extended) {
            return done;  // Said before; nothing new to write down.
        }
    }
    emit({now_, SeatChanged{asked.action, std::move(seat)}});
    return done;
}

// A lease that ends far beyond one that was given now is from before the clock was set back: it
// does not keep the next clerk from the counter for a day.
bool Core::lease_holds(const Seat& seat) const {
    return now_ < seat.lease_until && seat.lease_until - now_ <= 2 * hall().policy.lease;
}

// A clerk who works is there: commands and the page renew the lease once half of it has passed.
void Core::keep_lease(const CounterId& counter) {
    const Seat* known = book_.seat(counter);
    if (known == nullptr || known->clerk.empty() ||
        (lease_holds(*known) && known->lease_until - now_ > hall().policy.lease / 2)) {
        return;
    }
    Seat seat = *known;
    seat.lease_until = now_ + hall().policy.lease;
    emit({now_, SeatChanged{SeatAction::renew, std::move(seat)}});
}

}  // namespace hall::service
