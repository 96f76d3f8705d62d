// SPDX-License-Identifier: Apache-2.0
#include "display/drivers.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "display/drivers/artnet_board.h"
#include "display/drivers/ddp_board.h"
#include "display/drivers/e131_board.h"
#include "display/drivers/huidu_board.h"
#include "display/drivers/modbus_board.h"
#include "display/drivers/null_board.h"
#include "display/drivers/onbon_bx6_board.h"
#include "display/drivers/onbon_bxk_board.h"
#include "display/drivers/screen_board.h"
#include "display/drivers/template_board.h"
#include "display/drivers/virtual_sign.h"

namespace hall::display {

namespace {

// A new driver is a line here, a line in CMakeLists.txt, its own two files, its test and its lines
// in README.md.
constexpr std::array kDrivers{
    Driver{"onbon-bxk", "Onbon BX-5K/6K font card: text, TCP 5005 or RS-485", open_onbon_bxk_board},
    Driver{"onbon-bx6", "Onbon BX-6E/6Q picture card: TCP 5005 or serial", open_onbon_bx6_board},
    Driver{"huidu", "Huidu full-colour card, SDK 2.0: text, TCP 10001", open_huidu_board},
    Driver{"template", "panel with one short frame of its own, RS-485 or a serial server",
           open_template_board},
    Driver{"modbus", "panel that is a Modbus RTU slave, RS-485 or a gateway", open_modbus_board},
    Driver{"ddp", "pixel panel over DDP (UDP 4048): WLED, FPP and other LED controllers",
           open_ddp_board},
    Driver{"e131", "pixel panel over E1.31 sACN (UDP 5568), unicast or multicast", open_e131_board},
    Driver{"artnet", "pixel panel over Art-Net 4 (UDP 6454)", open_artnet_board},
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
