// SPDX-License-Identifier: Apache-2.0
// Ticket numbers: bands, growth to more digits, lanes. Pure.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hall {

/// Walk-ins and appointments count apart, so that one can be told from the other at a glance.
enum class Band : std::uint8_t { walk_in, appointment };

/// Lane 0 is the central service's; every kiosk disk that issues while cut off has one of its own.
using Lane = int;
inline constexpr Lane kHubLane = 0;
inline constexpr Lane kLaneMax = 23;  ///< The letters A–Z without I and O, less one for safety.
/// From here on lanes are the service's too: it goes on in one of these for the rest of the day
/// when it has lost the end of its log, since it cannot know which numbers of lane 0 are on paper.
inline constexpr Lane kSpareLanesFrom = 17;

/// Whether the service gave such a number out, and not a kiosk by itself.
[[nodiscard]] constexpr bool is_services(Lane lane) noexcept {
    return lane == kHubLane || lane >= kSpareLanesFrom;
}

/// One person's number, "A023". Unique within (hall, business day).
struct Number {
    std::string prefix;  ///< The letter of the queue it was issued for; never changes.
    Lane lane = kHubLane;
    int no = 0;

    auto operator<=>(const Number&) const = default;
    [[nodiscard]] bool empty() const noexcept { return no == 0; }
};

/// The n-th number (from 1) of a band: 1…799, 1000…8999, 10000…89999 for walk-ins,
/// 801…999, 9000…9999, 90000…99999 for appointments. Never wraps; nothing past five digits.
/// `digits` is the hall's starting width (3, or 4 for a hall that begins at A1000).
[[nodiscard]] std::optional<int> nth_number(Band band, int ordinal, int digits = 3) noexcept;

/// The inverse of nth_number(); nothing for a number that the band does not have.
[[nodiscard]] std::optional<int> ordinal_of(Band band, int no, int digits = 3) noexcept;

/// "A023"; in a kiosk's own lane "AZ007": a lane is a letter from Z down, so it can never be
/// mistaken for a four-digit number.
[[nodiscard]] std::string label_of(const Number& number);

/// Back from a label typed or scanned: upper-cases it, tolerates nothing else.
[[nodiscard]] std::optional<Number> number_from(std::string_view label);

/// The letter of a lane: 1 → Z, 2 → Y, … skipping I and O. Lane 0 has none.
[[nodiscard]] char letter_of(Lane lane) noexcept;

}  // namespace hall
