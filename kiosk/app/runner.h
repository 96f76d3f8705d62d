// SPDX-License-Identifier: Apache-2.0
// The desk with its plumbing: journal, service, printer, and the view for the screen.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/app/command.h"
#include "kiosk/app/desk.h"
#include "kiosk/app/life_files.h"
#include "kiosk/app/print_worker.h"
#include "kiosk/app/service_link.h"
#include "kiosk/app/slip_for.h"
#include "kiosk/app/view.h"
#include "sync/documents.h"
#include "sync/health_report.h"
#include "sync/journal.h"
#include "sync/mailbox.h"

namespace hall::kiosk {

/// The fact beside the journal that holds DeskActions::keep_paper.
inline constexpr const char* kPaperFact = "paper_roll";

/// Everything that the program has loaded before the kiosk starts.
struct RunnerSettings {
    std::string journal;        ///< File of the first life; see life_files.h.
    sync::Documents documents;  ///< Kept up to date in `cache` from here on.
    std::string cache;          ///< Directory of the documents' copy.
    DeviceId device;
    std::string program;
    sync::ServiceAddress service;
    PrintSettings printing;
    PinFits staff_pin;              ///< May be empty: then nobody opens the staff page.
    std::function<Moment()> wall;   ///< The machine's clock, or one that started at --now.
    std::function<void()> changed;  ///< A new view is there; called on the desk's thread.
};

/// Owns the desk's thread and, through it, the journal, the link and the printer worker.
///
/// Thread-safe: send() and view() may be called from the screen; neither blocks.
class Runner {
public:
    /// Opens the journal and folds it. Blocks for the time that takes: about 0.1 s for a month.
    /// Errors: disk, disk_full, corrupt, bad_message.
    static sync::Result<std::unique_ptr<Runner>> open(RunnerSettings settings);

    /// Ends the threads: at most a slip in hand and one fsync.
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Nothing happens when the desk is a hundred commands behind: nobody touches that fast.
    void send(Command command);

    /// The newest picture of the world. Never null.
    [[nodiscard]] std::shared_ptr<const View> view() const;

private:
    using Task = std::function<void()>;
    struct Pictures {
        std::shared_ptr<const Picture> slip;
        std::shared_ptr<const Picture> code;
    };

    Runner(RunnerSettings settings, Life life, Desk desk);

    static sync::Result<void> fold(sync::Journal& journal, Desk& desk);
    void run(const std::stop_token& stop);
    void post(Task task);
    void feed(DeskInput input);
    void carry_out(DeskActions actions);
    void keep(std::vector<Note> notes);
    void begin_new_life(const NewLife& next);
    void follow_documents();
    void use(sync::Documents documents);
    void say_trouble();
    void print(const PrintSlip& order, bool on_paper);
    void print_guide(const PrintGuide& order);
    void print_sheet(const PrintSheet& order);
    void keep_paper(const std::string& paper);
    void drawn(const TicketId& ticket, Pictures pictures);
    void show();
    [[nodiscard]] Instant now() const;
    [[nodiscard]] SlipSource slip_source() const;
    [[nodiscard]] PrintEars print_ears();

    RunnerSettings settings_;
    std::chrono::steady_clock::time_point started_;
    Life life_;
    printer::Profile profile_;
    Desk desk_;
    Trouble told_ = Trouble::none;
    sync::Mailbox<Task> box_;
    std::unique_ptr<sync::HttpClient> client_;
    std::unique_ptr<ServiceLink> link_;
    std::unique_ptr<sync::DocumentFollower> documents_;
    std::unique_ptr<sync::HealthReport> health_;
    std::unique_ptr<PrintWorker> printer_;
    std::optional<std::int64_t> wake_ms_;
    bool show_due_ = false;
    std::int64_t shown_ms_ = 0;
    std::uint64_t version_ = 0;
    std::map<TicketId, Pictures> pictures_;  ///< Of the ticket on screen.
    mutable std::mutex view_mutex_;
    std::shared_ptr<const View> view_;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::kiosk
