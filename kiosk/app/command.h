// SPDX-License-Identifier: Apache-2.0
// What a screen may ask of the kiosk. The only way in.
#pragma once

#include <cstdint>
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
    std::string priority{};  ///< A priority class of the hall, or empty.
    std::string
        appointment{};  ///< The code of one that could not be looked up: see "check_in_offline".
    TicketId with{};    ///< Another ticket of the same person, or empty.

    bool operator==(const IssueTicket&) const = default;
};

/// The slip of the ticket on screen once more, marked 補印. Refused for any other ticket, unless
/// the staff page is open.
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

/// Paper that belongs to no ticket. Only the first is for citizens; the others are refused unless
/// the staff page is open.
enum class SheetKind : std::uint8_t { opinion, test_page, day_close };

struct PrintSheet {
    SheetKind kind = SheetKind::opinion;
    Language language = Language::zh_hant;

    bool operator==(const PrintSheet&) const = default;
};

/// A member of staff has typed the kiosk's PIN. What came of it stands in the view.
struct EnterStaff {
    std::string pin;

    bool operator==(const EnterStaff&) const = default;
};

/// The staff page has been left, by hand or because nobody touched it any more.
struct LeaveStaff {
    bool operator==(const LeaveStaff&) const = default;
};

/// A new roll of paper has been put in. Refused unless the staff page is open.
struct ChangeRoll {
    int length_mm = 0;

    bool operator==(const ChangeRoll&) const = default;
};

/// A person has looked what became of an uncertain slip. Refused unless the staff page is open.
struct ResolveSlip {
    TicketId ticket;
    bool on_paper = false;

    bool operator==(const ResolveSlip&) const = default;
};

/// Somebody has come with an appointment: its code as it was typed, or an id of View::found.
struct CheckIn {
    Uuid touch;
    std::string appointment;
    Language language = Language::zh_hant;

    bool operator==(const CheckIn&) const = default;
};

/// Today's appointments of phones that end in these four digits, or of who has this identity card.
/// View::found answers. Of the card's number nothing leaves the desk but its HMAC with the hall's
/// key, and nothing at all is kept.
struct FindAppointments {
    Uuid touch;
    std::string tail;
    std::string card{};

    bool operator==(const FindAppointments&) const = default;
};

/// Something was held before the scanner: an appointment is checked in, a slip of today comes to
/// View::scanned, all else is refused.
struct Scan {
    Uuid touch;
    std::string text;
    Language language = Language::zh_hant;

    bool operator==(const Scan&) const = default;
};

/// Back into the queue with the ticket whose slip was scanned: 過號重排.
struct Requeue {
    Uuid touch;
    TicketId ticket;

    bool operator==(const Requeue&) const = default;
};

using Command = std::variant<IssueTicket,
                             CheckIn,
                             FindAppointments,
                             Scan,
                             Requeue,
                             Reprint,
                             PrintGuide,
                             Dismiss,
                             PrintSheet,
                             EnterStaff,
                             LeaveStaff,
                             ChangeRoll,
                             ResolveSlip>;

}  // namespace hall::kiosk
