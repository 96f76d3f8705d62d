// SPDX-License-Identifier: Apache-2.0
// What all Onbon cards wrap their messages in. Pure.
//
// Source: github.com/onbonlab/bx.dual.dyn.java (MIT), BxFrameWrapper and BxUtils.CRC16; the same in
// github.com/strongercjd/Onbon-Protocol-Analysis, Form1.cs, crc16() and the receiving automaton.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "display/fault.h"

namespace hall::display {

inline constexpr std::uint16_t kOnbonPort = 5005;

/// Eight A5, then `body` and its CRC-16 (low byte first) escaped, then 5A:
/// A5 → A6 02, A6 → A6 01, 5A → 5B 02, 5B → 5B 01.
[[nodiscard]] std::vector<std::uint8_t> onbon_wrapped(std::span<const std::uint8_t> body);

/// The body of one frame; empty when it is not whole or its CRC is wrong.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> onbon_unwrapped(
    std::span<const std::uint8_t> frame);

/// The end of the first frame in what has arrived: an AnswerSize.
[[nodiscard]] std::size_t onbon_answer_size(std::span<const std::uint8_t> arrived);

/// What a card's error code means and what to do. Source: onbonlab/BX-K, bx.k.cplus/doc/SdkWord,
/// "Error Code.md".
[[nodiscard]] std::string onbon_error(unsigned code);

}  // namespace hall::display
