// SPDX-License-Identifier: Apache-2.0
// Who is served first: one touch on a class is a ticket in it.
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kRow = 148;
constexpr float kTile = 84;

Icon icon_of(const std::string& id) {
    return icon_named(id == "elder"        ? "elderly"
                      : id == "disability" ? "accessible"
                      : id == "pregnant"   ? "child_care"
                      : id == "serviceman" ? "verified"
                                           : "group");
}

void row(Sheet& sheet, Rect r, const PriorityClass& one, bool enabled) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const std::string id = "priority." + one.id;
    sheet
        .target(id, Role::button,
                in_all(sheet.words,
                       [&](const Words& w) {
                           return w.of(one.name) + ", " + w.say("kiosk.take_ticket_priority");
                       }),
                r, {.act = Act::take_priority, .text = one.id})
        .enabled = enabled;
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 1 - 0.5F * depth);
    const On on{paint, c.card};
    icon_tile(paint, {r.x + 28, r.centre().y - kTile / 2, kTile, kTile}, icon_of(one.id),
              c.primary);
    const float x = r.x + 28 + kTile + 26;
    const float wide = r.right() - 76 - x;
    const Pen pen{
        .em = kTitle, .weight = Weight::bold, .ink = enabled ? c.ink : c.muted, .leading = 1.2F};
    const std::string& name = sheet.words.of(one.name);
    const Pen fit = paint.fitted(name, pen, wide);
    const float tall = paint.height(name, fit, wide);
    paint.paragraph({x, r.centre().y - tall / 2, wide, 0}, name, fit, Align::left, Breaks::even);
    paint.icon({r.right() - 46, r.centre().y}, icon_named("confirmation_number"), kIconMedium,
               c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.02F * depth);
}

}  // namespace

std::vector<const PriorityClass*> priority_choices(const Content& content) {
    std::vector<const PriorityClass*> choices;
    for (const PriorityClass& one : content.hall.priority_classes) {
        if (one.id != "green") {
            choices.push_back(&one);
        }
    }
    return choices;
}

void draw_priority(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Theme& theme = paint.theme();
    const Frame frame = frame_of(theme, 176);
    paint.fill(frame.page, c.page);
    page_head(sheet, frame,
              {sheet.words.all("kiosk.take_ticket_priority"),
               frame.landscape ? icon_named("verified") : Icon{0}, c.primary});
    const On on{paint, c.page};
    const Rect& view = frame.body;
    const Item* item = sheet.view.content->catalogue.item(sheet.visit.place().item);
    if (item == nullptr) {
        footer(sheet, frame, WayHome::shown);
        return;
    }
    const bool busy = sheet.visit.waiting() || sheet.view.issuing;
    const bool enabled = !busy && line_of(sheet.view, *item).issuing && !sheet.view.out_of_service;
    const float top = view.y + 32 - theme.q(sheet.scroll.offset(sheet.now));
    const float x = view.x + kMargin;
    const float wide = view.w - 2 * kMargin;
    {
        const Clip clip{paint, view};
        float y = top;
        sheet.tell("item", Role::status, item->name, {x, y, wide, 50});
        y += paint.paragraph(
                 {x, y, wide, 0}, sheet.words.of(item->name),
                 {.em = kLabel, .weight = Weight::bold, .ink = c.primary, .leading = 1.25F},
                 Align::left, Breaks::even) +
             12;
        const Text title = sheet.words.all("kiosk.priority_title");
        sheet.tell("question", Role::heading, title, {x, y, wide, 70});
        y +=
            paint.paragraph({x, y, wide, 0}, sheet.words.of(title),
                            {.em = kHeading, .weight = Weight::bold, .ink = c.ink, .leading = 1.2F},
                            Align::left, Breaks::even) +
            8;
        const Text line = sheet.words.all("kiosk.priority_line");
        sheet.tell("question_line", Role::text, line, {x, y, wide, 60});
        y += paint.paragraph({x, y, wide, 0}, sheet.words.of(line), {.em = kBody, .ink = c.muted},
                             Align::left, Breaks::even) +
             28;
        for (const PriorityClass* one : priority_choices(*sheet.view.content)) {
            row(sheet, {x, y, wide, kRow}, *one, enabled);
            y += kRow + kGutter;
        }
        y += 16;
        button(sheet, {x, y, wide, kButton},
               {"take",
                sheet.words.all(busy ? "kiosk.one_moment" : "kiosk.priority_none"),
                {Act::take}},
               {icon_named("confirmation_number"), false, busy, enabled});
        y += kButton;
        sheet.scroll.measure(theme.px(y - top + 64), theme.px(view.h));
        scroll_mark(sheet, view, y - top + 64);
    }
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
