// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/rating_rules.h"

#include <algorithm>

namespace hall {

namespace {

using std::chrono::milliseconds;

tl::unexpected<Refused> refuse(Refusal code) {
    return tl::make_unexpected(Refused{code, std::nullopt});
}

const ServiceDue* by_press(const Book& book, const Uuid& id) {
    const auto found = std::ranges::find_if(book.services(), [&](const auto& entry) {
        return entry.second.rating && entry.second.rating->id == id;
    });
    return found == book.services().end() ? nullptr : &found->second;
}

// An evaluator that names no ticket means what its counter ended last. The same press sent again
// means what it meant the first time, though another service has ended since.
Ruled<const ServiceDue*> service_of(const Book& book, const RatingOrder& order) {
    if (order.ticket) {
        const ServiceDue* due = book.service_due(*order.ticket);
        if (due == nullptr) {
            return refuse(book.ticket(*order.ticket) != nullptr ? Refusal::rating_not_due
                                                                : Refusal::ticket_unknown);
        }
        return due;
    }
    if (const ServiceDue* pressed = by_press(book, order.id)) {
        return pressed;
    }
    const ServiceDue* last = order.counter ? book.last_service(*order.counter) : nullptr;
    if (last == nullptr || last->closed) {
        return refuse(Refusal::rating_not_due);
    }
    return last;
}

// At the counter: the tablet beside it, while the one who was served is still there.
std::optional<Refusal> too_late_here(const ServiceDue& due,
                                     const RatingOrder& order,
                                     Moment pressed) {
    if (order.counter != due.counter) {
        return Refusal::other_counter;
    }
    if (due.closed && pressed > *due.closed + kPressGrace) {
        return Refusal::rating_too_late;
    }
    return std::nullopt;
}

}  // namespace

Moment rate_until(const ServiceDue& due, const HallConfig& hall) {
    return due.finished + hall.policy.rate_within;
}

Ruled<RatingDecision> decide_rating(const Book& book,
                                    const HallConfig& hall,
                                    const RatingOrder& order,
                                    Moment now) {
    const auto found = service_of(book, order);
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    ServiceDue due = **found;
    if (due.rating) {
        if (due.rating->id == order.id) {
            return RatingDecision{{}, std::move(due)};
        }
        return refuse(Refusal::rating_given);
    }
    const Moment pressed =
        std::clamp(now - std::max(order.ago, milliseconds{0}), std::min(due.finished, now), now);
    if (now > rate_until(due, hall)) {
        return refuse(Refusal::rating_too_late);
    }
    if (order.source != RatingSource::phone) {
        if (const auto refusal = too_late_here(due, order, pressed)) {
            return refuse(*refusal);
        }
    }
    due.rating = Rating{order.id, order.grade, order.reasons, order.source, order.device, pressed};
    return RatingDecision{{{now, RatingGiven{due}}}, due};
}

RatingState rating_state(const ServiceDue* due, const HallConfig& hall, Moment now) {
    if (due == nullptr) {
        return RatingState::none;
    }
    if (due->rating) {
        return RatingState::rated;
    }
    return now <= rate_until(*due, hall) ? RatingState::due : RatingState::over;
}

std::optional<Prompt> prompt_at(const Book& book,
                                const HallConfig& hall,
                                const CounterId& counter,
                                Moment now) {
    const ServiceDue* due = book.last_service(counter);
    if (due == nullptr || due->closed || due->rating) {
        return std::nullopt;
    }
    const auto passed = std::max(now - due->finished, milliseconds{0});
    const milliseconds left = milliseconds{hall.policy.rating_prompt} - passed;
    return Prompt{due, std::max(left, milliseconds{0})};
}

}  // namespace hall
