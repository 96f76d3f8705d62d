// SPDX-License-Identifier: Apache-2.0
// The state of the hall: every event of the log folded together. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sync/hall/appointment_book.h"
#include "sync/hall/case_book.h"
#include "sync/hall/events.h"
#include "sync/hall/ids.h"
#include "sync/hall/rating.h"
#include "sync/hall/ticket.h"
#include "sync/hall/wait.h"

namespace hall {

/// A day's numbers of one letter in one lane and band.
struct Series {
    Day day;
    std::string prefix;
    Lane lane = kHubLane;
    Band band = Band::walk_in;

    auto operator<=>(const Series&) const = default;
};

/// Not thread-safe: owned by the core that folds the log. A replica (kiosk, board) folds the
/// stream into one of its own.
class Book {
public:
    /// Folds one event. Never refuses: what was written down has happened.
    void apply(const Event& event);

    [[nodiscard]] const Ticket* ticket(const TicketId& id) const noexcept;
    [[nodiscard]] const Ticket* ticket_by_number(Day day, const Number& number) const noexcept;
    [[nodiscard]] const std::map<TicketId, Ticket>& tickets() const noexcept { return tickets_; }

    /// Who is waiting, in any order. `queue` empty = the whole hall.
    [[nodiscard]] std::vector<const Ticket*> waiting(const QueueId& queue = {}) const;
    [[nodiscard]] int waiting_count(const QueueId& queue) const noexcept;

    /// The ticket that is called to or served at `counter`, or null.
    [[nodiscard]] const Ticket* held_by(const CounterId& counter) const noexcept;

    /// The services of the last kServiceKeptDays that are due a rating or have one, by ticket.
    [[nodiscard]] const std::map<TicketId, ServiceDue>& services() const noexcept {
        return services_;
    }
    [[nodiscard]] const ServiceDue* service_due(const TicketId& id) const noexcept;
    /// What ended last at `counter` and was not undone; null when nothing did.
    [[nodiscard]] const ServiceDue* last_service(const CounterId& counter) const noexcept;

    [[nodiscard]] const Seat* seat(const CounterId& counter) const noexcept;
    [[nodiscard]] const std::map<CounterId, Seat>& seats() const noexcept { return seats_; }
    /// A counter calls when somebody sits there whose lease runs and who does not pause.
    [[nodiscard]] bool is_open(const CounterId& counter, Moment now) const noexcept;

    [[nodiscard]] const Device* device(const DeviceId& id) const noexcept;
    [[nodiscard]] const std::map<DeviceId, Device>& devices() const noexcept { return devices_; }

    /// Lanes that have numbers on `day`, or belonged on it to a journal that was given up since.
    [[nodiscard]] std::set<Lane> lanes_used(Day day) const;

    /// The last ordinal given out in a series; 0 when none.
    [[nodiscard]] int last_ordinal(const Series& series) const noexcept;
    [[nodiscard]] const NumberChanged* number_of(const TicketId& id) const noexcept;
    [[nodiscard]] const std::map<TicketId, NumberChanged>& numbers() const noexcept {
        return numbers_;
    }

    [[nodiscard]] const AppointmentBook& appointments() const noexcept { return appointments_; }

    [[nodiscard]] const CaseBook& cases() const noexcept { return cases_; }

    [[nodiscard]] const CommandDone* done(const CommandId& cmd) const noexcept;
    [[nodiscard]] std::int64_t epoch() const noexcept { return epoch_; }
    /// The lane in which the service gives numbers out on `day`.
    [[nodiscard]] Lane services_lane(Day day) const noexcept {
        return spare_lane_ && spare_lane_->first == day ? spare_lane_->second : kHubLane;
    }
    /// The log was put back from a copy, and nothing was said yet about the numbers it may lack.
    [[nodiscard]] bool may_lack_numbers() const noexcept { return epoch_ > 1 && !spare_lane_; }
    [[nodiscard]] std::optional<Day> closed_day() const noexcept { return closed_day_; }
    [[nodiscard]] const std::map<QueueId, Calibration>& calibrations() const noexcept {
        return calibrations_;
    }

    /// The chain after one entry of a device's journal, while it is among the last kChainsKept.
    [[nodiscard]] const std::string* chain_at(const DeviceId& device,
                                              std::int64_t epoch,
                                              std::int64_t seq) const noexcept;
    static constexpr std::size_t kChainsKept = 1024;

    /// Forgets tickets, numbers and answers of days before `day`, and services of kServiceKeptDays
    /// before it. The log keeps them.
    void forget_before(Day day);

    /// What a replica starts from (GET /state): tickets, seats, calibrations, epoch.
    struct Snapshot {
        std::int64_t epoch = 0;
        std::vector<Ticket> tickets;
        std::vector<Seat> seats;
        std::map<QueueId, Calibration> calibrations;
    };
    [[nodiscard]] Snapshot snapshot() const;
    void restore(Snapshot snapshot);

private:
    void fold(const TicketChanged& changed);
    void fold(const SlipChanged& changed);
    void fold(const SeatChanged& changed);
    void fold(const NumberChanged& changed);
    void fold(const DeviceChanged& changed);
    void fold(const DeviceEntry& entry);
    void fold(const CommandDone& done, Moment at);
    void fold(const DayClosed& closed);
    void fold(const EpochStarted& started);
    void fold(const ContentChanged& changed);
    void fold(const RatingGiven& given);
    void fold(const CaseRecorded& recorded);
    void fold(const AdminDone& done);
    void fold(const AppointmentChanged& changed);
    void fold(const CaseChanged& changed);
    void note_service(const TicketChanged& changed);
    void turn_to_next(const CounterId& counter, Moment at, bool called);
    void put(const Ticket& ticket);
    void index(const Ticket& ticket);
    void unindex(const Ticket& ticket);

    struct Done {
        CommandDone command;
        Moment at{};  // The hub's clock: a command id carries the clock of somebody's PC.
    };
    // The newest entries of one journal.
    struct Chains {
        std::int64_t epoch = 0;
        std::int64_t last_seq = 0;
        std::deque<std::string> chains;
    };
    using Label = std::tuple<Day, Number>;

    std::map<TicketId, Ticket> tickets_;
    std::map<Label, TicketId> by_label_;
    std::map<QueueId, std::set<TicketId>> waiting_;
    std::map<CounterId, TicketId> held_;
    std::map<TicketId, ServiceDue> services_;
    std::map<CounterId, TicketId> last_services_;
    std::map<CounterId, Seat> seats_;
    std::map<DeviceId, Device> devices_;
    std::map<TicketId, NumberChanged> numbers_;
    std::map<Series, int> ordinals_;
    std::set<std::pair<Day, Lane>> retired_lanes_;
    std::map<CommandId, Done> done_;
    std::map<DeviceId, Chains> chains_;
    std::map<QueueId, Calibration> calibrations_;
    AppointmentBook appointments_;
    CaseBook cases_;
    std::optional<Day> closed_day_;
    std::int64_t epoch_ = 0;
    std::optional<std::pair<Day, Lane>> spare_lane_;  // Of this epoch.
};

}  // namespace hall
