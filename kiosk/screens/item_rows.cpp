// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/item_rows.h"

#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kRowPad = 12;
constexpr float kTile = 72;
constexpr float kBetween = 9;

const Pen kName{.em = kLabel, .weight = Weight::bold, .leading = 1.22F};

Icon icon_of(const Category* category) {
    return category != nullptr ? icon_named(category->icon) : icon_named("description");
}

struct Row {
    const Item& item;
    const Category* category = nullptr;
    kiosk::QueueLine line;
    float tall = 0;
};

/// Where a row's words begin and how much room they have.
float words_width(float row) {
    return row - 24 - kTile - 22 - 84;
}

Row measured(const Sheet& sheet, const Item& item, float wide) {
    Row row{item, category_of(*sheet.view.content, item.id, {}), line_of(sheet.view, item), 0};
    row.tall =
        2 * kRowPad + sheet.paint.height(sheet.words.of(item.name), kName, words_width(wide)) + 42;
    return row;
}

void draw_row(Sheet& sheet, Rect r, const Row& row) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Item& item = row.item;
    const std::string id = "item." + item.id.value;
    sheet.target(id, Role::button,
                 in_all(sheet.words,
                        [&](const Words& w) {
                            return w.of(item.name) + ", " + waiting_words(w, row.line) + ", " +
                                   range_words(w, row.line);
                        }),
                 r, {.act = Act::open_item, .item = item.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, 24, 0.7F - 0.4F * depth);
    const Color hue =
        row.category != nullptr ? color_from(row.category->color.c_str(), c.primary) : c.primary;
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(hue, 0.07F * depth), 24);
    }
    const On on{paint, c.card};
    icon_tile(paint, {r.x + 20, r.centre().y - kTile / 2, kTile, kTile}, icon_of(row.category),
              hue);
    const float x = r.x + 24 + kTile + 18;
    const float wide = words_width(r.w);
    Pen name = kName;
    name.ink = c.ink;
    float y = r.y + kRowPad;
    y += paint.paragraph({x, y, wide, 0}, sheet.words.of(item.name), name, Align::left,
                         Breaks::even);
    const Pen small{.em = kCaption, .ink = c.muted};
    const std::string wait = line_words(sheet.words, row.line);
    const float code = paint.width(item.id.value, small) + 4;
    float left = x;
    if (code + 28 + paint.width(wait, small) + 2 <= wide) {
        paint.label({x, y, code, 42}, item.id.value, small);
        paint.fill({x + code + 12, y + 8, 2, 26}, c.line);
        left += code + 28;
    }
    paint.label({left, y, x + wide - left, 42}, wait, small);
    paint.icon({r.right() - 42, r.centre().y}, icon_named("chevron_right"), kIconMedium, c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.02F * depth);
}

}  // namespace

float item_rows(Sheet& sheet, Rect view, const std::vector<const Item*>& items, float y) {
    const bool two = view.w > 1100;
    const float wide = two ? (view.w - 2 * kMargin - kGutter) / 2 : view.w - 2 * kMargin;
    const float top = y;
    const std::size_t across = two ? 2 : 1;
    for (std::size_t i = 0; i < items.size(); i += across) {
        std::vector<Row> line;
        float tall = 0;
        for (std::size_t n = i; n < std::min(items.size(), i + across); ++n) {
            line.push_back(measured(sheet, *items[n], wide));
            tall = std::max(tall, line.back().tall);
        }
        float x = view.x + kMargin;
        for (const Row& row : line) {
            if (y + tall > view.y && y < view.bottom()) {
                draw_row(sheet, {x, y, wide, tall}, row);
            }
            x += wide + kGutter;
        }
        y += tall + kBetween;
    }
    return y - top;
}

}  // namespace hall::screens
