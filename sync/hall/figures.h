// SPDX-License-Identifier: Apache-2.0
// What the hall is judged by: the rates of a period, and what lies behind each. Pure.
//
// Source: PRODUCT.md, section 5. Every figure is a number of rows, and the list behind it is made
// by the same question, so that one cannot be without the other.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/case_book.h"
#include "sync/hall/ledger.h"
#include "sync/hall/rates.h"

namespace hall {

/// Business days, half open.
struct DaySpan {
    Day from{};
    Day to{};
};

/// Everything that is counted. Each is a set of services, or of cases; "figures.<word>" names it.
enum class Count : std::uint8_t {
    // Of cases, by the day of their acceptance …
    accepted,         ///< 受理
    prompt_accepted,  ///< 即辦件 among them
    prompt_same_day,  ///< … that were closed the same day
    // … and by the day of their closing.
    closed,           ///< 辦結
    carried_in,       ///< … that were accepted before the period
    on_time,          ///< 按時
    late,             ///< closed − on_time
    promised_closed,  ///< 承諾件 closed
    early,            ///< … before the promise
    on_site,          ///< every stage in the hall
    off_site,         ///< closed − on_site
    unfiled,          ///< closed, and the archive lacks a document
    // Of services, by their business day.
    called,
    no_show,   ///< 過號
    finished,  ///< tickets served
    due,       ///< due a rating: services, and closed cases without one
    rated,     ///< of the two kinds together, as the four below
    missed,    ///< 漏評
    satisfied,
    bad,  ///< 差評
    very_satisfied,
};
inline constexpr std::size_t kCounts = 21;
[[nodiscard]] std::string_view name_of(Count count) noexcept;
[[nodiscard]] std::optional<Count> count_from(std::string_view name) noexcept;

struct Figures {
    std::array<std::int64_t, kCounts> counts{};

    [[nodiscard]] std::int64_t operator[](Count count) const noexcept {
        return counts[static_cast<std::size_t>(count)];
    }
    Figures& operator+=(const Figures& other) noexcept;
    bool operator==(const Figures&) const = default;
};

/// The rates, each a part of a whole. "figures.<word>" names it.
enum class Rate : std::uint8_t {
    on_time,    ///< 按時辦結率
    early,      ///< 提前辦結率
    on_site,    ///< 現場辦結率
    rated,      ///< 評議率
    satisfied,  ///< 滿意率
    bad,        ///< 差評率
    prompt,     ///< 即辦率
    recorded,   ///< 錄入率
    no_show,    ///< 過號率
};
inline constexpr std::array kRates{Rate::on_time, Rate::early,     Rate::on_site,
                                   Rate::rated,   Rate::satisfied, Rate::bad,
                                   Rate::prompt,  Rate::recorded,  Rate::no_show};
[[nodiscard]] std::string_view name_of(Rate rate) noexcept;

/// 錄入率 alone may be above 100 %: somebody who brings a stack of forms is served once.
[[nodiscard]] Share share_of(const Figures& figures, Rate rate) noexcept;

/// What to count.
struct FigureAsk {
    DaySpan days;
    /// Only these; empty: all. A case belongs to whom its acceptance or closing says.
    CounterId counter;
    ClerkId clerk;
    ItemId item;
    QueueId queue;            ///< Services only.
    DepartmentId department;  ///< By the item, as the catalogue has it.
};

/// By what the answer is divided. The parts of one division add up to the hall.
enum class FigureBy : std::uint8_t { hall, day, month, department, counter, clerk, item };
inline constexpr std::array kFigureBys{FigureBy::hall,       FigureBy::day,     FigureBy::month,
                                       FigureBy::department, FigureBy::counter, FigureBy::clerk,
                                       FigureBy::item};
[[nodiscard]] std::string_view name_of(FigureBy by) noexcept;
[[nodiscard]] std::optional<FigureBy> figure_by_from(std::string_view name) noexcept;

/// Where the rows are. `department_of` may be asked often; it says nothing of unknown items.
struct FigureView {
    const Ledger& ledger;
    const CaseBook& cases;
    std::function<DepartmentId(const ItemId&)> department_of;
};

/// Figures by key: "" for the hall, "2026-11-23", "2026-11", "W03", …; what belongs to nobody (a
/// case that no counter is named for) stands under "". Reads the days of the period and no others.
[[nodiscard]] std::map<std::string, Figures> figures_by(const FigureView& view,
                                                        const FigureAsk& ask,
                                                        FigureBy by);

/// One row behind a figure: a service or a case, never both.
struct Behind {
    Day day{};
    const ServiceRow* service = nullptr;
    const CaseFile* file = nullptr;
};

/// Every row that `count` counts, oldest day first: exactly as many as the figure says.
[[nodiscard]] std::vector<Behind> rows_behind(const FigureView& view,
                                              const FigureAsk& ask,
                                              Count count);

}  // namespace hall
