// SPDX-License-Identifier: Apache-2.0
// Tables that a spreadsheet opens. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hall::service {

/// What a table begins with, so that Excel takes it for UTF-8.
inline constexpr std::string_view kCsvStart = "\xEF\xBB\xBF";

/// One line more (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe
/// before it: what a citizen or a clerk typed must not be carried out on a manager's PC.
void add_csv_line(std::string& table, std::span<const std::string> cells);

}  // namespace hall::service
