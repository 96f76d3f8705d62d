// SPDX-License-Identifier: Apache-2.0
// Whom to call next, and why this one. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/ticket.h"

namespace hall {

/// Why this ticket and no other; shown to the clerk (text "why.<code>").
enum class Why : std::uint8_t {
    appointment_due,
    priority_turn,
    past_cap,
    arrival,
    returned,        ///< Sent to this very counter by a transfer.
    called_by_name,  ///< A clerk named it, with a reason.
};
[[nodiscard]] std::string_view code_of(Why why) noexcept;
[[nodiscard]] std::optional<Why> why_from(std::string_view code) noexcept;

struct Choice {
    const Ticket* ticket = nullptr;
    Why why = Why::arrival;
};

/// Of `waiting` (any order, any queue), the ticket that `counter` calls next, or nothing.
///
/// The order of PRODUCT.md §2. The cap comes first, since *nobody* overtakes a ticket older than
/// it; then tickets sent back to this very counter, appointments that are due, priority while its
/// share lasts (`mix`: this counter's last calls, newest last, true = priority), arrival, lane,
/// number, id. Queues of a later preference are looked at only when the earlier ones are empty,
/// but for the cap and appointments, which count over all of them.
[[nodiscard]] std::optional<Choice> choose_next(const std::vector<const Ticket*>& waiting,
                                                const Counter& counter,
                                                const std::vector<bool>& mix,
                                                const Policy& policy,
                                                Moment now);

}  // namespace hall
