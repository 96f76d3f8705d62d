// SPDX-License-Identifier: Apache-2.0
// What became of missed ratings and of bad ones: explanations filed, people called back. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sync/hall/case_calendar.h"
#include "sync/hall/events.h"
#include "sync/hall/figures.h"

#include <nlohmann/json_fwd.hpp>

namespace hall::service {

/// A missed rating (漏評) is explained in writing; whoever gave a bad one (差評) is called back and
/// the matter put right.
enum class CareDeed : std::uint8_t { explained, called_back, corrected };
inline constexpr std::array kCareDeeds{CareDeed::explained, CareDeed::called_back,
                                       CareDeed::corrected};
[[nodiscard]] std::string_view name_of(CareDeed deed) noexcept;
[[nodiscard]] std::optional<CareDeed> care_deed_from(std::string_view name) noexcept;

/// Working days from a bad rating until its matter has been put right.
/// Source: the provinces' rules for 差評: all are called back, and put right within 15 working
/// days.
inline constexpr int kCareWorkingDays = 15;
inline constexpr std::size_t kCareTextMost = 400;
inline constexpr std::size_t kCareRowsMost = 500;

/// Folded from the log's `rating.explained`, `rating.called_back` and `rating.corrected`; what is
/// said again replaces what was said before, and both stand in the log.
///
/// Not thread-safe: owned by the service's loop.
class RatingCare {
public:
    struct Note {
        std::string text;
        std::string by;
        Moment at{};
    };

    void apply(const AdminDone& done, Moment at);

    /// `subject`: a ticket's id, or the number of a case that came of no ticket.
    [[nodiscard]] const Note* find(const std::string& subject, CareDeed deed) const;

    [[nodiscard]] static AdminDone done(const std::string& subject,
                                        CareDeed deed,
                                        const std::string& text);

private:
    std::map<std::pair<std::string, CareDeed>, Note> notes_;
};

/// What the deeds are filed under.
[[nodiscard]] std::string care_subject(const Behind& one);

/// {"missed": {"total", "open", "rows"}, "bad": {"total", "open", "overdue", "rows"}}: each row as
/// row_form(), with its `subject` and what was done about it. A bad one is open until it is
/// corrected, and overdue on the day after `due`.
[[nodiscard]] nlohmann::json care_form(const RatingCare& care,
                                       const FigureView& view,
                                       DaySpan days,
                                       const WorkCalendar& calendar,
                                       Day today);

}  // namespace hall::service
