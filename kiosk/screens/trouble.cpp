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
    std::string when;    ///< "14:00", large; empty when nobody knows.
    bool go_on = false;  ///< Guides can be read meanwhile.
};

Answer refusal(const Sheet& sheet) {
    const kiosk::View& view = sheet.view;
    Answer answer{icon_named("info"), sheet.words.all("kiosk.trouble_title"), {}, {}, true};
    if (view.refused) {
        const std::string key = "refusal." + view.refused->code;
        answer.line = sheet.words.all(view.phrases->has(key) ? key : "kiosk.trouble_line");
        answer.when = view.refused->resumes_at;
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
                    sheet.words.all(before ? "kiosk.before_opening" : "kiosk.after_hours",
                                    {{"time", view.opens_at}}),
                    view.opens_at, true};
        }
        case Trouble::lunch:
            return {icon_named("local_cafe"), sheet.words.all("kiosk.lunch_title"),
                    sheet.words.all("kiosk.lunch", {{"time", view.opens_at}}), view.opens_at, true};
    }
    return {};
}

/// "14:00" as figures; a day with its hour in words.
void when_words(Sheet& sheet, Rect r, const std::string& when) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool hour = when.size() == 5 && when[2] == ':';
    if (hour) {
        paint.label(r, when,
                    {.em = kFigure,
                     .weight = Weight::bold,
                     .ink = c.primary,
                     .characters = Characters::digits},
                    Align::centre);
    } else {
        paint.label(r, when, {.em = kHeading, .weight = Weight::bold, .ink = c.primary},
                    Align::centre);
    }
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
    const bool leads_back = answer.go_on;
    const Rect room =
        frame.landscape ? frame.body : Rect{0, 360, frame.page.w, frame.footer.y - 360};
    const float wide = std::min(984.0F, room.w - 2 * kMargin);
    const float tall = std::min(room.h - 2 * kMargin, answer.when.empty() ? 760.0F : 940.0F);
    const Rect box{room.centre().x - wide / 2,
                   frame.landscape ? room.centre().y - tall / 2 : room.y + 40, wide, tall};
    card(paint, box, 44, 1.3F);
    const On on{paint, c.card};
    const Color warm =
        trouble == Trouble::out_of_service || trouble == Trouble::no_answer ? c.warn : c.primary;
    float y = box.y + 70;
    const Point at{box.centre().x, y + 92};
    paint.disc(at, 92, mix(c.card, warm, paint.high_contrast() ? 0.0F : 0.10F));
    paint.icon(at, answer.icon, 100, warm);
    y += 184 + 44;
    const float inner = box.w - 140;
    const std::string& title = sheet.words.of(answer.title);
    y += paint.paragraph({box.x + 70, y, inner, 0}, title,
                         {.em = kHeading, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F},
                         Align::centre, Breaks::even) +
         16;
    sheet.tell("trouble", Role::heading, answer.title, box);
    if (!answer.when.empty()) {
        when_words(sheet, {box.x + 40, y, box.w - 80, 150}, answer.when);
        y += 160;
    }
    if (!answer.line.hant.empty()) {
        paint.paragraph({box.x + 70, y, inner, 0}, sheet.words.of(answer.line),
                        {.em = kLabel, .weight = Weight::bold, .ink = c.muted}, Align::centre,
                        Breaks::even);
        sheet.tell("trouble_line", Role::status, answer.line, {box.x + 70, y, inner, 60});
    }
    if (trouble == Trouble::no_answer) {
        button(sheet, "done", {box.x + 56, box.bottom() - kButton - 56, box.w - 112, kButton},
               sheet.words.all("kiosk.leave"), {Act::done}, {icon_named("home"), true, false});
    }
    if (leads_back) {
        const bool refused = trouble == Trouble::refused;
        const float half = (box.w - 2 * 56 - kGutter) / 2;
        const float by = box.bottom() - kButton - 56;
        button(sheet, "done", {box.x + 56, by, half, kButton}, sheet.words.all("kiosk.leave"),
               {Act::done}, {icon_named("home"), false, false});
        button(sheet, refused ? "back" : "read_guides",
               {box.x + 56 + half + kGutter, by, half, kButton},
               sheet.words.all(refused ? "kiosk.back" : "kiosk.guide"),
               {refused ? Act::back : Act::read_guides},
               {icon_named(refused ? "arrow_back" : "article"), true, false});
    }
    footer(sheet, frame, WayHome::none);
}

}  // namespace hall::screens
