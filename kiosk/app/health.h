// SPDX-License-Identifier: Apache-2.0
// What the kiosk tells the service of its own health. Pure.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/desk.h"
#include "sync/health_report.h"

namespace hall::kiosk {

/// Everything that somebody should see to; `journal` is the file to name when it is the trouble.
[[nodiscard]] std::vector<sync::HealthFault> faults_of(PrinterHealth printer,
                                                       Trouble trouble,
                                                       const std::string& journal);

}  // namespace hall::kiosk
