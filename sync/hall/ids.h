// SPDX-License-Identifier: Apache-2.0
// Strong names for the things of the hall, and the two kinds of time it knows.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hall {

/// An id out of the configuration ("A", "W03", "S017"): swapped arguments do not compile.
template <typename Tag>
struct Id {
    std::string value;

    auto operator<=>(const Id&) const = default;
    [[nodiscard]] bool empty() const noexcept { return value.empty(); }
};

using HallId = Id<struct HallTag>;
using QueueId = Id<struct QueueTag>;
using ItemId = Id<struct ItemTag>;
using DepartmentId = Id<struct DepartmentTag>;
using CategoryId = Id<struct CategoryTag>;
using CounterId = Id<struct CounterTag>;
using ClerkId = Id<struct ClerkTag>;
using ZoneId = Id<struct ZoneTag>;
using FloorId = Id<struct FloorTag>;
using DeviceId = Id<struct DeviceTag>;

/// A moment, UTC, to the millisecond: what the journal stores and the wire carries.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// A business day: the hall's local date, shifted by its cut-over hour (04:00).
using Day = std::chrono::local_days;

/// A UUIDv7: the identity of a ticket or of a command. Source: RFC 9562, section 5.7.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    [[nodiscard]] bool empty() const noexcept { return *this == Uuid{}; }
};

using TicketId = Uuid;
using CommandId = Uuid;

/// A UUIDv7 out of a moment and 74 random bits handed in. Pure.
[[nodiscard]] Uuid make_uuid(Moment now, std::uint64_t random_a, std::uint64_t random_b) noexcept;

/// "018f2d5e-…", lower case, 36 characters; and back: nothing when the text is not exactly that.
[[nodiscard]] std::string text_of(const Uuid& id);
[[nodiscard]] std::optional<Uuid> uuid_from(std::string_view text) noexcept;

/// "2026-11-23", and back: nothing when there is no such day.
[[nodiscard]] std::string text_of(Day day);
[[nodiscard]] std::optional<Day> day_from(std::string_view text) noexcept;

/// Milliseconds since 1970, as written on the wire and in the log.
[[nodiscard]] constexpr std::int64_t millis_of(Moment moment) noexcept {
    return moment.time_since_epoch().count();
}
[[nodiscard]] constexpr Moment moment_from(std::int64_t millis) noexcept {
    return Moment{std::chrono::milliseconds{millis}};
}

}  // namespace hall
