// SPDX-License-Identifier: Apache-2.0
// The central service without its plumbing: what comes in, what must be written, said and shown.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "sync/hall/appointment_rules.h"
#include "sync/hall/book.h"
#include "sync/hall/case_file_rules.h"
#include "sync/hall/config.h"
#include "sync/hall/decide.h"
#include "sync/hall/ledger.h"
#include "sync/hall/notes.h"
#include "sync/hall/rating_rules.h"
#include "sync/wire.h"

namespace hall::service {

/// Whom an answer goes to; the plumbing's own number.
using AskId = std::uint64_t;

struct AllocAsked {
    AskId request = 0;
    AllocAsk ask;
};
struct PushArrived {
    AskId request = 0;
    DeviceId device;
    sync::Push push;
};
struct EnrolAsked {
    AskId request = 0;
    Device device;  ///< id, kind, epoch, token; a lane other than 0 asks for one.
};
/// A clerk's command. `order.clerk` is the session's, never what a browser says.
struct CommandArrived {
    AskId request = 0;
    sync::CommandMessage message;
    std::string fingerprint;
};
/// Somebody sits down at a counter, gets up, pauses, comes back, stays longer, or is still there.
struct SeatAsked {
    AskId request = 0;
    SeatAction action = SeatAction::open;
    CounterId counter;
    ClerkId clerk;
    std::string session;  ///< Hash of the session's token; of `open`.
    std::string reason;   ///< Of `pause`; what is past 400 bytes is cut off.
};
/// Somebody at reception has seen to a slip: it was handed over, or there is none after all.
struct PaperAsked {
    AskId request = 0;
    TicketId ticket;
    Paper paper = Paper::printed;
    ClerkId clerk;
};
/// A counter records what came of a matter. Who and where is the session's to say.
struct CaseArrived {
    AskId request = 0;
    CaseOrder order;
    std::string fingerprint;
};
struct StateAsked {
    AskId request = 0;
};
/// Somebody pressed a grade. That it was no clerk is the plumbing's to see to.
struct RatingArrived {
    AskId request = 0;
    RatingOrder order;
};
/// A document's new version was checked and is on the disk; it is in force once this is written.
struct ContentAsked {
    AskId request = 0;
    ContentChanged changed;
};
/// Somebody changed how the hall is run; it was found good. `status` and `body` are the answer.
struct AdminAsked {
    AskId request = 0;
    AdminDone done;
    int status = 200;
    std::string body;
};
/// Somebody books, moves, cancels or marks an appointment; who may is the plumbing's to see to.
struct AppointmentAsked {
    AskId request = 0;
    AppointmentAction action = AppointmentAction::booked;
    BookingOrder order;  ///< Of the other actions: id, booker, and `from` or `precheck`.
    std::string by;
};
/// A line of an import, and what was wrong with it before it came here.
struct ImportLine {
    int line = 0;
    std::string reference;
    std::optional<BookingOrder> order;
    std::string field;  ///< Without an order: what is wrong, "day", or "line" for all of it.
    std::string fault;  ///< And a sentence about it.
};
/// A file of appointments: every good line is booked, every bad one told; on trial nothing is.
struct ImportAsked {
    AskId request = 0;
    std::vector<ImportLine> lines;
    bool on_trial = false;
    std::string by;
};
/// A line of the administrative software's file, and what was wrong with it before it came here.
struct CaseImportLine {
    int line = 0;
    std::string number;
    std::optional<CaseLine> order;
    std::string field;  ///< Without an order: what is wrong.
    std::string fault;
};
/// A file of what became of cases: every good line counts, every bad one is told; on trial none
/// does.
struct CaseImportAsked {
    AskId request = 0;
    std::vector<CaseImportLine> lines;
    bool on_trial = false;
    std::string by;      ///< The account or the key.
    std::string source;  ///< Of cases that are new.
};
/// Somebody with an appointment stands at reception. The ticket's id is the command's.
struct CheckInAsked {
    AskId request = 0;
    CommandId cmd;
    std::string fingerprint;
    std::string appointment;  ///< Its code, what was scanned, or its id.
    bool as_walk_in = false;  ///< Gives the hour up and waits like everybody else.
    ClerkId clerk;
};
/// Time went by. At least once a second: parked tickets return, the day before is closed. When the
/// clock is set back behind a closed day, the day after it goes on.
struct Ticked {};
/// Everything up to `lsn` is on the disk.
struct Committed {
    std::int64_t lsn = 0;
};

using Input = std::variant<AllocAsked,
                           PushArrived,
                           EnrolAsked,
                           CommandArrived,
                           SeatAsked,
                           PaperAsked,
                           CaseArrived,
                           StateAsked,
                           RatingArrived,
                           ContentAsked,
                           AdminAsked,
                           AppointmentAsked,
                           ImportAsked,
                           CheckInAsked,
                           CaseImportAsked,
                           Ticked,
                           Committed>;

/// An answer to a request. Status below 400: JSON; else problem+json (RFC 9457).
struct Reply {
    AskId request = 0;
    int status = 200;
    std::string body;
};

/// An event for everybody who follows the stream.
struct Frame {
    sync::Cursor cursor;
    std::string kind;
    std::string data;  ///< One line of JSON.
};

/// What step() wants done, in this order.
struct Actions {
    std::vector<sync::Line> write;  ///< In one transaction; afterwards step(Committed).
    std::vector<Reply> reply;
    std::vector<Frame> publish;
};

struct Settings {
    std::shared_ptr<const Content> content;
    std::function<Day(Moment)> day_of;  ///< The hall's business day.
    /// A sentence for a refusal's or fault's code, in English.
    std::function<std::string(std::string_view code)> explain;
    /// Signs the codes on slips and makes the phones' tokens; handed to kiosks when they enrol.
    /// Without one no phone is answered.
    std::string code_key{};
    /// The hall's clock; without one nothing is booked.
    std::function<const HallClock*()> clock{};
};

/// sans-IO: clock, disk and network are handed in, so that the simulator runs this very code.
///
/// State is decided on at once and remembered before it is durable, so that one fsync may serve
/// many requests; but nothing leaves — no answer, no frame — before the line that it rests on is
/// committed (SYNC.md §2 rule 5). When a write fails the core is thrown away, and a new one is
/// filled from the log.
///
/// Not thread-safe: owned by the service's loop.
class Core {
public:
    explicit Core(Settings settings);

    /// Start-up: every event of the log, in order, before begin().
    void replay(const Event& event, std::int64_t lsn);

    /// After the replay. Writes the hub's epoch when the log is new.
    [[nodiscard]] Actions begin(Moment now);

    [[nodiscard]] Actions step(Input input, Moment now);

    /// What has been decided; may be ahead of the disk. Not for answers.
    [[nodiscard]] const Book& book() const noexcept { return book_; }
    /// What figures are made of; as far ahead as book().
    [[nodiscard]] const Ledger& ledger() const noexcept { return ledger_; }
    [[nodiscard]] const HallConfig& hall() const noexcept { return settings_.content->hall; }
    [[nodiscard]] std::int64_t last_lsn() const noexcept { return last_; }
    [[nodiscard]] std::int64_t durable_lsn() const noexcept { return durable_; }
    [[nodiscard]] std::size_t pending() const noexcept { return pending_.size(); }

    /// Whose page a phone's token opens: a ticket that stands in the book, or one whose service may
    /// still be remembered there. Null for every other text.
    [[nodiscard]] const TicketId* ticket_of_phone(const std::string& token) const;

    /// What the rules of appointments look at, at `now`.
    [[nodiscard]] AppointmentView appointments(Moment now) const;
    /// The appointment of a code, of what was scanned, or of an id. Refused: code_invalid,
    /// appointment_unknown, appointment_elsewhere (scanned: of another hall).
    [[nodiscard]] AppointmentRuled<const Appointment*> find_appointment(
        std::string_view named) const;

    /// A new version of the hall's documents is in force from now on.
    void use(std::shared_ptr<const Content> content);

private:
    void on(const AllocAsked& asked);
    void on(const PushArrived& arrived);
    void on(const EnrolAsked& asked);
    void on(const CommandArrived& arrived);
    void on(const SeatAsked& asked);
    void on(const PaperAsked& asked);
    void on(const CaseArrived& arrived);
    void on(const StateAsked& asked);
    void on(const RatingArrived& arrived);
    void on(const ContentAsked& asked);
    void on(const AdminAsked& asked);
    void on(const AppointmentAsked& asked);
    void on(const ImportAsked& asked);
    void on(const CheckInAsked& asked);
    void on(const CaseImportAsked& asked);
    void on(const Ticked& ticked);
    void on(const Committed& committed);

    struct Answer {
        int status = 200;
        std::string body;
    };
    Answer carry_out(const CommandArrived& arrived);
    Answer record_case(const CaseOrder& order);
    [[nodiscard]] CaseView case_view(const CaseBook& book, std::string source) const;
    Answer issue_at_reception(const sync::CommandMessage& message);
    /// Whether this command had an answer before; then it is told again.
    bool answer_again(AskId request, const CommandId& cmd, const std::string& fingerprint);
    const DeviceId& reception();
    const Ticket& issue_here(const IssuedNote& note, const ClerkId& clerk);
    AppointmentRuled<AppointmentDecision> decide_asked(const AppointmentAsked& asked) const;
    [[nodiscard]] std::string free_code(const AppointmentBook& book, const AppointmentId& id) const;
    Answer check_in(const CheckInAsked& asked);
    Answer alloc_for_appointment(const AllocAsk& ask);
    [[nodiscard]] std::string form_of(const Appointment& appointment) const;
    [[nodiscard]] Answer turned_down(const AppointmentRefused& why) const;
    Answer open_seat(const SeatAsked& asked);
    Answer change_seat(const SeatAsked& asked);
    [[nodiscard]] bool is_diverged(const Device& known, const sync::Push& push) const;
    void take_entries(Device& device, const sync::Push& push, std::size_t skip);
    void keep_lease(const CounterId& counter);
    void forget_before(Day day);
    void learn_token(const TicketId& ticket);

    [[nodiscard]] Day today() const { return day_at(now_); }
    [[nodiscard]] Day day_at(Moment now) const;
    [[nodiscard]] bool lease_holds(const Seat& seat) const;

    void emit(Event event);
    void emit_all(std::vector<Event> events);
    void answer(AskId request, Answer answer);
    [[nodiscard]] Answer problem(int status, std::string_view code) const;
    [[nodiscard]] Answer refused(const Refused& refused) const;
    [[nodiscard]] Answer refused(const Refused& refusal, const DeviceId& device) const;
    void release();

    struct Pending {
        std::int64_t lsn = 0;  ///< Goes out once this is durable.
        std::variant<Reply, Frame> what;
    };

    Settings settings_;
    Book book_;
    Ledger ledger_;
    std::unordered_map<std::string, TicketId>
        phones_;                ///< By token; made anew when days are forgotten.
    std::int64_t last_ = 0;     ///< Given to the last line that was decided.
    std::int64_t durable_ = 0;  ///< The last line that is on the disk.
    std::deque<Pending> pending_;
    Moment now_{};
    Actions actions_;
};

/// The HTTP status of a refusal: 404 for what does not exist, 403 for a missing right, else 409.
[[nodiscard]] int status_of(Refusal refusal) noexcept;

}  // namespace hall::service
