// SPDX-License-Identifier: Apache-2.0
#include "display/wall_honour.h"

#include <algorithm>
#include <vector>

#include "display/resize.h"

namespace hall::display {

namespace {

using namespace wall_color;

constexpr Milliseconds kForEver{std::chrono::hours(48)};
constexpr int kSmallestUnits = 22;

// How one distinction is laid out: what is left of its box for names, and their grid.
struct Board {
    Rect title;
    Rect names;
    bool beside = true;  ///< The title stands left of the names, not above them.
    Style name;
    int columns = 1;
    int rows = 1;

    [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(columns * rows); }
};

int widest(const WallBrush& brush, const WallHonour& honour, const Style& style) {
    int most = 1;
    for (const std::string& name : honour.names) {
        most = std::max(most, brush.pen.width(name, style));
    }
    return most;
}

int row_height(const WallBrush& brush, const Board& board) {
    const int most = brush.px(board.beside ? 84 : 112);
    return std::min(most, (board.names.h - (board.rows - 1) * brush.px(14)) / board.rows);
}

int names_height(const WallBrush& brush, const Board& board) {
    return board.rows * row_height(brush, board) + (board.rows - 1) * brush.px(14);
}

// Names as large as lets all stand at once; where none does, the smallest, in several turns.
void set_names(Board& board, const WallBrush& brush, const WallHonour& honour) {
    const int gap = brush.px(14);
    const auto count = std::max<std::size_t>(1, honour.names.size());
    for (int units = board.beside ? 40 : 56;; units -= 2) {
        board.name = brush.style(units, Weight::bold, kWord);
        const int cell_w = widest(brush, honour, board.name) + brush.px(units);
        const int cell_h = brush.px(units * 1.75);
        board.columns = std::max(1, (board.names.w + gap) / (cell_w + gap));
        board.rows = std::max(1, (board.names.h + gap) / (cell_h + gap));
        if (board.cells() >= count || units <= kSmallestUnits) {
            break;
        }
    }
    // As square as the names allow: two rows of five, not one of eight and one of two.
    const auto rows_needed = static_cast<int>(
        (std::min(count, board.cells()) + static_cast<std::size_t>(board.columns) - 1) /
        static_cast<std::size_t>(board.columns));
    const auto shown = static_cast<int>(std::min(count, board.cells()));
    board.rows = rows_needed;
    board.columns = (shown + rows_needed - 1) / rows_needed;
}

Board board_of(const WallBrush& brush, const WallHonour& honour) {
    const Rect box = honour_place(brush.plan, brush.page);
    const Rect room = inset(box, brush.px(30));
    Board board;
    board.beside = room.h < brush.px(320);
    if (board.beside) {
        const int left = room.w * 30 / 100;
        board.title = {room.x, room.y, left, room.h};
        board.names = {room.x + left + brush.px(24), room.y, room.w - left - brush.px(24), room.h};
    } else {
        const int head = std::min(room.h * 42 / 100, brush.px(250));
        board.title = {room.x, room.y, room.w, head};
        board.names = {room.x, room.y + head + brush.px(16), room.w, room.h - head - brush.px(16)};
    }
    set_names(board, brush, honour);
    if (!board.beside) {  // Title and names as one group in the middle.
        board.title.y += (board.names.h - names_height(brush, board)) / 2;
    }
    return board;
}

// Some names of a distinction, or a picture.
struct Turn {
    std::size_t honour = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    const Canvas* picture = nullptr;
};

std::vector<Turn> turns_of(const WallBrush& brush) {
    std::vector<Turn> turns;
    if (honour_place(brush.plan, brush.page).empty()) {
        return turns;
    }
    for (std::size_t i = 0; i < brush.page.honours.size(); ++i) {
        const WallHonour& honour = brush.page.honours[i];
        const std::size_t cells = board_of(brush, honour).cells();
        for (std::size_t first = 0; first < honour.names.size(); first += cells) {
            turns.push_back({i, first, std::min(honour.names.size(), first + cells), nullptr});
        }
    }
    for (const auto& picture : brush.page.pictures) {
        turns.push_back({0, 0, 0, picture.get()});
    }
    return turns;
}

// Where the cycle of turns stands at `now`.
struct Stand {
    HonourMotion motion;
    Milliseconds holds;
};

Stand stand_at(const WallBrush& brush, Instant now) {
    const auto count = turns_of(brush).size();
    if (count == 0) {
        return {{}, kForEver};
    }
    const Milliseconds between = brush.page.newest ? kBetweenHonours : kHonourStands;
    const Milliseconds cycle = between + kHonourStands;
    const auto nth = static_cast<std::size_t>(now.time_since_epoch() / cycle);
    const Milliseconds at = now.time_since_epoch() % cycle;
    if (at < between) {
        return {{}, between - at};
    }
    return {{nth % count}, cycle - at};
}

void draw_title(WallBrush& brush, const Board& board, const WallHonour& honour) {
    const int star = brush.px(board.beside ? 60 : 76);
    const int title_h = brush.px(board.beside ? 62 : 92);
    const int period_h = honour.period.empty() ? 0 : brush.px(40);
    const int gap = brush.px(10);
    const Rect box = board.title;
    const Align align = board.beside ? Align::left : Align::centre;
    int y = box.y + (box.h - star - gap - title_h - period_h) / 2;
    const int x = board.beside ? box.x : box.x + (box.w - star) / 2;
    draw_star(brush.pen.canvas(), {x, y, star, star}, flat(kAccent));
    y += star + gap;
    const Style title =
        brush.pen.fitted(honour.title, brush.style(board.beside ? 46 : 72, Weight::bold, kAccent),
                         box.w, brush.px(kSmallestUnits));
    brush.pen.line(brush.pen.elided(honour.title, title, box.w), title, {box.x, y, box.w, title_h},
                   align);
    y += title_h;
    const Style period = brush.style(26, Weight::regular, kSoft);
    brush.pen.line(brush.pen.elided(honour.period, period, box.w), period,
                   {box.x, y, box.w, period_h}, align);
}

// Whole, in the middle of the place, as large as it goes.
void draw_picture(WallBrush& brush, const Canvas& picture) {
    const Rect box = honour_place(brush.plan, brush.page);
    const Rect room = inset(box, brush.px(14));
    const Extent size =
        fitting({picture.width(), picture.height()}, {std::max(1, room.w), std::max(1, room.h)});
    Canvas& canvas = brush.pen.canvas();
    fill_round(canvas, box, brush.px(26), flat(kWord, 24));
    const Canvas shown = resized(picture, size);
    const int left = room.x + (room.w - size.width) / 2;
    const int top = room.y + (room.h - size.height) / 2;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            canvas.fill({left + x, top + y, 1, 1}, shown.pixel(x, y));
        }
    }
}

}  // namespace

Rect honour_place(const WallPlan& plan, const WallPage& page) {
    if (plan.shape == WallShape::strip || (page.honours.empty() && page.pictures.empty())) {
        return {};
    }
    if (!page.newest) {
        return plan.hero;
    }
    if (plan.serving.empty() || plan.waiting.empty()) {
        return plan.serving.empty() ? plan.waiting : plan.serving;
    }
    const Rect left = plan.serving;
    return {left.x, left.y, plan.waiting.right() - left.x, left.h};
}

HonourMotion honour_motion(const WallBrush& brush, Instant now) {
    return stand_at(brush, now).motion;
}

Milliseconds honour_holds(const WallBrush& brush, Instant now) {
    return stand_at(brush, now).holds;
}

void draw_honour(WallBrush& brush, std::size_t turn) {
    const auto turns = turns_of(brush);
    if (turn >= turns.size()) {
        return;
    }
    const Turn& shown = turns[turn];
    if (shown.picture != nullptr) {
        draw_picture(brush, *shown.picture);
        return;
    }
    const WallHonour& honour = brush.page.honours[shown.honour];
    const Board board = board_of(brush, honour);
    const Rect box = honour_place(brush.plan, brush.page);
    Canvas& canvas = brush.pen.canvas();
    fill_round(canvas, box, brush.px(26), flat(kWord, 24));
    stroke_round(canvas, box, brush.px(26), brush.px(2), flat(kAccent, 130));
    draw_title(brush, board, honour);
    const int gap = brush.px(14);
    const int cell_w = (board.names.w - (board.columns - 1) * gap) / board.columns;
    const int cell_h = row_height(brush, board);
    const int top = board.names.y + (board.names.h - names_height(brush, board)) / 2;
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const auto at = static_cast<int>(i - shown.first);
        const Rect cell{board.names.x + at % board.columns * (cell_w + gap),
                        top + at / board.columns * (cell_h + gap), cell_w, cell_h};
        fill_round(canvas, cell, brush.px(16), flat(kWord, 26));
        const int room = cell.w - brush.px(16);
        const Style name = brush.pen.fitted(honour.names[i], board.name, room, brush.px(16));
        brush.pen.line(brush.pen.elided(honour.names[i], name, room), name, cell, Align::centre);
    }
}

}  // namespace hall::display
