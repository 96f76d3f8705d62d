// SPDX-License-Identifier: Apache-2.0
// E1.31 (streaming ACN, "sACN"): one universe's slots as a datagram. No I/O.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "display/drivers/ddp.h"

namespace hall::display {

/// Source: ANSI E1.31-2018 section 9.1.
inline constexpr std::uint16_t kE131Port = 5568;

/// Slots we use of a universe's 512: 170 whole RGB pixels.
inline constexpr std::size_t kE131Slots = 510;

/// Source: ANSI E1.31-2018 section 6.2.7.
inline constexpr int kE131UniverseMax = 63999;

/// Who sends. A receiver tells sources apart by their CID and orders packets by their sequence, so
/// both must outlive a restart (see SequenceKeeper).
struct E131Source {
    std::array<std::uint8_t, 16> cid{};
    std::string name;             ///< UTF-8, cut at 63 bytes.
    std::uint8_t priority = 100;  ///< 0 … 200.

    bool operator==(const E131Source&) const = default;
};

enum class E131Flag : std::uint8_t {
    none = 0x00,
    terminated = 0x40,  ///< The source ends here; sent three times. Section 6.2.6.
};

struct E131Frame {
    std::uint16_t universe = 1;  ///< 1 … 63999.
    std::uint8_t sequence = 0;
    E131Flag flag = E131Flag::none;
};

/// One data packet: 126 bytes and the slots (at most 512). Pure.
[[nodiscard]] Packet encode_e131(const E131Source& source,
                                 E131Frame frame,
                                 std::span<const std::uint8_t> slots);

/// The multicast group of a universe: 239.255.hi.lo. Source: section 9.3.1. Pure.
[[nodiscard]] std::array<std::uint8_t, 4> e131_group(std::uint16_t universe);

/// How many universes `bytes` of pixels take.
[[nodiscard]] constexpr std::size_t e131_universes(std::size_t bytes) {
    return (bytes + kE131Slots - 1) / kE131Slots;
}

}  // namespace hall::display
