// SPDX-License-Identifier: Apache-2.0
// Art-Net 4: universes as datagrams. No I/O.
//
// Source: Artistic Licence, "Specification for the Art-Net 4 Ethernet Communication Protocol",
// tables ArtDmx, ArtSync, ArtPoll and ArtPollReply.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "display/drivers/ddp.h"

namespace hall::display {

inline constexpr std::uint16_t kArtNetPort = 0x1936;  // 6454
/// Slots we use of a universe's 512: 170 whole RGB pixels.
inline constexpr std::size_t kArtNetSlots = 510;
/// Port-Addresses have 15 bits: net, sub-net and universe.
inline constexpr int kArtNetUniverseMax = 32767;

/// ArtDmx: one universe; `slots` are filled to an even number. `sequence` 1 … 255, or 0 for none.
[[nodiscard]] Packet encode_art_dmx(std::uint16_t universe,
                                    std::uint8_t sequence,
                                    std::span<const std::uint8_t> slots);

/// ArtSync: show now what was sent.
[[nodiscard]] Packet encode_art_sync();

/// ArtPoll: who is there?
[[nodiscard]] Packet encode_art_poll();

/// The node's short name out of an ArtPollReply; empty optional when it is something else.
[[nodiscard]] std::optional<std::string> art_poll_reply(std::span<const std::uint8_t> datagram);

}  // namespace hall::display
