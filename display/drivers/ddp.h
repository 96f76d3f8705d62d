// SPDX-License-Identifier: Apache-2.0
// Distributed Display Protocol: one frame as datagrams. No I/O.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hall::display {

using Packet = std::vector<std::uint8_t>;

/// UDP port of a DDP controller. Source: 3waylabs.com/ddp, "Connections".
inline constexpr std::uint16_t kDdpPort = 4048;

/// Most pixel bytes in one datagram: 480 RGB pixels, within an Ethernet frame.
/// Source: 3waylabs.com/ddp ("maximum payload 1440").
inline constexpr std::size_t kDdpData = 1440;

/// The datagrams of one whole frame, in order; the last carries the push flag, so that a
/// controller shows all of it at once.
///
/// `sequence` is 0 (unused) or 1 … 15. Zero is the default for a reason: a receiver that drops
/// "old" sequence numbers loses pixels of any frame longer than its window (measured: 864 of 6144
/// pixels stale on 192x32 against WLED with skip-out-of-sequence). Pure.
[[nodiscard]] std::vector<Packet> encode_ddp(std::span<const std::uint8_t> rgb,
                                             std::uint8_t sequence = 0);

}  // namespace hall::display
