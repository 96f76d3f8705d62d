// SPDX-License-Identifier: Apache-2.0
// What happened, as the log keeps it. An event carries the state *after* it, so that replaying a
// log never depends on the rules that were in force, and a replica needs no rules at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sync/hall/appointment.h"
#include "sync/hall/case.h"
#include "sync/hall/case_file.h"
#include "sync/hall/ids.h"
#include "sync/hall/life.h"
#include "sync/hall/next.h"
#include "sync/hall/number.h"
#include "sync/hall/rating.h"
#include "sync/hall/ticket.h"

namespace hall {

/// A ticket was acted on; `ticket` is how it is now.
struct TicketChanged {
    Action action = Action::issue;
    Ticket ticket;
    std::optional<CounterId> by;
    ClerkId clerk;
    std::optional<Why> why;  ///< Of a call.
    std::string reason;
};

enum class SeatAction : std::uint8_t {
    open,
    close,
    pause,
    resume,
    renew,
    serve,
    extend,  ///< 延時服務: stays for those who wait after closing.
    extend_end,
};

/// A counter was opened, paused, closed …; `seat` is how it is now. `serve` = it called or ended
/// a ticket, which moves its interleave and its undo.
struct SeatChanged {
    SeatAction action = SeatAction::open;
    Seat seat;
};

enum class NumberState : std::uint8_t { reserved, issued, voided };
enum class VoidReason : std::uint8_t { none, abandoned, boot };

/// A number was reserved for a ticket to be, became one, or was proven unprinted.
struct NumberChanged {
    TicketId ticket;
    Day day;
    Number number;
    int ordinal = 0;  ///< Its place in the series, from 1: what the next number follows.
    Band band = Band::walk_in;
    QueueId queue;
    NumberState state = NumberState::reserved;
    VoidReason reason = VoidReason::none;
    DeviceId device;
    std::int64_t epoch = 0;
    std::int64_t boot = 0;
};

/// A kiosk (or another issuer) as the service knows it.
struct Device {
    DeviceId id;
    std::string kind;        ///< "kiosk", "reception", "replay".
    std::int64_t epoch = 0;  ///< One life of one journal file.
    std::int64_t boot = 0;   ///< Highest boot applied.
    Lane lane = kHubLane;    ///< Its own lane; 0 = it never issues alone.
    Day lane_day{};          ///< The business day that the lane was given out on.
    std::int64_t acked = 0;  ///< Highest journal entry applied; the next must be acked + 1.
    std::string chain;       ///< SHA-256 over its journal up to `acked`, hexadecimal.
    std::int64_t last_effective = 0;  ///< Per device monotone, UTC ms (SYNC.md §2 rule 6).
    std::string token;  ///< SHA-256 of its bearer token, hexadecimal; never published.
};

enum class DeviceAction : std::uint8_t { enrolled, pushed };

struct DeviceChanged {
    DeviceAction action = DeviceAction::enrolled;
    Device device;
};

/// One entry of a device's own journal, word for word: the service's copy of it.
struct DeviceEntry {
    DeviceId device;
    std::int64_t epoch = 0;
    std::int64_t seq = 0;
    std::string kind;
    std::string body;  ///< The JSON text that the device hashed.
    std::string chain;
};

/// What became of the slip; `ticket` is how it is now. Paper never moves a ticket in its queue.
struct SlipChanged {
    Ticket ticket;
    std::string evidence;  ///< How it is known: "process_id", "clean_status", "cover_open", …
    int attempt = 1;
};

/// The answer to a command, for ever: the same command id gets the same answer.
struct CommandDone {
    CommandId cmd;
    std::string fingerprint;  ///< Of the request, so that an id used twice for two things is seen.
    int status = 200;
    std::string answer;  ///< JSON.
};

struct DayClosed {
    Day day;
};

/// The service began a life as the hall's hub.
struct EpochStarted {
    std::int64_t epoch = 1;
    /// In which it gives numbers out on `day`; said when the log before it may lack its end.
    Lane lane = kHubLane;
    std::optional<Day> day{};
};

/// A document (hall, catalog, notices, …) got a new version.
struct ContentChanged {
    std::string name;
    std::string version;
    std::string hash;
    std::string by;  ///< Whose change it was; empty when nobody said.
};

/// Somebody changed how the hall is run, or came to do so: accounts, sessions, devices, … The audit
/// log is these, and what they changed is folded from them, so nothing changes without a trace.
struct AdminDone {
    std::string by;             ///< The account; empty for the program itself.
    std::string from;           ///< The address that it came from.
    std::string action;         ///< "user.changed", "session.opened", …
    std::string subject;        ///< What it was done to.
    std::string detail = "{}";  ///< JSON object that may be shown.
    std::string kept = "{}";    ///< JSON object of what is never shown: hashes of PINs and tokens.
};

/// A citizen rated a service; `service` carries the rating.
struct RatingGiven {
    ServiceDue service;
};

/// An appointment was made or changed, or somebody came with it; `appointment` is how it is now.
struct AppointmentChanged {
    AppointmentAction action = AppointmentAction::booked;
    Appointment appointment;
    std::string by;  ///< The account or the key; empty of a device.
};

/// A counter recorded what came of a matter.
struct CaseRecorded {
    CaseRecord record;
};

/// A case came to a stage, its clock stopped, its archive grew, …; `file` is how it is now.
struct CaseChanged {
    CaseFile file;
    std::string by;  ///< Whose file said so, "online:<key>" too; empty: the record beside it did.
};

using What = std::variant<TicketChanged,
                          SlipChanged,
                          SeatChanged,
                          NumberChanged,
                          DeviceChanged,
                          DeviceEntry,
                          CommandDone,
                          DayClosed,
                          EpochStarted,
                          ContentChanged,
                          RatingGiven,
                          CaseRecorded,
                          AdminDone,
                          AppointmentChanged,
                          CaseChanged>;

struct Event {
    Moment at{};  ///< The hub's clock.
    What what;
};

}  // namespace hall
