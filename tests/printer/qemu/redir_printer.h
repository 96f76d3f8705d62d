// SPDX-License-Identifier: Apache-2.0
// A USB receipt printer for a whole guest: usb-redir towards QEMU, behind it the pretend printer
// of printer/sim.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include <usbredirparser.h>

#include "printer/sim/model.h"
#include "printer/sim/roll.h"
#include "tests/printer/qemu/redir_identity.h"

namespace support {

/// The device 0416:5011, serial EMU0001, class 7, as tests/printer/emulated_usb has it. It has its
/// own power: a guest that dies leaves buffer, half a command and paper as they are.
///
/// Not thread-safe: owned by one loop.
class RedirPrinter {
public:
    RedirPrinter(std::unique_ptr<hall::printer::sim::Roll> roll, int width_dots, UsbSpeed speed);
    ~RedirPrinter();
    RedirPrinter(const RedirPrinter&) = delete;
    RedirPrinter& operator=(const RedirPrinter&) = delete;

    /// A guest at the other end of this socket, which this owns from now on.
    void meet(int fd);
    /// What the guest has sent. The guest is forgotten when it is gone.
    void hear();
    /// To be called every few milliseconds: follows the control file, prints, keeps the slips, and
    /// tells on stdout what happened: "taken N", "slip N", "plugged", "unplugged".
    void tick();

    /// -1 without a guest.
    [[nodiscard]] int guest() const noexcept { return guest_; }

private:
    /// A transfer that the guest waits for. As its real host controller would, it answers late.
    struct Transfer {
        std::uint64_t id = 0;
        usb_redir_bulk_packet_header head{};
        std::vector<std::uint8_t> bytes;
        std::size_t done = 0;
    };
    using Transfers = std::deque<Transfer>;

    void listen_to(usbredirparser& parser);
    void lose();
    void plug();
    void unplug();
    void describe_endpoints();
    void control(std::uint64_t id, usb_redir_control_packet_header head);
    void bulk(std::uint64_t id, const usb_redir_bulk_packet_header& head, const std::uint8_t* data);
    void cancel(std::uint64_t id);
    void pump();
    void pump_out();
    void pump_in();
    void answer(const Transfer& transfer, std::uint8_t status);
    void tell();

    std::unique_ptr<hall::printer::sim::Roll> roll_;
    hall::printer::sim::PrinterModel model_;
    UsbSpeed speed_;
    usbredirparser* parser_ = nullptr;
    int guest_ = -1;
    bool greeted_ = false;
    bool plugged_ = false;
    bool leaving_ = false;  ///< The guest has not yet acknowledged that the device is gone.
    bool halted_ = false;
    Transfers out_, in_;
    Transfer last_in_;                  ///< Answered, and perhaps cancelled at the same moment.
    std::deque<std::uint8_t> unheard_;  ///< Said into a transfer that was cancelled.
    std::size_t taken_ = 0;
    std::size_t told_ = 0;
};

}  // namespace support
