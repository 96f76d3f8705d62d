// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/qemu/redir_identity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace support {

namespace {

constexpr std::array<std::string_view, 4> kStrings{"", "EMUL", "TP-80", "EMU0001"};
constexpr std::string_view kDeviceId =
    "MFG:EMUL;CMD:ESC/POS;MDL:TP-80;CLS:PRINTER;DES:Emulated receipt printer;SN:EMU0001;";

std::vector<std::uint8_t> device_descriptor() {
    return {18, 1, 0x00, 2, 0, 0, 0, 64, 0x16, 0x04, 0x11, 0x50, 0, 1, 1, 2, 3, 1};
}

std::vector<std::uint8_t> configuration(UsbSpeed speed) {
    const std::uint8_t low = speed == UsbSpeed::full ? 64 : 0;
    const std::uint8_t high = speed == UsbSpeed::full ? 0 : 2;  // 64 or 512 bytes
    return {9, 2, 32, 0, 1,    1, 0,   0xC0, 1, 9, 4, 0,   0, 2,   7,    1,
            2, 0, 7,  5, kOut, 2, low, high, 0, 7, 5, kIn, 2, low, high, 0};
}

std::vector<std::uint8_t> string_descriptor(std::size_t index) {
    std::vector<std::uint8_t> said{0, 3};
    for (const char letter : kStrings.at(index)) {
        said.insert(said.end(), {static_cast<std::uint8_t>(letter), 0});
    }
    if (index == 0) {
        said.insert(said.end(), {0x09, 0x04});
    }
    said[0] = static_cast<std::uint8_t>(said.size());
    return said;
}

}  // namespace

std::vector<std::uint8_t> descriptor(std::uint16_t value, UsbSpeed speed) {
    const auto kind = static_cast<std::uint8_t>(value / 256U);
    const std::size_t index = value % 256U;
    if (kind == 1) {
        return device_descriptor();
    }
    if (kind == 2) {
        return configuration(speed);
    }
    return kind == 3 && index < kStrings.size() ? string_descriptor(index)
                                                : std::vector<std::uint8_t>{};
}

std::vector<std::uint8_t> device_id() {
    std::vector<std::uint8_t> said(kDeviceId.size() + 2);
    said[1] = static_cast<std::uint8_t>(said.size());
    std::copy(kDeviceId.begin(), kDeviceId.end(), said.begin() + 2);
    return said;
}

}  // namespace support
