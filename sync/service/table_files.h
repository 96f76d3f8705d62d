// SPDX-License-Identifier: Apache-2.0
// Tables that other systems bring: CSV or a JSON list of objects, bounded, line by line. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"

namespace hall::service {

/// What a table is made of. The names of columns are the keys of objects.
struct TableForm {
    std::span<const std::string_view> columns;
    std::size_t needed = 0;    ///< Of them: the first ones, which the first line must name.
    std::string_view first;    ///< For whoever left one out: "ref,item,day,time".
    std::string_view objects;  ///< For whoever sends no list: what to send instead.
    std::size_t lines_most = 2000;
};

/// One line, its cells in the order of the form's columns; or what is wrong with it.
struct TableLine {
    int line = 0;
    std::vector<std::string> cells;
    std::string field{};  ///< Empty: the line can be read.
    std::string fault{};
};

/// CSV: RFC 4180 with a line of names first, UTF-8 with or without its mark; `line` is where a
/// record begins. JSON: a list of objects of texts; `line` is the place in the list, from 1.
/// Errors: too_large (kFileMost bytes, the form's lines), bad_message (no such form, a column
/// missing, text that is not UTF-8): nothing of such a file can be read.
[[nodiscard]] sync::Result<std::vector<TableLine>> lines_from_csv(std::string_view text,
                                                                  const TableForm& form);
[[nodiscard]] sync::Result<std::vector<TableLine>> lines_from_json(std::string_view text,
                                                                   const TableForm& form);

inline constexpr std::size_t kFileMost = std::size_t{1024} * 1024;
inline constexpr std::size_t kCellMost = 200;
inline constexpr std::size_t kCellsMost = 24;

}  // namespace hall::service
