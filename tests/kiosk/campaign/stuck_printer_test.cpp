// SPDX-License-Identifier: Apache-2.0
// A printer that misbehaves, the kiosk's own desk and printer worker, and its screens drawn all the
// while: the citizen is told, and the screen never waits. Prints how long; judges by conditions.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <catch2/catch.hpp>

#include "kiosk/app/runner.h"
#include "kiosk/main/fonts.h"
#include "sync/documents.h"
#include "tests/kiosk/screens/studio.h"
#include "tests/printer/network.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace std::chrono_literals;
using hall::kiosk::PaperState;
using hall::kiosk::Runner;
using hall::kiosk::View;
using hall::test::RunningService;
using hall::test::TempDir;
using Clock = std::chrono::steady_clock;

namespace {

// Long, because a loaded machine is no fault.
constexpr auto kPatience = 90s;
constexpr const char* kItem = "GA-02";

double millis(Clock::duration span) {
    return std::chrono::duration<double, std::milli>(span).count();
}

/// The kiosk without its window: its screens draw on a glass of memory.
class Screen {
public:
    Screen(const RunningService& service, const std::string& home, support::NetworkPrinter& printer)
        : runner_(open(service, home, printer)),
          studio_(theme_, *runner_->view(), Language::zh_hant),
          stage_(theme_, [this] { return make_uuid(Moment{}, ++keys_, 7); }) {}

    /// Draws picture after picture until it is so. False when it never was.
    bool draw_until(const std::function<bool(const View&)>& holds) {
        const auto end = Clock::now() + kPatience;
        while (Clock::now() < end) {
            const auto begun = Clock::now();
            const auto view = runner_->view();
            send(stage_.handle({.when = now()}, *view));
            studio_.shoot(stage_, *view, now());
            frames_.push_back(millis(Clock::now() - begun));
            if (holds(*view)) {
                return true;
            }
        }
        return false;
    }
    /// Touches a target as soon as the page takes it.
    bool touch(const std::string& id) {
        const auto kind = stage_.visit().place().kind;
        return draw_until([&](const View& view) {
            std::vector<kiosk::Command> commands;
            (void)stage_.choose(id, view, now(), commands);
            send(std::move(commands));
            return stage_.visit().place().kind != kind || stage_.visit().waiting();
        });
    }
    bool take_number() {
        return touch("begin") && touch(std::string("item.") + kItem) && touch("take");
    }
    bool leave() { return touch("done"); }

    [[nodiscard]] const screens::Stage& stage() const { return stage_; }
    std::vector<double> frames() { return std::exchange(frames_, {}); }

private:
    static std::unique_ptr<Runner> open(const RunningService& service,
                                        const std::string& home,
                                        support::NetworkPrinter& printer) {
        std::string why;
        static const auto kFonts = kiosk::FontSet::load("/usr/share/fonts", why);
        REQUIRE(kFonts);
        sync::HttpLine line;
        auto documents = sync::load_documents(line, service.address("K01"), home + "/content");
        REQUIRE(documents);
        kiosk::RunnerSettings settings{.journal = home + "/journal.db",
                                       .documents = std::move(*documents),
                                       .cache = home + "/content",
                                       .device = DeviceId{"K01"},
                                       .program = "test",
                                       .service = service.address("K01"),
                                       .wall = service.clock(),
                                       .changed = [] {}};
        settings.printing.fonts = std::move(*kFonts->for_printer());
        settings.printing.open = [&printer] { return printer.open(); };
        auto opened = Runner::open(std::move(settings));
        REQUIRE(opened);
        return std::move(*opened);
    }
    void send(std::vector<kiosk::Command> commands) {
        for (auto& command : commands) {
            runner_->send(std::move(command));
        }
    }
    [[nodiscard]] screens::Instant now() const {
        return std::chrono::duration_cast<screens::Instant>(Clock::now() - begun_);
    }

    Clock::time_point begun_ = Clock::now();
    std::unique_ptr<Runner> runner_;
    screens::Theme theme_;
    screens::tests::Studio studio_;
    std::uint64_t keys_ = 0;
    screens::Stage stage_;
    std::vector<double> frames_;
};

}  // namespace

TEST_CASE("whatever the printer does, the citizen is told and the screen draws on",
          "[stuck_printer]") {
    const auto [name, fault, mended] = GENERATE(table<const char*, const char*, const char*>({
        {"takes no more bytes", "at 9000 nak on", ""},
        {"slow, 2 kB/s", "speed 2000", ""},
        {"cable out", "unplug_after 9000", "cable plugged"},
        {"out of paper in mid-slip", "paper_rows 100", "paper ok"},
        {"cover opened in mid-slip", "at 9000 cover open", ""},
    }));
    TempDir home;
    std::filesystem::create_directories(home.file("service"));
    std::filesystem::create_directories(home.file("kiosk"));
    RunningService service{home.file("service")};
    support::NetworkPrinter printer;
    printer.roll().profile().cut_counter = true;
    printer.roll().profile().job_limit = 30s;
    Screen screen{service, home.file("kiosk"), printer};
    REQUIRE(screen.draw_until([](const View& view) {
        return view.link == kiosk::LinkHealth::online && view.printer == kiosk::PrinterHealth::fine;
    }));
    REQUIRE(screen.take_number());
    REQUIRE(screen.draw_until(
        [](const View& view) { return view.issued && view.issued->paper == PaperState::printed; }));
    REQUIRE(screen.leave());
    printer.turn_and_wait(fault);
    REQUIRE(screen.take_number());
    (void)screen.frames();
    const auto taken = Clock::now();
    REQUIRE(screen.draw_until([](const View& view) {
        return view.issued && (view.issued->paper == PaperState::uncertain ||
                               view.issued->paper == PaperState::unprinted);
    }));
    const auto told = Clock::now() - taken;
    auto frames = screen.frames();
    std::ranges::sort(frames);
    std::printf("%-26s told after %5.0f ms; %3zu frames, median %.1f ms, longest %.1f ms\n", name,
                millis(told), frames.size(), frames[frames.size() / 2], frames.back());
    // The number is there to be taken along all the same.
    CHECK(screen.draw_until([&](const View&) {
        return screen.stage().semantics().find("qr") != nullptr &&
               screen.stage().semantics().find("number") != nullptr;
    }));
    printer.turn(mended);
}
