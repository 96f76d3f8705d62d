// SPDX-License-Identifier: Apache-2.0
// Where a touch becomes a ticket: decide, write down, remember, tell. sans-IO.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/desk_io.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/staff_room.h"
#include "sync/hall/outlook.h"

namespace hall::kiosk {

struct DeskSettings {
    std::shared_ptr<const Content> content;
    std::shared_ptr<const HallClock> clock;
    DeviceId device;
    std::int64_t epoch = 1;  ///< Of this journal file.
    std::string program;     ///< Name and version, for the journal.
    std::function<std::uint64_t()> random;
    std::vector<Moment> begun{};  ///< As NewLife left them.
    PinFits staff_pin{};          ///< Without it nobody opens the staff page.
    std::string paper{};          ///< The last DeskActions::keep_paper.
};

/// Why no number may be given out.
enum class Trouble : std::uint8_t {
    none,
    journal,     ///< It cannot be written; only a restart ends it.
    superseded,  ///< The service follows another journal of this device; a new one is due.
    cloned,      ///< As superseded, too often: another machine runs under this device's name.
};

/// The kiosk's core. Not thread-safe: owned by the desk worker.
///
/// Rules of SYNC.md §2 that live here: 1 (journal before paper), 2 (400 ms, then abandon and the
/// own lane), 3 (contiguous push, rewind), 6 (stamps), 7 (lane from the journal; a copied disk
/// begins a new one), 8 (boot note first), 9 (an unknown print stays waiting), 10 (epoch fence).
///
/// Which lane after a start: rule 2 sends the kiosk into its own lane when an answer is late, and
/// back once everything is told over a quick link; a restart is no way around that. So a kiosk that
/// was alone when it ended, as its journal's last number says, starts alone, and is back as soon as
/// its whole journal is acknowledged, some 20 ms where the service is well. One that was in the
/// common lane stays there: what a start leaves untold holds no number that the service has not
/// given itself. Either way the first ticket after power-on is quick: it waits for the service's
/// first word, for 400 ms at most, and not at all where nobody answers the door. Without that wait
/// a restored disk would give its old numbers out again before it could be told.
class Desk {
public:
    explicit Desk(DeskSettings settings);

    /// Start-up: the journal, in order, before begin().
    void replay(const Note& note, std::int64_t seq);
    [[nodiscard]] DeskActions begin(Instant now);
    [[nodiscard]] DeskActions step(DeskInput input, Instant now);

    /// What the screen may see; pictures and texts are added by whoever has fonts.
    [[nodiscard]] const std::optional<IssuedTicket>& on_screen() const noexcept { return issued_; }
    [[nodiscard]] const std::optional<Refused>& refusal() const noexcept { return refused_; }
    [[nodiscard]] bool is_issuing() const noexcept { return pending_.has_value(); }
    /// What came of looking for an appointment; the ticket whose slip was scanned.
    [[nodiscard]] const std::optional<Found>& found() const noexcept { return found_; }
    [[nodiscard]] const std::optional<Scanned>& scanned() const noexcept { return scanned_; }
    /// 已預審: the papers of the appointment that this ticket came of were checked beforehand.
    [[nodiscard]] bool is_prechecked(const TicketId& ticket) const;
    [[nodiscard]] Trouble trouble() const noexcept;
    [[nodiscard]] bool out_of_service() const noexcept { return broken_ || superseded_; }
    [[nodiscard]] std::int64_t epoch() const noexcept { return settings_.epoch; }
    [[nodiscard]] bool is_online() const noexcept { return mode_ == Mode::hub; }
    [[nodiscard]] bool link_is_up() const noexcept { return link_up_; }
    [[nodiscard]] PrinterHealth printer() const noexcept { return printer_; }
    [[nodiscard]] const Content& content() const noexcept { return *settings_.content; }
    [[nodiscard]] const Book& replica() const noexcept { return replica_; }
    [[nodiscard]] const Ledger& ledger() const noexcept { return ledger_; }
    [[nodiscard]] const StaffRoom& staff() const noexcept { return staff_; }
    [[nodiscard]] StaffDoor staff_door() const noexcept { return staff_.door(now_.mono_ms); }
    [[nodiscard]] const sync::Cursor& cursor() const noexcept { return cursor_; }
    [[nodiscard]] std::int64_t acked() const noexcept { return acked_; }
    [[nodiscard]] std::int64_t last_seq() const noexcept { return last_; }
    [[nodiscard]] std::optional<ClockOffset> clock_offset() const noexcept;
    [[nodiscard]] Moment fair_time(Instant now) const noexcept;
    /// How a queue looks to somebody who would take a ticket now, or to one who holds `self`.
    [[nodiscard]] Outlook outlook_of(const QueueId& queue,
                                     Moment now,
                                     const TicketId& self = {}) const;

private:
    enum class Mode : std::uint8_t { hub, own };

    /// A touch on its way: asked for a number, or being written down.
    struct Pending {
        IssueTicket command;     ///< Of a check-in without an item, until the answer says which.
        std::string checking{};  ///< A check-in: what was scanned or typed, or an id.
        TicketId ticket;
        QueueId queue;
        std::int64_t deadline_ms = 0;     ///< Of the answer.
        bool asked = false;               ///< The service was asked; the boot entry comes first.
        std::optional<std::int64_t> seq;  ///< Being written: the entry that makes it a ticket.
    };

    void on(const Asked& asked);
    void on(const NumberAnswered& answered);
    void on(const FindAnswered& answered);
    void on(const RequeueAnswered& answered);
    void on(const KeyCame& came);
    void on(const Kept& kept);
    void on(const NotKept& not_kept);
    void on(const PushAnswered& answered);
    void on(const ClockMeasured& measured);
    void on(const Enrolled& enrolled);
    void on(const LifeBegun& begun);
    void on(const SlipReported& reported);
    void on(const PrinterSeen& seen);
    void on(const PaperUsed& used);
    void on(const SnapshotCame& came);
    void on(const EventCame& came);
    void on(const ContentCame& came);
    void on(const LinkSeen& seen);
    void on(const Ticked& ticked);

    void asked(const IssueTicket& command) { issue(command); }
    void asked(const Reprint& command) { reprint(command); }
    void asked(const PrintGuide& command) { actions_.print_guide = command; }
    void asked(const Dismiss& command);
    void asked(const PrintSheet& command);
    void asked(const EnterStaff& command);
    void asked(const LeaveStaff& command);
    void asked(const ChangeRoll& command);
    void asked(const ResolveSlip& command);
    void asked(const CheckIn& command);
    void asked(const FindAppointments& command);
    void asked(const Scan& command);
    void asked(const Requeue& command);
    void check_in(const Uuid& touch, std::string named, Language language);
    void check_in_alone();
    void let_in(const NumberAnswered& answered);
    [[nodiscard]] bool refuses_for_good(const std::string& code) const;
    void issue(const IssueTicket& command);
    [[nodiscard]] const IssuedNote* issued_before(const IssueTicket& command) const;
    void ask_or_issue();
    void ask_number();
    void reprint(const Reprint& command);
    void issue_alone();
    void issue_pending_alone();
    void write_issued(Number number, int ordinal, Day day);
    [[nodiscard]] std::string link_of(const TicketId& first) const;
    void refuse(std::string code);
    void announce(const TicketId& ticket);
    void write(NoteWhat what);
    void next_slip();
    void push_if_due();
    void go_own_lane();
    void go_back_to_hub_if_due();
    void measure_clock();
    void act_on_time();
    void settle_old_slips();
    [[nodiscard]] bool becomes_known(const SlipReported& reported) const;
    void give_up_journal(std::optional<std::int64_t> followed);
    void begin_life_if_due();
    [[nodiscard]] bool may_begin_life() const noexcept;
    [[nodiscard]] NewLife next_life() const;
    [[nodiscard]] Uuid new_id();
    [[nodiscard]] bool believes(std::int64_t hub_epoch);
    void plan_wake();

    DeskSettings settings_;
    Ledger ledger_;
    Book replica_;
    sync::Cursor cursor_;
    Mode mode_ = Mode::hub;
    bool link_up_ = false;
    bool broken_ = false;
    bool superseded_ = false;
    std::int64_t followed_ = 0;    ///< The highest epoch that the service is known to follow.
    std::optional<NewLife> life_;  ///< Being written down.
    bool enrolled_ = false;
    bool had_chance_ = false;  ///< The service could have said in this start that it knows better.
    bool pushing_ = false;
    std::int64_t boot_entry_ = 0;  ///< The journal's entry of this start.
    std::int64_t last_ = 0;        ///< The last entry that was decided.
    std::int64_t kept_ = 0;        ///< The last entry that is on the disk.
    std::int64_t acked_ = 0;       ///< The last entry that the service has.
    std::int64_t next_push_ms_ = 0;
    std::int64_t push_lost_ms_ = 0;  ///< When a batch under way counts as lost.
    std::int64_t next_enrol_ms_ = 0;
    std::int64_t next_measure_ms_ = 0;
    int failures_ = 0;
    std::optional<ClockMeasured> clock_;
    std::optional<std::int64_t> rtt_ms_;  ///< Measured since the kiosk went alone.
    Day kept_from_{};                     ///< Days before it are forgotten.
    std::optional<Pending> pending_;
    std::optional<IssuedTicket> issued_;
    std::int64_t issued_ms_ = 0;  ///< When it came to the screen.
    std::optional<Refused> refused_;
    std::optional<Found> found_;
    std::optional<Scanned> scanned_;
    std::map<TicketId, sync::ReservedFor> let_in_;  ///< Of today's check-ins here, since the start.
    std::string code_key_;
    PrinterHealth printer_ = PrinterHealth::unknown;
    StaffRoom staff_;
    std::deque<PrintSlip> slips_;       ///< Owed, not begun.
    std::optional<PrintSlip> sending_;  ///< At the printer, or about to be.
    std::int64_t sending_seq_ = 0;      ///< The entry that says so; the printer waits for it.
    bool handed_over_ = false;
    Instant now_;
    DeskActions actions_;
};

}  // namespace hall::kiosk
