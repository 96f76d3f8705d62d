// SPDX-License-Identifier: Apache-2.0
// What a citizen thought of one service: when it may be said, once, and by whom never. Pure.
//
// Rating is voluntary: nothing here gives a grade that nobody pressed, and a service that was not
// rated stays so. Source: GB/T 39734, 4.1.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/ids.h"
#include "sync/hall/number.h"

namespace hall {

/// 1 非常滿意 … 5 非常不滿意.
inline constexpr int kGradeBest = 1;
inline constexpr int kGradeWorst = 5;
/// From here on a grade is a bad one (差評): reasons are asked for.
inline constexpr int kGradeBad = 4;

/// Where the grade was pressed; never by whom.
enum class RatingSource : std::uint8_t { tablet, evaluator, phone };
inline constexpr std::array kRatingSources{RatingSource::tablet, RatingSource::evaluator,
                                           RatingSource::phone};

/// Why a grade was bad, as far as somebody said. Texts "rating.reason_<name>".
enum class RatingReason : std::uint8_t { attitude, skill, waiting, unclear, visits, other };
inline constexpr std::array kRatingReasons{RatingReason::attitude, RatingReason::skill,
                                           RatingReason::waiting,  RatingReason::unclear,
                                           RatingReason::visits,   RatingReason::other};

[[nodiscard]] std::string_view name_of(RatingSource source) noexcept;
[[nodiscard]] std::string_view name_of(RatingReason reason) noexcept;
[[nodiscard]] std::optional<RatingSource> rating_source_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<RatingReason> rating_reason_from(std::string_view name) noexcept;

/// A grade that somebody gave.
struct Rating {
    Uuid id;  ///< Of the press: the same press sent twice is one rating.
    int grade = kGradeBest;
    std::vector<RatingReason> reasons;  ///< Of a bad grade; may be empty.
    RatingSource source = RatingSource::tablet;
    DeviceId device;   ///< The tablet or evaluator; empty for a phone.
    Moment pressed{};  ///< When, in the hub's time, as well as is known.

    bool operator==(const Rating&) const = default;
};

/// One service that is due a rating: a ticket that was finished. Counted once, however many
/// queues the ticket went through. Outlives the ticket, for those who rate days later.
struct ServiceDue {
    TicketId ticket;
    Day day{};
    Number number;
    QueueId queue;
    ItemId item;
    CounterId counter;
    ClerkId clerk;
    Moment finished{};
    /// When the counter turned to somebody else: from then on nobody at it speaks of this service.
    std::optional<Moment> closed;
    std::optional<Rating> rating;

    bool operator==(const ServiceDue&) const = default;
};

/// Days that a service is remembered after its own; above the longest that a hall lets people wait
/// with their rating.
inline constexpr int kServiceKeptDays = 8;
inline constexpr int kRateWithinMaxDays = 7;

enum class RatingState : std::uint8_t {
    none,   ///< Not finished, or not by a clerk's counter.
    due,    ///< May be rated.
    rated,  ///< Was.
    over,   ///< Was not, in all the days there were.
};
[[nodiscard]] std::string_view name_of(RatingState state) noexcept;

}  // namespace hall
