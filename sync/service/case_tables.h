// SPDX-License-Identifier: Apache-2.0
// Cases as tables that a program or SQL reads. Pure.
#pragma once

#include "sync/hall/case_book.h"
#include "sync/hall/figures.h"
#include "sync/service/exports.h"

namespace hall::service {

/// Every case that was accepted or closed on those days, one line each, with what the rates are
/// made of: days, due day, kind, stages outside the hall, grade, documents that the archive lacks.
[[nodiscard]] Sheet case_files_table(const CaseBook& cases, Days days);

/// What lies behind a figure, services and cases in one table.
[[nodiscard]] Sheet behind_table(const std::vector<Behind>& rows, const Words& words);

/// The names of the documents that a case's archive lacks, with blanks between.
[[nodiscard]] std::string lacking_documents(const CaseFile& file);

}  // namespace hall::service
