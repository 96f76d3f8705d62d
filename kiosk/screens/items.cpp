// SPDX-License-Identifier: Apache-2.0
// The items of one category, what most people come for first.
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kLetter = 84;
constexpr float kRowPad = 26;
constexpr float kRowMin = 176;
constexpr float kChipsBelow = 14 + 48;

struct Row {
    const Item& item;
    kiosk::QueueLine line;
    const Queue* queue = nullptr;
    float tall = 0;
    float name_tall = 0;
    float second_tall = 0;
};

const Pen kName{.em = 40, .weight = Weight::bold, .leading = 1.2F};
const Pen kEyebrow{.em = kCaption, .weight = Weight::bold, .leading = 1.35F};
const Pen kSecond{.em = kCaption, .leading = 1.35F};

float text_width(const Frame& frame) {
    return frame.body.w - 2 * kMargin - kLetter - 28 - 24 - 84;
}

Row measured(const Sheet& sheet, const Frame& frame, const Item& item) {
    const float wide = text_width(frame);
    Row row{item, line_of(sheet.view, item), sheet.view.content->hall.queue(item.queue)};
    row.name_tall = sheet.paint.height(sheet.words.of(item.name), kName, wide);
    row.second_tall = sheet.paint.height(sheet.words.second().of(item.name), kSecond, wide);
    row.tall = std::max(kRowMin, 2 * kRowPad + kEyebrow.em * kEyebrow.leading + row.name_tall +
                                     row.second_tall + kChipsBelow);
    return row;
}

/// The letter that the number will begin with, in the category's colour.
void letter(Sheet& sheet, Rect r, const Queue* queue, Color hue) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Color ground = paint.high_contrast() ? c.sunken : mix(c.card, hue, 0.12F);
    const Color ink = paint.high_contrast() ? c.ink : mix(hue, c.ink, 0.45F);
    paint.fill(r, ground, r.w * 0.29F);
    const On on{paint, ground};
    if (queue != nullptr) {
        paint.label(
            r, queue->prefix,
            {.em = kTitle, .weight = Weight::bold, .ink = ink, .characters = Characters::digits},
            Align::centre);
    }
}

void draw_row(Sheet& sheet, Rect r, const Row& row, const Category& category) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Item& item = row.item;
    const Queue* queue = row.queue;
    const std::string id = "item." + item.id.value;
    sheet.target(id, Role::button,
                 in_all(sheet.words,
                        [&](const Words& w) {
                            return w.of(item.name) + ", " +
                                   (queue != nullptr ? w.of(queue->name) + ", " : "") +
                                   waiting_words(w, row.line) + ", " + range_words(w, row.line);
                        }),
                 r, {.act = Act::open_item, .category = category.id, .item = item.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 0.9F - 0.5F * depth);
    const Color hue = color_from(category.color.c_str(), c.primary);
    if (depth > 0 && !paint.high_contrast()) {
        paint.fill(r, faded(hue, 0.06F * depth), kRadius);
    }
    const On on{paint, c.card};
    letter(sheet, {r.x + 28, r.y + kRowPad + 6, kLetter, kLetter}, queue, hue);
    const float x = r.x + 28 + kLetter + 24;
    const float wide = r.right() - 84 - x;
    Pen eyebrow = kEyebrow;
    eyebrow.ink = paint.high_contrast() ? c.muted : mix(hue, c.ink, 0.45F);
    Pen name = kName;
    name.ink = c.ink;
    Pen second = kSecond;
    second.ink = c.muted;
    float y = r.y + kRowPad;
    if (queue != nullptr) {
        paint.label({x, y, wide, eyebrow.em * eyebrow.leading}, sheet.words.of(queue->name),
                    eyebrow);
    }
    y += eyebrow.em * eyebrow.leading;
    y += paint.paragraph({x, y, wide, 0}, sheet.words.of(item.name), name, Align::left,
                         Breaks::even);
    y += paint.paragraph({x, y, wide, 0}, sheet.words.second().of(item.name), second, Align::left,
                         Breaks::even) +
         14;
    const float chips = queue_chips(sheet, {x, y}, row.line);
    const std::string kind =
        sheet.words.say(item.on_the_spot ? "guide.on_spot_kind" : "guide.promise_kind");
    const float needed =
        paint.width(kind, {.em = kCaption, .weight = Weight::bold}) + kIconSmall + 6;
    if (chips + 22 + needed <= wide + 40) {
        chip(paint, {x + chips + 22, y}, kind,
             {icon_named(item.on_the_spot ? "flash_on" : "event"),
              item.on_the_spot ? Tone::good : Tone::quiet, false},
             Align::left);
    }
    paint.icon({r.right() - 46, r.centre().y}, icon_named("chevron_right"), 60, c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.02F * depth);
}

}  // namespace

void draw_items(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    paint.fill(frame.page, c.page);
    const Catalogue& catalogue = sheet.view.content->catalogue;
    const Category* category = catalogue.category(sheet.visit.place().category);
    if (category == nullptr) {
        page_head(sheet, frame, {.name = sheet.words.all("kiosk.choose_item")});
        footer(sheet, frame, WayHome::shown);
        return;
    }
    const Color hue = color_from(category->color.c_str(), c.primary);
    page_head(sheet, frame, {category->name, icon_named(category->icon), hue});
    const On on{paint, c.page};
    std::vector<Row> rows;
    float content = 60;
    for (const Item* item : by_demand(*sheet.view.content, category->items)) {
        rows.push_back(measured(sheet, frame, *item));
        content += rows.back().tall + kGutter;
    }
    const Rect view = frame.body;
    sheet.scroll.measure(theme.px(content), theme.px(view.h));
    float y = view.y + 36 - theme.q(sheet.scroll.offset(sheet.now));
    {
        const Clip clip{paint, view};
        for (const Row& row : rows) {
            if (y + row.tall > view.y - kGutter && y < view.bottom() + kGutter) {
                draw_row(sheet, {view.x + kMargin, y, view.w - 2 * kMargin, row.tall}, row,
                         *category);
            }
            y += row.tall + kGutter;
        }
    }
    scroll_mark(sheet, view, content);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
