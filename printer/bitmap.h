// SPDX-License-Identifier: Apache-2.0
// The paper, dot for dot: what the layout makes, the screen shows and the encoder sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::printer {

/// A 1-bit picture. Rows from the top, each of ceil(width/8) bytes, most significant bit first,
/// 1 = black; the unused bits at the end of a row are 0. A value; not shared between threads.
struct Bitmap {
    int width_dots = 0;
    int height_dots = 0;
    std::vector<std::uint8_t> rows;

    bool operator==(const Bitmap&) const = default;

    /// White paper. Both sizes must be >= 0.
    [[nodiscard]] static Bitmap blank(int width_dots, int height_dots);

    [[nodiscard]] std::size_t row_bytes() const noexcept {
        return (static_cast<std::size_t>(width_dots) + 7) / 8;
    }
    /// False outside the picture.
    [[nodiscard]] bool black(int x, int y) const noexcept;
    /// Does nothing outside the picture.
    void set(int x, int y, bool black) noexcept;
    /// Adds white rows at the foot, or takes rows away.
    void resize_height(int height_dots);
};

/// Adds single dots so that nowhere in `rows` a byte 10h is followed by 04h, 05h or 14h: a
/// printer acts on those as real-time commands even inside image data. Returns how many dots.
/// Done where a picture is made, so that the preview has the same dots as the paper. Applying it
/// again changes nothing. Source: Epson ESC/POS reference, DLE EOT, DLE ENQ and DLE DC4, "Notes".
int defuse(Bitmap& picture);

}  // namespace hall::printer
