// SPDX-License-Identifier: Apache-2.0
// What a program may ask of usbfs, and what it is answered.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>

#include "tests/printer/emulated_usb.h"

namespace support {

namespace {

// libusb's thread would spin on a node that is always ready; so "nothing yet" takes a moment.
constexpr guint kNothingYetMs = 1;

constexpr std::array<std::string_view, 4> kStrings{"", "EMUL", "TP-80", "EMU0001"};
constexpr std::string_view kDeviceId =
    "MFG:EMUL;CMD:ESC/POS;MDL:TP-80;CLS:PRINTER;DES:Emulated receipt printer;SN:EMU0001;";

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

gboolean EmulatedUsb::on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
    auto* usb = static_cast<EmulatedUsb*>(self);
    const std::lock_guard lock(usb->mutex_);
    return usb->answer(client) ? TRUE : FALSE;
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
