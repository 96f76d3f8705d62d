// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/emulated_usb.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace support {

namespace {

using hall::printer::sim::PrinterModel;

constexpr const char* kNode = "/dev/bus/usb/001/007";
// uevents want the path with /sys, the description of the device without.
constexpr const char* kSysPath = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";
constexpr std::uint8_t kOut = 0x03;  // Not the numbers that careless programs take for granted.
constexpr std::uint8_t kIn = 0x84;
// libusb's thread would spin on a node that is always ready; so "nothing yet" takes a moment.
constexpr guint kNothingYetMs = 1;

constexpr std::array<std::uint8_t, 50> kDescriptors{
    18, 1, 0x00, 2, 0,  0, 0, 64,   0x16, 0x04, 0x11, 0x50, 0, 1, 1, 2, 3, 1,  // device
    9,  2, 32,   0, 1,  1, 0, 0xC0, 1,                                         // configuration
    9,  4, 0,    0, 2,  7, 1, 2,    0,                                         // interface
    7,  5, kOut, 2, 64, 0, 0,                                                  //
    7,  5, kIn,  2, 64, 0, 0};
constexpr std::size_t kEndpointBytes = 7;
constexpr std::size_t kConfigurationAt = 18;
constexpr std::size_t kInterfaceAt = 27;
constexpr std::array<std::string_view, 4> kStrings{"", "EMUL", "TP-80", "EMU0001"};
constexpr std::string_view kDeviceId =
    "MFG:EMUL;CMD:ESC/POS;MDL:TP-80;CLS:PRINTER;DES:Emulated receipt printer;SN:EMU0001;";

PrinterModel::Time now() {
    return std::chrono::duration_cast<PrinterModel::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

bool done(UMockdevIoctlClient* client, long result, int error) {
    umockdev_ioctl_client_complete(client, result, error);
    return true;
}

void nothing_yet(UMockdevIoctlClient* client) {
    GSource* later = g_timeout_source_new(kNothingYetMs);
    g_source_set_callback(
        later,
        [](gpointer waiting) -> gboolean {
            done(static_cast<UMockdevIoctlClient*>(waiting), -1, EAGAIN);
            return G_SOURCE_REMOVE;
        },
        g_object_ref(client), g_object_unref);
    g_source_attach(later, g_main_context_get_thread_default());
    g_source_unref(later);
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

EmulatedUsb::Transfer::Transfer(UMockdevIoctlClient*, UMockdevIoctlData* argument)
    : urb(umockdev_ioctl_data_resolve(argument, 0, sizeof(usbdevfs_urb), nullptr)),
      address(urb->client_addr) {
    const auto* header = reinterpret_cast<usbdevfs_urb*>(urb->data);
    type = header->type;
    endpoint = header->endpoint;
    size = static_cast<std::size_t>(header->buffer_length);
    if (size > 0) {
        memory = umockdev_ioctl_data_resolve(urb, offsetof(usbdevfs_urb, buffer), size, nullptr);
        good = memory != nullptr;
        bytes = good ? memory->data : nullptr;
    }
}

EmulatedUsb::Transfer::~Transfer() {
    if (memory != nullptr) {
        g_object_unref(memory);
    }
    g_object_unref(urb);
}

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

gboolean EmulatedUsb::on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
    auto* usb = static_cast<EmulatedUsb*>(self);
    const std::lock_guard lock(usb->mutex_);
    return usb->answer(client) ? TRUE : FALSE;
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

bool EmulatedUsb::answer(UMockdevIoctlClient* client) {
    const gulong request = umockdev_ioctl_client_get_request(client);
    if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY) {
        return reap(client);
    }
    if (!plugged_) {
        return done(client, -1, ENODEV);
    }
    switch (request) {
        case USBDEVFS_GET_CAPABILITIES: {
            auto* argument = umockdev_ioctl_client_get_arg(client);
            auto* value = umockdev_ioctl_data_resolve(argument, 0, sizeof(guint32), nullptr);
            const guint32 can = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
                                USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_BULK_SCATTER_GATHER |
                                USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
            std::memcpy(value->data, &can, sizeof can);
            g_object_unref(value);
            return done(client, 0, 0);
        }
        case USBDEVFS_GETDRIVER:
            return get_driver(client);
        case USBDEVFS_IOCTL:
            return kernel_driver(client);
        case USBDEVFS_DISCONNECT_CLAIM:
            usblp_bound_ = model_.knobs().busy;
            return claim(client);
        case USBDEVFS_CLAIMINTERFACE:
            return claim(client);
        case USBDEVFS_CLEAR_HALT:
            halted_ = false;
            return done(client, 0, 0);
        case USBDEVFS_RELEASEINTERFACE:
        case USBDEVFS_SETINTERFACE:
        case USBDEVFS_SETCONFIGURATION:
        case USBDEVFS_RESET:
            return done(client, 0, 0);
        case USBDEVFS_SUBMITURB:
            return submit(client);
        case USBDEVFS_DISCARDURB:
            return discard(client);
        default:
            return done(client, -1, ENOTTY);
    }
}

bool EmulatedUsb::get_driver(UMockdevIoctlClient* client) {
    if (!usblp_bound_) {
        return done(client, -1, ENODATA);
    }
    auto* value = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0,
                                              sizeof(usbdevfs_getdriver), nullptr);
    std::strcpy(reinterpret_cast<usbdevfs_getdriver*>(value->data)->driver, "usblp");
    g_object_unref(value);
    return done(client, 0, 0);
}

bool EmulatedUsb::kernel_driver(UMockdevIoctlClient* client) {
    auto* value = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0,
                                              sizeof(usbdevfs_ioctl), nullptr);
    const auto code =
        static_cast<unsigned>(reinterpret_cast<usbdevfs_ioctl*>(value->data)->ioctl_code);
    g_object_unref(value);
    if (code == USBDEVFS_CONNECT) {
        usblp_bound_ = true;
        return done(client, 1, 0);
    }
    if (code == USBDEVFS_DISCONNECT && std::exchange(usblp_bound_, false)) {
        return done(client, 0, 0);
    }
    return done(client, -1, code == USBDEVFS_DISCONNECT ? ENODATA : ENOTTY);
}

bool EmulatedUsb::claim(UMockdevIoctlClient* client) {
    const bool taken = usblp_bound_ || model_.knobs().busy;
    return done(client, taken ? -1 : 0, taken ? EBUSY : 0);
}

bool EmulatedUsb::submit(UMockdevIoctlClient* client) {
    auto transfer = std::make_unique<Transfer>(client, umockdev_ioctl_client_get_arg(client));
    if (!transfer->good) {
        return done(client, -1, EFAULT);
    }
    if (transfer->type == USBDEVFS_URB_TYPE_CONTROL) {
        in_.push_front(std::move(transfer));
        control(*in_.front());
    } else if (transfer->endpoint == kOut) {
        out_.push_back(std::move(transfer));
    } else if (transfer->endpoint == kIn) {
        in_.push_back(std::move(transfer));
    } else {
        return done(client, -1, ENOENT);
    }
    pump();
    return done(client, 0, 0);
}

// The transfer is the first of `in_`, so that finish() can move it from there.
void EmulatedUsb::control(Transfer& transfer) {
    const std::uint8_t type = transfer.bytes[0];
    const std::uint8_t request = transfer.bytes[1];
    const std::uint8_t index = transfer.bytes[2];
    const std::uint8_t kind = transfer.bytes[3];
    const auto room = static_cast<std::size_t>(transfer.bytes[6] + transfer.bytes[7] * 256);
    std::vector<std::uint8_t> said;
    if (type == 0xA1 && request == 0) {
        said = {0, static_cast<std::uint8_t>(kDeviceId.size() + 2)};
        said.insert(said.end(), kDeviceId.begin(), kDeviceId.end());
    } else if (type == 0xA1 && request == 1) {
        said = {model_.port_status()};
    } else if (type == 0x80 && request == 6 && kind == 3 && index < kStrings.size()) {
        said = {0, 3};
        for (const char letter : kStrings[index]) {
            said.insert(said.end(), {static_cast<std::uint8_t>(letter), 0});
        }
        if (index == 0) {
            said.insert(said.end(), {0x09, 0x04});
        }
        said[0] = static_cast<std::uint8_t>(said.size());
    }
    const std::size_t count = std::min({said.size(), room, transfer.size - 8});
    std::copy_n(said.begin(), count, transfer.bytes + 8);
    transfer.done = count;
    finish(in_, in_.begin(), said.empty() ? -EPIPE : 0);
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

bool EmulatedUsb::reap(UMockdevIoctlClient* client) {
    if (plugged_) {
        pump();
    }
    if (finished_.empty()) {
        if (!plugged_) {
            return done(client, -1, ENODEV);
        }
        nothing_yet(client);
        return true;
    }
    const auto transfer = std::move(finished_.front());
    finished_.pop_front();
    auto* place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0,
                                              sizeof(void*), nullptr);
    umockdev_ioctl_data_set_ptr(place, 0, transfer->urb);
    g_object_unref(place);
    return done(client, 0, 0);
}

bool EmulatedUsb::discard(UMockdevIoctlClient* client) {
    std::uint64_t address = 0;
    std::memcpy(&address, umockdev_ioctl_client_get_arg(client)->data, sizeof address);
    for (auto* waiting : {&out_, &in_}) {
        for (auto one = waiting->begin(); one != waiting->end(); ++one) {
            if ((*one)->address == address) {
                finish(*waiting, one, -ENOENT);
                return done(client, 0, 0);
            }
        }
    }
    return done(client, -1, EINVAL);
}

}  // namespace support
