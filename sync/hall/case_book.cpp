// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/case_book.h"

#include <utility>

namespace hall {

namespace {

void add(CaseBook::Days& days, const CaseStep* step, const CaseFile& file) {
    if (step != nullptr) {
        days[step->day].push_back(&file);
    }
}

void remove(CaseBook::Days& days, const CaseStep* step, const CaseFile& file) {
    if (step == nullptr) {
        return;
    }
    const auto day = days.find(step->day);
    std::erase(day->second, &file);
    if (day->second.empty()) {
        days.erase(day);
    }
}

}  // namespace

CaseBook::CaseBook(const CaseBook& other) : files_(other.files_) {
    for (const auto& [number, file] : files_) {
        index(file);
    }
}

CaseBook& CaseBook::operator=(const CaseBook& other) {
    *this = CaseBook{other};
    return *this;
}

void CaseBook::put(CaseFile file) {
    CaseFile& place = files_[file.number];
    unindex(place);
    place = std::move(file);
    index(place);
}

const CaseFile* CaseBook::find(const CaseNumber& number) const noexcept {
    const auto found = files_.find(number);
    return found == files_.end() ? nullptr : &found->second;
}

void CaseBook::index(const CaseFile& file) {
    add(accepted_, file.accepted(), file);
    add(closed_, file.closed(), file);
}

void CaseBook::unindex(const CaseFile& file) {
    remove(accepted_, file.accepted(), file);
    remove(closed_, file.closed(), file);
}

}  // namespace hall
