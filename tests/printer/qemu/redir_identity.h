// SPDX-License-Identifier: Apache-2.0
// What the pretend USB printer says of itself.
#pragma once

#include <cstdint>
#include <vector>

namespace support {

/// High speed is what EHCI takes, full speed UHCI; xHCI takes both.
enum class UsbSpeed : std::uint8_t { full, high };

// Not the numbers that careless programs take for granted.
inline constexpr std::uint8_t kOut = 0x03;
inline constexpr std::uint8_t kIn = 0x84;

/// The answer to GET_DESCRIPTOR; empty when it has none such. Pure. Source: USB 2.0, 9.6.
[[nodiscard]] std::vector<std::uint8_t> descriptor(std::uint16_t value, UsbSpeed speed);
/// The answer to GET_DEVICE_ID. Pure. Source: USB printer class 1.1, 4.2.1.
[[nodiscard]] std::vector<std::uint8_t> device_id();

}  // namespace support
