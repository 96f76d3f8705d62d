// SPDX-License-Identifier: Apache-2.0
// gadget_printer --node /dev/g_printer0 --dir DIR [--width DOTS]
//
// Runs inside the guest, behind Linux's own printer gadget: what a host sends there goes into the
// pretend printer of printer/sim, what that says goes back. Slips, roll.log, control and applied
// are in DIR. Tells "taken N" on stdout. Ends when it is killed.
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <deque>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "printer/sim/model.h"
#include "printer/sim/roll.h"

#include <linux/usb/g_printer.h>

namespace {

using hall::printer::sim::PrinterModel;
using hall::printer::sim::Roll;

constexpr int kTickMs = 5;

PrinterModel::Time now() {
    return std::chrono::duration_cast<PrinterModel::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

struct Desk {
    std::string path;
    int node = -1;  ///< -1 while no host has set the interface up.
    PrinterModel model;
    std::unique_ptr<Roll> roll;
    std::vector<std::uint8_t> waiting;  ///< Read from the gadget, not yet taken by the printer.
    std::vector<std::uint8_t> unsaid;   ///< Said by the printer, not yet taken by the gadget.
    int port_status = -1;
    std::size_t taken = 0;
};

// The gadget cannot be opened before a host has set it up, and is another one after each unplug.
void follow_cable(Desk& desk) {
    if (desk.node < 0) {
        desk.node = ::open(desk.path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        desk.port_status = -1;
    }
}

void lose(Desk& desk) {
    ::close(desk.node);
    desk.node = -1;
}

void take(Desk& desk) {
    if (desk.waiting.empty() && desk.node >= 0) {
        std::array<std::uint8_t, 8192> bytes{};
        const auto got = ::read(desk.node, bytes.data(), bytes.size());
        if (got > 0) {
            desk.waiting.assign(bytes.begin(), bytes.begin() + got);
        } else if (got < 0 && errno != EAGAIN && errno != EINTR) {
            lose(desk);
        }
    }
    const auto taken = desk.model.take(desk.waiting, now());
    desk.waiting.erase(desk.waiting.begin(),
                       desk.waiting.begin() + static_cast<std::ptrdiff_t>(taken));
    if (taken > 0) {
        desk.taken += taken;
        std::printf("taken %zu\n", desk.taken);
        std::fflush(stdout);
    }
}

void say(Desk& desk) {
    if (desk.unsaid.empty()) {
        desk.unsaid.resize(512);
        desk.unsaid.resize(desk.model.say(desk.unsaid));
    }
    if (!desk.unsaid.empty() && desk.node >= 0) {
        const auto put = ::write(desk.node, desk.unsaid.data(), desk.unsaid.size());
        if (put > 0) {
            desk.unsaid.erase(desk.unsaid.begin(), desk.unsaid.begin() + put);
        }
    }
}

void tick(Desk& desk) {
    if (const auto knobs = desk.roll->changed_knobs()) {
        desk.model.turn(*knobs, now());
    }
    follow_cable(desk);
    take(desk);
    desk.model.run(now());
    for (const auto& piece : desk.model.take_pieces()) {
        (void)desk.roll->keep(piece);
    }
    say(desk);
    const int status = desk.model.port_status();
    if (status != desk.port_status && desk.node >= 0) {
        // The value itself, whatever the macro says. Source: Linux 6.1, f_printer.c, printer_ioctl.
        if (::ioctl(desk.node, GADGET_SET_PRINTER_STATUS, static_cast<long>(status)) >= 0) {
            desk.port_status = status;
        }
    }
}

}  // namespace

int main(int count, char** words) {
    std::string node;
    std::string directory;
    int width_dots = 576;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string word = words[i];
        if (word == "--node") {
            node = words[i + 1];
        } else if (word == "--dir") {
            directory = words[i + 1];
        } else if (word == "--width") {
            width_dots = std::atoi(words[i + 1]);
        }
    }
    if (node.empty() || directory.empty() || width_dots < 8) {
        std::fprintf(stderr, "usage: gadget_printer --node NODE --dir DIR [--width DOTS]\n");
        return 2;
    }
    auto roll = Roll::open(directory);
    if (!roll.has_value()) {
        std::fprintf(stderr, "gadget_printer: %s\n", roll.error().detail.c_str());
        return 2;
    }
    Desk desk{node, -1, PrinterModel(width_dots), std::move(*roll), {}, {}};
    for (;;) {
        pollfd wait{desk.node, POLLIN, 0};
        // With bytes in hand that the printer does not take, the gadget would only spin.
        (void)::poll(&wait, desk.waiting.empty() && desk.node >= 0 ? 1 : 0, kTickMs);
        tick(desk);
    }
}
