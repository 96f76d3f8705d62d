// SPDX-License-Identifier: Apache-2.0
#include "display/test_card.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "display/text.h"

namespace hall::display {

namespace {

// Eight steps from dark to full: even to the eye when the gamma is right, and none like another.
constexpr int kSteps = 8;
// Enough lines for a ramp of each colour; a smaller board has the white one alone.
constexpr int kFourRampsLines = 48;
constexpr int kLettersSide = 12;

void draw_ramp(Canvas& canvas, Rect row, Color full) {
    for (int step = 0; step < kSteps; ++step) {
        const int from = row.x + row.w * step / kSteps;
        const int to = row.x + row.w * (step + 1) / kSteps;
        const auto level = [&](std::uint8_t most) {
            return static_cast<std::uint8_t>(most * (step + 1) / kSteps);
        };
        canvas.fill({from, row.y, to - from, row.h}, {level(full.r), level(full.g), level(full.b)});
    }
}

void draw_ramps(Canvas& canvas, Rect box) {
    const std::array colors{Color{255, 0, 0}, Color{0, 255, 0}, Color{0, 0, 255}, kWhite};
    if (canvas.height() < kFourRampsLines || canvas.depth() == Depth::mono) {
        draw_ramp(canvas, box, kWhite);
        return;
    }
    for (int i = 0; i < 4; ++i) {
        const int from = box.y + box.h * i / 4;
        const int to = box.y + box.h * (i + 1) / 4;
        draw_ramp(canvas, {box.x, from, box.w, to - from}, colors.at(static_cast<std::size_t>(i)));
    }
}

// Red, green, blue and white clockwise from the top left, each with its letter where one fits: who
// is colour-blind, or on the telephone, reads the order.
void draw_corners(Canvas& canvas, TextPen& pen, Style style, int side) {
    const int w = canvas.width();
    const int h = canvas.height();
    const std::array colors{Color{255, 0, 0}, Color{0, 255, 0}, Color{0, 0, 255}, kWhite};
    const std::array places{Rect{0, 0, side, side}, Rect{w - side, 0, side, side},
                            Rect{w - side, h - side, side, side}, Rect{0, h - side, side, side}};
    const std::array<const char*, 4> letters{"R", "G", "B", "W"};
    for (std::size_t i = 0; i < colors.size(); ++i) {
        canvas.fill(places.at(i), colors.at(i));
        if (side >= kLettersSide && canvas.depth() == Depth::rgb) {
            style.font.size_px = side * 70 / 100;
            style.font.weight = Weight::bold;
            style.color = i == 2 ? kWhite : kBlack;
            pen.line(letters.at(i), style, inset(places.at(i), 2), Align::centre);
        }
    }
}

}  // namespace

void draw_test_card(Canvas& canvas, Glyphs& glyphs, const TestCard& card) {
    const int w = canvas.width();
    const int h = canvas.height();
    canvas.fill(canvas.bounds(), kWhite);
    canvas.fill(inset(canvas.bounds(), 1), kBlack);
    const int ramps = std::max(1, canvas.height() < kFourRampsLines ? h / 8 : h / 5);
    const int side = std::max(2, std::min(w, h) / 5);
    draw_ramps(canvas, {side, h - 1 - ramps, w - 2 * side, ramps});

    TextPen pen(canvas, glyphs);
    Style style;
    style.font.edge = canvas.depth() == Depth::mono ? Edge::crisp : Edge::smooth;
    draw_corners(canvas, pen, style, side);

    // A board too low for three lines leaves out the address, then the size.
    std::vector<std::string> lines{card.name, std::to_string(w) + "x" + std::to_string(h)};
    if (!card.address.empty()) {
        lines.push_back(card.address);
    }
    const Rect middle{side + 1, 1, w - 2 * side - 2, h - 2 - ramps};
    const auto rows = static_cast<std::size_t>(std::clamp(middle.h / 10, 1, 3));
    lines.resize(std::min(rows, lines.size()));
    const int row_h = middle.h / static_cast<int>(lines.size());
    // Twelve dots is the smallest strike; an outline of ten is a blur on lamps.
    style.font.size_px = std::clamp(row_h * 80 / 100, row_h < 12 ? 10 : 12, 200);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // Two lines more than its share: a strike of twelve is fourteen high.
        const Rect row{middle.x, middle.y + static_cast<int>(i) * row_h - 1, middle.w, row_h + 2};
        const Style fitted = pen.fitted(lines[i], style, row.w, 8);
        pen.line(pen.elided(lines[i], fitted, row.w), fitted, row, Align::centre);
    }
}

}  // namespace hall::display
