// SPDX-License-Identifier: Apache-2.0
#include "printer/drivers.h"

#include <algorithm>
#include <array>

#include "printer/ports/file_port.h"
#include "printer/ports/tcp_port.h"
#include "printer/ports/usb_port.h"
#include "printer/ports/virtual_port.h"

namespace hall::printer {

namespace {

// A new driver is a line here, a line in CMakeLists.txt, its own two files, and its test.
constexpr std::array kDrivers{
    Driver{"usb", "a USB receipt printer, directly", open_usb_port},
    Driver{"tcp", "a printer in the network, raw port 9100", open_tcp_port},
    Driver{"file", "a device node such as /dev/usb/lp0", open_file_port},
    Driver{"virtual", "a paper roll of PNG files in a directory", open_virtual_port},
};

}  // namespace

std::span<const Driver> drivers() noexcept {
    return kDrivers;
}

Result<std::unique_ptr<Port>> open_port(const Settings& settings, const Profile& profile) {
    const auto wanted = settings.find("driver");
    if (wanted == settings.end()) {
        return fault(Fault::bad_settings, "a printer without driver=");
    }
    const auto* found = std::ranges::find(kDrivers, wanted->second, &Driver::name);
    if (found == kDrivers.end()) {
        std::string names;
        for (const Driver& driver : kDrivers) {
            names += (names.empty() ? "" : ", ") + std::string(driver.name);
        }
        return fault(Fault::unknown_driver, wanted->second + "; there are: " + names);
    }
    return found->open(settings, profile);
}

Outcome check_settings(const Settings& settings, std::initializer_list<std::string_view> known) {
    for (const auto& [key, unused] : settings) {
        if (key != "driver" && std::ranges::find(known, key) == known.end()) {
            return fault(Fault::bad_settings, "this driver has no setting " + key);
        }
    }
    return {};
}

}  // namespace hall::printer
