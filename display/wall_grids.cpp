// SPDX-License-Identifier: Apache-2.0
// The grids of a wall: counters at work, and people waiting.
#include <algorithm>

#include "display/wall_parts.h"

namespace hall::display {

namespace {

using namespace wall_color;

constexpr int kSmallestPx = 10;

struct Grid {
    int columns;
    int rows;

    [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(columns * rows); }
};

std::size_t turns(std::size_t count, std::size_t cells) {
    return std::max<std::size_t>(1, (count + cells - 1) / cells);
}

// Which of `count` things stand on a turn: all turns hold about as many.
struct Slice {
    std::size_t first;
    std::size_t last;
};

Slice slice_of(std::size_t count, std::size_t cells, std::size_t turn) {
    const std::size_t all = turns(count, cells);
    const std::size_t each = (count + all - 1) / all;
    return {std::min(count, turn * each), std::min(count, (turn + 1) * each)};
}

Grid serving_grid(const WallBrush& brush) {
    const Rect room = brush.below_heading(brush.plan.serving);
    return {std::max(1, room.w / brush.px(200)), std::max(1, room.h / brush.px(66))};
}

Grid waiting_grid(const WallBrush& brush) {
    const Rect room = brush.below_heading(brush.plan.waiting);
    return {std::max(1, room.w / brush.px(330)), std::max(1, room.h / brush.px(42))};
}

Rect cell_of(Rect room, Grid grid, std::size_t index) {
    const int column = static_cast<int>(index) / grid.rows;
    const int row = static_cast<int>(index) % grid.rows;
    const int w = room.w / grid.columns;
    const int h = room.h / grid.rows;
    return {room.x + column * w, room.y + row * h, w, h};
}

// Dots under the heading's line, the present turn bright and long: more than a difference of
// colour.
void draw_turn_marks(WallBrush& brush, Rect box, std::size_t turn, std::size_t count) {
    if (count < 2) {
        return;
    }
    const int dot = brush.px(10);
    int x = box.right() - brush.px(24);
    for (std::size_t i = count; i-- > 0;) {
        const int width = i == turn ? 3 * dot : dot;
        x -= width;
        fill_round(brush.pen.canvas(), {x, box.y + brush.px(34), width, dot}, dot / 2,
                   flat(kWord, i == turn ? 230 : 90));
        x -= dot;
    }
}

}  // namespace

std::size_t serving_turns(const WallBrush& brush) {
    return brush.plan.serving.empty()
               ? 1
               : turns(brush.page.serving.size(), serving_grid(brush).cells());
}

std::size_t waiting_turns(const WallBrush& brush) {
    return brush.plan.waiting.empty()
               ? 1
               : turns(brush.page.waiting.size(), waiting_grid(brush).cells());
}

void draw_serving(WallBrush& brush, std::size_t turn) {
    const Rect box = brush.plan.serving;
    if (box.empty()) {
        return;
    }
    const Rect room = brush.card(box, brush.page.captions.serving);
    const Grid grid = serving_grid(brush);
    draw_turn_marks(brush, box, turn, serving_turns(brush));
    const auto [first, last] = slice_of(brush.page.serving.size(), grid.cells(), turn);
    for (std::size_t i = first; i < last; ++i) {
        const WallPair& pair = brush.page.serving[i];
        const Rect cell = cell_of(room, grid, i - first);
        const int tile = brush.px(50);
        const Rect chip{cell.x, cell.y + (cell.h - tile) / 2, tile, tile};
        fill_round(brush.pen.canvas(), chip, brush.px(12), flat(kWord, 36));
        const Style name = brush.pen.fitted(pair.name, brush.style(28, Weight::bold, kWord),
                                            tile - brush.px(8), kSmallestPx);
        brush.pen.line(pair.name, name, chip, Align::centre);
        const Rect value{chip.right() + brush.px(14), cell.y,
                         cell.right() - chip.right() - brush.px(18), cell.h};
        const Style number =
            brush.pen.fitted(pair.value, brush.number(38, kWord), value.w, kSmallestPx);
        brush.pen.line(pair.value, number, value);
    }
}

void draw_waiting(WallBrush& brush, std::size_t turn) {
    const Rect box = brush.plan.waiting;
    if (box.empty()) {
        return;
    }
    const Rect room = brush.card(box, brush.page.captions.waiting);
    Grid grid = waiting_grid(brush);
    draw_turn_marks(brush, box, turn, waiting_turns(brush));
    const auto [first, last] = slice_of(brush.page.waiting.size(), grid.cells(), turn);
    const int shown = static_cast<int>(last - first);
    grid.columns = std::min(grid.columns, std::max(1, shown));
    grid.rows = std::max(3, (shown + grid.columns - 1) / grid.columns);
    grid.columns = std::max(1, (shown + grid.rows - 1) / grid.rows);  // Over the whole width.
    const auto cell_at = [&](std::size_t i) {
        Rect cell = inset(cell_of(room, grid, i - first), brush.px(4));
        cell.w -= grid.columns > 1 ? brush.px(44) : 0;
        return cell;
    };
    const Style value = brush.style(34, Weight::bold, kWord);
    const auto name_room = [&](std::size_t i) {
        return cell_at(i).w - brush.pen.width(brush.page.waiting[i].value, value) - brush.px(16);
    };
    // One size for all: a list of several looks like a mistake.
    Style name = brush.style(28, Weight::regular, kWord);
    for (std::size_t i = first; i < last; ++i) {
        name = brush.pen.fitted(brush.page.waiting[i].name, name, name_room(i), brush.px(24));
    }
    for (std::size_t i = first; i < last; ++i) {
        const WallPair& pair = brush.page.waiting[i];
        const Rect cell = cell_at(i);
        brush.pen.line(pair.value, value, cell, Align::right);
        brush.pen.line(brush.pen.elided(pair.name, name, name_room(i)), name,
                       {cell.x, cell.y, name_room(i), cell.h});
        const bool lowest = (i - first + 1) % static_cast<std::size_t>(grid.rows) == 0;
        if (!lowest && i + 1 < last) {
            fill_round(brush.pen.canvas(), {cell.x, cell.bottom() + brush.px(3), cell.w, 1}, 0,
                       flat(kWord, 30));
        }
    }
}

}  // namespace hall::display
