// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/rates.h"

#include <cassert>
#include <cstddef>
#include <cstdio>
#include <numeric>

namespace hall {

namespace {

constexpr std::int64_t kBasis = 10'000;
constexpr std::ptrdiff_t kSatisfied = kGradeBad - kGradeBest;  // Grades 1 to 3.

std::optional<int> grade_of(const ServiceDue& due) {
    return due.rating ? std::optional{due.rating->grade} : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> Share::basis_points() const noexcept {
    if (whole <= 0) {
        return std::nullopt;
    }
    return (part * kBasis * 2 + whole) / (whole * 2);
}

std::string text_of(const Share& share) {
    const auto points = share.basis_points();
    if (!points) {
        return "–";
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld.%02lld %%", static_cast<long long>(*points / 100),
                  static_cast<long long>(*points % 100));
    return text.data();
}

void RatingFigures::count(std::optional<int> grade) noexcept {
    ++due;
    if (grade) {
        assert(*grade >= kGradeBest && *grade <= kGradeWorst);  // Checked where it entered.
        ++grades[static_cast<std::size_t>(*grade - kGradeBest)];
    }
}

RatingFigures& RatingFigures::operator+=(const RatingFigures& other) noexcept {
    due += other.due;
    for (std::size_t i = 0; i < grades.size(); ++i) {
        grades[i] += other.grades[i];
    }
    return *this;
}

std::int64_t RatingFigures::rated() const noexcept {
    return std::accumulate(grades.begin(), grades.end(), std::int64_t{0});
}

std::int64_t RatingFigures::satisfied() const noexcept {
    return std::accumulate(grades.begin(), grades.begin() + kSatisfied, std::int64_t{0});
}

RatingFigures rating_figures(std::span<const ServiceDue> services, const Period& period) {
    RatingFigures figures;
    for (const ServiceDue& due : services) {
        if (period.holds(due.finished)) {
            figures.count(grade_of(due));
        }
    }
    return figures;
}

std::map<CounterId, RatingFigures> rating_figures_by_counter(std::span<const ServiceDue> services,
                                                             const Period& period) {
    std::map<CounterId, RatingFigures> figures;
    for (const ServiceDue& due : services) {
        if (period.holds(due.finished)) {
            figures[due.counter].count(grade_of(due));
        }
    }
    return figures;
}

}  // namespace hall
