// SPDX-License-Identifier: Apache-2.0
#include "printer/bitmap.h"

#include <cassert>

namespace hall::printer {

namespace {

std::size_t byte_of(const Bitmap& picture, int x, int y) {
    return static_cast<std::size_t>(y) * picture.row_bytes() + static_cast<std::size_t>(x) / 8;
}

constexpr std::uint8_t bit_of(int x) {
    return static_cast<std::uint8_t>(0x80U >> (static_cast<unsigned>(x) % 8));
}

constexpr std::uint8_t kDle = 0x10;

constexpr bool completes_command(std::uint8_t byte) {
    return byte == 0x04 || byte == 0x05 || byte == 0x14;
}

// The dot left of the one that all three bytes have: it thickens a stroke instead of making a
// speck, and no byte with it begins or completes a command.
constexpr std::uint8_t kAddedDot = 0x08;

}  // namespace

Bitmap Bitmap::blank(int width_dots, int height_dots) {
    assert(width_dots >= 0 && height_dots >= 0);
    Bitmap made;
    made.width_dots = width_dots;
    made.resize_height(height_dots);
    return made;
}

bool Bitmap::black(int x, int y) const noexcept {
    if (x < 0 || y < 0 || x >= width_dots || y >= height_dots) {
        return false;
    }
    return (rows[byte_of(*this, x, y)] & bit_of(x)) != 0;
}

void Bitmap::set(int x, int y, bool black) noexcept {
    if (x < 0 || y < 0 || x >= width_dots || y >= height_dots) {
        return;
    }
    std::uint8_t& byte = rows[byte_of(*this, x, y)];
    byte = static_cast<std::uint8_t>(black ? byte | bit_of(x) : byte & ~bit_of(x));
}

void Bitmap::resize_height(int height) {
    height_dots = height;
    rows.resize(static_cast<std::size_t>(height) * row_bytes(), 0);
}

int defuse(Bitmap& picture) {
    int added = 0;
    for (std::size_t i = 1; i < picture.rows.size(); ++i) {
        if (picture.rows[i - 1] == kDle && completes_command(picture.rows[i])) {
            picture.rows[i] |= kAddedDot;
            ++added;
        }
    }
    return added;
}

}  // namespace hall::printer
