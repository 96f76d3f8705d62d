// SPDX-License-Identifier: Apache-2.0
// What this build can print through.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "printer/fault.h"
#include "printer/port.h"
#include "printer/profile.h"

namespace hall::printer {

/// "driver" = "usb" and what that driver wants beside it; from a device's TOML or a command line.
/// A driver's header says which settings it knows; others are refused.
using Settings = std::map<std::string, std::string, std::less<>>;

struct Driver {
    std::string_view name;
    std::string_view what;
    Result<std::unique_ptr<Port>> (*open)(const Settings& settings, const Profile& profile);
};

[[nodiscard]] std::span<const Driver> drivers() noexcept;

/// Errors: bad_settings, unknown_driver, and those of opening: unplugged, no_permission, busy,
/// line_broken, roll_not_kept.
[[nodiscard]] Result<std::unique_ptr<Port>> open_port(const Settings& settings,
                                                      const Profile& profile);

/// For drivers: refuses settings that are not among `known` (besides "driver"), so that a
/// misspelt one is seen. Errors: bad_settings.
[[nodiscard]] Outcome check_settings(const Settings& settings,
                                     std::initializer_list<std::string_view> known);

}  // namespace hall::printer
