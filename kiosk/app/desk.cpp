// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/desk.h"

#include <algorithm>
#include <cassert>

#include "kiosk/app/desk_limits.h"

namespace hall::kiosk {

Desk::Desk(DeskSettings settings)
    : settings_(std::move(settings)),
      staff_(settings_.staff_pin, settings_.paper) {
    assert(settings_.content && settings_.clock && settings_.random);
}

void Desk::replay(const Note& note, std::int64_t seq) {
    assert(seq == last_ + 1);
    ledger_.apply(note);
    last_ = seq;
    kept_ = seq;
}

DeskActions Desk::begin(Instant now) {
    now_ = now;
    const std::int64_t boot = ledger_.boot() + 1;
    write(BootNote{boot, settings_.program});
    boot_entry_ = last_;
    const bool has_lane = ledger_.lane() != kHubLane;
    mode_ = ledger_.was_alone() && has_lane ? Mode::own : Mode::hub;
    settle_old_slips();
    actions_.enrol = true;
    next_enrol_ms_ = now.mono_ms + kRetryFirstMs;
    plan_wake();
    return std::exchange(actions_, {});
}

DeskActions Desk::step(DeskInput input, Instant now) {
    now_ = now;
    std::visit([this](const auto& what) { on(what); }, input);
    act_on_time();
    next_slip();
    push_if_due();
    begin_life_if_due();
    plan_wake();
    return std::exchange(actions_, {});
}

// ---- a touch becomes a ticket

void Desk::on(const Asked& asked) {
    std::visit([this](const auto& command) { this->asked(command); }, asked.command);
}

void Desk::asked(const Dismiss& command) {
    if (issued_ && issued_->touch == command.touch) {
        issued_.reset();
    }
    if (refused_ && refused_->touch == command.touch) {
        refused_.reset();
    }
    if (found_ && found_->touch == command.touch) {
        found_.reset();
    }
    if (scanned_ && scanned_->touch == command.touch) {
        scanned_.reset();
    }
    actions_.show = true;
}

void Desk::issue(const IssueTicket& command) {
    if (pending_) {
        return;  // Ten taps in a second are one ticket: the others find the desk busy.
    }
    actions_.show = true;
    const IssuedNote* before = issued_before(command);
    if (before != nullptr && !broken_) {
        announce(before->ticket);
        return;
    }
    issued_.reset();
    refused_.reset();
    const Item* item = settings_.content->catalogue.item(command.item);
    pending_ = Pending{.command = command, .ticket = new_id(), .queue = {}};
    if (item == nullptr) {
        refuse("item_unknown");
        return;
    }
    pending_->queue = item->queue;
    ask_or_issue();
}

// The service's number where it can be had, one of our own where it cannot.
void Desk::ask_or_issue() {
    if (trouble() == Trouble::journal || trouble() == Trouble::cloned) {
        refuse("out_of_service");
        return;
    }
    if (!settings_.clock->state(fair_time(now_)).issuing) {
        refuse("hall_closed");
        return;
    }
    if (mode_ == Mode::own && had_chance_ && !superseded_) {
        issue_alone();
        return;
    }
    pending_->deadline_ms = now_.mono_ms + kAnswerMs;
    ask_number();
}

// The ticket that this touch has led to already: the touch of before a crash, or a finger that
// taps on while its ticket is on the screen.
const IssuedNote* Desk::issued_before(const IssueTicket& command) const {
    if (issued_ && issued_->item == command.item && now_.mono_ms - issued_ms_ < kOneTouchMs) {
        return ledger_.issued(issued_->ticket);
    }
    return ledger_.issued_by_touch(command.touch);
}

// Not before this start is on the disk: a number reserved for a start that was never written down
// would be proven unprinted by no later one (rule 8). Nor before the service has heard of this
// journal at all, or while another one takes its place.
void Desk::ask_number() {
    const bool is_stranger = ledger_.lane() == kHubLane && !enrolled_;
    const bool may = mode_ == Mode::hub && !is_stranger && !superseded_;
    if (pending_->asked || pending_->seq || kept_ < boot_entry_ || !may) {
        return;
    }
    pending_->asked = true;
    actions_.ask = AllocAsk{.ticket = pending_->ticket,
                            .queue = pending_->queue,
                            .device = settings_.device,
                            .epoch = settings_.epoch,
                            .boot = ledger_.boot(),
                            .appointment = pending_->checking};
}

void Desk::on(const NumberAnswered& answered) {
    if (!pending_ || pending_->seq || answered.ticket != pending_->ticket) {
        return;  // Late: that ticket was abandoned, and the service will hear of it (rule 2).
    }
    const bool is_whole = pending_->checking.empty() || answered.reserved_for;
    if (answered.number && is_whole && believes(answered.hub_epoch)) {
        if (answered.reserved_for) {
            let_in(answered);
            return;
        }
        write_issued(answered.number->number, answered.number->ordinal, answered.number->day);
        return;
    }
    if (refuses_for_good(answered.code)) {
        refuse(answered.code);
        refused_->about = answered.about;
        return;
    }
    if (answered.code == "epoch_too_old") {
        give_up_journal(answered.followed);
    }
    if (superseded_) {
        return;  // The touch waits for the new journal as long as it would have for an answer.
    }
    // Whatever else ails the service, the citizen gets a number.
    go_own_lane();
}

// Abandons the number that may or may not have been reserved, and issues another alone.
void Desk::go_own_lane() {
    mode_ = Mode::own;
    had_chance_ = true;
    rtt_ms_.reset();
    if (pending_ && pending_->asked && !pending_->seq) {
        write(AbandonNote{pending_->ticket, settings_.clock->business_day(fair_time(now_))});
        pending_->ticket = new_id();
    }
    issue_pending_alone();
}

void Desk::issue_pending_alone() {
    if (pending_ && !pending_->seq && mode_ == Mode::own && had_chance_) {
        issue_alone();
    }
}

void Desk::issue_alone() {
    if (!pending_->checking.empty() && pending_->queue.empty()) {
        check_in_alone();
        return;
    }
    const Queue* queue = settings_.content->hall.queue(pending_->queue);
    if (ledger_.lane() == kHubLane || queue == nullptr || superseded_) {
        refuse("out_of_service");  // Never met its service: it has no lane to issue in.
        return;
    }
    const Day day = settings_.clock->business_day(fair_time(now_));
    const int ordinal = ledger_.next_ordinal(day, queue->prefix, Band::walk_in);
    const auto no = nth_number(Band::walk_in, ordinal, settings_.content->hall.policy.digits);
    if (!no) {
        refuse("numbers_used_up");
        return;
    }
    write_issued({queue->prefix, ledger_.lane(), *no}, ordinal, day);
}

void Desk::write_issued(Number number, int ordinal, Day day) {
    const auto mine = let_in_.find(pending_->ticket);
    const bool due = mine != let_in_.end() && mine->second.due;
    const Outlook out = due ? Outlook{} : outlook_of(pending_->queue, fair_time(now_));
    IssuedNote note{.ticket = pending_->ticket,
                    .day = day,
                    .number = std::move(number),
                    .ordinal = ordinal,
                    .band = due ? Band::appointment : Band::walk_in,
                    .queue = pending_->queue,
                    .item = pending_->command.item,
                    .priority = pending_->command.priority,
                    .language = pending_->command.language,
                    .touch = pending_->command.touch,
                    .due = due ? mine->second.due : std::nullopt,
                    .link = link_of(pending_->command.with),
                    .appointment = pending_->command.appointment};
    if (out.wait && out.predicted_min) {
        note.promised_lo = out.wait->lo;
        note.promised_hi = out.wait->hi;
        note.predicted_min = out.predicted_min;
    }
    write(std::move(note));
    pending_->seq = last_;
    slips_.push_back({pending_->ticket, 1, false});
}

// Tickets of one person have a word in common: the first one's own, or its id.
std::string Desk::link_of(const TicketId& first) const {
    const Ticket* known = replica_.ticket(first);
    const IssuedNote* own = ledger_.issued(first);
    const std::string link = known != nullptr ? known->link : own != nullptr ? own->link : "";
    return !link.empty() || first.empty() ? link : text_of(first);
}

void Desk::refuse(std::string code) {
    refused_ = Refused{
        .touch = pending_->command.touch, .item = pending_->command.item, .code = std::move(code)};
    pending_.reset();
    actions_.show = true;
}

// Durable: now it may be seen.
void Desk::announce(const TicketId& ticket) {
    const IssuedNote* known = ledger_.issued(ticket);
    if (known == nullptr) {
        return;  // Of a day that is over since the clock was put right.
    }
    const IssuedNote& note = *known;
    const SlipRecord* slip = ledger_.slip(ticket);
    const bool is_new = !issued_ || issued_->ticket != ticket;
    const Outlook out = is_new ? outlook_of(note.queue, fair_time(now_), ticket) : Outlook{};
    IssuedTicket shown{.touch = note.touch,
                       .ticket = note.ticket,
                       .number = note.number,
                       .item = note.item,
                       .queue = note.queue,
                       .language = note.language,
                       .ahead = is_new ? out.ahead : issued_->ahead,
                       .resumes_at = is_new ? Text{} : issued_->resumes_at,
                       .own_lane = !is_services(note.number.lane),
                       .prechecked = is_prechecked(ticket),
                       .appointment = note.appointment};
    if (note.due) {
        shown.slot = settings_.clock->time_text(*note.due);
    }
    if (const auto mine = let_in_.find(ticket); mine != let_in_.end()) {
        shown.arrival = mine->second.arrival;
    }
    issued_ = std::move(shown);
    issued_ms_ = is_new ? now_.mono_ms : issued_ms_;
    if (note.promised_lo && note.promised_hi) {
        issued_->wait = WaitLine{*note.promised_lo, *note.promised_hi};
    }
    if (out.resumes && !note.due) {
        issued_->resumes_at = settings_.clock->when_text(*out.resumes, fair_time(now_));
    }
    if (slip != nullptr && !slip->sending && slip->attempt > 0) {
        issued_->paper = slip->paper == Paper::printed     ? PaperState::printed
                         : slip->paper == Paper::uncertain ? PaperState::uncertain
                                                           : PaperState::unprinted;
    }
    actions_.show = true;
}

// ---- the journal

void Desk::write(NoteWhat what) {
    assert(!life_);  // What is decided now stands in neither journal.
    Note note{{.boot = ledger_.boot(),
               .mono_ms = now_.mono_ms,
               .estimate = fair_time(now_),
               .good = clock_.has_value()},
              std::move(what)};
    if (const auto* boot = std::get_if<BootNote>(&note.what)) {
        note.stamp.boot = boot->boot;
    }
    ledger_.apply(note);
    ++last_;
    actions_.write.push_back(std::move(note));
}

void Desk::on(const Kept& kept) {
    assert(kept.seq <= last_);
    kept_ = kept.seq;
    if (pending_ && pending_->seq && *pending_->seq <= kept_) {
        const TicketId ticket = pending_->ticket;
        pending_.reset();
        announce(ticket);
    } else if (pending_) {
        ask_number();
    }
    if (sending_ && !handed_over_ && sending_seq_ <= kept_) {
        handed_over_ = true;
        actions_.print = *sending_;
    }
}

void Desk::on(const NotKept& /*not_kept*/) {
    broken_ = true;
    life_.reset();
    if (pending_) {
        refuse("out_of_service");
    }
    actions_.show = true;
}

// ---- small things

Uuid Desk::new_id() {
    return make_uuid(fair_time(now_), settings_.random(), settings_.random());
}

std::optional<ClockOffset> Desk::clock_offset() const noexcept {
    return clock_ ? std::optional{ClockOffset{ledger_.boot(), clock_->offset_ms}} : std::nullopt;
}

// The service's time where it was measured in this boot, else the wall clock, but never before
// what was written last: a clock set back a day must not reopen yesterday.
Moment Desk::fair_time(Instant now) const noexcept {
    const Moment said = clock_ ? moment_from(now.mono_ms + clock_->offset_ms) : now.wall;
    return clock_ ? said : std::max(said, ledger_.last_time());
}

Outlook Desk::outlook_of(const QueueId& queue, Moment now, const TicketId& self) const {
    const Day today = settings_.clock->business_day(now);
    int unseen = 0;
    for (const auto& [ticket, note] : ledger_.issued()) {
        const bool waits =
            note.queue == queue && note.day == today && replica_.ticket(ticket) == nullptr;
        unseen += waits && ticket != self ? 1 : 0;
    }
    return outlook(replica_, *settings_.content, *settings_.clock, queue, now,
                   replica_.ticket(self), unseen);
}

}  // namespace hall::kiosk
