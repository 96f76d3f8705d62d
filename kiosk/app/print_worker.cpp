// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/print_worker.h"

#include <utility>

#include "printer/qr.h"

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

// The desk has written "sending" before it handed the slip over, and settles what was left over
// when it starts; this only tells the spooler so.
class PrintWorker::Store final : public printer::JobStore {
public:
    explicit Store(bool torn) : torn_(torn) {}

    printer::Outcome sending(const printer::SendingMark& /*mark*/) override { return {}; }
    printer::Outcome settled(const printer::SendingMark& /*mark*/,
                             const printer::PrintResult& /*result*/) override {
        return {};
    }
    printer::Result<std::vector<printer::SendingMark>> unsettled() override {
        return std::vector<printer::SendingMark>(torn_ ? 1 : 0);
    }

private:
    bool torn_;
};

PrintWorker::PrintWorker(PrintSettings settings, PrintEars ears)
    : settings_(std::move(settings)),
      ears_(std::move(ears)),
      box_(kRoom),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

void PrintWorker::run(const std::stop_token& stop) {
    Store store{settings_.torn};
    printer::Spooler spooler{settings_.open, store};
    (void)spooler.recover();  // This store can always be written.
    while (!stop.stop_requested()) {
        look(spooler);
        const auto until = std::chrono::steady_clock::now() + kLookEvery;
        while (auto order = box_.take(stop, until)) {
            work(*order, spooler);
        }
    }
}

void PrintWorker::look(printer::Spooler& spooler) {
    ears_.seen(health_of(spooler.look(std::chrono::steady_clock::now())));
}

void PrintWorker::work(const SlipOrder& order, printer::Spooler& spooler) {
    auto laid_out = printer::layout(order.slip, *settings_.fonts, settings_.paper);
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
    const auto report = spooler.run(
        {text_of(order.ticket), order.attempt, printer::JobKey::of(settings_.random()), paper},
        std::chrono::steady_clock::now());
    if (report.result) {
        ears_.reported(order.ticket, order.attempt, Paper::printed,
                       std::string(printer::name(*report.result)));
        return;
    }
    const printer::Unprinted& why = report.result.error();
    const bool known = why.certainty != printer::Certainty::uncertain;
    ears_.reported(order.ticket, order.attempt, known ? Paper::unprinted : Paper::uncertain,
                   std::string(printer::name(why.error.code)));
    look(spooler);
}

}  // namespace hall::kiosk
