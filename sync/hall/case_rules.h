// SPDX-License-Identifier: Apache-2.0
// When a counter may record a case, and why not. Pure.
#pragma once

#include <optional>
#include <string>

#include "sync/hall/book.h"
#include "sync/hall/case.h"
#include "sync/hall/config.h"
#include "sync/hall/decide.h"

namespace hall {

/// Two fields at a counter: the item or the case's number, and what came of it.
struct CaseOrder {
    CommandId cmd;
    /// Without it: the ticket that the counter holds, else the one that it ended last.
    std::optional<TicketId> ticket;
    ItemId item;  ///< Empty: the ticket's own, unless there is a number.
    std::string number;
    CaseResult result = CaseResult::closed;
    CounterId counter;  ///< Who and where is the session's to say.
    ClerkId clerk;
};

/// One person may have brought a stack of forms; more than this is a stuck key.
inline constexpr int kCasesMost = 50;

/// Decides one record against the state of the hall; changes nothing. A ticket is recorded while it
/// is served and after it was finished, at the counter that served it, until its day is closed.
///
/// Refused: counter_unknown, counter_not_open, counter_taken; ticket_unknown; day_is_over;
/// other_counter; the state's refusal of one that was not served; item_unknown; case_empty (neither
/// item nor number); cases_full.
[[nodiscard]] Ruled<CaseRecord> decide_case(const Book& book,
                                            const Content& content,
                                            const CaseOrder& order,
                                            Moment now);

}  // namespace hall
