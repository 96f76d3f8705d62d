// SPDX-License-Identifier: Apache-2.0
// The rules of rating: what a press leads to, or why not. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/decide.h"
#include "sync/hall/events.h"

namespace hall {

/// Somebody pressed a grade.
struct RatingOrder {
    Uuid id;
    /// Without it (an evaluator that knows no tickets): the service that the counter just ended.
    std::optional<TicketId> ticket;
    std::optional<CounterId> counter;  ///< Where the tablet or evaluator stands; not of a phone.
    int grade = kGradeBest;
    std::vector<RatingReason> reasons;
    RatingSource source = RatingSource::tablet;
    DeviceId device;
    /// How long ago it was pressed; a tablet that was cut off sends it later.
    std::chrono::milliseconds ago{0};
};

struct RatingDecision {
    std::vector<Event> events;  ///< Empty: this very press is written down already.
    ServiceDue service;         ///< With its rating.
};

/// A press at the counter counts until the counter has turned to the next person, and a little
/// longer, because a finger already on its way means the one who was served.
inline constexpr std::chrono::seconds kPressGrace{5};

/// Decides one press against the state of the hall; changes nothing. That no clerk presses is the
/// caller's to see to: an order carries no person.
///
/// Refused: ticket_unknown; rating_not_due (not finished, or the counter serves somebody else by
/// now and no ticket was named); rating_given; other_counter (not that tablet's); rating_too_late.
[[nodiscard]] Ruled<RatingDecision> decide_rating(const Book& book,
                                                  const HallConfig& hall,
                                                  const RatingOrder& order,
                                                  Moment now);

/// What a phone is told of a service; `due` null = the ticket was never finished.
[[nodiscard]] RatingState rating_state(const ServiceDue* due, const HallConfig& hall, Moment now);

/// Until when a service may be rated by the ticket's own code.
[[nodiscard]] Moment rate_until(const ServiceDue& due, const HallConfig& hall);

/// What the tablet of a counter should ask about.
struct Prompt {
    const ServiceDue* service = nullptr;
    std::chrono::milliseconds left{0};  ///< Of the time in which it asks by itself; 0 = passed.
};
/// Nothing while the counter serves, calls, or has been rated for its last service.
[[nodiscard]] std::optional<Prompt> prompt_at(const Book& book,
                                              const HallConfig& hall,
                                              const CounterId& counter,
                                              Moment now);

}  // namespace hall
