// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/ddp.h"

#include <algorithm>
#include <cassert>

namespace hall::display {

namespace {

constexpr std::uint8_t kVersion1 = 0x40;
constexpr std::uint8_t kPush = 0x01;
constexpr std::uint8_t kRgb24 = 0x0B;  // Type 001 (RGB), 8 bits an element.
constexpr std::uint8_t kDefaultOutput = 1;

std::uint8_t byte_of(std::size_t value, unsigned shift) {
    return static_cast<std::uint8_t>(value >> shift);
}

}  // namespace

std::vector<Packet> encode_ddp(std::span<const std::uint8_t> rgb, std::uint8_t sequence) {
    assert(sequence <= 15);
    std::vector<Packet> packets;
    for (std::size_t offset = 0; offset < rgb.size(); offset += kDdpData) {
        const auto data = rgb.subspan(offset, std::min(kDdpData, rgb.size() - offset));
        const bool last = offset + data.size() == rgb.size();
        Packet packet{static_cast<std::uint8_t>(last ? kVersion1 | kPush : kVersion1),
                      sequence,
                      kRgb24,
                      kDefaultOutput,
                      byte_of(offset, 24),
                      byte_of(offset, 16),
                      byte_of(offset, 8),
                      byte_of(offset, 0),
                      byte_of(data.size(), 8),
                      byte_of(data.size(), 0)};
        packet.insert(packet.end(), data.begin(), data.end());
        packets.push_back(std::move(packet));
    }
    return packets;
}

}  // namespace hall::display
