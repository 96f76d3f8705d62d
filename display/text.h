// SPDX-License-Identifier: Apache-2.0
// Lines of text: measured first, drawn when they fit.
#pragma once

#include <string>
#include <string_view>

#include "display/canvas.h"
#include "display/glyphs.h"

namespace hall::display {

/// Whether digits keep to one width, as numbers that change in place must.
enum class Figures : std::uint8_t { proportional, tabular };

struct Style {
    Font font;
    Color color = kWhite;
    unsigned alpha = 255;
    Figures figures = Figures::proportional;
};

enum class Align : std::uint8_t { left, centre, right };

/// Measures and draws lines.
///
/// Not thread-safe: owned by whoever draws. The canvas and the glyphs outlive it.
class TextPen {
public:
    TextPen(Canvas& canvas, Glyphs& glyphs) : canvas_(canvas), glyphs_(glyphs) {}

    /// How far a line of `text` reaches, px.
    [[nodiscard]] int width(std::string_view text, const Style& style) const;

    /// The pixels that `text` inks, seen from the pen on the baseline; empty for blank text.
    [[nodiscard]] Rect ink(std::string_view text, const Style& style) const;

    /// The largest size from `style` down to `smallest_px` at which `text` is no wider than
    /// `width`; `smallest_px` when none is.
    [[nodiscard]] Style fitted(std::string_view text,
                               Style style,
                               int width,
                               int smallest_px) const;

    /// `text`, or as much of it as `width` holds before an ellipsis.
    [[nodiscard]] std::string elided(std::string_view text, const Style& style, int width) const;

    /// Draws with the pen starting at `x` on `baseline`. Returns where it ends.
    int draw(std::string_view text, const Style& style, int x, int baseline);

    /// Draws one line in `box`: centred on its height, cut off at its edges.
    void line(std::string_view text, const Style& style, Rect box, Align align = Align::left);

    /// The baseline on which line() would draw.
    [[nodiscard]] int baseline(const Style& style, Rect box) const;

    [[nodiscard]] Canvas& canvas() { return canvas_; }
    [[nodiscard]] Glyphs& glyphs() const { return glyphs_; }

private:
    Canvas& canvas_;
    Glyphs& glyphs_;
};

}  // namespace hall::display
