// SPDX-License-Identifier: Apache-2.0
// What a screen may ask of the kiosk. The only way in.
#pragma once

#include <string>
#include <variant>

#include "sync/hall/ids.h"
#include "sync/hall/text.h"

namespace hall::kiosk {

/// A finger asked for a ticket. `touch` is the key of that one touch: however often the same key
/// comes, there is one ticket.
struct IssueTicket {
    Uuid touch;
    ItemId item;
    Language language = Language::zh_hant;
    std::string priority;  ///< A priority class of the hall, or empty.

    bool operator==(const IssueTicket&) const = default;
};

/// The slip of the ticket on screen once more, marked 補印. Refused for any other ticket.
struct Reprint {
    TicketId ticket;

    bool operator==(const Reprint&) const = default;
};

/// The guide of an item on paper.
struct PrintGuide {
    ItemId item;
    Language language = Language::zh_hant;

    bool operator==(const PrintGuide&) const = default;
};

/// The citizen has seen the ticket on screen (or the time for it is over).
struct Dismiss {
    Uuid touch;

    bool operator==(const Dismiss&) const = default;
};

using Command = std::variant<IssueTicket, Reprint, PrintGuide, Dismiss>;

}  // namespace hall::kiosk
