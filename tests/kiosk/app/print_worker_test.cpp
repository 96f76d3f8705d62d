// SPDX-License-Identifier: Apache-2.0
// The thread that owns the printer, before a pretend printer that keeps its paper.
#include "kiosk/app/print_worker.h"

#include <condition_variable>
#include <mutex>
#include <vector>

#include <catch2/catch.hpp>

#include "printer/mark_file.h"
#include "tests/printer/network.h"

using namespace hall::kiosk;
using hall::Paper;
using hall::TicketId;
namespace printer = hall::printer;

namespace {

struct Report {
    TicketId ticket;
    int attempt = 0;
    Paper paper = Paper::unknown;
    std::string evidence;
};

TicketId ticket_of(std::uint8_t number) {
    return hall::make_uuid(hall::Moment{}, number, number);
}

std::unique_ptr<printer::Fonts> fonts() {
    const auto file = [](const char* name) {
        auto bytes = std::make_shared<const std::vector<std::uint8_t>>(
            support::load(std::string("/usr/share/fonts/opentype/noto/") + name));
        return printer::FontFile{bytes, *bytes, 3};
    };
    return std::move(printer::Fonts::open(file("NotoSansCJK-Regular.ttc"),
                                          file("NotoSansCJK-Bold.ttc"),
                                          file("NotoSansCJK-Bold.ttc"))
                         .value());
}

/// A kiosk's printer, its worker that comes and goes, and what the worker said.
class Kiosk {
public:
    explicit Kiosk(std::chrono::milliseconds job_limit) {
        network.roll().profile().cut_counter = true;
        network.roll().profile().job_limit = job_limit;
    }
    ~Kiosk() { stop(); }

    void start() {
        PrintSettings settings;
        settings.open = [this] { return network.open(); };
        settings.fonts = fonts();
        settings.random = [this] { return ++random_; };
        settings.marks =
            std::move(printer::MarkFile::open(directory_.path().string(), "at-printer").value());
        settings.letters = letters;
        PrintEars ears;
        ears.remarked = [this](const std::string& remark) {
            const std::lock_guard lock(mutex_);
            remarks_ += remark + "\n";
        };
        ears.drawn = [](const TicketId&, auto, auto) {};
        ears.seen = [this](PrinterHealth health) {
            const std::lock_guard lock(mutex_);
            healths_.push_back(health);
            changed_.notify_all();
        };
        ears.reported = [this](const TicketId& ticket, int attempt, Paper paper,
                               const std::string& evidence) {
            const std::lock_guard lock(mutex_);
            reports_.push_back({ticket, attempt, paper, evidence});
            changed_.notify_all();
        };
        worker_ = std::make_unique<PrintWorker>(std::move(settings), std::move(ears));
    }
    void stop() { worker_.reset(); }
    /// What a slip that goes as a picture looks like.
    [[nodiscard]] static printer::Bitmap picture() {
        return printer::layout(support::sample_slip(), *fonts(), {}).value();
    }

    void order(std::uint8_t number, int attempt = 1) {
        printer::Slip slip = support::sample_slip();
        slip.attempt = attempt;
        printer::Slip torn;
        torn.title = "作廢";
        REQUIRE(worker_->post({ticket_of(number), attempt, slip, true, torn}));
    }
    /// Blocks until the worker has said something about this ticket the `nth` time.
    [[nodiscard]] Report report(std::uint8_t number, std::size_t nth = 1) {
        std::unique_lock lock(mutex_);
        std::vector<Report> found;
        changed_.wait(lock, [&] {
            found.clear();
            std::copy_if(reports_.begin(), reports_.end(), std::back_inserter(found),
                         [&](const Report& one) { return one.ticket == ticket_of(number); });
            return found.size() >= nth;
        });
        return found[nth - 1];
    }

    [[nodiscard]] std::string remarks() {
        const std::lock_guard lock(mutex_);
        return remarks_;
    }

    support::NetworkPrinter network;
    std::optional<printer::Profile> letters;

private:
    support::TemporaryDirectory directory_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Report> reports_;
    std::vector<PrinterHealth> healths_;
    std::string remarks_;
    std::uint32_t random_ = 0;
    std::unique_ptr<PrintWorker> worker_;
};

}  // namespace

TEST_CASE("a printer that takes its time is reported while it still tries", "[print_worker]") {
    Kiosk kiosk(std::chrono::seconds(60));
    kiosk.start();
    kiosk.order(1);
    CHECK(kiosk.report(1).paper == Paper::printed);
    // The whole slip is some 40 kB: longer than anybody is left without a word.
    kiosk.network.turn_and_wait("speed 5000");
    kiosk.order(2);
    const Report late = kiosk.report(2);
    CHECK(late.paper == Paper::uncertain);
    CHECK(late.evidence == "late");
    kiosk.network.turn("speed 0");
    CHECK(kiosk.report(2, 2).paper == Paper::printed);
}

TEST_CASE("a printer that takes nothing more is reported, and the screen was never asked to wait",
          "[print_worker]") {
    Kiosk kiosk(std::chrono::seconds(60));
    kiosk.start();
    kiosk.order(1);
    CHECK(kiosk.report(1).paper == Paper::printed);
    kiosk.network.turn_and_wait("at 9000 nak on");
    kiosk.order(2);  // Returns at once, whatever the printer does.
    CHECK(kiosk.report(2).paper == Paper::uncertain);
}

TEST_CASE("a slip torn by a pulled cable is marked void when the printer is back",
          "[print_worker]") {
    Kiosk kiosk(std::chrono::seconds(6));
    kiosk.start();
    kiosk.order(1);
    CHECK(kiosk.report(1).paper == Paper::printed);
    kiosk.network.turn_and_wait("unplug_after 12000");
    kiosk.order(2);
    CHECK(kiosk.report(2).paper == Paper::uncertain);
    kiosk.network.turn_and_wait("cable plugged");
    const Report torn = kiosk.report(2, 2);
    CHECK(torn.paper == Paper::unprinted);
    CHECK(torn.evidence == "torn");
    CHECK(kiosk.network.roll().slips() == 2);
    kiosk.order(2, 2);
    CHECK(kiosk.report(2, 3).paper == Paper::printed);
}

TEST_CASE("after a start the printer is asked about the slip before", "[print_worker]") {
    Kiosk kiosk(std::chrono::seconds(6));
    kiosk.start();
    kiosk.network.turn_and_wait("unplug_after 12000");
    kiosk.order(1);
    CHECK(kiosk.report(1).paper == Paper::uncertain);
    kiosk.stop();
    kiosk.network.turn_and_wait("cable plugged");
    kiosk.start();
    // First that it does not know, as the desk has it already; then that it does.
    CHECK(kiosk.report(1, 2).paper == Paper::uncertain);
    CHECK(kiosk.report(1, 3).evidence == "torn");
}

TEST_CASE("a slip goes in the printer's own letters where it has them all, else as a picture",
          "[print_worker]") {
    Kiosk kiosk(std::chrono::seconds(60));
    kiosk.letters = kiosk.network.roll().profile();
    SECTION("all of them") {
        kiosk.letters->kanji = printer::Kanji::big5;
        kiosk.network.roll().profile().kanji = printer::Kanji::big5;
        kiosk.start();
        kiosk.order(1);
        CHECK(kiosk.report(1).paper == Paper::printed);
        CHECK(kiosk.remarks().empty());
        // The pretend printer has no letters: it draws a box for each byte.
        CHECK_FALSE(kiosk.network.roll().slip(1).rows == kiosk.picture().rows);
    }
    SECTION("not all of them") {
        kiosk.letters->kanji = printer::Kanji::gb2312;
        kiosk.start();
        kiosk.order(1);
        CHECK(kiosk.report(1).paper == Paper::printed);
        CHECK(kiosk.remarks().find("L012 goes as a picture: the printer has no letters for ") == 0);
        CHECK(kiosk.network.roll().slip(1).rows == kiosk.picture().rows);
    }
}
