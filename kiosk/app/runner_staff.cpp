// SPDX-License-Identifier: Apache-2.0
// The runner's part of what is no ticket: opinion slips, test pages, the day's close, the roll.
#include "kiosk/app/runner.h"
#include "kiosk/app/staff_view.h"

#include <spdlog/spdlog.h>

namespace hall::kiosk {

void Runner::print_sheet(const PrintSheet& order) {
    const SlipSource source = slip_source();
    const Moment at = desk_.fair_time(now());
    SlipOrder sheet;
    switch (order.kind) {
        case SheetKind::opinion:
            sheet.slip = opinion_slip_for(source, order.language, at);
            break;
        case SheetKind::test_page:
            sheet.slip =
                test_slip_for(source, profile_, settings_.device.value, order.language, at);
            sheet.test_patterns = true;
            break;
        case SheetKind::day_close: {
            DayFigures figures = day_figures_of(desk_.ledger(), *settings_.documents.clock, at);
            figures.log_entries = life_.journal->last_seq();
            figures.log_head = life_.journal->chain();
            sheet.slip = day_close_slip_for(source, figures, order.language, at);
            break;
        }
    }
    (void)printer_->post(std::move(sheet));  // Full: whoever asked sees no paper, and asks again.
}

// A roll that is not kept costs a wrong forecast after a restart, and no citizen anything.
void Runner::keep_paper(const std::string& paper) {
    if (auto kept = life_.journal->set_fact(kPaperFact, paper); !kept) {
        spdlog::warn("how much paper is left cannot be written down: {}", kept.error().detail);
    }
}

}  // namespace hall::kiosk
