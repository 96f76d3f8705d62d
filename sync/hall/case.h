// SPDX-License-Identifier: Apache-2.0
// What a counter records of an administrative matter when it has served somebody: 即辦即錄. The
// stages, due dates and archives of a case grow from this record; its number is what ties them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hall/ids.h"

namespace hall {

/// What came of it at the counter: 受理 (accepted, decided later), 辦結 (closed on the spot),
/// 不予受理 (refused), 諮詢 (advice only, nothing registered).
enum class CaseResult : std::uint8_t { accepted, closed, refused, advised };
inline constexpr std::array kCaseResults{CaseResult::accepted, CaseResult::closed,
                                         CaseResult::refused, CaseResult::advised};

[[nodiscard]] std::string_view name_of(CaseResult result) noexcept;
[[nodiscard]] std::optional<CaseResult> case_result_from(std::string_view name) noexcept;

struct CaseRecord {
    Uuid id;  ///< Of the command that made it: one press is one record.
    TicketId ticket;
    Day day;             ///< The ticket's business day.
    ItemId item;         ///< May be empty when there is a number.
    std::string number;  ///< The administrative software's; may be empty when there is an item.
    CaseResult result = CaseResult::closed;
    CounterId counter;
    ClerkId clerk;
    int nth = 1;  ///< Of its ticket's records, from 1.
    Moment at{};  ///< When it was registered; against the ticket's end it is the entry's delay.
};

}  // namespace hall
