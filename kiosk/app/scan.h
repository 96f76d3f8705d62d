// SPDX-License-Identifier: Apache-2.0
// What was held before the scanner. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/app/ledger.h"
#include "sync/hall/book.h"

namespace hall::kiosk {

/// Longer is none of our codes; the longest is an appointment's with the longest names.
inline constexpr std::size_t kScanMost = 128;

/// What codes are looked at with.
struct CodeDesk {
    const HallId& hall;
    const std::string& key;  ///< What this hall signs with; empty: not known yet.
    Day today{};
};

/// Printable ASCII and no longer than a code of ours is.
[[nodiscard]] bool is_code_text(std::string_view text) noexcept;

/// The ticket of today whose slip was scanned: the page on its owner's phone, or the code that the
/// hall's own scanners know. Nothing when it is no slip of today, or of another hall.
/// A hall's day of 6,000 tickets takes some 10 ms.
[[nodiscard]] std::optional<TicketId> scanned_ticket(std::string_view text,
                                                     const CodeDesk& desk,
                                                     const Book& book,
                                                     const Ledger& ledger);

/// What an appointment's code says by itself, where nobody can be asked.
struct AppointmentSays {
    Day day{};
    std::string queue;  ///< As code_word() writes it.
};
[[nodiscard]] std::optional<AppointmentSays> says_of(std::string_view signed_text) noexcept;

}  // namespace hall::kiosk
