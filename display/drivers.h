// SPDX-License-Identifier: Apache-2.0
// Every board this build can drive.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "display/board.h"

namespace hall::display {

struct Driver {
    std::string_view name;   ///< The value of driver=.
    std::string_view about;  ///< One line for the engineer.
    Result<std::unique_ptr<Board>> (*open)(const Settings& settings, const Fittings& fittings);
};

[[nodiscard]] std::span<const Driver> drivers();

/// Opens the board that settings' driver= names. Does not wait for the board to be there.
///
/// Errors: bad_settings, unknown_driver, and those of the driver's header.
[[nodiscard]] Result<std::unique_ptr<Board>> open_board(const Settings& settings,
                                                        const Fittings& fittings);

}  // namespace hall::display
