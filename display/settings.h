// SPDX-License-Identifier: Apache-2.0
// A board's settings, and reading them.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "display/fault.h"

namespace hall::display {

/// Names and values as the program parsed them from its file. Which names a driver knows stands in
/// its header.
using Settings = std::map<std::string, std::string, std::less<>>;

struct Size {
    int width = 0;
    int height = 0;

    bool operator==(const Size&) const = default;
};

struct Range {
    int least;
    int most;
};

/// The value, or `otherwise` when it is not set.
[[nodiscard]] std::string text_setting(const Settings& settings,
                                       std::string_view name,
                                       std::string_view otherwise);

/// Errors: bad_settings when it is not set or empty.
[[nodiscard]] Result<std::string> needed_setting(const Settings& settings, std::string_view name);

/// A whole number in `range`, or `otherwise` when it is not set.
///
/// Errors: bad_settings, naming the setting, what it was and what it may be. So do all below.
[[nodiscard]] Result<int> number_setting(const Settings& settings,
                                         std::string_view name,
                                         Range range,
                                         int otherwise);

/// "64x32"; 8x8 … 8192x8192.
[[nodiscard]] Result<Size> size_setting(const Settings& settings, std::string_view name);

/// One of `choices`; the first when it is not set. Returns its index.
[[nodiscard]] Result<std::size_t> choice_setting(const Settings& settings,
                                                 std::string_view name,
                                                 std::span<const std::string_view> choices);

/// A misspelt setting is an error, not a default: says which one is not in `known`, if any.
/// "driver" is always known.
[[nodiscard]] Outcome only_known(const Settings& settings, std::span<const std::string_view> known);

}  // namespace hall::display
