// SPDX-License-Identifier: Apache-2.0
// The one read that always waits at a USB printer's IN endpoint.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

struct libusb_context;
struct libusb_device_handle;
struct libusb_transfer;

namespace hall::printer {

/// What a wait came to.
enum class Heard : std::uint8_t { something, nothing, unplugged, broken };

/// A transfer that runs out of time here is not taken back but goes on waiting. An answer that
/// crosses with the taking back is lost: seen with QEMU's UHCI under Linux 6.1, where every second
/// question that followed a vain read stayed without its answer (November 2026).
///
/// Not thread-safe: owned by the port, which outlives none of handle and context.
class UsbReader {
public:
    /// `endpoint` 0: a one-way printer, which is never heard.
    UsbReader(libusb_context* context, libusb_device_handle* handle, std::uint8_t endpoint);
    /// Takes the waiting read back; blocks at most a second for it.
    ~UsbReader();
    UsbReader(const UsbReader&) = delete;
    UsbReader& operator=(const UsbReader&) = delete;

    /// Waits until something has come, at most `limit`. A stalled endpoint is cleared and broken.
    [[nodiscard]] Heard wait(std::chrono::milliseconds limit);
    /// Moves what has come into `into` and says how many bytes; 0 when wait() is to be asked.
    [[nodiscard]] std::size_t take(std::span<std::uint8_t> into) noexcept;

private:
    static void done(libusb_transfer* transfer) noexcept;
    [[nodiscard]] Heard begin();
    [[nodiscard]] Heard end();
    void handle_events(std::chrono::milliseconds limit);

    libusb_context* context_;
    libusb_device_handle* handle_;
    libusb_transfer* transfer_ = nullptr;
    // Whole packets only: a smaller buffer would be an overflow, and lose them.
    std::array<std::uint8_t, 1024> bytes_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool waiting_ = false;  ///< The kernel has the transfer.
    int ended_ = 0;         ///< As libusb_handle_events_completed() wants it.
};

}  // namespace hall::printer
