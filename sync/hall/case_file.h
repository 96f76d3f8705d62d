// SPDX-License-Identifier: Apache-2.0
// An administrative matter on its way through the hall (辦件): six stages with place and time, the
// day it is promised for, what stopped its clock, and what its archive holds. Value types.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/ids.h"

namespace hall {

/// The administrative software's number, or the hall's own where it has none.
using CaseNumber = Id<struct CaseTag>;

/// 諮詢 申請 受理 審批 辦結(制證) 取件, in this order.
enum class CaseStage : std::uint8_t { consulted, applied, accepted, reviewed, closed, collected };
inline constexpr std::array kCaseStages{CaseStage::consulted, CaseStage::applied,
                                        CaseStage::accepted,  CaseStage::reviewed,
                                        CaseStage::closed,    CaseStage::collected};

enum class CasePlace : std::uint8_t { hall, outside };
inline constexpr std::array kCasePlaces{CasePlace::hall, CasePlace::outside};

/// 即辦件 is closed on the visit, 承諾件 by a promised day. Unknown: nobody has named its item.
/// Source: GB/T 39046-2020, annex A.6.
enum class CaseKind : std::uint8_t { unknown, prompt, promised };
inline constexpr std::array kCaseKinds{CaseKind::unknown, CaseKind::prompt, CaseKind::promised};

/// What the archive of a closed case holds: 申請材料, 受理通知書, 審批表, 決定或證照, 送達回證.
enum class CaseDocument : std::uint8_t { application, acceptance, review, decision, delivery };
inline constexpr std::array kCaseDocuments{CaseDocument::application, CaseDocument::acceptance,
                                           CaseDocument::review, CaseDocument::decision,
                                           CaseDocument::delivery};

[[nodiscard]] std::string_view name_of(CaseStage stage) noexcept;
[[nodiscard]] std::string_view name_of(CasePlace place) noexcept;
[[nodiscard]] std::string_view name_of(CaseKind kind) noexcept;
[[nodiscard]] std::string_view name_of(CaseDocument document) noexcept;
[[nodiscard]] std::optional<CaseStage> case_stage_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<CasePlace> case_place_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<CaseKind> case_kind_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<CaseDocument> case_document_from(std::string_view name) noexcept;

struct CaseStep {
    CaseStage stage = CaseStage::accepted;
    Moment at{};
    Day day{};  ///< The hall's business day of `at`.
    CasePlace place = CasePlace::hall;
    std::string exemption;  ///< Under which a review outside is said to be approved.
    bool exempt = false;    ///< Whether that exemption was in force: then the place does not count.
    CounterId counter;      ///< Empty: no counter said so.
    ClerkId clerk;

    bool operator==(const CaseStep&) const = default;
};

/// The clock stands still on the days [from, to): 延長, 聽證, 檢驗, 補正, …
struct CaseStop {
    std::string reason;
    Day from{};
    std::optional<Day> to;  ///< Nothing: it still does.

    [[nodiscard]] bool holds(Day day) const noexcept { return from <= day && (!to || day < *to); }
    bool operator==(const CaseStop&) const = default;
};

struct CaseFile {
    CaseNumber number;
    ItemId item;  ///< Empty while nobody named it.
    CaseKind kind = CaseKind::unknown;
    std::vector<CaseStep> steps;  ///< In the order of kCaseStages, each at most once.
    std::vector<CaseStop> stops;  ///< In order; only the last may still hold.
    /// The last day on which it is closed on time; nothing without a promise, or while the clock
    /// stands still.
    std::optional<Day> due;
    std::uint8_t documents = 0;      ///< Bit n: kCaseDocuments[n] is in the archive.
    std::optional<TicketId> ticket;  ///< The service that it came of; that one is due the rating.
    std::optional<int> grade;        ///< Of one without a ticket, from 1 非常滿意 to 5.
    std::string source;              ///< "counter", "import", "online:<key>".
    Moment registered{};             ///< When the service first heard of it.

    [[nodiscard]] const CaseStep* step(CaseStage stage) const noexcept;
    [[nodiscard]] const CaseStep* accepted() const noexcept { return step(CaseStage::accepted); }
    [[nodiscard]] const CaseStep* closed() const noexcept { return step(CaseStage::closed); }

    /// Closed no later than it was due; where nothing was promised nothing can be missed. One whose
    /// item nobody named is not known to be on time.
    [[nodiscard]] bool is_on_time() const noexcept;
    /// A promised one that was closed before its last day.
    [[nodiscard]] bool is_early() const noexcept;
    /// Closed, with every stage that is known in the hall or under an exemption.
    [[nodiscard]] bool is_on_site() const noexcept;
    [[nodiscard]] bool has(CaseDocument document) const noexcept;
    [[nodiscard]] bool is_filed() const noexcept;  ///< All five documents are in the archive.

    bool operator==(const CaseFile&) const = default;
};

}  // namespace hall
