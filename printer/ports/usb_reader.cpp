// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/usb_reader.h"

#include <algorithm>

#include <libusb-1.0/libusb.h>

#include "printer/deadline.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// A host controller gives a transfer back within some frames; more is a driver that hangs.
constexpr auto kFarewell = 1000ms;

}  // namespace

UsbReader::UsbReader(libusb_context* context, libusb_device_handle* handle, std::uint8_t endpoint)
    : context_(context),
      handle_(handle) {
    transfer_ = endpoint == 0 ? nullptr : libusb_alloc_transfer(0);
    if (transfer_ != nullptr) {
        libusb_fill_bulk_transfer(transfer_, handle, endpoint, bytes_.data(),
                                  static_cast<int>(bytes_.size()), done, this, 0);
    }
}

UsbReader::~UsbReader() {
    if (waiting_) {
        (void)libusb_cancel_transfer(transfer_);
        handle_events(kFarewell);
    }
    // What the kernel has kept in spite of that may still be written to; so it is left to it.
    if (!waiting_) {
        libusb_free_transfer(transfer_);
    }
}

void UsbReader::done(libusb_transfer* transfer) noexcept {
    auto* reader = static_cast<UsbReader*>(transfer->user_data);
    reader->waiting_ = false;
    reader->ended_ = 1;
}

void UsbReader::handle_events(std::chrono::milliseconds limit) {
    const Deadline deadline(limit);
    do {
        const auto left = std::max<long>(deadline.left().count(), 1);
        timeval span{left / 1000, left % 1000 * 1000};
        if (libusb_handle_events_timeout_completed(context_, &span, &ended_) != 0) {
            return;
        }
    } while (waiting_ && !deadline.passed());
}

Heard UsbReader::begin() {
    ended_ = 0;
    const int code = libusb_submit_transfer(transfer_);
    waiting_ = code == 0;
    if (code == LIBUSB_ERROR_NO_DEVICE) {
        return Heard::unplugged;
    }
    return waiting_ ? Heard::nothing : Heard::broken;
}

Heard UsbReader::end() {
    const auto count = static_cast<std::size_t>(transfer_->actual_length);
    if (transfer_->status == LIBUSB_TRANSFER_COMPLETED) {
        begin_ = 0;
        end_ = count;
        return count > 0 ? Heard::something : Heard::nothing;
    }
    if (transfer_->status == LIBUSB_TRANSFER_STALL) {
        (void)libusb_clear_halt(handle_, transfer_->endpoint);
    }
    return transfer_->status == LIBUSB_TRANSFER_NO_DEVICE ? Heard::unplugged : Heard::broken;
}

Heard UsbReader::wait(std::chrono::milliseconds limit) {
    if (begin_ < end_) {
        return Heard::something;
    }
    if (transfer_ == nullptr) {
        return Heard::nothing;
    }
    // It may have ended while a write handled the events.
    if (!waiting_ && ended_ == 0) {
        if (const Heard begun = begin(); begun != Heard::nothing) {
            return begun;
        }
    }
    if (waiting_) {
        handle_events(limit);
    }
    if (waiting_) {
        return Heard::nothing;
    }
    ended_ = 0;
    return end();
}

std::size_t UsbReader::take(std::span<std::uint8_t> into) noexcept {
    const std::size_t count = std::min(into.size(), end_ - begin_);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), count, into.begin());
    begin_ += count;
    return count;
}

}  // namespace hall::printer
