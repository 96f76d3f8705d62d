// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/case_file.h"

#include <algorithm>

#include "sync/hall/names.h"

namespace hall {

namespace {

constexpr std::array<std::string_view, kCaseStages.size()> kStageNames{
    "consulted", "applied", "accepted", "reviewed", "closed", "collected"};
constexpr std::array<std::string_view, kCasePlaces.size()> kPlaceNames{"hall", "outside"};
constexpr std::array<std::string_view, kCaseKinds.size()> kKindNames{"unknown", "prompt",
                                                                     "promised"};
constexpr std::array<std::string_view, kCaseDocuments.size()> kDocumentNames{
    "application", "acceptance", "review", "decision", "delivery"};
constexpr unsigned kAllDocuments = (1U << kCaseDocuments.size()) - 1;

}  // namespace

std::string_view name_of(CaseStage stage) noexcept {
    return kStageNames[static_cast<std::size_t>(stage)];
}

std::string_view name_of(CasePlace place) noexcept {
    return kPlaceNames[static_cast<std::size_t>(place)];
}

std::string_view name_of(CaseKind kind) noexcept {
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(CaseDocument document) noexcept {
    return kDocumentNames[static_cast<std::size_t>(document)];
}

std::optional<CaseStage> case_stage_from(std::string_view name) noexcept {
    return find_name(kStageNames, kCaseStages, name);
}

std::optional<CasePlace> case_place_from(std::string_view name) noexcept {
    return find_name(kPlaceNames, kCasePlaces, name);
}

std::optional<CaseKind> case_kind_from(std::string_view name) noexcept {
    return find_name(kKindNames, kCaseKinds, name);
}

std::optional<CaseDocument> case_document_from(std::string_view name) noexcept {
    return find_name(kDocumentNames, kCaseDocuments, name);
}

const CaseStep* CaseFile::step(CaseStage stage) const noexcept {
    const auto found = std::ranges::find(steps, stage, &CaseStep::stage);
    return found == steps.end() ? nullptr : &*found;
}

bool CaseFile::is_on_time() const noexcept {
    const CaseStep* end = closed();
    return end != nullptr && kind != CaseKind::unknown && (!due || end->day <= *due);
}

bool CaseFile::is_early() const noexcept {
    const CaseStep* end = closed();
    return end != nullptr && kind == CaseKind::promised && due && end->day < *due;
}

bool CaseFile::is_on_site() const noexcept {
    return closed() != nullptr && std::ranges::all_of(steps, [](const CaseStep& one) {
               return one.place == CasePlace::hall || one.exempt;
           });
}

bool CaseFile::has(CaseDocument document) const noexcept {
    return ((documents >> static_cast<unsigned>(document)) & 1U) != 0;
}

bool CaseFile::is_filed() const noexcept {
    return (documents & kAllDocuments) == kAllDocuments;
}

}  // namespace hall
