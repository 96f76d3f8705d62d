// SPDX-License-Identifier: Apache-2.0
// From a picture to the order in which a panel's lamps are wired.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "display/canvas.h"
#include "display/settings.h"

namespace hall::display {

/// How a panel differs from rows of red, green, blue.
struct Wiring {
    std::array<std::size_t, 3> order{0, 1, 2};  ///< Which channel goes first, second, third.
    bool serpentine = false;                    ///< Every second row runs from right to left.
    int brightness_percent = 100;

    bool operator==(const Wiring&) const = default;
};

/// Reads order= (rgb grb bgr rbg gbr brg), serpentine= (no yes), brightness= (1 … 100).
///
/// Errors: bad_settings.
[[nodiscard]] Result<Wiring> wiring_setting(const Settings& settings);

/// Three bytes a pixel in the panel's own order. Pure.
[[nodiscard]] std::vector<std::uint8_t> wired(const Canvas& picture, const Wiring& wiring);

}  // namespace hall::display
