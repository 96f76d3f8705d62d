// SPDX-License-Identifier: Apache-2.0
// A USB receipt printer without a driver in between.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "printer/drivers.h"

namespace hall::printer {

/// Settings: id=0416:5011 and serial=…, to name one of several; without them the first device that
/// has an interface of the printer class, or that the profile names, is taken. Endpoints come from
/// the descriptors; the kernel's usblp is put aside while the port is open; nothing is ever reset.
/// Blocks at most 2 s.
///
/// Errors: bad_settings, unplugged, no_permission, busy, line_broken; the first three say what to
/// do about it.
[[nodiscard]] Result<std::unique_ptr<Port>> open_usb_port(const Settings& settings,
                                                          const Profile& profile);

/// Hears of USB devices that are plugged in, so that a printer is found again at once. Where udevd
/// does not run nothing is ever heard: then the spooler's own retries find it.
/// Not thread-safe: owned by the printer worker.
class UsbArrivals {
public:
    /// Errors: line_broken (no USB at all).
    [[nodiscard]] static Result<std::unique_ptr<UsbArrivals>> open();
    ~UsbArrivals();
    UsbArrivals(const UsbArrivals&) = delete;
    UsbArrivals& operator=(const UsbArrivals&) = delete;

    /// Whether something has come since the last call. Never blocks.
    [[nodiscard]] bool any();

private:
    struct Context;
    explicit UsbArrivals(std::unique_ptr<Context> context);
    std::unique_ptr<Context> context_;
};

/// What list shows of one printer that is plugged in.
struct FoundPrinter {
    UsbId id;
    std::string where;   ///< "bus 1 device 7"
    std::string serial;  ///< Empty when it has none or may not be opened.
    std::string name;
    std::string obstacle;  ///< Why it cannot be opened; empty when it can.
};

/// Every printer there is for this profile. Errors: line_broken (no USB at all).
[[nodiscard]] Result<std::vector<FoundPrinter>> usb_printers(const Profile& profile);

}  // namespace hall::printer
