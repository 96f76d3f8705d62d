// SPDX-License-Identifier: Apache-2.0
#include "display/test_card.h"

#include <algorithm>
#include <array>
#include <string>

#include "display/text.h"

namespace hall::display {

void draw_test_card(Canvas& canvas, Glyphs& glyphs, const TestCard& card) {
    const int w = canvas.width();
    const int h = canvas.height();
    canvas.fill(canvas.bounds(), kWhite);
    canvas.fill(inset(canvas.bounds(), 1), kBlack);

    const int ramp = std::max(1, h / 8);
    for (int x = 1; x < w - 1; ++x) {
        const auto level = static_cast<std::uint8_t>(x * 255 / w);
        canvas.fill({x, h - 1 - ramp, 1, ramp}, {level, level, level});
    }

    const int side = std::max(2, std::min(w, h) / 5);
    const std::array corners{Color{255, 0, 0}, Color{0, 255, 0}, Color{0, 0, 255}, kWhite};
    const std::array places{Rect{0, 0, side, side}, Rect{w - side, 0, side, side},
                            Rect{w - side, h - side, side, side}, Rect{0, h - side, side, side}};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        canvas.fill(places.at(i), corners.at(i));
    }

    TextPen pen(canvas, glyphs);
    Style style;
    style.font.size_px = std::clamp(h / 3, 12, 200);
    style.font.edge = canvas.depth() == Depth::mono ? Edge::crisp : Edge::smooth;
    const Rect middle{side + 1, 1, w - 2 * side - 2, h - 2 - ramp};
    const std::string size = std::to_string(w) + "x" + std::to_string(h);
    const std::array lines{card.name, size};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Rect row{middle.x, middle.y + static_cast<int>(i) * middle.h / 2, middle.w,
                       middle.h / 2};
        const Style fitted = pen.fitted(lines.at(i), style, row.w, 8);
        pen.line(lines.at(i), fitted, row, Align::centre);
    }
}

}  // namespace hall::display
