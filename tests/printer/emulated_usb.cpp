// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/emulated_usb.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linux/usbdevice_fs.h>
#include <sys/stat.h>

namespace support {

namespace {

using hall::printer::sim::PrinterModel;

constexpr const char* kNode = "/dev/bus/usb/001/007";
// uevents want the path with /sys, the description of the device without.
constexpr const char* kSysPath = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";

constexpr std::uint8_t kOut = EmulatedUsb::kOut;
constexpr std::uint8_t kIn = EmulatedUsb::kIn;
constexpr std::array<std::uint8_t, 50> kDescriptors{
    18, 1, 0x00, 2, 0,  0, 0, 64,   0x16, 0x04, 0x11, 0x50, 0, 1, 1, 2, 3, 1,  // device
    9,  2, 32,   0, 1,  1, 0, 0xC0, 1,                                         // configuration
    9,  4, 0,    0, 2,  7, 1, 2,    0,                                         // interface
    7,  5, kOut, 2, 64, 0, 0,                                                  //
    7,  5, kIn,  2, 64, 0, 0};
constexpr std::size_t kEndpointBytes = 7;
constexpr std::size_t kConfigurationAt = 18;
constexpr std::size_t kInterfaceAt = 27;
PrinterModel::Time now() {
    return std::chrono::duration_cast<PrinterModel::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

// Without the IN endpoint, which is the last, for a one-way printer.
std::vector<std::uint8_t> descriptors(bool one_way) {
    std::vector<std::uint8_t> all(kDescriptors.begin(), kDescriptors.end());
    if (one_way) {
        all.resize(all.size() - kEndpointBytes);
        all[kConfigurationAt + 2] = static_cast<std::uint8_t>(all.size() - kConfigurationAt);
        all[kInterfaceAt + 4] = 1;
        all[kInterfaceAt + 7] = 1;
    }
    return all;
}

std::string description(bool one_way) {
    std::string hex;
    for (const std::uint8_t byte : descriptors(one_way)) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += {kDigits[byte / 16U], kDigits[byte % 16U]};
    }
    return std::string("P: ") + (kSysPath + std::strlen("/sys")) +
           "\nN: bus/usb/001/007\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=007\n"
           "E: DEVNAME=/dev/bus/usb/001/007\nE: DEVTYPE=usb_device\nE: MAJOR=189\nE: MINOR=6\n"
           "A: bConfigurationValue=1\\n\nA: busnum=1\\n\nA: devnum=7\\n\nA: speed=12\\n\n"
           "A: idVendor=0416\\n\nA: idProduct=5011\\n\nH: descriptors=" +
           hex + "\n";
}

}  // namespace

EmulatedUsb::EmulatedUsb(std::unique_ptr<hall::printer::sim::Roll> roll,
                         int width_dots,
                         bool one_way)
    : roll_(std::move(roll)),
      model_(width_dots),
      one_way_(one_way),
      testbed_(umockdev_testbed_new()),
      handler_(umockdev_ioctl_base_new()) {
    g_signal_connect(handler_, "client-connected", G_CALLBACK(on_connected), this);
    g_signal_connect_after(handler_, "handle-ioctl", G_CALLBACK(on_ioctl), this);
}

EmulatedUsb::~EmulatedUsb() {
    if (plugged_) {
        unplug();
    }
    g_object_unref(handler_);
    g_object_unref(testbed_);
}

void EmulatedUsb::tick() {
    bool wanted = false;
    bool opening = false;
    {
        const std::lock_guard lock(mutex_);
        if (const auto knobs = roll_->changed_knobs()) {
            model_.turn(*knobs, now());
            halted_ = knobs->stalled;
            stall_seen_ = knobs->stalled;
        }
        pump();
        wanted = !model_.knobs().unplugged;
        opening = !model_.knobs().denied;
    }
    if (wanted != plugged_) {
        wanted ? plug() : unplug();
    }
    if (plugged_) {
        allow(opening);
    }
}

void EmulatedUsb::plug() {
    umockdev_testbed_attach_ioctl(testbed_, kNode, handler_, nullptr);
    {
        const std::lock_guard lock(mutex_);
        plugged_ = true;
        usblp_bound_ = true;
    }
    umockdev_testbed_add_from_string(testbed_, description(one_way_).c_str(), nullptr);
}

void EmulatedUsb::unplug() {
    {
        const std::lock_guard lock(mutex_);
        plugged_ = false;
        for (auto* waiting : {&out_, &in_}) {
            while (!waiting->empty()) {
                finish(*waiting, waiting->begin(), -ESHUTDOWN);
            }
        }
    }
    umockdev_testbed_uevent(testbed_, kSysPath, "remove");
    umockdev_testbed_remove_device(testbed_, kSysPath);
    umockdev_testbed_detach_ioctl(testbed_, kNode, nullptr);
}

void EmulatedUsb::allow(bool opening) {
    gchar* root = umockdev_testbed_get_root_dir(testbed_);
    ::chmod(root, 0777);  // Where a program of any user binds its socket for uevents.
    ::chmod((std::string(root) + "/ioctl" + kNode).c_str(), 0777);  // Not what is being refused.
    ::chmod((std::string(root) + kNode).c_str(), opening ? 0666 : 0000);
    g_free(root);
}

// A program that was killed leaves its transfers behind, and that it is gone is only noticed now;
// the next program must not be handed them.
void EmulatedUsb::on_connected(UMockdevIoctlBase*, UMockdevIoctlClient*, gpointer self) {
    auto* usb = static_cast<EmulatedUsb*>(self);
    const std::lock_guard lock(usb->mutex_);
    usb->out_.clear();
    usb->in_.clear();
    usb->finished_.clear();
}

void EmulatedUsb::pump() {
    model_.run(now());
    while (!out_.empty()) {
        Transfer& first = *out_.front();
        // One that is due in mid-job; cleared once, it does not come back by itself.
        halted_ = halted_ || (model_.knobs().stalled && !std::exchange(stall_seen_, true));
        if (halted_) {
            finish(out_, out_.begin(), -EPIPE);
            continue;
        }
        const std::span rest(first.bytes + first.done, first.size - first.done);
        first.done += model_.take(rest, now());
        if (first.done < first.size) {
            break;  // The line stands still, as with NAK.
        }
        finish(out_, out_.begin(), 0);
    }
    // Paper first: who hears that it is printed finds it printed.
    for (const auto& piece : model_.take_pieces()) {
        (void)roll_->keep(piece);
    }
    while (!in_.empty()) {
        Transfer& first = *in_.front();
        first.done = model_.say(std::span(first.bytes, first.size));
        if (first.done == 0) {
            break;
        }
        finish(in_, in_.begin(), 0);
    }
}

void EmulatedUsb::finish(Transfers& from, Transfers::iterator which, int status) {
    auto* header = reinterpret_cast<usbdevfs_urb*>((*which)->urb->data);
    header->status = status;
    header->actual_length = static_cast<int>((*which)->done);
    finished_.splice(finished_.end(), from, which);
}

}  // namespace support
