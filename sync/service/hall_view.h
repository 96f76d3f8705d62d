// SPDX-License-Identifier: Apache-2.0
// The hall as anybody may see it: queues, people waiting, ranges, numbers that are called. Pure.
#pragma once

#include <string>

#include "sync/service/citizen_views.h"

namespace hall::service {

/// JSON for the page behind the wall's code. Nothing in it is about one person but the numbers that
/// are on the boards anyway.
[[nodiscard]] std::string hall_view(const HallNow& hall);

}  // namespace hall::service
