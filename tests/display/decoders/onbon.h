// SPDX-License-Identifier: Apache-2.0
// What an Onbon card understands, read from the maker's documents and kept apart from our encoder:
// no header of display/ is used here.
//
// Sources: github.com/strongercjd/Onbon-Protocol-Analysis, Form1.cs: the receiving automaton,
// crc16(), Font_Card_Protocol_header / _A3_06_cmd / _area_data (font cards) and
// Six_Image_Protocol_header / _A7_00_cmd / _area_data / _Page_data (picture cards). Values:
// github.com/onbonlab/BX-K, bx.k.cplus/doc/SdkWord/appendix.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall::display::test {

using ByteString = std::vector<std::uint8_t>;

/// Takes bytes one at a time, as a card's UART does, and gives back whole, checked messages.
class OnbonEar {
public:
    /// The unescaped message with its checksum taken off, when `byte` completes a good one.
    std::optional<ByteString> hear(std::uint8_t byte);

    int bad_checksums = 0;

private:
    enum class State { outside, head, inside };
    State state_ = State::outside;
    ByteString message_;
    std::optional<std::uint8_t> escape_;
};

/// One text area of a font card's command A3 06.
struct FontArea {
    unsigned type = 0, x_bytes = 0, y = 0, width_bytes = 0, height = 0, id = 0, line_gap = 0;
    unsigned run_mode = 0, timeout_s = 0, voice = 0, extension = 0, align = 0;
    unsigned single_line = 0, new_line = 0, display_mode = 0, exit_mode = 0, speed = 0, stay = 0;
    std::string text;
};

struct FontCommand {
    unsigned screen = 0, source = 0, bar_code = 0, check_mode = 0, display_mode = 0;
    unsigned device = 0, version = 0, group = 0, number = 0;
    bool reply = false;
    std::vector<unsigned> deleted;
    std::vector<FontArea> areas;
};

/// Empty when any length in it does not fit the others.
std::optional<FontCommand> read_font_command(const ByteString& message);

/// A picture card's command A7 00 with its one area.
struct PictureCommand {
    unsigned screen = 0, source = 0, version = 0, device = 0, group = 0, number = 0;
    bool reply = false;
    unsigned area = 0, run_mode = 0, timeout_s = 0, all_programmes = 0, at_once = 0, area_type = 0;
    std::vector<unsigned> programmes;
    unsigned x = 0, y = 0, width = 0, height = 0, pages = 0;
    unsigned page_type = 0, display_mode = 0, hold = 0, repeat = 0, valid_width = 0;
    ByteString pixels;
};

std::optional<PictureCommand> read_picture_command(const ByteString& message);

/// A card's answers, wrapped for the wire.
ByteString font_answer(unsigned screen, unsigned status);
ByteString picture_answer(unsigned screen, unsigned status);

}  // namespace hall::display::test
