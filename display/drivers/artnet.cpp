// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/artnet.h"

#include <algorithm>
#include <cassert>
#include <string_view>

#include "display/drivers/bytes.h"

namespace hall::display {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kId = "Art-Net\0"sv;
constexpr unsigned kOpPoll = 0x2000;
constexpr unsigned kOpPollReply = 0x2100;
constexpr unsigned kOpDmx = 0x5000;
constexpr unsigned kOpSync = 0x5200;
constexpr unsigned kProtocol = 14;

// In an ArtPollReply the short name stands at 26, 18 bytes, the last one zero.
constexpr std::size_t kShortName = 26;
constexpr std::size_t kShortNameSize = 18;
constexpr std::size_t kPollReplyLeast = 207;

Bytes header(unsigned op) {
    Bytes out;
    out.add(kId).le16(op).be16(kProtocol);
    return out;
}

}  // namespace

Packet encode_art_dmx(std::uint16_t universe,
                      std::uint8_t sequence,
                      std::span<const std::uint8_t> slots) {
    assert(universe <= kArtNetUniverseMax && slots.size() <= 512);
    const std::size_t even = std::max<std::size_t>(2, slots.size() + slots.size() % 2);
    Bytes out = header(kOpDmx);
    out.u8(sequence).u8(0);               // No physical port.
    out.u8(universe).u8(universe >> 8U);  // SubUni, Net.
    out.be16(static_cast<unsigned>(even)).add(slots).zeros(even - slots.size());
    return out.take();
}

Packet encode_art_sync() {
    return header(kOpSync).zeros(2).take();
}

Packet encode_art_poll() {
    // Flags: no diagnostics, reply when asked only; lowest priority of diagnostics.
    return header(kOpPoll).u8(0).u8(0).take();
}

std::optional<std::string> art_poll_reply(std::span<const std::uint8_t> datagram) {
    if (datagram.size() < kPollReplyLeast ||
        !std::equal(kId.begin(), kId.end(), datagram.begin()) ||
        le16_at(datagram, kId.size()) != kOpPollReply) {
        return std::nullopt;
    }
    std::string name;
    for (const std::uint8_t byte : datagram.subspan(kShortName, kShortNameSize)) {
        if (byte < 0x20 || byte > 0x7E) {
            break;
        }
        name += static_cast<char>(byte);
    }
    return name;
}

}  // namespace hall::display
