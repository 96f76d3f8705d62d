// SPDX-License-Identifier: Apache-2.0
// A USB receipt printer for programs that know nothing of it: usbfs by umockdev, behind it the
// pretend printer of printer/sim.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include <umockdev.h>

#include "printer/sim/model.h"
#include "printer/sim/roll.h"

namespace support {

/// The device 0416:5011, serial EMU0001. Thread-safe: umockdev calls in on a thread of its own.
class EmulatedUsb {
public:
    static constexpr std::uint8_t kOut = 0x03;  ///< Not what careless programs take for granted.
    static constexpr std::uint8_t kIn = 0x84;

    /// Not plugged in before the first tick().
    EmulatedUsb(std::unique_ptr<hall::printer::sim::Roll> roll, int width_dots, bool one_way);
    ~EmulatedUsb();
    EmulatedUsb(const EmulatedUsb&) = delete;
    EmulatedUsb& operator=(const EmulatedUsb&) = delete;

    /// To be called every few milliseconds: follows the control file, prints, keeps the slips.
    void tick();

private:
    /// One transfer that the client has submitted. Holds the client's memory while it lives.
    struct Transfer {
        Transfer(UMockdevIoctlClient* from, UMockdevIoctlData* argument);
        ~Transfer();
        Transfer(const Transfer&) = delete;
        Transfer& operator=(const Transfer&) = delete;

        UMockdevIoctlData* urb;
        UMockdevIoctlData* memory = nullptr;
        std::uint64_t address;
        std::uint8_t type;
        std::uint8_t endpoint;
        std::uint8_t* bytes = nullptr;
        std::size_t size = 0;
        std::size_t done = 0;
        bool good = true;
    };
    using Transfers = std::list<std::unique_ptr<Transfer>>;

    static gboolean on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self);
    static void on_connected(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self);

    bool answer(UMockdevIoctlClient* client);
    bool submit(UMockdevIoctlClient* client);
    bool reap(UMockdevIoctlClient* client);
    bool discard(UMockdevIoctlClient* client);
    bool get_driver(UMockdevIoctlClient* client);
    bool kernel_driver(UMockdevIoctlClient* client);
    bool claim(UMockdevIoctlClient* client);
    void control(Transfer& transfer);
    void pump();
    void finish(Transfers& from, Transfers::iterator which, int status);
    void plug();
    void unplug();
    void allow(bool opening);

    std::mutex mutex_;
    std::unique_ptr<hall::printer::sim::Roll> roll_;
    hall::printer::sim::PrinterModel model_;
    bool one_way_;  ///< Without an IN endpoint.
    UMockdevTestbed* testbed_;
    UMockdevIoctlBase* handler_;
    Transfers out_, in_, finished_;
    bool plugged_ = false;
    bool usblp_bound_ = false;  ///< As Linux does at every plug.
    bool halted_ = false;
    bool stall_seen_ = false;
};

}  // namespace support
