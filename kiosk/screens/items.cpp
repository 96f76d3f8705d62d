// SPDX-License-Identifier: Apache-2.0
// The items of one category, what most people come for first.
#include <optional>

#include "kiosk/screens/item_rows.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kLetter = 84;
constexpr float kRowPad = 26;
constexpr float kRowMin = 176;
constexpr float kChipsBelow = 14 + 48;
constexpr std::size_t kReadMost = 8;  // As many large rows as an upright page shows.

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

/// What a row takes from its page.
struct RowLook {
    CategoryId category;
    Color hue = 0;
};

void draw_row(Sheet& sheet, Rect r, const Row& row, const RowLook& look) {
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
                 r, {.act = Act::open_item, .category = look.category, .item = item.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 0.9F - 0.5F * depth);
    const Color hue = look.hue;
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

/// Returns the height of all of them.
float large_rows(
    Sheet& sheet, Rect view, const std::vector<const Item*>& items, const RowLook& look, float y) {
    const Frame frame = frame_of(sheet.paint.theme(), 176);
    const float top = y;
    for (const Item* item : items) {
        const Row row = measured(sheet, frame, *item);
        if (y + row.tall > view.y - kGutter && y < view.bottom() + kGutter) {
            draw_row(sheet, {view.x + kMargin, y, view.w - 2 * kMargin, row.tall}, row, look);
        }
        y += row.tall + kGutter;
    }
    return y - top;
}

/// What the page is about: a category, an event of life, or a department.
struct Topic {
    Text name;
    Icon icon = 0;
    Color hue = 0;
    CategoryId category;  ///< Empty when the rows stand in several.
    std::vector<ItemId> items;
    bool by_demand = true;  ///< An event's are in the order in which one needs them.
};

std::optional<Topic> topic_of(const Sheet& sheet) {
    const Catalogue& catalogue = sheet.view.content->catalogue;
    const Place& place = sheet.visit.place();
    const Color plain = sheet.colors().primary;
    if (const Category* category = catalogue.category(place.category)) {
        return Topic{category->name, icon_named(category->icon),
                     color_from(category->color.c_str(), plain), category->id, category->items};
    }
    if (const Category* event = catalogue.event(place.event)) {
        return Topic{event->name,
                     icon_named(event->icon),
                     color_from(event->color.c_str(), plain),
                     {},
                     event->items,
                     false};
    }
    const Department* department = catalogue.department(place.department);
    if (department == nullptr) {
        return std::nullopt;
    }
    Topic topic{department->name, icon_named("account_balance"), plain, {}, {}};
    for (const Item& item : catalogue.items) {
        if (item.department == department->id) {
            topic.items.push_back(item.id);
        }
    }
    return topic;
}

std::vector<const Item*> rows_of(const Sheet& sheet, const Topic& topic) {
    if (topic.by_demand) {
        return by_demand(*sheet.view.content, topic.items);
    }
    std::vector<const Item*> items;
    for (const ItemId& id : topic.items) {
        items.push_back(sheet.view.content->catalogue.item(id));
    }
    return items;
}

}  // namespace

void draw_items(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    paint.fill(frame.page, c.page);
    const auto topic = topic_of(sheet);
    if (!topic) {
        page_head(sheet, frame, {.name = sheet.words.all("kiosk.choose_item")});
        footer(sheet, frame, WayHome::shown);
        return;
    }
    page_head(sheet, frame, {topic->name, topic->icon, topic->hue});
    const On on{paint, c.page};
    const auto items = rows_of(sheet, *topic);
    const Rect view = frame.body;
    const float top = view.y + 24 - theme.q(sheet.scroll.offset(sheet.now));
    float content = 0;
    {
        const Clip clip{paint, view};
        // Many are skimmed, a few are read: a throw of the hand has to be enough for all of them.
        content = items.size() > kReadMost
                      ? item_rows(sheet, view, items, top)
                      : large_rows(sheet, view, items, {topic->category, topic->hue}, top);
    }
    sheet.scroll.measure(theme.px(content + 40), theme.px(view.h));
    scroll_mark(sheet, view, content + 40);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
