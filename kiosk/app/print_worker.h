// SPDX-License-Identifier: Apache-2.0
// The thread that owns the printer: lays slips out, brings them to paper, says how it went.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "kiosk/app/view.h"
#include "printer/fonts.h"
#include "printer/layout.h"
#include "printer/profile.h"
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
    std::optional<printer::Slip> void_slip = std::nullopt;  ///< Says that a torn one is none.
    bool test_patterns = false;                             ///< Of the test page, below the words.
};

/// What the worker has to say; called on threads of its own. A slip that is still at the printer
/// after kLateAfter is reported uncertain, and once more when its end is known.
struct PrintEars {
    /// The dots of the whole slip, and of its code alone (null for a slip without one).
    std::function<void(
        const TicketId&, std::shared_ptr<const Picture> slip, std::shared_ptr<const Picture> code)>
        drawn;
    std::function<void(const TicketId&, int attempt, Paper, std::string evidence)> reported;
    std::function<void(PrinterHealth)> seen;
    /// So much of the roll has gone by; may be empty.
    std::function<void(int length_mm)> used;
    /// For the log: "A012 goes as a picture: …". May be empty.
    std::function<void(const std::string&)> remarked;
};

struct PrintSettings {
    printer::OpenPrinter open;
    std::unique_ptr<printer::Fonts> fonts;
    printer::PaperSize paper;
    printer::Profile profile;  ///< Of the printer: how far it feeds.
    /// Slips go in the printer's own letters, by this profile; without it as pictures.
    std::optional<printer::Profile> letters = std::nullopt;
    /// What a printer can be asked about after a power cut; may be null.
    std::unique_ptr<printer::JobStore> marks;
    /// By the job's name: for slips that an earlier run left at the printer.
    std::map<std::string, printer::Slip> void_slips;
    printer::Arrived arrived;  ///< May be empty.
    std::function<std::uint32_t()> random;
};

/// Somebody stands before the screen and is to be told within 5 s that something is wrong, however
/// long the printer goes on trying.
constexpr std::chrono::milliseconds kLateAfter{4000};

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

    /// The slip at the printer, while somebody waits for it.
    struct AtPrinter {
        TicketId ticket;
        int attempt = 1;
        std::chrono::steady_clock::time_point late_at;
    };

    void run(const std::stop_token& stop);
    void watch(const std::stop_token& stop);
    void at_printer(std::optional<AtPrinter> slip);
    [[nodiscard]] printer::Result<printer::Bitmap> void_mark(const printer::SendingMark& torn);
    [[nodiscard]] printer::Letters letters_for(const printer::Slip& slip);
    void work(const SlipOrder& order, printer::Spooler& spooler, Store& store);
    void look(printer::Spooler& spooler);

    PrintSettings settings_;
    PrintEars ears_;
    sync::Mailbox<SlipOrder> box_;
    std::mutex watch_mutex_;
    std::condition_variable_any watch_changed_;
    std::optional<AtPrinter> at_printer_;
    // Last, so that they are joined before what they use is gone.
    std::jthread watch_thread_;
    std::jthread thread_;
};

}  // namespace hall::kiosk
