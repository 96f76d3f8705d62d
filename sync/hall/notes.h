// SPDX-License-Identifier: Apache-2.0
// What an issuing device writes into its own journal, and how the service takes it over. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/decide.h"
#include "sync/hall/events.h"

namespace hall {

/// When a device thinks it is. Monotonic time is only good within one boot.
struct Stamp {
    std::int64_t boot = 0;
    std::int64_t mono_ms = 0;
    Moment estimate{};  ///< Its own idea of UTC.
    bool good = false;  ///< The estimate rests on an exchange with the service in this boot.
};

/// First entry after every start. When the service applies it, every number that an older boot of
/// the same journal had reserved and never used is proven unprinted (SYNC.md §2 rule 8). A boot
/// proves nothing about another journal (epoch): what a lost disk printed, nobody knows.
struct BootNote {
    std::int64_t boot = 0;
    std::string program;  ///< Name and version.
};

/// A number became a ticket: the moment the promise begins.
struct IssuedNote {
    TicketId ticket;
    Day day;
    Number number;
    int ordinal = 0;
    Band band = Band::walk_in;
    QueueId queue;
    ItemId item;
    std::string priority;
    Language language = Language::zh_hant;
    Uuid touch;  ///< The touch it came from: after a crash the same touch gets the same ticket.
    std::optional<int> promised_lo;
    std::optional<int> promised_hi;
    std::optional<double> predicted_min;
    std::optional<Moment> due;  ///< Of an appointment: its hour, which an early one waits for.
    std::string link;           ///< Shared by the tickets of one person.
    /// Of somebody who came with an appointment while the service was away: the code on it. The
    /// number is one of the device's own, and the appointment is used once the journal is merged.
    std::string appointment;
};

/// The service had not answered within 400 ms: that ticket will never be (rule 2).
struct AbandonNote {
    TicketId ticket;
    Day day;
};

/// What became of a slip. `sending` is written before the printer gets its first byte.
struct PaperNote {
    TicketId ticket;
    Paper paper = Paper::unknown;
    bool sending = false;
    std::string evidence;
    int attempt = 1;
};

/// The device's own lane, as the service gave it out; and the hub's epoch, below which this device
/// believes nobody any more (rule 10).
struct LaneNote {
    Lane lane = kHubLane;
    std::int64_t hub_epoch = 0;
};

using NoteWhat = std::variant<BootNote, IssuedNote, AbandonNote, PaperNote, LaneNote>;

struct Note {
    Stamp stamp;
    NoteWhat what;
};

/// Offset measured between a device's monotonic clock and the service's clock, in one boot.
struct ClockOffset {
    std::int64_t boot = 0;
    std::int64_t offset_ms = 0;  ///< Add to mono_ms for UTC ms.
};

/// The fair times of a batch (SYNC.md §2 rule 6): the offset of the same boot, else the device's
/// estimate; a later good stamp caps an earlier bad one; never after `received`; monotone, and
/// never before `floor` (the device's last one), which wins where the hub's own clock was set back.
[[nodiscard]] std::vector<Moment> effective_times(std::span<const Stamp> stamps,
                                                  const std::optional<ClockOffset>& offset,
                                                  Moment floor,
                                                  Moment received);

/// Takes one note of `device` over. `effective` is its fair time. Never refuses: it has happened.
[[nodiscard]] std::vector<Event> merge(
    const Book& book, const Device& device, const Note& note, Moment effective, Moment now);

/// A number asked for by a device that is about to issue.
struct AllocAsk {
    TicketId ticket;
    QueueId queue;
    Band band = Band::walk_in;
    DeviceId device;
    std::int64_t epoch = 0;
    std::int64_t boot = 0;
    std::string appointment;  ///< A check-in: its code or its id; the queue and band are its own.
};

struct Reserved {
    NumberChanged number;
    std::vector<Event> events;  ///< Empty when the ticket had its number already.
};

/// Reserves the next number of the hub's lane. The same ticket always gets the same number.
///
/// Refused: queue_unknown, device_unknown, epoch_too_old, boot_too_old, number_voided (abandoned
/// meanwhile), numbers_used_up.
[[nodiscard]] Ruled<Reserved> reserve(
    const Book& book, const HallConfig& hall, const AllocAsk& ask, Day day, Moment now);

/// A new device, or a known one with a new journal (epoch). Gives out a lane that no other device
/// holds and nobody has used today. The same journal again keeps its lane and its high-water, and
/// changes nothing (no events) when its token and kind are the same as well.
///
/// Refused: epoch_too_old, lanes_used_up.
[[nodiscard]] Ruled<std::vector<Event>> enrol(const Book& book,
                                              Device wanted,
                                              Day today,
                                              Moment now);

/// Where the service goes on giving out numbers today after its log was put back from a copy.
[[nodiscard]] EpochStarted with_lane(const Book& book, Day today);

}  // namespace hall
