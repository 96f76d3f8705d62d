// SPDX-License-Identifier: Apache-2.0
// Huidu full-colour cards, SDK 2.0: XML in packets over one TCP connection. No I/O.
//
// Source: github.com/huidutech/sdk (the maker's, Apache-2.0), fullcolor/demo/csharp/RemoteServer:
// Protocols.cs (packets), SDKClient.cs (order and division); area and text elements as
// github.com/KryQ/node-huidu-sdk (BSD-3) sends them to cards that show them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "display/canvas.h"

namespace hall::display {

inline constexpr std::uint16_t kHuiduPort = 10001;

/// Source: Protocols.cs, HCmdType; heartbeat and error from node-huidu-sdk, SdkConstants.ts.
enum class HuiduCommand : std::uint16_t {
    heartbeat_ask = 0x005F,
    heartbeat_answer = 0x0060,
    error = 0x2000,
    version_ask = 0x2001,
    version_answer = 0x2002,
    xml_ask = 0x2003,
    xml_answer = 0x2004,
};

/// One row of the board as the card is told it.
struct HuiduText {
    Rect place;
    std::string text;  ///< UTF-8.
    Color color;
    int size_px = 16;
    bool moves = false;  ///< Wider than its place: the card moves it to the left.
};

/// Packets: length (u16, the whole packet), command (u16), then the body; all little-endian.
[[nodiscard]] std::vector<std::uint8_t> huidu_packet(HuiduCommand command,
                                                     std::span<const std::uint8_t> body = {});

/// The first thing said on a connection: which version we speak (0x1000005).
[[nodiscard]] std::vector<std::uint8_t> huidu_version_ask();

/// An XML document in as many packets as it takes (9 KB each): total length and offset, both
/// counted in bytes, before each part. Counting letters instead cuts off a byte per Han character.
[[nodiscard]] std::vector<std::uint8_t> huidu_xml(std::string_view xml);

/// GetIFVersion: the question whose answer carries the session's id.
[[nodiscard]] std::string huidu_session_xml();

/// AddProgram: the one programme that replaces all others. `name` and `texts` decide its ids, so
/// that the same page is the same document.
[[nodiscard]] std::string huidu_program_xml(std::string_view session,
                                            std::string_view name,
                                            std::span<const HuiduText> texts);

/// A packet that arrived.
struct HuiduPacket {
    HuiduCommand command{};
    std::vector<std::uint8_t> body;
};

/// Cuts packets out of what arrives, bounded by the 9 KB a packet may have.
///
/// *Not thread-safe.*
class HuiduReader {
public:
    void add(std::span<const std::uint8_t> bytes);
    /// The next whole packet; empty when there is none yet, or once broken() has become true.
    [[nodiscard]] std::optional<HuiduPacket> next();
    /// A length that no packet has: nothing after it can be read.
    [[nodiscard]] bool broken() const { return broken_; }

private:
    std::vector<std::uint8_t> arrived_;
    bool broken_ = false;
};

/// The value of `attribute` of the first `element` in a card's answer; empty when it is not there.
[[nodiscard]] std::string huidu_attribute(std::string_view xml,
                                          std::string_view element,
                                          std::string_view attribute);

}  // namespace hall::display
