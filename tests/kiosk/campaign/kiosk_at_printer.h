// SPDX-License-Identifier: Apache-2.0
// hall-kiosk as it is installed, before a pretend printer that outlives it and keeps its paper.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "tests/bench/glass.h"
#include "tests/printer/campaign/child.h"
#include "tests/replay/service_process.h"

namespace hall::campaign {

struct Places {
    std::string build;   ///< The programs stand in it.
    std::string source;  ///< Of assets and pages.
    std::string touch;   ///< Socket of a genuine touch panel.
    std::string work;    ///< An empty directory.
};

/// Whether the printer of this start tells how often it has cut.
enum class Counter : std::uint8_t { none, tells };

/// A service, a printer and a kiosk, each a process of its own. Throws std::runtime_error with what
/// went wrong where a program cannot be started or does not draw: there is nothing to judge then.
class KioskAtPrinter {
public:
    explicit KioskAtPrinter(Places places);

    /// Starts the kiosk; returns at once.
    void start(Counter counter);
    /// Walks up to it and touches as far as "take"; returns when that finger is lifted.
    void ask_for_number();
    /// False when it ended by itself before that.
    [[nodiscard]] bool kill_after(std::chrono::microseconds span);
    /// Waits until it draws.
    void wait_for(const std::string& target);
    /// As systemd ends it.
    void stop();
    /// Ends the printer too, so that its roll is whole.
    void close_printer();

    [[nodiscard]] std::string journal() const { return places_.work + "/kiosk/journal.db"; }
    [[nodiscard]] std::string roll() const { return places_.work + "/roll"; }
    /// A wish for the printer's control file.
    void turn_printer(const std::string& control) const;

private:
    void tap(const std::string& target);
    [[nodiscard]] std::string hall_time() const;

    Places places_;
    std::chrono::steady_clock::time_point opened_;
    std::unique_ptr<drive::ServiceProcess> service_;
    std::unique_ptr<support::Child> printer_;
    std::string port_;
    std::unique_ptr<bench::Eyes> eyes_;
    std::unique_ptr<bench::Finger> finger_;
    std::unique_ptr<support::Child> kiosk_;
};

}  // namespace hall::campaign
