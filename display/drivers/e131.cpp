// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/e131.h"

#include <algorithm>
#include <cassert>
#include <string_view>

namespace hall::display {

namespace {

constexpr std::size_t kHeader = 126;
constexpr std::size_t kSlotsMax = 512;
constexpr std::size_t kNameBytes = 64;  // with its final zero
constexpr std::string_view kIdentifier{"ASC-E1.17\0\0\0", 12};
constexpr std::uint32_t kVectorRootData = 4;
constexpr std::uint32_t kVectorDataPacket = 2;
constexpr std::uint8_t kVectorDmpSet = 0x02;
constexpr std::uint8_t kAddressAndDataType = 0xA1;

// Where each layer's flags-and-length stands; its length counts from there to the packet's end.
constexpr std::size_t kRootAt = 16;
constexpr std::size_t kFramingAt = 38;
constexpr std::size_t kDmpAt = 115;

void put8(Packet& packet, unsigned value) {
    packet.push_back(static_cast<std::uint8_t>(value));
}

void put16(Packet& packet, unsigned value) {
    put8(packet, value >> 8U);
    put8(packet, value & 0xFFU);
}

void put32(Packet& packet, std::uint32_t value) {
    put16(packet, value >> 16U);
    put16(packet, value & 0xFFFFU);
}

void put_length(Packet& packet, std::size_t whole) {
    put16(packet, 0x7000U | static_cast<unsigned>(whole - packet.size()));
}

// As much of `name` as fits, cut between letters.
std::string_view cut_name(std::string_view name) {
    std::size_t size = std::min(name.size(), kNameBytes - 1);
    while (size > 0 && size < name.size() &&
           (static_cast<std::uint8_t>(name[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return name.substr(0, size);
}

}  // namespace

Packet encode_e131(const E131Source& source, E131Frame frame, std::span<const std::uint8_t> slots) {
    assert(slots.size() <= kSlotsMax);
    assert(frame.universe >= 1 && frame.universe <= kE131UniverseMax);
    assert(source.priority <= 200);
    const std::size_t whole = kHeader + slots.size();
    Packet packet;
    packet.reserve(whole);
    put16(packet, 0x0010);  // preamble
    put16(packet, 0x0000);  // postamble
    packet.insert(packet.end(), kIdentifier.begin(), kIdentifier.end());
    assert(packet.size() == kRootAt);
    put_length(packet, whole);
    put32(packet, kVectorRootData);
    packet.insert(packet.end(), source.cid.begin(), source.cid.end());

    assert(packet.size() == kFramingAt);
    put_length(packet, whole);
    put32(packet, kVectorDataPacket);
    const std::string_view name = cut_name(source.name);
    packet.insert(packet.end(), name.begin(), name.end());
    packet.resize(packet.size() + kNameBytes - name.size());
    put8(packet, source.priority);
    put16(packet, 0);  // synchronization address: off
    put8(packet, frame.sequence);
    put8(packet, static_cast<unsigned>(frame.flag));
    put16(packet, frame.universe);

    assert(packet.size() == kDmpAt);
    put_length(packet, whole);
    put8(packet, kVectorDmpSet);
    put8(packet, kAddressAndDataType);
    put16(packet, 0);  // first property address
    put16(packet, 1);  // address increment
    put16(packet, static_cast<unsigned>(slots.size()) + 1);
    put8(packet, 0);  // DMX start code
    packet.insert(packet.end(), slots.begin(), slots.end());
    assert(packet.size() == whole);
    return packet;
}

std::array<std::uint8_t, 4> e131_group(std::uint16_t universe) {
    return {239, 255, static_cast<std::uint8_t>(universe >> 8U),
            static_cast<std::uint8_t>(universe & 0xFFU)};
}

}  // namespace hall::display
