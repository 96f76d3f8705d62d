// SPDX-License-Identifier: Apache-2.0
// The thread that owns the printer: lays slips out, brings them to paper, says how it went.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "kiosk/app/view.h"
#include "printer/fonts.h"
#include "printer/layout.h"
#include "printer/slip.h"
#include "printer/spooler.h"
#include "sync/hall/ids.h"
#include "sync/hall/ticket.h"
#include "sync/mailbox.h"

namespace hall::kiosk {

/// A slip to be laid out and, when `print`, put on paper. A ticket's slip is drawn for the screen
/// before the journal says "sending", and printed afterwards from the same dots.
struct SlipOrder {
    TicketId ticket;  ///< Empty for a guide, which nobody asks about afterwards.
    int attempt = 1;
    printer::Slip slip;
    bool print = true;
};

/// What the worker has to say; called on its own thread.
struct PrintEars {
    /// The dots of the whole slip, and of its code alone (null for a slip without one).
    std::function<void(
        const TicketId&, std::shared_ptr<const Picture> slip, std::shared_ptr<const Picture> code)>
        drawn;
    std::function<void(const TicketId&, int attempt, Paper, std::string evidence)> reported;
    std::function<void(PrinterHealth)> seen;
};

struct PrintSettings {
    printer::OpenPrinter open;
    std::unique_ptr<printer::Fonts> fonts;
    printer::PaperSize paper;
    bool torn = false;  ///< An earlier run died while it was sending.
    std::function<std::uint32_t()> random;
};

/// post() is Thread-safe and never blocks. The destructor waits for the slip in hand, at most
/// Printer::longest_print().
class PrintWorker {
public:
    PrintWorker(PrintSettings settings, PrintEars ears);
    ~PrintWorker() = default;
    PrintWorker(const PrintWorker&) = delete;
    PrintWorker& operator=(const PrintWorker&) = delete;

    /// False when too much waits already; then the slip is reported unprinted by the caller.
    [[nodiscard]] bool post(SlipOrder order) { return box_.post(std::move(order)); }

private:
    class Store;

    void run(const std::stop_token& stop);
    void work(const SlipOrder& order, printer::Spooler& spooler);
    void look(printer::Spooler& spooler);

    PrintSettings settings_;
    PrintEars ears_;
    sync::Mailbox<SlipOrder> box_;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::kiosk
