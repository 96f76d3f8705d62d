// SPDX-License-Identifier: Apache-2.0
// A growing piece of paper and a pen that moves down it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "printer/bitmap.h"
#include "printer/fonts.h"

namespace hall::printer {

struct TextStyle {
    Face face = Face::regular;
    int size_dots = 24;
};

enum class Align : std::uint8_t { left, centre, right };

/// Where a text stands across the paper, in dots.
struct Column {
    int left = 0;
    int width = 0;

    [[nodiscard]] int right() const noexcept { return left + width; }
};

/// What layout() writes on. Everything that is drawn moves the pen below itself, unless it says
/// otherwise. Not thread-safe: owned by one call of layout().
class Sheet {
public:
    Sheet(Fonts& fonts, int width_dots);

    [[nodiscard]] int width_dots() const noexcept { return paper_.width_dots; }
    [[nodiscard]] int pen() const noexcept { return pen_; }
    void move_pen(int y) { pen_ = y; }
    void space(int dots) { pen_ += dots; }

    /// Wrapped text; centred text in lines of about the same length.
    void text(std::string_view utf8, TextStyle style, Column column, Align align);
    /// How much text() would move the pen.
    [[nodiscard]] int text_height(std::string_view utf8,
                                  TextStyle style,
                                  Column column,
                                  Align align);
    [[nodiscard]] int text_width(std::string_view utf8, TextStyle style);
    /// How far text() moves the pen for one line.
    [[nodiscard]] int line_height(TextStyle style) const noexcept;

    /// One line, centred by its ink, as large as `tallest_dots` and the column allow.
    void headline(std::string_view utf8, int tallest_dots, Column column);

    /// White words in black plates, centred, in as many rows as they need. A word wider than the
    /// column gets a plate of several lines.
    void plates(const std::vector<std::string>& words, TextStyle style, Column column);

    /// Groups of four characters, each in a cell of its own.
    void code(std::string_view utf8, TextStyle style, Column column);

    /// A dashed line across the column, `thickness_dots` high: the paper may be folded here.
    void rule(Column column, int thickness_dots);
    /// A whole line across the column.
    void line(Column column, int thickness_dots);
    /// Dots from `column.left` to its right end, their feet at `baseline`; does not move the pen.
    void leader(Column column, int baseline);
    /// From `top` to the pen; does not move the pen.
    void upright(int left, int top, int thickness_dots);
    /// A frame with round corners from `top` to the pen; does not move the pen.
    void frame(Column column, int top, int thickness_dots, int radius_dots);
    /// Black becomes white and white black from `top` to the pen; does not move the pen.
    void reverse(Column column, int top, int radius_dots);
    /// Slanted stripes across the whole paper.
    void hatch(int height_dots);
    /// A box to tick, its left upper corner at (`left`, `top`); does not move the pen.
    void tick_box(int left, int top, int side_dots);
    /// Does not move the pen.
    void paste(const Bitmap& picture, int left, int top);

    /// The paper down to the pen.
    [[nodiscard]] Bitmap finish();

private:
    [[nodiscard]] std::vector<std::u32string> lines(std::string_view utf8,
                                                    TextStyle style,
                                                    Column column,
                                                    Align align);
    [[nodiscard]] int width_of(std::u32string_view line, TextStyle style);
    [[nodiscard]] int baseline(int top, int height, TextStyle style) const noexcept;
    void draw(std::u32string_view line, TextStyle style, int left, int baseline);
    void stamp(const Bitmap& picture, int left, int top);
    void need(int height_dots);

    Fonts* fonts_;
    Bitmap paper_;
    int pen_ = 0;
};

}  // namespace hall::printer
