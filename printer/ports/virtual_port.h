// SPDX-License-Identifier: Apache-2.0
// A printer made of air: a paper roll in a directory.
#pragma once

#include "printer/drivers.h"

namespace hall::printer {

/// Settings: directory=DIR (made if missing). Everything that is written goes through the pretend
/// printer of printer/sim, byte by byte; what it cuts off is in DIR as slip-000001.png and so on,
/// and DIR/control turns its knobs while a program is running (README.md).
///
/// Errors: bad_settings, roll_not_kept, and unplugged, no_permission or busy as the knobs say.
[[nodiscard]] Result<std::unique_ptr<Port>> open_virtual_port(const Settings& settings,
                                                              const Profile& profile);

}  // namespace hall::printer
