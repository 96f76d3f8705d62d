// SPDX-License-Identifier: Apache-2.0
// One person's place in the queue, and everything that has happened to it. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/ids.h"
#include "sync/hall/life.h"
#include "sync/hall/number.h"

namespace hall {

/// What is known of the slip. Only `printed` was seen to come out.
enum class Paper : std::uint8_t { unknown, printed, unprinted, uncertain, none };

/// One stay of a ticket in one queue.
struct Leg {
    QueueId queue;
    Moment since{};
    std::optional<CounterId> counter;  ///< Who took it from there.
};

/// A ticket set aside.
struct Parking {
    std::string reason;
    std::optional<Moment> until;  ///< Returns to the front of its class then.
    bool hall_wide = false;       ///< Any counter of the queue may resume it, not only this one.
};

struct Ticket {
    TicketId id;
    Day day;
    Number number;
    Band band = Band::walk_in;
    QueueId queue;  ///< The one it waits in now.
    ItemId item;
    std::string priority;  ///< Priority class, or empty.
    TicketState state = TicketState::waiting;
    /// When it became durable, in the hub's time (SYNC.md §2 rule 6). The wait begins here.
    Moment issued{};
    Moment leg_since{};
    /// What arrival order goes by; differs from leg_since after a requeue or a timed return.
    Moment order{};
    std::vector<Leg> legs;
    std::optional<CounterId> counter;    ///< Who holds it: called, serving, parked; kept after.
    std::optional<CounterId> only_for;   ///< Transferred to this counter: no other may call it.
    std::optional<CounterId> return_to;  ///< "then back to me": where it goes when finished there.
    ClerkId clerk;
    int calls = 0;
    std::optional<Moment> called;
    std::optional<Moment> last_call;
    std::optional<Moment> started;
    std::optional<Moment> ended;            ///< Finished, no-show, cancelled or expired.
    std::optional<TicketState> before_end;  ///< What `undo` goes back to.
    std::optional<Parking> parking;
    std::string reason;  ///< Of the last park, cancel, transfer or call by name.
    Paper paper = Paper::unknown;
    DeviceId device;        ///< Who issued it.
    bool own_lane = false;  ///< Issued while the service was away.
    bool rated = false;     ///< The service was rated; the grade stands elsewhere.
    /// Told to the citizen at issue, in minutes.
    std::optional<int> promised_lo;
    std::optional<int> promised_hi;
    std::optional<double> predicted_min;  ///< What the calibration learns from, not calibrated.
    std::string link;  ///< Shared by the tickets of one person: at most one of them is called.
    std::optional<Uuid> appointment;  ///< That it was checked in with.
    bool prechecked = false;          ///< 已預審: the papers were found good beforehand.
    bool flagged = false;             ///< Finished by the day's close, not by a clerk.
    int cases = 0;                    ///< Recorded of it; what they say stands elsewhere.
    std::int64_t version = 1;
};

/// A clerk's seat.
struct Seat {
    CounterId counter;
    ClerkId clerk;  ///< Empty: nobody is logged in.
    bool paused = false;
    std::string pause_reason;
    Moment since{};  ///< Of the present clerk.
    Moment lease_until{};
    std::string session;  ///< SHA-256 of the session's token, hexadecimal; never published.
    /// The last calls, newest last: true = a priority ticket. What the interleave goes by.
    std::vector<bool> mix;
    std::optional<TicketId> last_ended;  ///< What `undo` undoes.
    std::optional<Moment> last_call;
    bool extended = false;  ///< 延時服務: stays after closing, until the clerk gets up.
};

}  // namespace hall
