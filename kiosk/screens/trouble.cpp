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
    Text when;            ///< "14:00", large; empty when nobody knows.
    bool go_on = false;   ///< Guides can be read meanwhile.
    bool coming = false;  ///< Of an appointment or a slip: a number can be taken all the same.
};

bool has_number(const kiosk::Refused& refused) {
    return refused.about && !refused.about->number.empty();
}

/// A code that was typed wrong is typed again, and whoever has a number needs no other; all else is
/// answered with one.
bool is_better_back(const kiosk::Refused& refused) {
    return refused.code == "code_invalid" || has_number(refused);
}

/// What was refused is no ticket for a matter that was chosen here.
bool is_coming(const kiosk::Refused& refused) {
    return refused.item.empty() && refused.code != "hall_closed" &&
           refused.code != "out_of_service" && refused.code != "numbers_used_up";
}

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
        answer.coming = is_coming(*view.refused);
        if (has_number(*view.refused)) {
            answer.title = sheet.words.all("kiosk.already_in");
            const std::string& number = view.refused->about->number;
            answer.when = {number, number, number};
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

/// An hour or a ticket's number: short enough to stand large.
bool is_figure(const std::string& when) {
    return !when.empty() && when.size() <= 5;
}

const Pen kTroubleTitle{.em = kHeading, .weight = Weight::bold, .leading = 1.25F};
const Pen kTroubleLine{.em = kLabel, .weight = Weight::bold, .leading = 1.35F};
constexpr float kTop = 70;
constexpr float kBelowHead = 176;  ///< Where the hall's name and the clock end.
constexpr float kDisc = 184;
constexpr float kFigureRow = 160;
constexpr float kButtonsRow = 64 + kButton;

void figure(Painter& paint, Rect r, const std::string& text) {
    paint.label(r, text,
                {.em = kFigure,
                 .weight = Weight::bold,
                 .ink = paint.colors().primary,
                 .characters = Characters::digits},
                Align::centre);
}

void coming_buttons(Sheet& sheet, Rect row) {
    const bool again = sheet.view.refused && is_better_back(*sheet.view.refused);
    const float half = (row.w - kGutter) / 2;
    const Rect left{row.x, row.y, half, row.h};
    const Rect right = left.moved(half + kGutter, 0);
    button(sheet, again ? right : left, {"back", sheet.words.all("kiosk.back"), {Act::back}},
           {icon_named("arrow_back"), again, false});
    button(sheet, again ? left : right,
           {"walk_in", sheet.words.all("kiosk.walk_in"), {Act::walk_in}},
           {icon_named("confirmation_number"), !again, false});
}

void buttons(Sheet& sheet, Rect box, Trouble trouble, const Answer& answer) {
    const Rect row{box.x + 56, box.bottom() - kButton - 56, box.w - 112, kButton};
    if (answer.coming) {
        coming_buttons(sheet, row);
        return;
    }
    const bool go_on = answer.go_on;
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
    const bool hour = is_figure(answer.when.hant);
    const bool choices = trouble != Trouble::out_of_service;
    const float words = paint.height(title, kTroubleTitle, inner) + 12 +
                        (hour ? kFigureRow : 0.0F) + paint.height(line, kTroubleLine, inner) +
                        (choices ? kButtonsRow : 0.0F);
    // Where a page is short, what is only beautiful goes first.
    const float highest = frame.landscape ? 24.0F : kBelowHead;
    const float lowest = frame.footer.y - 24;
    const bool roomy = kTop + kDisc + 40 + words + kTop <= lowest - highest;
    const float lead = roomy ? kTop + kDisc + 40 : 44.0F;
    const float tall = lead + words + (roomy ? kTop : 44.0F);
    const float wanted = frame.landscape ? room.centre().y - tall / 2 : frame.hero.bottom() - 170;
    const float top = std::max(highest, std::min(wanted, lowest - tall));
    const Rect box{room.centre().x - wide / 2, top, wide, tall};
    card(paint, box, 44, 1.3F);
    const On on{paint, c.card};
    const Color warm =
        trouble == Trouble::out_of_service || trouble == Trouble::no_answer ? c.warn : c.primary;
    if (roomy) {
        const Point at{box.centre().x, box.y + kTop + kDisc / 2};
        paint.disc(at, kDisc / 2, mix(c.card, warm, paint.high_contrast() ? 0.0F : 0.10F));
        paint.icon(at, answer.icon, 100, warm);
    }
    float y = box.y + lead;
    Pen pen = kTroubleTitle;
    pen.ink = c.ink;
    y += paint.paragraph({box.x + 70, y, inner, 0}, title, pen, Align::centre, Breaks::even) + 12;
    sheet.tell("trouble", Role::heading, answer.title, box);
    if (hour) {
        figure(paint, {box.x + 40, y, box.w - 80, kFigureRow - 16}, answer.when.hant);
        y += kFigureRow;
    }
    if (!line.empty()) {
        pen = kTroubleLine;
        pen.ink = c.muted;
        paint.paragraph({box.x + 70, y, inner, 0}, line, pen, Align::centre, Breaks::even);
        sheet.tell("trouble_line", Role::status, answer.line, {box.x + 70, y, inner, 60});
    }
    if (choices) {
        buttons(sheet, box, trouble, answer);
    }
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
