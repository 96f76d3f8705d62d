// SPDX-License-Identifier: Apache-2.0
// Finding a matter by a few keys: what is typed, what fits it, the keys.
#include "kiosk/screens/finder.h"
#include "kiosk/screens/item_rows.h"
#include "kiosk/screens/keyboard.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kField = 100;
constexpr std::size_t kWanted = 10;

void caret(Sheet& sheet, float x, float middle) {
    sheet.paint.fill({x, middle - 26, 4, 52}, sheet.colors().accent, 2);
}

/// What is typed, and how much fits it.
void field(Sheet& sheet, Rect r, const Query& query, const Findings& found) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool empty = query.text.empty();
    const std::string shown = query.typing == Typing::strokes ? signs_of(query.text) : query.text;
    card(paint, r, r.h / 2, 1.1F);
    paint.stroke(r, c.primary, r.h / 2, 3);
    const On on{paint, c.card};
    paint.icon({r.x + 56, r.centre().y}, icon_named("search"), kIconMedium, c.primary);
    const std::string count =
        empty || found.items.empty() || found.guessed
            ? std::string{}
            : sheet.words.say("kiosk.search_found", {{"n", std::to_string(found.all)}});
    const Pen small{.em = kCaption, .weight = Weight::bold, .ink = c.primary};
    const float side = count.empty() ? 40 : paint.width(count, small) + 56;
    const Rect words{r.x + 100, r.y, r.w - 100 - side, r.h};
    if (empty) {
        caret(sheet, words.x, r.centre().y);
        const char* hint = query.typing == Typing::strokes ? "kiosk.search_hint_strokes"
                                                           : "kiosk.search_hint_letters";
        paint.label({words.x + 20, words.y, words.w - 20, words.h}, sheet.words.say(hint),
                    {.em = kBody, .ink = c.muted});
    } else {
        const Pen pen =
            paint.fitted(shown, {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, words.w - 16);
        paint.label(words, shown, pen);
        caret(sheet, words.x + std::min(words.w - 8, paint.width(shown, pen) + 8), r.centre().y);
    }
    if (!count.empty()) {
        paint.label({r.right() - side, r.y, side - 36, r.h}, count, small, Align::right);
    }
    sheet.tell("typed", Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          return empty ? w.say("kiosk.search_empty")
                                       : w.say("kiosk.search_typed", {{"text", shown}}) + ", " +
                                             w.say("kiosk.search_found",
                                                   {{"n", std::to_string(found.all)}});
                      }),
               r);
}

/// The characters that the strokes may mean.
void characters(Sheet& sheet, Rect r, const std::vector<std::string>& all) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    float x = r.x;
    for (const std::string& one : all) {
        if (x + kTouch > r.right() + 1) {
            return;
        }
        const Rect box{x, r.y, kTouch, kTouch};
        const std::string id = "character." + one;
        sheet.target(id, Role::button, sheet.words.all("kiosk.stroke_choose", {{"text", one}}), box,
                     {.act = Act::choose, .text = one});
        const float depth = sheet.pressed(id);
        const Color ground =
            paint.high_contrast() ? c.card : mix(c.card, c.primary, 0.10F + 0.2F * depth);
        paint.fill(box, ground, 18);
        paint.stroke(box, paint.high_contrast() ? c.line : mix(c.card, c.primary, 0.4F), 18, 2);
        const On on{paint, ground};
        paint.label(box, one, {.em = kTitle, .weight = Weight::bold, .ink = c.ink}, Align::centre);
        x += kTouch + 12;
    }
}

void nothing_found(Sheet& sheet, Rect r, const Query& query) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool low = r.h < 430;
    const std::string shown = query.typing == Typing::strokes ? signs_of(query.text) : query.text;
    const float wide = std::min(r.w - 2 * kMargin, 860.0F);
    float y = r.y + (low ? 8.0F : 56.0F);
    if (!low) {
        paint.disc({r.centre().x, y + 66}, 66,
                   paint.high_contrast() ? c.sunken : mix(c.page, c.primary, 0.12F));
        paint.icon({r.centre().x, y + 66}, icon_named("search_off"), kIconLarge, c.primary);
        y += 160;
    }
    const Text title = sheet.words.all("kiosk.search_none", {{"text", shown}});
    sheet.tell("nothing", Role::status, title, {r.centre().x - wide / 2, y, wide, 120});
    y += paint.paragraph({r.centre().x - wide / 2, y, wide, 0}, sheet.words.of(title),
                         {.em = kTitle, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F},
                         Align::centre, Breaks::even) +
         8;
    y += paint.paragraph({r.centre().x - wide / 2, y, wide, 0},
                         sheet.words.say("kiosk.search_none_line"), {.em = kBody, .ink = c.muted},
                         Align::centre, Breaks::even) +
         24;
    const Text label = sheet.words.all("kiosk.search_by_category");
    const float button_wide =
        paint.width(sheet.words.of(label), {.em = kLabel, .weight = Weight::bold}) + 160;
    button(sheet, {r.centre().x - button_wide / 2, y, button_wide, kTouch},
           {"categories", label, {Act::home}}, {icon_named("apps"), false});
}

void heading(Sheet& sheet, Rect r, const char* key, Icon icon) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    paint.icon({r.x + 18, r.centre().y}, icon, kIconSmall, c.primary);
    paint.label({r.x + 48, r.y, r.w - 48, r.h}, sheet.words.say(key),
                {.em = kCaption, .weight = Weight::bold, .ink = c.muted});
    sheet.tell("results", Role::heading, sheet.words.all(key), r);
}

/// Everything between the field and the keys.
void results(Sheet& sheet, Rect view, const Query& query, const Findings& found) {
    Painter& paint = sheet.paint;
    const Theme& theme = paint.theme();
    if (!query.text.empty() && found.items.empty()) {
        sheet.scroll.measure(0, theme.px(view.h));
        nothing_found(sheet, view, query);
        return;
    }
    const Clip clip{paint, view};
    const float top = view.y + 10 - theme.q(sheet.scroll.offset(sheet.now));
    float y = top;
    const Rect line{view.x + kMargin, y, view.w - 2 * kMargin, 44};
    if (query.text.empty()) {
        heading(sheet, line, "kiosk.search_wanted", icon_named("trending_up"));
        y += 54;
        y += item_rows(sheet, view, wanted_today(*sheet.view.content, sheet.visit.taken, kWanted),
                       y);
    } else {
        if (found.guessed) {
            heading(sheet, line, "kiosk.search_guessed", icon_named("info"));
            y += 54;
        }
        y += item_rows(sheet, view, found.items, y);
    }
    sheet.scroll.measure(theme.px(y - top + 20), theme.px(view.h));
    scroll_mark(sheet, view, y - top + 20);
}

}  // namespace

void draw_search(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = frame_of(paint.theme(), 176);
    paint.fill(frame.page, c.page);
    page_head(sheet, frame, {sheet.words.all("kiosk.search"), icon_named("search"), c.primary});
    const Query& query = sheet.visit.path.back().query;
    const Findings& found = sheet.finder.find(sheet.view.content, query, sheet.words.language);
    const On on{paint, c.page};
    const Rect& body = frame.body;
    const float keys = keyboard_height(body.w, query.typing);
    float y = body.y + (frame.landscape ? 20.0F : 28.0F);
    field(sheet, {body.x + kMargin, y, body.w - 2 * kMargin, kField}, query, found);
    y += kField + 14;
    float bottom = body.bottom() - keys;
    if (query.typing == Typing::strokes && !found.characters.empty()) {
        characters(sheet, {body.x + kMargin, y, body.w - 2 * kMargin, kTouch}, found.characters);
        y += kTouch + 10;
    }
    results(sheet, {body.x, y, body.w, bottom - y}, query, found);
    keyboard(sheet, {body.x, bottom, body.w, keys}, query.typing);
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
