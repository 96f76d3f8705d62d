// SPDX-License-Identifier: Apache-2.0
// What goes into the desk, and what it wants done. Value types.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/command.h"
#include "kiosk/app/view.h"
#include "sync/hall/appointment_rules.h"
#include "sync/hall/hours.h"
#include "sync/hall/notes.h"
#include "sync/wire.h"

namespace hall::kiosk {

/// Both clocks of the machine, read together.
struct Instant {
    Moment wall{};             ///< May be wrong and may jump.
    std::int64_t mono_ms = 0;  ///< Since this program started; never jumps.
};

// ---- what comes in

struct Asked {
    Command command;
};
/// The service's answer to AskNumber. Neither number nor code: it was not reached.
struct NumberAnswered {
    TicketId ticket;
    std::optional<NumberChanged> number;
    std::string code;                                 ///< Of a refusal.
    std::int64_t hub_epoch = 0;                       ///< Of the service that gave the number.
    std::optional<std::int64_t> followed{};           ///< Of "epoch_too_old": see Enrolled.
    std::optional<sync::ReservedFor> reserved_for{};  ///< Of a check-in that has its number.
    std::optional<AppointmentLine> about{};           ///< What a refused check-in is about.
};
/// The service's answer to AskFind. Neither found nor code: it was not reached.
struct FindAnswered {
    Uuid touch;
    std::vector<AppointmentLine> found;
    std::string code;
};
/// The service's answer to AskRequeue. A code: refused; "link_down" when it was not reached.
struct RequeueAnswered {
    Uuid touch;
    std::string code;
};
/// What this hall signs its codes with.
struct KeyCame {
    std::string key;
};
/// Everything up to `seq` of the journal is on the disk.
struct Kept {
    std::int64_t seq = 0;
};
/// The journal cannot be written. The kiosk shows that it is out of service.
struct NotKept {};
struct PushAnswered {
    bool reached = false;
    std::int64_t acked = 0;  ///< When taken.
    std::int64_t hub_epoch = 0;
    std::string code;                        ///< Of a refusal: "gap", "diverged", …
    std::optional<std::int64_t> expected;    ///< Of a gap.
    std::int64_t epoch = 1;                  ///< Of the journal that was pushed.
    std::optional<std::int64_t> followed{};  ///< Of "epoch_too_old": see Enrolled.
};
/// A clock exchange: UTC ms = mono_ms + offset_ms, good to half of `rtt_ms`.
struct ClockMeasured {
    std::int64_t offset_ms = 0;
    std::int64_t rtt_ms = 0;
};
struct Enrolled {
    bool reached = false;
    Lane lane = kHubLane;
    std::int64_t acked = 0;
    std::int64_t hub_epoch = 0;
    std::int64_t epoch = 1;  ///< Of the journal that was announced.
    /// Not reached, since the service follows the journal of this epoch and takes no older one.
    std::optional<std::int64_t> followed{};
};
/// The journal of NewLife is on the disk, is the one in use, and has these entries.
struct LifeBegun {
    std::int64_t epoch = 1;
};
/// What came of an attempt to put a slip on paper.
struct SlipReported {
    TicketId ticket;
    int attempt = 1;
    Paper paper = Paper::uncertain;
    std::string evidence;
};
/// A slip, or whatever else, took so much of the roll.
struct PaperUsed {
    int length_mm = 0;
};
struct PrinterSeen {
    PrinterHealth health = PrinterHealth::unknown;
};
struct SnapshotCame {
    sync::StateDocument document;
};
struct EventCame {
    sync::Cursor cursor;
    Event event;
};
/// A new version of the hall's documents is in force from now on.
struct ContentCame {
    std::shared_ptr<const Content> content;
    std::shared_ptr<const HallClock> clock;
};
/// The stream was opened or lost.
struct LinkSeen {
    bool up = false;
};
struct Ticked {};

using DeskInput = std::variant<Asked,
                               NumberAnswered,
                               FindAnswered,
                               RequeueAnswered,
                               KeyCame,
                               Kept,
                               NotKept,
                               PushAnswered,
                               ClockMeasured,
                               Enrolled,
                               LifeBegun,
                               SlipReported,
                               PrinterSeen,
                               PaperUsed,
                               SnapshotCame,
                               EventCame,
                               ContentCame,
                               LinkSeen,
                               Ticked>;

// ---- what goes out

/// A slip to be put on paper; the journal says already that it is being sent.
struct PrintSlip {
    TicketId ticket;
    int attempt = 1;
    bool copy = false;  ///< Marked 補印.
};

/// This journal will never be taken over: the disk is a copy of another one (rule 7). A journal of
/// a new epoch is begun with what is carried over, in one piece and before anything else happens;
/// afterwards step(LifeBegun), or step(NotKept). The old one is kept.
struct NewLife {
    std::int64_t epoch = 2;
    std::vector<Note> carried;
    /// When this device began a new journal lately, this time included; kept beside the epoch.
    std::vector<Moment> begun;
    int tickets = 0;         ///< Among the carried.
    int left = 0;            ///< Tickets of days that are over; they stay in the old journal.
    std::int64_t last = 0;   ///< The old journal's last entry …
    std::int64_t acked = 0;  ///< … and how far the service said it had taken it over.
};

/// POST /appointment-find: whose phone ends so, or whose card hashes to that?
struct AskFind {
    Uuid touch;
    std::string tail;
    std::string contact{};  ///< As Appointment::contact.
};
/// POST /commands: back into the queue. Asked again with the same touch it is the same command.
struct AskRequeue {
    Uuid touch;
    TicketId ticket;
};

struct DeskActions {
    std::vector<Note> write;      ///< In one transaction; afterwards step(Kept) or step(NotKept).
    std::optional<AllocAsk> ask;  ///< POST /alloc.
    std::optional<AskFind> find;
    std::optional<AskRequeue> requeue;
    std::optional<std::int64_t> push_from;  ///< POST /journal from this entry on.
    std::optional<PrintSlip> print;
    std::optional<PrintGuide> print_guide;
    std::optional<PrintSheet> print_sheet;
    std::optional<std::string> keep_paper;  ///< What StaffRoom wants to know after a restart.
    bool enrol = false;
    bool measure_clock = false;
    std::optional<NewLife> new_life;
    bool show = false;  ///< What the screen sees has changed.
    /// step(Ticked) no later than this (monotonic).
    std::optional<std::int64_t> wake_ms;
};

}  // namespace hall::kiosk
