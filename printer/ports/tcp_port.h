// SPDX-License-Identifier: Apache-2.0
// A printer in the network: the raw port 9100.
#pragma once

#include "printer/drivers.h"

namespace hall::printer {

/// Settings: address=192.0.2.7 (or an IPv6 address), port=9100, one_way=yes for a printer that
/// only listens. Numbers only: looking up a name cannot be bounded in time, and a printer whose
/// name is found by a router that is switched off at night is none. Blocks at most 2 s; the
/// destructor at most 300 ms, so that the last bytes are not lost with the connection.
///
/// Errors: bad_settings; unplugged (nobody answers there); busy (it is there and refuses);
/// no_permission; line_broken.
[[nodiscard]] Result<std::unique_ptr<Port>> open_tcp_port(const Settings& settings,
                                                          const Profile& profile);

}  // namespace hall::printer
