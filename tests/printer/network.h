// SPDX-License-Identifier: Apache-2.0
// A pretend printer in the network, running beside the test.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "printer/drivers.h"
#include "printer/printer.h"
#include "printer/sim/network_front.h"
#include "tests/printer/paper_roll.h"

namespace support {

class NetworkPrinter {
public:
    explicit NetworkPrinter(const std::string& knobs = "") {
        turn(knobs);
        front_ = hall::printer::sim::NetworkFront::open(
                     hall::printer::sim::Roll::open(roll_.path().string()).value(), 576, 0)
                     .value();
        port_ = front_->port();
        thread_ = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                (void)front_->step(std::chrono::milliseconds(2));
            }
        });
    }

    void turn(const std::string& knobs) {
        save(roll_.path() / "new", knobs);
        std::filesystem::rename(roll_.path() / "new", roll_.path() / "control");
    }
    /// Turns and waits until the printer says that it is so.
    void turn_and_wait(const std::string& knobs) {
        turn(knobs);
        while (!std::filesystem::exists(roll_.path() / "applied") ||
               roll_.text("applied") != knobs) {
            std::this_thread::yield();
        }
    }
    [[nodiscard]] hall::printer::Settings settings() const {
        return {{"driver", "tcp"}, {"address", "127.0.0.1"}, {"port", std::to_string(port_)}};
    }
    [[nodiscard]] hall::printer::Result<std::unique_ptr<hall::printer::Printer>> open() {
        return hall::printer::open_port(settings(), roll_.profile()).map([this](auto port) {
            return std::make_unique<hall::printer::Printer>(std::move(port), roll_.profile());
        });
    }
    [[nodiscard]] PaperRoll& roll() { return roll_; }

private:
    PaperRoll roll_;
    std::unique_ptr<hall::printer::sim::NetworkFront> front_;
    std::uint16_t port_ = 0;  ///< The front's, which listens anew when it is plugged in again.
    std::jthread thread_;     // Last, so that it is joined before what it uses is gone.
};

}  // namespace support
