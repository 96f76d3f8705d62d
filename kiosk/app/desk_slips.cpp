// SPDX-License-Identifier: Apache-2.0
// What the desk owes the printer, and what came of it.
#include <algorithm>

#include "kiosk/app/desk.h"
#include "kiosk/app/desk_limits.h"

namespace hall::kiosk {

void Desk::reprint(const Reprint& command) {
    const SlipRecord* slip = ledger_.slip(command.ticket);
    const bool on_screen = issued_ && issued_->ticket == command.ticket;
    const bool owed = std::ranges::any_of(
        slips_, [&](const PrintSlip& one) { return one.ticket == command.ticket; });
    const bool at_printer = sending_ && sending_->ticket == command.ticket;
    const bool may = on_screen || staff_.admits(now_.mono_ms);
    const bool known = slip != nullptr && ledger_.issued(command.ticket) != nullptr;
    if (!known || !may || owed || at_printer || broken_) {
        return;
    }
    // Marked even when none was seen to come out: half a slip may lie in somebody's hand.
    slips_.push_back({command.ticket, slip->attempt + 1, true});
}

// One slip at a time; the journal says that it is being sent before the printer hears of it.
void Desk::next_slip() {
    // A slip that waited until its day was over and forgotten is nobody's any more.
    while (!slips_.empty() && ledger_.issued(slips_.front().ticket) == nullptr) {
        slips_.pop_front();
    }
    if (sending_ || slips_.empty() || broken_ || pending_) {
        return;
    }
    sending_ = slips_.front();
    slips_.pop_front();
    handed_over_ = false;
    write(PaperNote{sending_->ticket, Paper::unknown, true, "", sending_->attempt});
    sending_seq_ = last_;
}

void Desk::on(const SlipReported& reported) {
    const bool awaited =
        sending_ && sending_->ticket == reported.ticket && sending_->attempt == reported.attempt;
    if (!awaited && !becomes_known(reported)) {
        return;
    }
    if (awaited) {
        sending_.reset();
    }
    if (!broken_) {
        write(
            PaperNote{reported.ticket, reported.paper, false, reported.evidence, reported.attempt});
    }
    // What is torn has been marked worthless: who still stands there gets another one.
    if (reported.evidence == kTornEvidence &&
        fair_time(now_) - ledger_.issued_at(reported.ticket) <= kStillThere) {
        slips_.push_back({reported.ticket, reported.attempt + 1, false});
    }
    if (issued_ && issued_->ticket == reported.ticket) {
        announce(reported.ticket);
    }
    actions_.show = true;
}

// A printer that is well again tells what became of the slip before: its cutter has counted.
bool Desk::becomes_known(const SlipReported& reported) const {
    const SlipRecord* slip = ledger_.slip(reported.ticket);
    return slip != nullptr && !slip->sending && slip->attempt == reported.attempt &&
           slip->paper == Paper::uncertain && reported.paper != Paper::uncertain;
}

// After a start: what was never begun is printed, what was begun and never ended is uncertain and
// stays so until a person has looked (rule 9).
void Desk::settle_old_slips() {
    const Moment now = fair_time(now_);
    std::vector<PaperNote> settled;
    for (const auto& [ticket, issued] : ledger_.issued()) {
        const SlipRecord& slip = *ledger_.slip(ticket);
        const bool still_there = now - ledger_.issued_at(ticket) <= kStillThere;
        if (slip.sending) {
            settled.push_back({ticket, Paper::uncertain, false, "power_cut", slip.attempt});
        } else if ((slip.attempt == 0 || slip.torn) && still_there) {
            slips_.push_back({ticket, slip.attempt + 1, false});
        } else if (slip.attempt == 0) {
            settled.push_back({ticket, Paper::unprinted, false, "power_cut", 1});
        }
    }
    for (PaperNote& note : settled) {
        write(std::move(note));
    }
}

void Desk::on(const PrinterSeen& seen) {
    if (seen.health != printer_ || !staff_.printer_since()) {
        actions_.show = true;
        staff_.printer_seen(fair_time(now_));
    }
    printer_ = seen.health;
    if (staff_.sees_new_roll(seen.health)) {
        actions_.keep_paper = staff_.paper();
    }
}

}  // namespace hall::kiosk
