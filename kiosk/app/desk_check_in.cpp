// SPDX-License-Identifier: Apache-2.0
// Who comes with an appointment, and who comes back with a slip.
#include <algorithm>
#include <array>

#include "kiosk/app/desk.h"
#include "kiosk/app/desk_limits.h"
#include "kiosk/app/scan.h"
#include "sync/code_mac.h"

namespace hall::kiosk {

namespace {

// What the screen asks for next: take a number for your matter, and the code goes with it.
constexpr const char* kCannotLookUp = "check_in_offline";
// The service's own word for a link that is down.
constexpr const char* kLinkDown = "link_down";

constexpr std::array kOfAppointments{
    "code_invalid",       "appointment_unknown", "appointment_elsewhere", "appointment_other_day",
    "appointment_missed", "appointment_used",    "appointment_cancelled", "item_unknown"};

}  // namespace

void Desk::asked(const CheckIn& command) {
    check_in(command.touch, command.appointment, command.language);
}

void Desk::asked(const Scan& command) {
    const Day today = settings_.clock->business_day(fair_time(now_));
    const CodeDesk desk{settings_.content->hall.id, code_key_, today};
    if (pending_) {
        return;
    }
    if (is_code_text(command.text) && scanned_from(command.text)) {
        check_in(command.touch, command.text, command.language);
    } else if (const auto ticket = scanned_ticket(command.text, desk, replica_, ledger_)) {
        scanned_ = Scanned{.touch = command.touch, .ticket = *ticket};
        actions_.show = true;
    } else {
        refused_ = Refused{.touch = command.touch, .item = {}, .code = "scan_unknown"};
        actions_.show = true;
    }
}

void Desk::check_in(const Uuid& touch, std::string named, Language language) {
    if (pending_) {
        return;
    }
    actions_.show = true;
    const IssueTicket command{.touch = touch, .item = {}, .language = language};
    const IssuedNote* before = ledger_.issued_by_touch(touch);
    if (before != nullptr && !broken_) {
        announce(before->ticket);
        return;
    }
    issued_.reset();
    refused_.reset();
    pending_ =
        Pending{.command = command, .checking = std::move(named), .ticket = new_id(), .queue = {}};
    if (!is_code_text(pending_->checking)) {
        refuse("code_invalid");
        return;
    }
    ask_or_issue();
}

// The number is the service's, and so is what it says of the appointment.
void Desk::let_in(const NumberAnswered& answered) {
    const sync::ReservedFor& mine = *answered.reserved_for;
    pending_->queue = answered.number->queue;
    pending_->command.item = mine.item;
    let_in_.insert_or_assign(answered.ticket, mine);
    write_issued(answered.number->number, answered.number->ordinal, answered.number->day);
}

// Nobody can be asked whether it was cancelled, moved or used elsewhere. A code that this hall has
// signed says its day and its queue: a number of the kiosk's own is given for it, like a walk-in's,
// and the appointment is claimed once the service hears of it. Of a typed code nothing is known.
void Desk::check_in_alone() {
    const std::string named = pending_->checking;
    const Day today = settings_.clock->business_day(fair_time(now_));
    const HallConfig& hall = settings_.content->hall;
    for (const auto& [ticket, note] : ledger_.issued()) {
        if (note.day == today && note.appointment == named) {
            refuse("appointment_used");
            refused_->about = AppointmentLine{.item = note.item, .number = label_of(note.number)};
            return;
        }
    }
    const auto scanned = scanned_from(named);
    const auto says = scanned ? says_of(scanned->signed_text) : std::nullopt;
    if (scanned && scanned->hall != code_word(hall.id.value)) {
        refuse("appointment_elsewhere");
        return;
    }
    const bool known = says && !code_key_.empty();
    if (known && !sync::is_genuine(*scanned, code_key_)) {
        refuse("appointment_unknown");
        return;
    }
    if (known && says->day != today) {
        refuse(says->day > today ? "appointment_other_day" : "appointment_missed");
        return;
    }
    const auto queue = std::ranges::find_if(hall.queues, [&](const Queue& one) {
        return known && code_word(one.id.value) == says->queue;
    });
    if (queue == hall.queues.end()) {
        const bool is_code = scanned || short_code_from(named);
        refuse(is_code ? kCannotLookUp : kLinkDown);
        refused_->appointment = is_code ? named : std::string{};
        return;
    }
    pending_->queue = queue->id;
    pending_->command.appointment = named;
    issue_alone();
}

bool Desk::refuses_for_good(const std::string& code) const {
    if (code == "queue_unknown" || code == "numbers_used_up") {
        return true;  // Nobody would ever call a number of our own either.
    }
    return !pending_->checking.empty() &&
           std::ranges::find(kOfAppointments, code) != kOfAppointments.end();
}

bool Desk::is_prechecked(const TicketId& ticket) const {
    const auto mine = let_in_.find(ticket);
    const Ticket* known = replica_.ticket(ticket);
    return (mine != let_in_.end() && mine->second.prechecked) ||
           (known != nullptr && known->prechecked);
}

// ---- looking for one by the end of a phone number

void Desk::asked(const FindAppointments& command) {
    found_ = Found{.touch = command.touch, .tail = command.tail};
    actions_.show = true;
    if (command.tail.empty() && code_key_.empty()) {
        found_->looking = false;
        found_->code = kLinkDown;  // It has never met its service.
        return;
    }
    actions_.find =
        AskFind{command.touch, command.tail, sync::contact_hash(command.card, code_key_)};
}

void Desk::on(const FindAnswered& answered) {
    if (!found_ || found_->touch != answered.touch) {
        return;  // Nobody is there any more.
    }
    found_->looking = false;
    found_->lines = answered.found;
    found_->code = answered.found.empty() && answered.code.empty() ? kLinkDown : answered.code;
    actions_.show = true;
}

// ---- back into the queue

void Desk::asked(const Requeue& command) {
    const bool mine = scanned_ && scanned_->ticket == command.ticket;
    if (!mine || scanned_->asking || scanned_->requeued) {
        return;
    }
    scanned_->asking = true;
    refused_.reset();
    actions_.requeue = AskRequeue{command.touch, command.ticket};
    actions_.show = true;
}

void Desk::on(const RequeueAnswered& answered) {
    if (!scanned_ || !scanned_->asking) {
        return;
    }
    scanned_->asking = false;
    if (answered.code.empty()) {
        scanned_->requeued = answered.touch;
    } else {
        refused_ = Refused{.touch = answered.touch, .item = {}, .code = answered.code};
    }
    actions_.show = true;
}

void Desk::on(const KeyCame& came) {
    code_key_ = came.key;
}

}  // namespace hall::kiosk
