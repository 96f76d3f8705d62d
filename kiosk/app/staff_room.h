// SPDX-License-Identifier: Apache-2.0
// Who may see the staff page, and what the printer's roll has left. Pure: no file, no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "kiosk/app/view.h"
#include "printer/paper_meter.h"

namespace hall::kiosk {

/// Says whether a PIN is the kiosk's; may block for a tenth of a second.
using PinFits = std::function<bool(const std::string& pin)>;

/// Not thread-safe: owned by the desk. Times are monotonic milliseconds.
class StaffRoom {
public:
    /// Without `pin_fits` nobody gets in. `paper` is what paper() said when the program ended.
    explicit StaffRoom(PinFits pin_fits, const std::string& paper = {});

    void enter(const std::string& pin, std::int64_t now_ms);
    void leave() noexcept;
    /// True while staff are at work; each question that is answered so keeps the door open.
    [[nodiscard]] bool admits(std::int64_t now_ms) noexcept;
    [[nodiscard]] StaffDoor door(std::int64_t now_ms) const noexcept;

    void change_roll(int length_mm) { meter_.change_roll(length_mm); }
    void use_paper(int length_mm) { meter_.add(length_mm); }
    /// True when a printer that was out of paper has some again: a new roll, as long as the last.
    [[nodiscard]] bool sees_new_roll(PrinterHealth health);
    [[nodiscard]] const printer::PaperMeter& meter() const noexcept { return meter_; }
    /// To be kept over a restart.
    [[nodiscard]] std::string paper() const { return meter_.text(); }

    void printer_seen(Moment now) noexcept { printer_since_ = now; }
    [[nodiscard]] std::optional<Moment> printer_since() const noexcept { return printer_since_; }

private:
    PinFits pin_fits_;
    printer::PaperMeter meter_;
    std::optional<Moment> printer_since_;
    StaffDoor door_ = StaffDoor::shut;
    std::int64_t until_ms_ = 0;  ///< Of an open door, or of a lock.
    int wrong_ = 0;
};

}  // namespace hall::kiosk
