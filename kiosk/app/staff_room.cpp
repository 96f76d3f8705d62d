// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/staff_room.h"

#include "kiosk/app/desk_limits.h"

namespace hall::kiosk {

namespace {

printer::Paper paper_of(PrinterHealth health) {
    switch (health) {
        case PrinterHealth::fine:
            return printer::Paper::ok;
        case PrinterHealth::near_end:
            return printer::Paper::near_end;
        case PrinterHealth::paper_out:
            return printer::Paper::out;
        case PrinterHealth::unknown:
        case PrinterHealth::cover_open:
        case PrinterHealth::fault:
            return printer::Paper::unknown;
    }
    return printer::Paper::unknown;
}

}  // namespace

StaffRoom::StaffRoom(PinFits pin_fits, const std::string& paper)
    : pin_fits_(std::move(pin_fits)),
      meter_(printer::PaperMeter::from(paper).value_or(printer::PaperMeter{})) {
}

void StaffRoom::enter(const std::string& pin, std::int64_t now_ms) {
    if (door(now_ms) == StaffDoor::locked || !pin_fits_) {
        return;
    }
    if (pin_fits_(pin)) {
        wrong_ = 0;
        door_ = StaffDoor::open;
        until_ms_ = now_ms + kStaffOpenMs;
        return;
    }
    door_ = StaffDoor::wrong;
    if (++wrong_ >= kPinTries) {
        wrong_ = 0;
        door_ = StaffDoor::locked;
        until_ms_ = now_ms + kPinLockMs;
    }
}

void StaffRoom::leave() noexcept {
    if (door_ != StaffDoor::locked) {
        door_ = StaffDoor::shut;
    }
}

bool StaffRoom::admits(std::int64_t now_ms) noexcept {
    if (door(now_ms) != StaffDoor::open) {
        return false;
    }
    until_ms_ = now_ms + kStaffOpenMs;
    return true;
}

StaffDoor StaffRoom::door(std::int64_t now_ms) const noexcept {
    if (!pin_fits_) {
        return StaffDoor::no_pin;
    }
    const bool ends = door_ == StaffDoor::open || door_ == StaffDoor::locked;
    return ends && now_ms >= until_ms_ ? StaffDoor::shut : door_;
}

bool StaffRoom::sees_new_roll(PrinterHealth health) {
    const bool fresh = meter_.sees_new_roll(paper_of(health));
    if (fresh && meter_.roll_mm()) {
        meter_.change_roll(*meter_.roll_mm());
    }
    return fresh;
}

}  // namespace hall::kiosk
