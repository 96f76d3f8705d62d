// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/print_worker.h"

#include <utility>

#include "kiosk/app/ledger.h"
#include "printer/paper_meter.h"
#include "printer/qr.h"
#include "printer/test_page.h"
#include "printer/text_mode.h"

namespace hall::kiosk {

namespace {

using namespace std::chrono_literals;

// One citizen, one slip: more than a handful waiting means that the printer hangs.
constexpr std::size_t kRoom = 32;
// Soon enough that a new roll is seen before the next citizen has read the screen.
constexpr auto kLookEvery = 2s;

PrinterHealth health_of(const printer::Result<printer::State>& looked) {
    if (!looked) {
        return PrinterHealth::fault;
    }
    const auto fault = printer::fault_of(*looked);
    if (fault == printer::Fault::paper_out) {
        return PrinterHealth::paper_out;
    }
    if (fault == printer::Fault::cover_open) {
        return PrinterHealth::cover_open;
    }
    if (fault) {
        return PrinterHealth::fault;
    }
    switch (looked->paper) {
        case printer::Paper::near_end:
            return PrinterHealth::near_end;
        case printer::Paper::ok:
            return PrinterHealth::fine;
        case printer::Paper::out:
            return PrinterHealth::paper_out;
        case printer::Paper::unknown:
            return PrinterHealth::unknown;
    }
    return PrinterHealth::unknown;
}

std::shared_ptr<const Picture> picture_of(const printer::Bitmap& dots) {
    return std::make_shared<const Picture>(Picture{dots.width_dots, dots.height_dots, dots.rows});
}

// One dot a module: the screen draws it as large as it likes.
std::shared_ptr<const Picture> code_of(const std::string& payload) {
    const auto dots = printer::qr_code(payload, 1);
    return dots ? picture_of(*dots) : nullptr;
}

}  // namespace

// The desk has written "sending" before it handed the slip over; this keeps what the printer can
// be asked about besides, and reports what becomes known of a slip after its own report.
class PrintWorker::Store final : public printer::JobStore {
public:
    Store(printer::JobStore* marks, const PrintEars& ears) : marks_(marks), ears_(&ears) {}

    void in_hand(const std::string& job, int attempt) { job_ = job, attempt_ = attempt; }
    void nothing_in_hand() { attempt_ = 0; }

    printer::Outcome sending(const printer::SendingMark& mark) override {
        return marks_ == nullptr ? printer::Outcome{} : marks_->sending(mark);
    }
    printer::Outcome settled(const printer::SendingMark& mark,
                             const printer::PrintResult& result) override {
        auto kept = marks_ == nullptr ? printer::Outcome{} : marks_->settled(mark, result);
        const bool later = mark.job != job_ || mark.attempt != attempt_;
        const auto ticket = uuid_from(mark.job);
        if (later && ticket && kept) {
            report(*ears_, *ticket, mark.attempt, result);
        }
        return kept;
    }
    printer::Result<std::vector<printer::SendingMark>> unsettled() override {
        return marks_ == nullptr ? std::vector<printer::SendingMark>{} : marks_->unsettled();
    }

    static void report(const PrintEars& ears,
                       const TicketId& ticket,
                       int attempt,
                       const printer::PrintResult& result) {
        if (result) {
            ears.reported(ticket, attempt, Paper::printed, std::string(printer::name(*result)));
            return;
        }
        const printer::Unprinted& why = result.error();
        switch (why.certainty) {
            case printer::Certainty::not_printed:
                ears.reported(ticket, attempt, Paper::unprinted,
                              std::string(printer::name(why.error.code)));
                return;
            case printer::Certainty::uncertain:
                ears.reported(ticket, attempt, Paper::uncertain,
                              std::string(printer::name(why.error.code)));
                return;
            case printer::Certainty::torn:
                ears.reported(ticket, attempt, Paper::unprinted, std::string(kTornEvidence));
                return;
        }
    }

private:
    printer::JobStore* marks_;
    const PrintEars* ears_;
    std::string job_;
    int attempt_ = 0;
};

PrintWorker::PrintWorker(PrintSettings settings, PrintEars ears)
    : settings_(std::move(settings)),
      ears_(std::move(ears)),
      box_(kRoom),
      watch_thread_([this](const std::stop_token& stop) { watch(stop); }),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

void PrintWorker::run(const std::stop_token& stop) {
    Store store{settings_.marks.get(), ears_};
    printer::Spooler spooler{
        settings_.open, store,
        [this](const printer::SendingMark& torn, int) { return void_mark(torn); },
        settings_.arrived};
    // Without its marks it knows no less than the desk, which has its own.
    (void)spooler.recover();
    while (!stop.stop_requested()) {
        look(spooler);
        const auto until = std::chrono::steady_clock::now() + kLookEvery;
        while (auto order = box_.take(stop, until)) {
            work(*order, spooler, store);
        }
    }
}

void PrintWorker::watch(const std::stop_token& stop) {
    std::unique_lock lock{watch_mutex_};
    while (!stop.stop_requested()) {
        if (!at_printer_) {
            watch_changed_.wait(lock, stop, [this] { return at_printer_.has_value(); });
            continue;
        }
        const auto late_at = at_printer_->late_at;
        watch_changed_.wait_until(lock, stop, late_at, [this, late_at] {
            return !at_printer_ || at_printer_->late_at != late_at;
        });
        if (at_printer_ && at_printer_->late_at == late_at &&
            std::chrono::steady_clock::now() >= late_at) {
            ears_.reported(at_printer_->ticket, at_printer_->attempt, Paper::uncertain, "late");
            at_printer_.reset();
        }
    }
}

void PrintWorker::at_printer(std::optional<AtPrinter> slip) {
    {
        const std::lock_guard lock{watch_mutex_};
        at_printer_ = std::move(slip);
    }
    watch_changed_.notify_all();
}

// In words where the ticket is known, otherwise hatched.
printer::Result<printer::Bitmap> PrintWorker::void_mark(const printer::SendingMark& torn) {
    const auto words = settings_.void_slips.find(torn.job);
    if (words == settings_.void_slips.end()) {
        return printer::crossed_out(settings_.paper.width_dots);
    }
    return printer::layout(words->second, *settings_.fonts, settings_.paper);
}

void PrintWorker::look(printer::Spooler& spooler) {
    ears_.seen(health_of(spooler.look(std::chrono::steady_clock::now())));
}

// Whole or not at all: a slip that is half one type and half the other looks like a fault.
printer::Letters PrintWorker::letters_for(const printer::Slip& slip) {
    if (!settings_.letters) {
        return {};
    }
    const auto lacking = printer::uncovered(slip, *settings_.fonts, *settings_.letters);
    if (lacking && lacking->empty()) {
        return [slip, fonts = settings_.fonts.get()](const printer::Profile& profile,
                                                     const printer::JobKey& key,
                                                     printer::Question question) {
            return printer::encode_text(slip, *fonts, profile, key, question);
        };
    }
    if (ears_.remarked) {
        const std::string what = slip.number.empty() ? slip.title : slip.number;
        ears_.remarked(
            what + " goes as a picture: " +
            (lacking ? "the printer has no letters for " + *lacking : lacking.error().detail));
    }
    return {};
}

void PrintWorker::work(const SlipOrder& order, printer::Spooler& spooler, Store& store) {
    auto laid_out = order.test_patterns
                        ? printer::test_page(order.slip, *settings_.fonts, settings_.paper)
                        : printer::layout(order.slip, *settings_.fonts, settings_.paper);
    if (!laid_out) {
        if (order.print) {
            ears_.reported(order.ticket, order.attempt, Paper::unprinted,
                           std::string(printer::name(laid_out.error().code)));
        }
        return;
    }
    const auto paper = std::make_shared<const printer::Bitmap>(std::move(*laid_out));
    ears_.drawn(order.ticket, picture_of(*paper), code_of(order.slip.qr));
    if (!order.print) {
        return;
    }
    const std::string job = text_of(order.ticket);
    if (order.void_slip) {
        settings_.void_slips.insert_or_assign(job, *order.void_slip);
    }
    at_printer(
        AtPrinter{order.ticket, order.attempt, std::chrono::steady_clock::now() + kLateAfter});
    store.in_hand(job, order.attempt);
    const auto report =
        spooler.run({job, order.attempt, printer::JobKey::of(settings_.random()), paper,
                     order.test_patterns ? printer::Letters{} : letters_for(order.slip)},
                    std::chrono::steady_clock::now());
    store.nothing_in_hand();
    // Whatever was open before this slip is closed now.
    std::erase_if(settings_.void_slips, [&](const auto& one) { return one.first != job; });
    at_printer(std::nullopt);
    const bool begun = report.result.has_value() ||
                       report.result.error().certainty != printer::Certainty::not_printed;
    if (begun && ears_.used) {
        ears_.used(printer::paper_length_mm(*paper, settings_.profile));
    }
    Store::report(ears_, order.ticket, order.attempt, report.result);
    if (!report.result) {
        look(spooler);
    }
}

}  // namespace hall::kiosk
