// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/hero.h"

#include <algorithm>
#include <cassert>

namespace hall::board {

std::optional<Hero> hero_of(const std::vector<const Ticket*>& calls, Moment now) {
    if (calls.empty()) {
        return std::nullopt;
    }
    Hero hero;
    for (auto it = calls.rbegin(); it != calls.rend(); ++it) {
        const Ticket* ticket = *it;
        assert(ticket->last_call);
        const Moment turn = hero.ticket == nullptr
                                ? *ticket->last_call
                                : std::max(*ticket->last_call, hero.since + kStandsAtLeast);
        // A call of the future is a clock that was set back: it stands, rather than nothing.
        if (turn > now && hero.ticket != nullptr) {
            hero.next = turn;
            break;
        }
        hero = {ticket, turn, std::nullopt};
    }
    return hero;
}

}  // namespace hall::board
