// SPDX-License-Identifier: Apache-2.0
// One morning: citizens, clerks and misfortunes, then quiet, then the verdict.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "tests/sim/board_node.h"
#include "tests/sim/counter_node.h"
#include "tests/sim/kiosk_node.h"
#include "tests/sim/sim.h"

namespace hall::sim {

/// Not thread-safe.
class HallDay {
public:
    explicit HallDay(const SimSettings& settings);

    /// Throws Violation.
    void run();

    [[nodiscard]] std::int64_t now_ms() const noexcept { return world_.now_ms(); }
    [[nodiscard]] Tally tally() const;

private:
    // Citizens (hall_day.cpp).
    void arrivals(KioskNode& kiosk);
    void two_at_once();
    void visit(KioskNode& kiosk);
    void touch(KioskNode& kiosk, const kiosk::IssueTicket& command);
    void burst(KioskNode& kiosk, const kiosk::IssueTicket& first);
    [[nodiscard]] kiosk::IssueTicket wish();

    // Misfortunes (misfortunes.cpp).
    void misfortunes();
    void strike();
    void cut_off(Node node, std::int64_t span_ms);
    void crash_kiosk(KioskNode& kiosk);
    void come_back(KioskNode& kiosk);
    void crash_service();
    void go_away_for_an_hour();
    void restore_a_disk();

    // The end (hall_day.cpp, verdict.cpp).
    void heal();
    [[nodiscard]] bool is_quiet() const;
    void judge();

    struct Burst {
        KioskNode* kiosk = nullptr;
        std::vector<Uuid> touches;
        bool whole = false;  ///< No restart in between, which would excuse a second ticket.
    };

    World world_;
    Dice citizens_;
    Dice fate_;
    bool is_lucky_;  ///< A run without misfortune, as most days are.
    std::shared_ptr<const Content> content_;
    Network network_;
    Oracle oracle_;
    ServiceNode service_;
    std::vector<std::unique_ptr<KioskNode>> kiosks_;
    std::vector<std::unique_ptr<CounterNode>> counters_;
    BoardNode board_;
    std::vector<Burst> bursts_;
    std::map<Node, std::int64_t> taken_until_ms_;  ///< By a finger that taps and taps.
    Tally tally_;
};

}  // namespace hall::sim
