// SPDX-License-Identifier: Apache-2.0
// Every case of the hall, folded from the log. Pure.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "sync/hall/case_file.h"

namespace hall {

/// Cases are kept for good: eleven thousand a year in a county hall, about half a kilobyte each.
///
/// Not thread-safe: owned by the book. Moving it keeps the cases where they are.
class CaseBook {
public:
    using Days = std::map<Day, std::vector<const CaseFile*>>;

    CaseBook() = default;
    CaseBook(CaseBook&&) = default;
    CaseBook& operator=(CaseBook&&) = default;
    CaseBook(const CaseBook& other);
    CaseBook& operator=(const CaseBook& other);
    ~CaseBook() = default;

    /// The case as it is now; replaces what was known of it.
    void put(CaseFile file);

    [[nodiscard]] const CaseFile* find(const CaseNumber& number) const noexcept;
    [[nodiscard]] const std::map<CaseNumber, CaseFile>& all() const noexcept { return files_; }

    /// By the business day of their acceptance, and of their closing. Valid until the next put().
    [[nodiscard]] const Days& accepted() const noexcept { return accepted_; }
    [[nodiscard]] const Days& closed() const noexcept { return closed_; }

private:
    void index(const CaseFile& file);
    void unindex(const CaseFile& file);

    std::map<CaseNumber, CaseFile> files_;
    Days accepted_;
    Days closed_;
};

}  // namespace hall
