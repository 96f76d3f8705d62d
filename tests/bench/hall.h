// SPDX-License-Identifier: Apache-2.0
// The hall's three programs, as they are installed, and where they write.
#pragma once

#include <memory>
#include <string>

#include "tests/bench/figures.h"
#include "tests/support/temp_dir.h"

namespace hall::bench {

struct Options {
    std::string build;   ///< Directory of the build: the programs stand in it.
    std::string source;  ///< Of assets and pages.
    std::string touch;   ///< Socket of a genuine touch panel; empty: no kiosk.
    std::string kiosk_display;
    std::string wall_display;  ///< Empty: no wall.
    std::string renderer = "auto";
    bool quick = false;

    [[nodiscard]] bool has_glass() const noexcept { return !touch.empty(); }
    [[nodiscard]] int rounds(int full, int few) const noexcept { return quick ? few : full; }
};

/// A running service, and its board and kiosk as they are wanted.
class Hall {
public:
    /// Errors: unreachable.
    [[nodiscard]] static sync::Result<std::unique_ptr<Hall>> open(const Options& options);

    [[nodiscard]] drive::Client& client() noexcept { return *client_; }
    [[nodiscard]] drive::Process& service() noexcept { return service_->process(); }
    [[nodiscard]] std::string file(const std::string& name) const { return directory_.file(name); }

    /// hall-board with one 64x32 sign at W01 that sends DDP to `port`, and a wall if there is a
    /// display for it. Errors: disk, unreachable.
    [[nodiscard]] sync::Result<std::unique_ptr<drive::Process>> start_board(int port) const;
    /// hall-kiosk with a virtual printer, as `device`, whose journal and documents stay for the
    /// next time. It tells its targets in targets(). Errors: unreachable.
    [[nodiscard]] sync::Result<std::unique_ptr<drive::Process>> start_kiosk(
        const std::string& device) const;
    [[nodiscard]] std::string targets() const { return file("glass/targets"); }

private:
    Options options_;
    test::TempDir directory_;
    std::unique_ptr<drive::ServiceProcess> service_;
    std::unique_ptr<drive::Client> client_;
    Clock::time_point opened_ = Clock::now();
};

/// Durable numbers a second, beside bare SQLite on the same disk. False when one failed.
bool bench_issuing(const Options& options, Hall& hall);
/// From a clerk's call to the first byte at the sign. False when a round failed.
bool bench_board(const Options& options, Hall& hall);
/// From the start of hall-kiosk to its first picture, with an empty directory and with one that
/// knows the hall. False when it never drew.
bool bench_first_frame(const Options& options, Hall& hall);
/// From the finger's lift to the number on the screen. False when a round failed.
bool bench_touch(const Options& options, Hall& hall);
/// What the three programs cost while nobody is there, and their memory.
bool bench_idle(const Options& options, Hall& hall);

}  // namespace hall::bench
