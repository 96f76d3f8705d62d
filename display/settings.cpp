// SPDX-License-Identifier: Apache-2.0
#include "display/settings.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace hall::display {

namespace {

constexpr Range kSide{8, 8192};

std::optional<int> number_in(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return value;
}

tl::unexpected<Error> wrong(std::string_view name,
                            const std::string& value,
                            const std::string& allowed) {
    return fail(Fault::bad_settings, std::string(name) + "=" + value + ": needs " + allowed);
}

bool within(std::optional<int> value, Range range) {
    return value && *value >= range.least && *value <= range.most;
}

}  // namespace

std::string text_setting(const Settings& settings,
                         std::string_view name,
                         std::string_view otherwise) {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string(otherwise) : found->second;
}

Result<std::string> needed_setting(const Settings& settings, std::string_view name) {
    const auto found = settings.find(name);
    if (found == settings.end() || found->second.empty()) {
        return fail(Fault::bad_settings, std::string(name) + "= is not set");
    }
    return found->second;
}

Result<int> number_setting(const Settings& settings,
                           std::string_view name,
                           Range range,
                           int otherwise) {
    const auto found = settings.find(name);
    if (found == settings.end()) {
        return otherwise;
    }
    const auto value = number_in(found->second);
    if (!within(value, range)) {
        return wrong(name, found->second,
                     std::to_string(range.least) + " to " + std::to_string(range.most));
    }
    return *value;
}

Result<Size> size_setting(const Settings& settings, std::string_view name) {
    auto text = needed_setting(settings, name);
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const std::string_view whole = *text;
    const auto cross = whole.find('x');
    if (cross != std::string_view::npos) {
        const auto width = number_in(whole.substr(0, cross));
        const auto height = number_in(whole.substr(cross + 1));
        if (within(width, kSide) && within(height, kSide)) {
            return Size{*width, *height};
        }
    }
    return wrong(name, *text, "a size such as 64x32, 8x8 to 8192x8192");
}

Result<std::size_t> choice_setting(const Settings& settings,
                                   std::string_view name,
                                   std::span<const std::string_view> choices) {
    const auto found = settings.find(name);
    if (found == settings.end()) {
        return std::size_t{0};
    }
    const auto choice = std::ranges::find(choices, found->second);
    if (choice == choices.end()) {
        std::string allowed = "one of";
        for (const std::string_view one : choices) {
            allowed += " " + std::string(one);
        }
        return wrong(name, found->second, allowed);
    }
    return static_cast<std::size_t>(choice - choices.begin());
}

Outcome only_known(const Settings& settings, std::span<const std::string_view> known) {
    for (const auto& [name, value] : settings) {
        if (name != "driver" && std::ranges::find(known, name) == known.end()) {
            return fail(Fault::bad_settings, "this driver has no setting " + name + "=");
        }
    }
    return {};
}

}  // namespace hall::display
