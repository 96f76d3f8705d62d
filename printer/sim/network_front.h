// SPDX-License-Identifier: Apache-2.0
// The pretend printer in the network: raw TCP, as on port 9100.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>

#include "printer/fault.h"
#include "printer/sim/model.h"
#include "printer/sim/roll.h"

namespace hall::printer::sim {

/// Serves one connection at a time, as such printers do: who comes second waits until the first
/// has gone and its bytes are used up. The paper and half a command outlive every connection.
/// Not thread-safe: owned by the program's loop.
class NetworkFront {
public:
    /// On the loopback address; `port` 0 takes any that is free.
    /// Errors: busy (the port is taken), no_permission, line_broken.
    [[nodiscard]] static Result<std::unique_ptr<NetworkFront>> open(std::unique_ptr<Roll> roll,
                                                                    int width_dots,
                                                                    std::uint16_t port);
    ~NetworkFront();
    NetworkFront(const NetworkFront&) = delete;
    NetworkFront& operator=(const NetworkFront&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const Roll& roll() const noexcept { return *roll_; }

    /// Moves bytes, prints what time allows, keeps what was cut off. Blocks at most `limit`.
    /// Errors: roll_not_kept; line_broken when the port cannot be had again after "plugged".
    [[nodiscard]] Outcome step(std::chrono::milliseconds limit);

private:
    NetworkFront(std::unique_ptr<Roll> roll, int width_dots);

    [[nodiscard]] Outcome listen();
    [[nodiscard]] Outcome follow_knobs();
    void accept();
    void receive();
    void feed();
    void send();
    void hang_up();
    void close_if_done();

    std::unique_ptr<Roll> roll_;
    PrinterModel model_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    int client_ = -1;
    bool client_done_ = false;           ///< It will send no more.
    std::deque<std::uint8_t> received_;  ///< Not taken by the printer yet.
    std::deque<std::uint8_t> to_send_;
};

}  // namespace hall::printer::sim
