// SPDX-License-Identifier: Apache-2.0
// What the runner has printed: tickets, guides, opinion slips, test pages, the day's close.
#include "kiosk/app/runner.h"
#include "kiosk/app/staff_view.h"

#include <spdlog/spdlog.h>

namespace hall::kiosk {

void Runner::print(const PrintSlip& order, bool on_paper) {
    const IssuedNote* note = desk_.ledger().issued(order.ticket);
    if (note == nullptr) {
        // The printer's slot is the desk's until it hears of the slip, however it ended.
        feed(SlipReported{order.ticket, order.attempt, Paper::unprinted, "forgotten"});
        return;
    }
    const auto& on_screen = desk_.on_screen();
    const bool known = on_screen && on_screen->ticket == order.ticket;
    SlipOrder slip{
        order.ticket, order.attempt,
        slip_for(slip_source(), *note, known ? &*on_screen : nullptr,
                 desk_.ledger().issued_at(order.ticket),
                 {.attempt = order.attempt,
                  .copy = order.copy,
                  .prechecked = desk_.is_prechecked(order.ticket)}),
        on_paper,
        void_slip_for(slip_source(), *note, desk_.ledger().issued_at(order.ticket), order.attempt)};
    if (!printer_->post(std::move(slip))) {
        feed(SlipReported{order.ticket, order.attempt, Paper::unprinted, "busy"});
    }
}

void Runner::print_guide(const PrintGuide& order) {
    if (const Item* item = settings_.documents.content->catalogue.item(order.item)) {
        (void)printer_->post(
            {{},
             1,
             guide_slip_for(slip_source(), *item, order.language, desk_.fair_time(now())),
             true});
    }
}

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
