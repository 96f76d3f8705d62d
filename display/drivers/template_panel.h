// SPDX-License-Identifier: Apache-2.0
// Panels whose whole protocol is one short frame, written down in the settings. No I/O.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "display/charset.h"

namespace hall::display {

/// What a frame is filled with.
struct TemplateValues {
    std::uint8_t address = 1;
    std::uint8_t tone = 0;  ///< What `tone` stands for, out of tones=.
    std::string digits;     ///< "012"; empty for a dark panel.
    std::string text;       ///< In the panel's charset.
    unsigned blank = 0;     ///< What `value` is when there are no digits.
};

/// A frame as the maker's sheet prints it: two-figure hexadecimal bytes and fields between blanks,
/// e.g. `address value sum` (05 03 E7 EF: board 5 shows 999) or `3A tone value 00 sum 0A`.
///
/// | field | bytes |
/// |---|---|
/// | `address` | the panel's address |
/// | `value` / `value_le` | the digits as a number, high / low byte first |
/// | `bcd:N` | the digits two to a byte, N bytes, filled with zeros before; F for a dark panel |
/// | `ascii:N` | the digits as characters, N bytes, filled with blanks before |
/// | `text:N` | the text, N bytes, filled with blanks after |
/// | `tone` | a byte of tones= |
/// | `sum` / `sum:K` | the low byte of the sum of all bytes so far / from byte K on |
/// | `xor` / `xor:K` | the same with exclusive or |
/// | `crc` | Modbus CRC-16 of all bytes so far, low byte first |
///
/// *Pure value.*
class FrameTemplate {
public:
    /// At most 128 bytes a frame. Errors: bad_settings, naming the word that is not understood.
    static Result<FrameTemplate> parse(std::string_view text);

    [[nodiscard]] std::vector<std::uint8_t> fill(const TemplateValues& values) const;

    /// How many digits it has room for; 0 when it has no field for digits.
    [[nodiscard]] int places() const { return places_; }
    /// How many bytes of text it has room for; 0 when it has no field for text.
    [[nodiscard]] int text_bytes() const { return text_bytes_; }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    enum class Kind : std::uint8_t {
        byte,
        address,
        value,
        value_le,
        bcd,
        ascii,
        text,
        tone,
        sum,
        exclusive_or,
        crc,
    };
    struct Field {
        Kind kind = Kind::byte;
        unsigned argument = 0;  ///< The byte itself, N or K.
    };

    [[nodiscard]] static Result<Field> field_of(std::string_view word);
    [[nodiscard]] static std::size_t size_of(const Field& field);

    std::vector<Field> fields_;
    int places_ = 0;
    int text_bytes_ = 0;
    std::size_t size_ = 0;
};

}  // namespace hall::display
