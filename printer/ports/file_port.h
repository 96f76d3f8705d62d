// SPDX-License-Identifier: Apache-2.0
// A printer behind a device node: usblp's /dev/usb/lp0, a serial line that is already set up.
#pragma once

#include "printer/drivers.h"

namespace hall::printer {

/// Settings: path=/dev/usb/lp0; one_way=yes for a printer that can only listen. A plain file is
/// one-way by itself.
///
/// Errors: bad_settings, unplugged, no_permission, busy, line_broken.
[[nodiscard]] Result<std::unique_ptr<Port>> open_file_port(const Settings& settings,
                                                           const Profile& profile);

}  // namespace hall::printer
