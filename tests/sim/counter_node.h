// SPDX-License-Identifier: Apache-2.0
// A clerk with a page: presses, waits, presses again with the same command id when nothing comes.
#pragma once

#include <deque>
#include <optional>

#include "tests/sim/answers.h"
#include "tests/sim/service_node.h"

namespace hall::sim {

/// Not thread-safe.
class CounterNode {
public:
    CounterNode(World& world,
                Network& network,
                Oracle& oracle,
                ServiceNode& service,
                const Counter& counter,
                const Clerk& clerk);

    /// The first press comes `after_ms` from now.
    void start(std::int64_t after_ms);
    /// From now on the clerk serves whoever is there, quickly and without any detour.
    void hurry() { hurried_ = true; }

    [[nodiscard]] Node node() const noexcept { return 100 + counter_.no; }
    [[nodiscard]] int commands() const noexcept { return commands_; }
    [[nodiscard]] int retries() const noexcept { return retries_; }

private:
    void act();
    void act_in(std::int64_t delay_ms);
    void sit_down();
    void press(sync::CommandMessage message);
    void attempt(const CommandId& cmd, const std::string& body);
    void take_in(const CommandAnswer& answer);
    void remember(const CommandAnswer& answer);

    [[nodiscard]] sync::CommandMessage with_nobody();
    [[nodiscard]] sync::CommandMessage with_called();
    [[nodiscard]] sync::CommandMessage with_serving();
    [[nodiscard]] sync::CommandMessage order(Action action);
    [[nodiscard]] sync::CommandMessage park();
    [[nodiscard]] sync::CommandMessage transfer();
    [[nodiscard]] std::optional<TicketId> parked_here() const;

    World& world_;
    Network& network_;
    Oracle& oracle_;
    ServiceNode& service_;
    const Counter& counter_;
    const Clerk& clerk_;
    Dice dice_;
    std::optional<CommandAnswer::Shown> held_;
    std::deque<TicketId> parked_;
    std::deque<TicketId> no_shows_;
    std::optional<CommandId> under_way_;
    bool seated_ = false;
    bool absent_ = false;  ///< Whoever was called does not come.
    bool hurried_ = false;
    int commands_ = 0;
    int retries_ = 0;
};

}  // namespace hall::sim
