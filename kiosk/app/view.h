// SPDX-License-Identifier: Apache-2.0
// What a screen sees of the world: one immutable picture of it, made anew at every change.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/appointment_rules.h"
#include "sync/hall/config.h"
#include "sync/hall/ids.h"
#include "sync/hall/number.h"
#include "sync/hall/phrases.h"
#include "sync/hall/text.h"
#include "sync/hall/ticket.h"

namespace hall::kiosk {

/// A 1-bit picture: rows of ceil(width/8) bytes, most significant bit first, 1 = black.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bits;
};

/// A wait as it is told to people: a range in 5-minute steps, never a single number.
struct WaitLine {
    int lo_min = 0;
    int hi_min = 5;
};

/// One queue as a citizen sees it before taking a ticket.
struct QueueLine {
    int waiting = 0;
    std::optional<WaitLine> wait;  ///< Nothing when it cannot be told honestly.
    Text resumes_at;               ///< "14:00" when nobody is called just now; empty otherwise.
    bool issuing = true;           ///< False: closed for today; `resumes_at` says when it opens.
};

enum class CounterState : std::uint8_t { shut, paused, free, calling, serving };

/// One counter as it is just now.
struct CounterLine {
    CounterState state = CounterState::shut;
    std::string number;  ///< Of the ticket that is called or served there; empty otherwise.
    ClerkId clerk;       ///< Who sits there; empty when nobody does.
};

enum class PaperState : std::uint8_t {
    printing,
    printed,
    unprinted,  ///< Known not to be on paper: the number is shown large with its QR code.
    uncertain,  ///< May or may not be on paper; a person looks.
};

/// The ticket that the last touch led to.
struct IssuedTicket {
    Uuid touch;
    TicketId ticket;
    Number number;
    ItemId item;
    QueueId queue;
    Language language = Language::zh_hant;
    int ahead = 0;
    std::optional<WaitLine> wait;
    Text resumes_at;
    PaperState paper = PaperState::printing;
    std::shared_ptr<const Picture> slip;  ///< The very dots that go to the printer.
    std::shared_ptr<const Picture> qr;    ///< For the screen when there is no paper.
    bool own_lane = false;                ///< Issued while the service was away.
    /// Of an appointment: "09:30", and how its owner came. Empty of a walk-in.
    std::string slot{};
    std::optional<Arrival> arrival{};
    bool prechecked = false;    ///< 已預審
    std::string appointment{};  ///< Named on the slip, to be looked up later.
};

/// An appointment of today, as little of it as tells it from another.
struct AppointmentLine {
    std::string id;
    ItemId item;
    std::string time;   ///< "09:30"
    std::string until;  ///< "10:00"
    Day day{};
    std::string number;                ///< Of the ticket that it was used for.
    std::optional<Arrival> arrival{};  ///< What coming now would be …
    std::string code;                  ///< … or why it is refused: key "refusal.<code>".
};

/// What came of FindAppointments. Empty with a code: why.
struct Found {
    Uuid touch;
    std::string tail;
    bool looking = true;  ///< The answer is not here yet.
    std::vector<AppointmentLine> lines;
    std::string code;
};

/// The ticket whose slip was held before the scanner, as it is now.
struct Scanned {
    Uuid touch;
    TicketId ticket;
    std::string number;
    ItemId item;
    QueueId queue;
    TicketState state = TicketState::waiting;
    CounterId counter;  ///< When called or served.
    int ahead = 0;
    std::optional<WaitLine> wait;
    Text resumes_at;
    std::optional<Uuid> requeued;  ///< The touch that put it back into the queue.
    bool asking = false;           ///< On its way there.
    bool may_requeue = false;  ///< It was called, and the time for coming after all is not over.
};

/// Why the last touch did not lead to a ticket.
struct Refused {
    Uuid touch;
    ItemId item;
    std::string code;  ///< Key "refusal.<code>" of the phrases.
    Text resumes_at;   ///< "14:00", or "11月24日 08:30", "24 Nov 08:30"; empty when unknown.
    std::optional<AppointmentLine> about{};  ///< Of a check-in.
    std::string appointment{};  ///< What was scanned or typed of one that could not be looked up.
};

/// What keeps the staff page shut, or that it is open.
enum class StaffDoor : std::uint8_t {
    shut,
    wrong,   ///< The PIN that was typed is not the kiosk's.
    locked,  ///< Wrong too often; it opens again by itself.
    no_pin,  ///< This kiosk has none, so nobody can open it.
    open,
};

/// A slip that staff may see to.
struct StaffSlip {
    TicketId ticket;
    std::string number;
    std::string issued_at;  ///< "09:42"
    PaperState paper = PaperState::printing;

    bool operator==(const StaffSlip&) const = default;
};

/// What only the staff page shows.
struct StaffView {
    std::string printer_since;  ///< "09:42"; empty when it has not been seen yet.
    std::int64_t used_mm = 0;   ///< Since the roll was changed.
    std::optional<std::int64_t> roll_mm, left_mm;  ///< Nothing before the first change of roll.
    std::optional<int> slips_left;
    int issued = 0, printed = 0, unprinted = 0, uncertain = 0;  ///< Today.
    std::vector<StaffSlip> slips;  ///< Uncertain ones first, then unprinted, then the newest.
};

enum class PrinterHealth : std::uint8_t { unknown, fine, near_end, paper_out, cover_open, fault };
enum class LinkHealth : std::uint8_t { online, offline };
enum class HallOpen : std::uint8_t { open, lunch, before, after };

/// Everything a screen may draw. Immutable once shared; any thread may read it.
struct View {
    std::uint64_t version = 0;  ///< Grows with every change.
    Moment now{};
    Day today{};        ///< The business day.
    std::string clock;  ///< "09:42", the hall's own time.
    Text date;          ///< "11月23日 星期一", "Mon 23 Nov".
    std::shared_ptr<const Content> content;
    std::shared_ptr<const Phrases> phrases;
    std::map<QueueId, QueueLine> queues;
    std::map<CounterId, CounterLine> counters;  ///< One that is missing is shut.
    HallOpen open = HallOpen::open;
    Text opens_at;  ///< When it is not open: "14:00" or a day and an hour.
    std::string closes_at;
    LinkHealth link = LinkHealth::online;
    PrinterHealth printer = PrinterHealth::unknown;
    bool out_of_service = false;  ///< Nothing can be written down: no number may be given out.
    bool issuing = false;         ///< A touch is on its way through the desk.
    std::optional<IssuedTicket> issued;
    std::optional<Refused> refused;
    std::optional<Found> found;
    std::optional<Scanned> scanned;
    StaffDoor door = StaffDoor::shut;
    std::shared_ptr<const StaffView> staff;  ///< Null unless the door is open.
    DeviceId kiosk;
};

}  // namespace hall::kiosk
