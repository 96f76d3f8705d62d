// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/hours.h"

#include <algorithm>
#include <array>

#include <date/date.h>
#include <date/tz.h>

namespace hall {

namespace {

using std::chrono::days;
using std::chrono::minutes;

// A hall that is shut for longer than this has no next opening worth printing.
constexpr int kLookAheadDays = 60;
constexpr std::size_t kSaturday = 5;

constexpr std::array<const char*, 7> kWeekDayHan{"一", "二", "三", "四", "五", "六", "日"};
constexpr std::array<const char*, 7> kWeekDayEnglish{"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
constexpr std::array<const char*, 12> kMonthEnglish{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Monday is 0.
std::size_t week_day(Day date) noexcept {
    return std::chrono::weekday{date}.iso_encoding() - 1;
}

const DayException* exception_on(const Hours& hours, Day date) noexcept {
    const auto found = std::ranges::find(hours.exceptions, date, &DayException::day);
    return found == hours.exceptions.end() ? nullptr : &*found;
}

// The regular hours of a date, Saturday duty left out.
const std::vector<Span>& regular_spans(const Hours& hours, Day date) noexcept {
    const DayException* exception = exception_on(hours, date);
    return exception != nullptr ? exception->spans : hours.week[week_day(date)];
}

// Duty hours hold on a Saturday that is an ordinary one; a make-up day has hours of its own.
bool has_saturday_duty(const Hours& hours, Day date) noexcept {
    return week_day(date) == kSaturday && !hours.saturday.empty() &&
           exception_on(hours, date) == nullptr && hours.week[kSaturday].empty();
}

std::vector<Span> joined(std::vector<Span> spans) {
    std::ranges::sort(spans, {}, &Span::from);
    std::vector<Span> out;
    for (const Span& span : spans) {
        if (!out.empty() && span.from <= out.back().to) {
            out.back().to = std::max(out.back().to, span.to);
        } else {
            out.push_back(span);
        }
    }
    return out;
}

// "07": clocks are written with two digits.
std::string two(int number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? "0" + digits : digits;
}

struct LocalTime {
    std::chrono::year_month_day date{};
    Day day;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

LocalTime local_time(const date::time_zone& zone, Moment moment) {
    const auto offset = zone.get_info(moment).offset;
    const auto local = std::chrono::floor<std::chrono::seconds>(moment.time_since_epoch()) + offset;
    const auto day = std::chrono::floor<days>(local);
    const auto second = static_cast<int>((local - day).count());
    return {std::chrono::year_month_day{Day{day}}, Day{day}, second / 3600, second / 60 % 60,
            second % 60};
}

std::string date_in_han(const LocalTime& local) {
    return std::to_string(static_cast<unsigned>(local.date.month())) + "月" +
           std::to_string(static_cast<unsigned>(local.date.day())) + "日";
}

std::string date_in_english(const LocalTime& local) {
    return std::to_string(static_cast<unsigned>(local.date.day())) + " " +
           kMonthEnglish[static_cast<unsigned>(local.date.month()) - 1];
}

}  // namespace

Day HallClock::local_date(Moment moment) const {
    return local_time(*zone_, moment).day;
}

Day HallClock::business_day(Moment moment) const {
    const Day date = local_date(moment);
    return moment < day_start(date) ? date - days{1} : date;
}

Moment HallClock::day_start(Day day) const {
    return moment_of(day, hours_->cut_over);
}

Moment HallClock::moment_of(Day date, minutes time_of_day) const {
    const date::local_seconds local{date.time_since_epoch() + time_of_day};
    const date::local_info info = zone_->get_info(local);
    // A time that is skipped begins when the clock jumps over it.
    if (info.result == date::local_info::nonexistent) {
        return Moment{info.first.end.time_since_epoch()};
    }
    return Moment{(local.time_since_epoch() - info.first.offset)};
}

std::vector<Stretch> HallClock::stretches(Day date, const std::vector<Span>& spans) const {
    std::vector<Stretch> out;
    for (const Span& span : spans) {
        const Stretch stretch{moment_of(date, span.from), moment_of(date, span.to)};
        if (stretch.from < stretch.to) {
            out.push_back(stretch);
        }
    }
    return out;
}

std::vector<Stretch> HallClock::openings(Day date) const {
    return stretches(
        date, has_saturday_duty(*hours_, date) ? hours_->saturday : regular_spans(*hours_, date));
}

std::vector<Stretch> HallClock::openings(const Counter& counter, Day date) const {
    if (has_saturday_duty(*hours_, date)) {
        return counter.saturday ? stretches(date, hours_->saturday) : std::vector<Stretch>{};
    }
    std::vector<Span> spans = regular_spans(*hours_, date);
    if (counter.lunch_duty && !spans.empty()) {
        spans.insert(spans.end(), hours_->lunch_duty.begin(), hours_->lunch_duty.end());
    }
    return stretches(date, joined(std::move(spans)));
}

std::optional<Moment> HallClock::next_opening(Moment now) const {
    const Day today = local_date(now);
    for (int ahead = 0; ahead <= kLookAheadDays; ++ahead) {
        for (const Stretch& stretch : openings(today + days{ahead})) {
            if (stretch.from > now) {
                return stretch.from;
            }
        }
    }
    return std::nullopt;
}

OpeningState HallClock::state(Moment now) const {
    const Day date = local_date(now);
    const auto today = openings(date);
    OpeningState state;
    if (const DayException* exception = exception_on(*hours_, date)) {
        state.reason = exception->reason;
    }
    if (today.empty() || now >= today.back().to) {
        state.opens = next_opening(now);
        return state;
    }
    // Tickets are given out from the morning on, lunch included, until shortly before the close.
    state.issuing = now >= today.front().from - hours_->ticket_start &&
                    now < today.back().to - hours_->ticket_stop;
    for (const Stretch& stretch : today) {
        if (now < stretch.from) {
            state.opening = now < today.front().from ? Opening::before : Opening::lunch;
            state.opens = stretch.from;
            return state;
        }
        if (now < stretch.to) {
            state.opening = Opening::open;
            state.closes = stretch.to;
            return state;
        }
    }
    return state;
}

bool HallClock::is_open(const Counter& counter, Moment now) const {
    return std::ranges::any_of(openings(counter, local_date(now)), [&](const Stretch& stretch) {
        return now >= stretch.from && now < stretch.to;
    });
}

std::optional<Moment> HallClock::closing_time(Moment now) const {
    const auto today = openings(business_day(now));
    return today.empty() ? std::nullopt : std::optional{today.back().to};
}

std::string HallClock::time_text(Moment moment) const {
    const LocalTime local = local_time(*zone_, moment);
    return two(local.hour) + ":" + two(local.minute);
}

Text HallClock::date_text(Moment moment) const {
    const LocalTime local = local_time(*zone_, moment);
    const std::size_t day = week_day(local.day);
    const std::string han = date_in_han(local) + " 星期" + kWeekDayHan[day];
    return {han, han, std::string(kWeekDayEnglish[day]) + " " + date_in_english(local)};
}

Text HallClock::when_text(Moment moment, Moment now) const {
    const std::string time = time_text(moment);
    if (local_date(moment) == local_date(now)) {
        return {time, time, time};
    }
    const LocalTime local = local_time(*zone_, moment);
    const std::string han = date_in_han(local) + " " + time;
    return {han, han, date_in_english(local) + " " + time};
}

std::string HallClock::stamp_text(Moment moment) const {
    const LocalTime local = local_time(*zone_, moment);
    return text_of(local.day) + " " + two(local.hour) + ":" + two(local.minute) + ":" +
           two(local.second);
}

}  // namespace hall
