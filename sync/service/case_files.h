// SPDX-License-Identifier: Apache-2.0
// What the administrative software says of cases: CSV and JSON. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/hours.h"
#include "sync/service/core.h"
#include "sync/service/table_files.h"

namespace hall::service {

/// The lines of a file, the bad ones with the field that is wrong and a sentence about it. Columns
/// (and keys) are: number, stage, at ("2026-11-24 09:30", the hall's time), and perhaps item, place
/// ("hall", "outside"), exemption, counter, clerk, reason, documents, grade. A line says one thing
/// of one case: a stage that it reached, that its clock stopped (`stop`) or goes on (`resume`), or
/// (`filed`) only what its archive holds. Stages go by our words or the six of the law in either
/// script. At most kCaseLinesMost lines. Errors: as lines_from_csv().
[[nodiscard]] sync::Result<std::vector<CaseImportLine>> cases_from_csv(std::string_view text,
                                                                       const HallClock& clock);
[[nodiscard]] sync::Result<std::vector<CaseImportLine>> cases_from_json(std::string_view text,
                                                                        const HallClock& clock);

inline constexpr std::size_t kCaseLinesMost = 5000;

}  // namespace hall::service
