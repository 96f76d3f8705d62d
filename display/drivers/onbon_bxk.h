// SPDX-License-Identifier: Apache-2.0
// Onbon BX-5K, BX-5MK and BX-6K "font cards" (字库卡): text in, the card draws it. No I/O.
//
// Source: github.com/strongercjd/Onbon-Protocol-Analysis (by an Onbon engineer), Form1.cs,
// Font_Card_Protocol_header / _A3_06_cmd / _area_data; field values from
// github.com/onbonlab/BX-K, bx.k.cplus/doc/SdkWord/appendix.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "display/canvas.h"
#include "display/fault.h"

namespace hall::display {

/// The card and how it counts.
struct BxkCard {
    std::uint16_t address = 1;  ///< Screen number, also the address on RS-485.
    std::uint8_t type = 0xFE;   ///< Controller type; 0xFE any. Source: appendix.md.
    /// appendix.md counts y and height in bytes of 8 px, the analyser in pixels. The test card
    /// shows which it is.
    bool y_in_bytes = false;
};

/// Values of a dynamic area's run mode. Source: appendix.md, RunMode.
enum class BxkRun : std::uint8_t {
    loop = 0,
    hold = 1,
    clear_when_stale = 2,  ///< Deleted when not renewed within its time-out: the host died.
};

/// Values of its display mode. Source: appendix.md, DisplayMode.
enum class BxkEffect : std::uint8_t { still = 1, at_once = 2, to_left = 3 };

struct BxkArea {
    std::uint8_t id = 0;
    Rect place;        ///< Pixels; x and w multiples of 8.
    std::string text;  ///< In the card's charset, with the card's own escapes (\FK000 …).
    BxkEffect effect = BxkEffect::still;
    std::uint8_t speed = 0x08;  ///< 0 fastest … 0x18.
};

/// How long the areas stand.
struct BxkStanding {
    BxkRun run = BxkRun::clear_when_stale;
    std::uint16_t timeout_s = 30;
};

/// Command A3 06: all `areas` at once, an answer asked for. At most 1 KB in all (the cards' limit;
/// Source: notes of BX-K). Pure.
[[nodiscard]] std::vector<std::uint8_t> encode_bxk(const BxkCard& card,
                                                   std::span<const BxkArea> areas,
                                                   BxkStanding standing);

/// What an answer says. Errors: refused, garbled. Pure.
[[nodiscard]] Outcome judge_bxk(std::span<const std::uint8_t> frame);

}  // namespace hall::display
