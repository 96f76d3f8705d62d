// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/staff_view.h"

#include <algorithm>
#include <tuple>

namespace hall::kiosk {

namespace {

// As many as fit a page without looking for one; the others are on the clerk's page.
constexpr std::size_t kSlipsMost = 6;

PaperState state_of(const SlipRecord& slip) {
    if (slip.sending || slip.attempt == 0) {
        return PaperState::printing;
    }
    return slip.paper == Paper::printed     ? PaperState::printed
           : slip.paper == Paper::uncertain ? PaperState::uncertain
                                            : PaperState::unprinted;
}

int urgency(PaperState paper) {
    return paper == PaperState::uncertain ? 0 : paper == PaperState::unprinted ? 1 : 2;
}

}  // namespace

std::shared_ptr<const StaffView> staff_view_for(const Desk& desk,
                                                const HallClock& clock,
                                                Moment now) {
    if (desk.staff_door() != StaffDoor::open) {
        return nullptr;
    }
    auto view = std::make_shared<StaffView>();
    if (const auto since = desk.staff().printer_since()) {
        view->printer_since = clock.time_text(*since);
    }
    const printer::PaperMeter& meter = desk.staff().meter();
    view->used_mm = meter.used_mm();
    view->roll_mm = meter.roll_mm();
    view->left_mm = meter.left_mm();
    view->slips_left = meter.slips_left();
    const Ledger& ledger = desk.ledger();
    const Day today = clock.business_day(now);
    std::vector<std::pair<std::int64_t, StaffSlip>> slips;
    for (const auto& [ticket, note] : ledger.issued()) {
        if (note.day != today) {
            continue;
        }
        const PaperState paper = state_of(*ledger.slip(ticket));
        ++view->issued;
        view->printed += paper == PaperState::printed ? 1 : 0;
        view->unprinted += paper == PaperState::unprinted ? 1 : 0;
        view->uncertain += paper == PaperState::uncertain ? 1 : 0;
        slips.emplace_back(ledger.issued_as(ticket),
                           StaffSlip{ticket, label_of(note.number),
                                     clock.time_text(ledger.issued_at(ticket)), paper});
    }
    std::ranges::sort(slips, [](const auto& a, const auto& b) {
        return std::tuple(urgency(a.second.paper), b.first) <
               std::tuple(urgency(b.second.paper), a.first);
    });
    slips.resize(std::min(slips.size(), kSlipsMost));
    for (auto& [nth, slip] : slips) {
        view->slips.push_back(std::move(slip));
    }
    return view;
}

DayFigures day_figures_of(const Ledger& ledger, const HallClock& clock, Moment now) {
    DayFigures figures{.day = clock.business_day(now)};
    std::int64_t first = 0;
    std::int64_t last = 0;
    for (const auto& [ticket, note] : ledger.issued()) {
        if (note.day != figures.day) {
            continue;
        }
        const SlipRecord& slip = *ledger.slip(ticket);
        const PaperState paper = state_of(slip);
        const std::int64_t nth = ledger.issued_as(ticket);
        ++figures.issued;
        figures.appointments += note.band == Band::appointment ? 1 : 0;
        figures.priority += note.priority.empty() ? 0 : 1;
        figures.offline += is_services(note.number.lane) ? 0 : 1;
        figures.printed += paper == PaperState::printed ? 1 : 0;
        figures.unprinted += paper == PaperState::unprinted ? 1 : 0;
        figures.uncertain += paper == PaperState::uncertain ? 1 : 0;
        figures.torn += slip.torn_ones;
        figures.copies += std::max(slip.attempt - 1 - slip.torn_ones, 0);
        if (first == 0 || nth < first) {
            first = nth;
            figures.first_number = label_of(note.number);
        }
        if (nth > last) {
            last = nth;
            figures.last_number = label_of(note.number);
        }
    }
    return figures;
}

}  // namespace hall::kiosk
