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

/// The order of arrival: time, lane, number, id.
[[nodiscard]] bool came_before(const Ticket* a, const Ticket* b) noexcept;

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
///
/// An appointment is due from its `order` on; who checks in early comes after all who wait. The
/// cap counts from the start of the leg, or from a later place in the order (a no-show that came
/// after all waits anew). A ticket sent to one counter is everybody's once it is past the cap:
/// that counter's clerk may have gone home.
[[nodiscard]] std::optional<Choice> choose_next(const std::vector<const Ticket*>& waiting,
                                                const Counter& counter,
                                                const std::vector<bool>& mix,
                                                const Policy& policy,
                                                Moment now);

}  // namespace hall
