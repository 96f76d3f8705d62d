// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/config_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sync/hall/rating.h"

namespace hall {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> kWeekDays{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
constexpr double kServiceMostMin = 480;
constexpr double kServiceLeastMin = 1.0 / 60;
constexpr int kDayMinutes = 1440;

std::vector<DayException> read_exceptions(const ConfigNode& hours) {
    std::vector<DayException> out;
    for (const ConfigNode& node : hours.list_or_none("exceptions")) {
        DayException one;
        const auto day = day_from(node.line("date"));
        if (!day) {
            node.refuse("date", "write a day of the calendar as \"2026-11-23\"");
            continue;
        }
        one.day = *day;
        one.closed = node.flag_or("closed", true);
        one.reason = node.text("reason");
        one.spans = read_spans(node.field("hours"));
        if (one.closed != one.spans.empty()) {
            node.refuse(one.closed ? "a closed day has no hours; leave them out or write "
                                     "\"closed\": false"
                                   : "a day that is not closed needs \"hours\"");
        }
        if (std::ranges::find(out, one.day, &DayException::day) != out.end()) {
            node.refuse("date", "this day stands in the list twice; keep one of them");
        }
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

std::vector<Span> read_spans(const ConfigNode& list) {
    std::vector<Span> spans;
    for (const ConfigNode& node : list.entries()) {
        const auto ends = node.entries();
        if (ends.size() != 2) {
            node.refuse(R"(write from and to, ["08:30", "12:00"])");
            continue;
        }
        const Span span{ends[0].clock_time(), ends[1].clock_time()};
        if (span.to <= span.from) {
            node.refuse("this ends before it begins; write the earlier time first");
        } else if (!spans.empty() && span.from < spans.back().to) {
            node.refuse("this overlaps the hours before it; put them in order and apart");
        }
        spans.push_back(span);
    }
    return spans;
}

Hours read_hours(const ConfigNode& node) {
    Hours hours;
    const ConfigNode week = node.object("week");
    for (const std::string& key : week.keys()) {
        const auto day = std::ranges::find(kWeekDays, key);
        if (day == kWeekDays.end()) {
            week.refuse(key, "use mon, tue, wed, thu, fri, sat, sun");
            continue;
        }
        hours.week[static_cast<std::size_t>(day - kWeekDays.begin())] = read_spans(week.field(key));
    }
    if (std::ranges::all_of(hours.week, &std::vector<Span>::empty)) {
        node.refuse("week", "the hall is never open; give at least one day its hours");
    }
    hours.lunch_duty = read_spans(node.field("lunch_duty"));
    hours.saturday = read_spans(node.field("saturday"));
    hours.exceptions = read_exceptions(node);
    if (node.has("cut_over")) {
        hours.cut_over = node.clock_time("cut_over");
        if (hours.cut_over >= std::chrono::hours{12}) {
            node.refuse("cut_over", "the business day begins before noon; \"04:00\" suits most");
        }
    }
    hours.ticket_start = minutes{node.whole_or("ticket_start_before_open_min", 0, kDayMinutes, 20)};
    hours.ticket_stop = minutes{node.whole_or("ticket_stop_before_close_min", 0, kDayMinutes, 15)};
    return hours;
}

Policy read_policy(const ConfigNode& node) {
    const Policy usual;
    const auto in_seconds = [&](std::string_view key, int least, seconds otherwise) {
        return seconds{node.whole_or(key, least, 3600, static_cast<int>(otherwise.count()))};
    };
    const auto in_minutes = [&](std::string_view key, int least, minutes otherwise) {
        return minutes{node.whole_or(key, least, kDayMinutes, static_cast<int>(otherwise.count()))};
    };
    Policy policy;
    policy.digits = node.whole_or("digits", 3, 4, usual.digits);
    policy.recall_max = node.whole_or("recall_max", 0, 20, usual.recall_max);
    policy.recall_interval = in_seconds("recall_interval_s", 1, usual.recall_interval);
    policy.no_show_after_calls =
        node.whole_or("no_show_after_calls", 1, 20, usual.no_show_after_calls);
    if (policy.no_show_after_calls > policy.recall_max + 1) {
        node.refuse("no_show_after_calls",
                    "only recall_max + 1 calls are ever made, so nobody could be marked as missed; "
                    "lower this or raise recall_max");
    }
    policy.no_show_min = in_seconds("no_show_min_s", 0, usual.no_show_min);
    policy.requeue_within = in_minutes("requeue_within_min", 1, usual.requeue_within);
    policy.requeue_behind = node.whole_or("requeue_behind", 0, 100, usual.requeue_behind);
    policy.priority_ratio = node.whole_or("priority_ratio", 1, 100, usual.priority_ratio);
    policy.wait_cap = in_minutes("wait_cap_min", 1, usual.wait_cap);
    policy.undo_within = in_seconds("undo_within_s", 0, usual.undo_within);
    policy.double_press = in_seconds("double_press_s", 0, usual.double_press);
    policy.call_next_finishes = node.flag_or("call_next_finishes", usual.call_next_finishes);
    policy.implicit_start = node.flag_or("implicit_start", usual.implicit_start);
    policy.lease = in_minutes("lease_min", 1, usual.lease);
    policy.rating_prompt = in_seconds("rating_prompt_s", 1, usual.rating_prompt);
    policy.rate_within = std::chrono::days{node.whole_or(
        "rate_within_days", 1, kRateWithinMaxDays, static_cast<int>(usual.rate_within.count()))};
    return policy;
}

std::vector<Exemption> read_exemptions(const ConfigNode& hall) {
    std::vector<Exemption> exemptions;
    for (const ConfigNode& node : hall.list_or_none("review_exemptions")) {
        Exemption one{.number = node.line("number"), .item = ItemId{node.line_or_none("item")}};
        const auto from = day_from(node.line("from"));
        const std::string to = node.line_or_none("to");
        one.from = from.value_or(Day{});
        one.to = day_from(to);
        if (!from) {
            node.refuse("from", "write a day of the calendar as \"2026-11-23\"");
        } else if (!to.empty() && !one.to) {
            node.refuse("to", "write a day of the calendar as \"2026-11-23\", or leave it out");
        } else if (one.to && *one.to < one.from) {
            node.refuse("to", "this ends before it begins; write the earlier day first");
        }
        exemptions.push_back(std::move(one));
    }
    return exemptions;
}

std::string read_color(const ConfigNode& node) {
    std::string color = node.line("color");
    const auto is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    };
    if (color.size() != 7 || color.front() != '#' ||
        !std::all_of(color.begin() + 1, color.end(), is_hex)) {
        node.refuse("color", "write a colour as \"#2B6CB0\"");
    }
    return color;
}

std::chrono::milliseconds read_minutes(const ConfigNode& node, std::string_view key) {
    const double minutes_long = node.real(key, kServiceLeastMin, kServiceMostMin);
    return std::chrono::round<std::chrono::milliseconds>(
        std::chrono::duration<double, std::ratio<60>>{minutes_long});
}

}  // namespace hall
