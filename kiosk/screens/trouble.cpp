// SPDX-License-Identifier: Apache-2.0
// No number now: what stands in the way, until when, and what to do instead. Never a code.
#include "kiosk/screens/art.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

struct Answer {
    Icon icon = 0;
    Text title;
    Text line;
    Text when;           ///< "14:00", large; empty when nobody knows.
    bool go_on = false;  ///< Guides can be read meanwhile.
};

// The day of another date is written in the language of the sentence around it.
Text at_time(const Words& words, std::string_view key, const Text& time) {
    return in_all(words, [&](const Words& w) { return w.say(key, {{"time", w.of(time)}}); });
}

Answer refusal(const Sheet& sheet) {
    const kiosk::View& view = sheet.view;
    Answer answer{icon_named("info"), sheet.words.all("kiosk.trouble_title"), {}, {}, true};
    if (view.refused) {
        const std::string key = "refusal." + view.refused->code;
        answer.line = sheet.words.all(view.phrases->has(key) ? key : "kiosk.trouble_line");
        answer.when = view.refused->resumes_at;
        if (!answer.when.hant.empty()) {
            answer.line = in_all(sheet.words, [&](const Words& w) {
                return w.of(answer.line) + "\n" +
                       w.say("kiosk.opens", {{"time", w.of(answer.when)}});
            });
        }
    }
    return answer;
}

Answer answer_to(const Sheet& sheet, Trouble trouble) {
    const kiosk::View& view = sheet.view;
    switch (trouble) {
        case Trouble::none:
        case Trouble::out_of_service:
        case Trouble::no_answer:
            return {icon_named("support"),
                    sheet.words.all("kiosk.trouble"),
                    sheet.words.all("kiosk.trouble_line"),
                    {},
                    false};
        case Trouble::refused:
            return refusal(sheet);
        case Trouble::closed: {
            const bool before = view.open == kiosk::HallOpen::before;
            return {icon_named(before ? "schedule" : "bedtime"), sheet.words.all("kiosk.closed"),
                    at_time(sheet.words, before ? "kiosk.before_opening" : "kiosk.after_hours",
                            view.opens_at),
                    view.opens_at, true};
        }
        case Trouble::lunch:
            return {icon_named("local_cafe"), sheet.words.all("kiosk.lunch_title"),
                    at_time(sheet.words, "kiosk.lunch", view.opens_at), view.opens_at, true};
    }
    return {};
}

bool is_hour(const std::string& when) {
    return when.size() == 5 && when[2] == ':';
}

const Pen kTroubleTitle{.em = kHeading, .weight = Weight::bold, .leading = 1.25F};
const Pen kTroubleLine{.em = kLabel, .weight = Weight::bold, .leading = 1.35F};
constexpr float kTop = 70;
constexpr float kDisc = 184;
constexpr float kFigureRow = 160;
constexpr float kButtonsRow = 64 + kButton;

void buttons(Sheet& sheet, Rect box, Trouble trouble, bool go_on) {
    const Rect row{box.x + 56, box.bottom() - kButton - 56, box.w - 112, kButton};
    const ButtonLook leave{icon_named("home"), !go_on, false};
    const float half = go_on ? (row.w - kGutter) / 2 : row.w;
    button(sheet, {row.x, row.y, half, row.h},
           {"done", sheet.words.all("kiosk.leave"), {Act::done}}, leave);
    if (!go_on) {
        return;
    }
    const bool refused = trouble == Trouble::refused;
    button(sheet, {row.right() - half, row.y, half, row.h},
           {refused ? "back" : "read_guides",
            sheet.words.all(refused ? "kiosk.back" : "kiosk.guide"),
            {refused ? Act::back : Act::read_guides}},
           {icon_named(refused ? "arrow_back" : "article"), true, false});
}

}  // namespace

void draw_trouble(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Trouble trouble = sheet.visit.place().trouble;
    const Frame frame = frame_of(paint.theme(), paint.theme().landscape() ? 0 : 620);
    paint.fill(frame.page, c.page);
    hall_head(sheet, frame);
    const Answer answer = answer_to(sheet, trouble);
    const std::string& title = sheet.words.of(answer.title);
    const std::string& line = sheet.words.of(answer.line);
    const Rect room =
        frame.landscape ? frame.body : Rect{0, 320, frame.page.w, frame.footer.y - 320};
    const float wide = std::min(984.0F, room.w - 2 * kMargin);
    const float inner = wide - 140;
    const bool hour = is_hour(answer.when.hant);
    const bool choices = trouble != Trouble::out_of_service;
    const float tall = kTop + kDisc + 40 + paint.height(title, kTroubleTitle, inner) + 12 +
                       (hour ? kFigureRow : 0.0F) + paint.height(line, kTroubleLine, inner) +
                       (choices ? kButtonsRow : 0.0F) + kTop;
    const float top = frame.landscape ? room.centre().y - tall / 2 : frame.hero.bottom() - 170;
    const Rect box{room.centre().x - wide / 2, top, wide, tall};
    card(paint, box, 44, 1.3F);
    const On on{paint, c.card};
    const Color warm =
        trouble == Trouble::out_of_service || trouble == Trouble::no_answer ? c.warn : c.primary;
    const Point at{box.centre().x, box.y + kTop + kDisc / 2};
    paint.disc(at, kDisc / 2, mix(c.card, warm, paint.high_contrast() ? 0.0F : 0.10F));
    paint.icon(at, answer.icon, 100, warm);
    float y = box.y + kTop + kDisc + 40;
    Pen pen = kTroubleTitle;
    pen.ink = c.ink;
    y += paint.paragraph({box.x + 70, y, inner, 0}, title, pen, Align::centre, Breaks::even) + 12;
    sheet.tell("trouble", Role::heading, answer.title, box);
    if (hour) {
        paint.label({box.x + 40, y, box.w - 80, kFigureRow - 16}, answer.when.hant,
                    {.em = kFigure,
                     .weight = Weight::bold,
                     .ink = c.primary,
                     .characters = Characters::digits},
                    Align::centre);
        y += kFigureRow;
    }
    if (!line.empty()) {
        pen = kTroubleLine;
        pen.ink = c.muted;
        paint.paragraph({box.x + 70, y, inner, 0}, line, pen, Align::centre, Breaks::even);
        sheet.tell("trouble_line", Role::status, answer.line, {box.x + 70, y, inner, 60});
    }
    if (choices) {
        buttons(sheet, box, trouble, answer.go_on);
    }
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
