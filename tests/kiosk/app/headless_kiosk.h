// SPDX-License-Identifier: Apache-2.0
// hall-kiosk without its screen, before a service in the same process.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>

#include <catch2/catch.hpp>

#include "kiosk/app/runner.h"
#include "kiosk/main/fonts.h"
#include "tests/support/running_service.h"

namespace hall::kiosk::test {

using namespace std::chrono_literals;

// Long, because a loaded machine is no fault.
inline constexpr auto kPatience = 60s;
inline constexpr const char* kItem = "GA-01";

inline std::shared_ptr<const FontSet> fonts() {
    std::string why;
    static const auto kFonts = FontSet::load("/usr/share/fonts", why);
    INFO(why);
    REQUIRE(kFonts);
    return kFonts;
}

/// hall-kiosk without its screen: no printer is plugged in.
class Kiosk {
public:
    Kiosk(const hall::test::RunningService& service, std::string home) : home_(std::move(home)) {
        std::filesystem::create_directories(home_);
        sync::HttpLine line;
        auto documents = sync::load_documents(line, service.address("K01"), home_ + "/content");
        REQUIRE(documents);
        RunnerSettings settings{.journal = home_ + "/journal.db",
                                .documents = std::move(*documents),
                                .cache = home_ + "/content",
                                .device = DeviceId{"K01"},
                                .program = "test",
                                .service = service.address("K01"),
                                .wall = service.clock(),
                                .changed = [this] {
                                    const std::lock_guard lock{mutex_};
                                    ++changes_;
                                    changed_.notify_all();
                                }};
        settings.printing.fonts = std::move(*fonts()->for_printer());
        settings.printing.open = []() -> printer::Result<std::unique_ptr<printer::Printer>> {
            return tl::make_unexpected(printer::Error{printer::Fault::unplugged, "no printer"});
        };
        auto opened = Runner::open(std::move(settings));
        REQUIRE(opened);
        runner_ = std::move(*opened);
    }

    /// Waits until the view is so. What it was last is in the message.
    std::shared_ptr<const View> until(const std::function<bool(const View&)>& holds) {
        std::unique_lock lock{mutex_};
        const bool came =
            changed_.wait_for(lock, kPatience, [&] { return holds(*runner_->view()); });
        REQUIRE(came);
        return runner_->view();
    }

    /// A number for a fresh touch.
    std::string issue() {
        IssueTicket touch{.touch = {}, .item = ItemId{kItem}};
        touch.touch = make_uuid(Moment{}, ++touches_ * 7919, std::hash<std::string>{}(home_));
        runner_->send(touch);
        const auto view = until([&](const View& seen) {
            return (seen.issued && seen.issued->touch == touch.touch) ||
                   (seen.refused && seen.refused->touch == touch.touch);
        });
        const std::string label =
            view->issued ? label_of(view->issued->number) : "refused: " + view->refused->code;
        runner_->send(Dismiss{touch.touch});
        until([&](const View& seen) { return !seen.issued && !seen.refused; });
        return label;
    }

    void send(const Command& command) { runner_->send(command); }

    void wait_online() {
        until([](const View& view) { return view.link == LinkHealth::online; });
    }

private:
    std::string home_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int changes_ = 0;
    std::unique_ptr<Runner> runner_;
    static inline std::uint64_t touches_ = 0;
};

}  // namespace hall::kiosk::test
