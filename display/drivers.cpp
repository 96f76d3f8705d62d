// SPDX-License-Identifier: Apache-2.0
#include "display/drivers.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "display/drivers/ddp_board.h"
#include "display/drivers/e131_board.h"
#include "display/drivers/null_board.h"
#include "display/drivers/screen_board.h"
#include "display/drivers/virtual_sign.h"

namespace hall::display {

namespace {

// A new driver is a line here, a line in CMakeLists.txt, its own two files, its test and its lines
// in README.md.
constexpr std::array kDrivers{
    Driver{"ddp", "pixel panel over DDP (UDP 4048): WLED, FPP and other LED controllers",
           open_ddp_board},
    Driver{"e131", "pixel panel over E1.31 sACN (UDP 5568), unicast or multicast", open_e131_board},
    Driver{"screen", "lobby wall in a window or full screen", open_screen_board},
    Driver{"virtual", "sign of air: its picture as PNG in a folder", open_virtual_sign},
    Driver{"null", "shows nothing; for a place that has no board yet", open_null_board},
};

// The name becomes a file's name and a key: nothing in it may lead elsewhere.
bool is_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, allowed);
}

}  // namespace

std::span<const Driver> drivers() {
    return kDrivers;
}

Result<std::unique_ptr<Board>> open_board(const Settings& settings, const Fittings& fittings) {
    assert(fittings.glyphs != nullptr);
    if (!is_name(fittings.name)) {
        return fail(Fault::bad_settings,
                    "a board's name is 1 to 64 letters, digits, - and _, not: " + fittings.name);
    }
    const auto wanted = needed_setting(settings, "driver");
    if (!wanted) {
        return tl::make_unexpected(wanted.error());
    }
    const auto* found = std::ranges::find(kDrivers, *wanted, &Driver::name);
    if (found == kDrivers.end()) {
        return fail(Fault::unknown_driver, *wanted + "; try_board --list names the drivers");
    }
    return found->open(settings, fittings);
}

}  // namespace hall::display
