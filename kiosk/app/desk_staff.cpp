// SPDX-License-Identifier: Apache-2.0
// What the hall's own people ask of the kiosk.
#include "kiosk/app/desk.h"
#include "kiosk/app/desk_limits.h"

namespace hall::kiosk {

void Desk::asked(const EnterStaff& command) {
    staff_.enter(command.pin, now_.mono_ms);
    actions_.show = true;
}

void Desk::asked(const LeaveStaff& /*command*/) {
    staff_.leave();
    actions_.show = true;
}

void Desk::asked(const PrintSheet& command) {
    if (command.kind == SheetKind::opinion || staff_.admits(now_.mono_ms)) {
        actions_.print_sheet = command;
    }
}

void Desk::asked(const ChangeRoll& command) {
    const bool is_roll = command.length_mm > 0 && command.length_mm <= kRollMostMm;
    if (!is_roll || !staff_.admits(now_.mono_ms)) {
        return;
    }
    staff_.change_roll(command.length_mm);
    actions_.keep_paper = staff_.paper();
    actions_.show = true;
}

// Only what nobody knows: what the printer has told is not for a person to overrule.
void Desk::asked(const ResolveSlip& command) {
    const SlipRecord* slip = ledger_.slip(command.ticket);
    const bool uncertain = slip != nullptr && !slip->sending && slip->paper == Paper::uncertain;
    if (!uncertain || broken_ || life_ || !staff_.admits(now_.mono_ms)) {
        return;
    }
    write(PaperNote{command.ticket, command.on_paper ? Paper::printed : Paper::unprinted, false,
                    "person", slip->attempt});
    if (issued_ && issued_->ticket == command.ticket) {
        announce(command.ticket);
    }
    actions_.show = true;
}

void Desk::on(const PaperUsed& used) {
    staff_.use_paper(used.length_mm);
    actions_.keep_paper = staff_.paper();
    actions_.show = actions_.show || staff_.door(now_.mono_ms) == StaffDoor::open;
}

}  // namespace hall::kiosk
