// SPDX-License-Identifier: Apache-2.0
#include "display/by_hour.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>

namespace hall::display {

namespace {

constexpr std::size_t kStepsMost = 48;

std::optional<int> two_digits(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !digit(text[0]) || !digit(text[1])) {
        return std::nullopt;
    }
    return (text[0] - '0') * 10 + (text[1] - '0');
}

// "06:30 60"
std::optional<HourStep> step_in(std::string_view text, Range range) {
    if (text.size() < 7 || text[2] != ':' || text[5] != ' ') {
        return std::nullopt;
    }
    const auto hour = two_digits(text.substr(0, 2));
    const auto minute = two_digits(text.substr(3, 2));
    const auto percent =
        number_setting({{"percent", std::string(text.substr(6))}}, "percent", range, 100);
    if (!hour || !minute || *hour > 23 || *minute > 59 || !percent) {
        return std::nullopt;
    }
    return HourStep{*hour * 60 + *minute, *percent};
}

}  // namespace

Result<std::vector<HourStep>> by_hour_setting(const Settings& settings,
                                              std::string_view name,
                                              Range percent) {
    std::vector<HourStep> steps;
    const std::string text = text_setting(settings, name, "");
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto step = step_in(rest.substr(0, comma), percent);
        const bool later = step && (steps.empty() || step->from_minute > steps.back().from_minute);
        if (!later || steps.size() == kStepsMost) {
            return fail(Fault::bad_settings,
                        std::string(name) + "=" + text +
                            ": needs times in order, each with a percentage, such as 06:30 60,"
                            "08:00 100,20:00 30");
        }
        steps.push_back(*step);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return steps;
}

int percent_at(const std::vector<HourStep>& steps, int minute_of_day) {
    assert(!steps.empty());
    int percent = steps.back().percent;
    for (const HourStep& step : steps) {
        if (minute_of_day >= step.from_minute) {
            percent = step.percent;
        }
    }
    return percent;
}

}  // namespace hall::display
