// SPDX-License-Identifier: Apache-2.0
// From a picture to the order and strength in which a panel's lamps are driven.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "display/by_hour.h"
#include "display/canvas.h"
#include "display/settings.h"

namespace hall::display {

/// How a panel differs from rows of red, green, blue.
struct Wiring {
    std::array<std::size_t, 3> order{0, 1, 2};  ///< Which channel goes first, second, third.
    bool serpentine = false;  ///< Every second of the panel's own rows runs from right to left.
    /// How far the panel is turned clockwise where it hangs: 0, 90, 180, 270. The picture is always
    /// as people see it; a panel turned by 90 has as many rows as the picture has columns.
    int rotation = 0;
    int gamma_percent = 100;  ///< 220: a lamp at half its value gets 0.5 to the power of 2.2.
    int brightness_percent = 100;
    std::vector<HourStep> by_hour;

    bool operator==(const Wiring&) const = default;
};

/// The names wiring_setting() reads.
inline constexpr std::array<std::string_view, 6> kWiringSettings{
    "order", "serpentine", "rotate", "gamma", "brightness", "brightness_from"};

/// Reads order= (rgb grb bgr rbg gbr brg), serpentine= (no yes), rotate= (0 90 180 270), gamma=
/// (100 … 300 percent), brightness= (1 … 100) and brightness_from= ("06:30 60,08:00 100,20:00 30").
///
/// Errors: bad_settings.
[[nodiscard]] Result<Wiring> wiring_setting(const Settings& settings);

/// How bright the panel is at a minute of the day. Pure.
[[nodiscard]] int brightness_at(const Wiring& wiring, int minute_of_day);

/// Three bytes a pixel in the panel's own order, at `brightness_percent`. Pure.
[[nodiscard]] std::vector<std::uint8_t> wired(const Canvas& picture,
                                              const Wiring& wiring,
                                              int brightness_percent);

}  // namespace hall::display
