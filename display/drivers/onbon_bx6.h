// SPDX-License-Identifier: Apache-2.0
// Onbon BX-6E and BX-6Q: a picture in a dynamic area. No I/O.
//
// Source: github.com/onbonlab/bx.dual.dyn.java (MIT): BxFrameHeader, BxReq, BxReqSendDynArea,
// BxAreaDynamic, BxPage, BxPageBmp, BxResp (BX-6Q, 24 bits a pixel). Planes of one bit (BX-6E):
// github.com/strongercjd/Onbon-Protocol-Analysis, Data_Preview.cs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "display/canvas.h"
#include "display/fault.h"
#include "display/settings.h"

namespace hall::display {

struct Bx6Card {
    std::uint16_t address = 0xFFFF;  ///< 0xFFFF: whichever hears it.
    std::uint16_t type = 0x0266;     ///< Device type; 0x0266 is what the maker's encoder sends.
};

/// How a card stores its lamps.
enum class Bx6Pixels : std::uint8_t {
    rgb,   ///< Three bytes a pixel, row after row: BX-6Q.
    mono,  ///< One plane of bits: BX-6E, one colour.
    dual,  ///< A red plane, then a green one: BX-6E, two colours.
};

/// How a plane's bits lie. Rows are filled to whole 32 pixels.
struct Bx6Bits {
    bool in_words =
        true;  ///< 32-bit words, low byte first, leftmost lamp in the top bit; else bytes.
    bool lit_is_zero = true;
};

/// How long the area stands and what it pushes aside.
struct Bx6Standing {
    std::uint8_t run = 2;  ///< 0 loop, 1 hold, 2 gone when not renewed within the time-out.
    std::uint16_t timeout_s = 30;
    bool over_all = true;     ///< With every stored programme; else with programme 0 only.
    bool at_once = true;      ///< Stops the stored programme.
    std::uint8_t effect = 1;  ///< The page's display mode; 1 stands still.
};

/// The lamps of `picture` as the card stores them. Pure.
[[nodiscard]] std::vector<std::uint8_t> bx6_pixels(const Canvas& picture,
                                                   Bx6Pixels pixels,
                                                   Bx6Bits bits);

struct Bx6Area {
    Size size;
    std::span<const std::uint8_t> pixels;
};

/// Command A7 00: one area at the top left with one page, an answer asked for. Pure.
[[nodiscard]] std::vector<std::uint8_t> encode_bx6(const Bx6Card& card,
                                                   Bx6Area area,
                                                   Bx6Standing standing);

/// What an answer says. Errors: refused, garbled. Pure.
[[nodiscard]] Outcome judge_bx6(std::span<const std::uint8_t> frame);

}  // namespace hall::display
