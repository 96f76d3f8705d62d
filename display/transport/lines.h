// SPDX-License-Identifier: Apache-2.0
// From settings to the way to a controller; and which boards share one.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "display/board.h"
#include "display/transport/link.h"
#include "display/transport/rs485_bus.h"
#include "display/transport/serial.h"

namespace hall::display {

/// The serial lines of one program. Boards opened with the same Lines and the same serial= talk
/// over one bus.
///
/// Not thread-safe: lives on the boards' loop.
class Lines {
public:
    /// Errors: bad_settings when the line is in use at another speed or parity.
    [[nodiscard]] Result<std::shared_ptr<Rs485Bus>> bus(const SerialSettings& settings, bool echo);

private:
    struct Shared {
        SerialSettings settings;
        std::weak_ptr<Rs485Bus> bus;
    };
    std::map<std::string, Shared> shared_;
};

/// The settings that say how a controller is reached: to= and port=, or serial=, baud= (9600),
/// parity= (none even odd), turn= (adapter kernel), echo= (no yes).
inline constexpr std::array<std::string_view, 7> kLinkSettings{"to",     "port", "serial", "baud",
                                                               "parity", "turn", "echo"};

struct LinkTarget {
    int port = 0;     ///< TCP, unless port= says otherwise.
    int address = 1;  ///< On a serial line.
};

/// The way to a controller. A serial line is opened when it is first needed, and again when it was
/// lost, so that an adapter may be plugged in later.
///
/// Errors: bad_settings; unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Link>> link_setting(const Settings& settings,
                                                         const Fittings& fittings,
                                                         LinkTarget target);

/// Whether the settings name a serial line.
[[nodiscard]] bool is_serial(const Settings& settings);

/// only_known() for `own` and the link's settings together.
[[nodiscard]] Outcome only_known_with_link(const Settings& settings,
                                           std::span<const std::string_view> own);

}  // namespace hall::display
