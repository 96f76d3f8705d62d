// SPDX-License-Identifier: Apache-2.0
// The reader of identity cards (二代證): its frames, as bytes. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hall::input {

/// What is asked of the reader, one after the other for each card.
enum class CardAsk : std::uint8_t { find, select, read };

/// The frame: AA AA AA 96 69, length (big endian, of all that follows), command and parameter, and
/// the XOR of everything after the preamble.
/// Source: the SAM-V protocol as public drivers speak it; seen on no reader of ours yet.
[[nodiscard]] std::vector<std::uint8_t> frame_of(CardAsk ask);

/// The longest answer: a card's text, its photograph and a fingerprint.
inline constexpr std::size_t kCardFrameMost = 2400;

/// What an answer says.
struct CardAnswer {
    std::uint8_t status = 0;         ///< 0x90 and 0x9F: it went well.
    std::vector<std::uint8_t> data;  ///< What follows the status.

    [[nodiscard]] bool good() const noexcept { return status == 0x90 || status == 0x9F; }
};

/// Bytes of the line to answers. Noise before a frame is skipped; a frame that is too long, or
/// whose sum is wrong, is dropped whole.
class CardFrames {
public:
    [[nodiscard]] std::optional<CardAnswer> feed(std::uint8_t byte);
    void forget() { frame_.clear(); }

private:
    std::vector<std::uint8_t> frame_;
};

/// The one thing that is wanted of a card: the 18 signs of its number, from the answer to `read`.
/// Nothing when the text is none of a card, or the number's own check digit is wrong. Name, address
/// and photograph are not even looked at.
[[nodiscard]] std::optional<std::string> number_in(const CardAnswer& answer);

/// Whether the 18th sign is the check of the 17 before it. Source: GB 11643-1999.
[[nodiscard]] bool is_card_number(std::string_view number) noexcept;

}  // namespace hall::input
