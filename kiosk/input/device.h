// SPDX-License-Identifier: Apache-2.0
// A scanner or card reader at the end of a wire: opened, read, written, with a limit to each.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace hall::input {

enum class DeviceFault : std::uint8_t {
    absent,    ///< Nothing is plugged in under that name.
    not_ours,  ///< It may not be opened, or not taken for ourselves alone: a right is missing.
    gone,      ///< It was there, and is not any more.
};

struct DeviceError {
    DeviceFault code;
    std::string detail;  ///< For the log.
};

template <typename T>
using DeviceResult = tl::expected<T, DeviceError>;

/// What is behind a path: keys of a keyboard (evdev), or bytes of a serial line.
enum class DeviceKind : std::uint8_t { keys, line };

/// An open device. Closes itself; one that is gone is destroyed and opened anew by its owner.
///
/// Not thread-safe: owned by the worker that reads it.
class Device {
public:
    /// A terminal is a line (raw, 8N1, `baud`); anything else is a keyboard, which is taken for
    /// ourselves alone: what it types must never reach the screen.
    /// Errors: absent, not_ours.
    [[nodiscard]] static DeviceResult<Device> open(const std::string& path, int baud);

    Device(Device&& other) noexcept;
    Device& operator=(Device&&) = delete;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    ~Device();

    [[nodiscard]] DeviceKind kind() const noexcept { return kind_; }
    /// Whatever has come, at most 512 bytes; empty when nothing did in `limit`, or `stop` was
    /// requested (looked at every 100 ms). Blocks for `limit` at most. Errors: gone.
    [[nodiscard]] DeviceResult<std::vector<std::uint8_t>> read(std::chrono::milliseconds limit,
                                                               const std::stop_token& stop);
    /// All of it, within a second. Errors: gone.
    [[nodiscard]] DeviceResult<void> write(std::span<const std::uint8_t> bytes);

private:
    Device(int fd, DeviceKind kind) noexcept : fd_(fd), kind_(kind) {}

    int fd_;
    DeviceKind kind_;
};

}  // namespace hall::input
