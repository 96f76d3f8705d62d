// SPDX-License-Identifier: Apache-2.0
// The figures of satisfaction, exactly as they are defined. Pure.
//
// Source: PRODUCT.md, section 5: 評議率 = rated / due, 漏評 = due - rated, 滿意率 = grades 1 to 3 /
// rated, 差評率 = grades 4 and 5 / rated; a service is due when its ticket was finished in the
// period.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "sync/hall/ids.h"
#include "sync/hall/rating.h"

namespace hall {

/// Half open: what happens at `to` belongs to the next one.
struct Period {
    Moment from{};
    Moment to{};

    [[nodiscard]] constexpr bool holds(Moment moment) const noexcept {
        return from <= moment && moment < to;
    }
};

/// A part of a whole, kept as two counts, so that sums of shares are exact.
struct Share {
    std::int64_t part = 0;
    std::int64_t whole = 0;

    /// In hundredths of a per cent, rounded half up: 9874 is 98.74 %. Nothing of an empty whole:
    /// nobody asked is neither 0 nor 100 %.
    [[nodiscard]] std::optional<std::int64_t> basis_points() const noexcept;
    /// How many more would make it 100 %.
    [[nodiscard]] std::int64_t short_of_whole() const noexcept { return whole - part; }
    bool operator==(const Share&) const = default;
};

/// "98.74 %", or "–" of an empty whole.
[[nodiscard]] std::string text_of(const Share& share);

/// What was said of a number of services.
struct RatingFigures {
    std::int64_t due = 0;
    std::array<std::int64_t, 5> grades{};  ///< From 1 非常滿意 on.

    /// One service that was due, with its grade if it has one.
    void count(std::optional<int> grade) noexcept;
    RatingFigures& operator+=(const RatingFigures& other) noexcept;

    [[nodiscard]] std::int64_t rated() const noexcept;
    [[nodiscard]] std::int64_t satisfied() const noexcept;
    [[nodiscard]] std::int64_t bad() const noexcept { return rated() - satisfied(); }
    [[nodiscard]] std::int64_t missed() const noexcept { return due - rated(); }  ///< 漏評

    [[nodiscard]] Share rated_share() const noexcept { return {rated(), due}; }  ///< 評議率
    [[nodiscard]] Share satisfied_share() const noexcept {
        return {satisfied(), rated()};
    }                                                                            ///< 滿意率
    [[nodiscard]] Share bad_share() const noexcept { return {bad(), rated()}; }  ///< 差評率

    bool operator==(const RatingFigures&) const = default;
};

/// Of the services that were finished in `period`, whenever they were rated.
[[nodiscard]] RatingFigures rating_figures(std::span<const ServiceDue> services,
                                           const Period& period);

/// The same by counter; a counter that finished nothing is not in it.
[[nodiscard]] std::map<CounterId, RatingFigures> rating_figures_by_counter(
    std::span<const ServiceDue> services, const Period& period);

}  // namespace hall
