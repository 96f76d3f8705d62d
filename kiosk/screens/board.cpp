// SPDX-License-Identifier: Apache-2.0
// 公開欄: what the hall has to say today, and the rules it is bound by.
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"
#include "sync/hall/notices.h"

namespace hall::screens {

namespace {

constexpr float kPad = 28;
constexpr float kTile = 76;
constexpr std::size_t kLinesShown = 3;

const Pen kTitlePen{.em = kLabel, .weight = Weight::bold, .leading = 1.22F};
const Pen kBodyPen{.em = kCaption, .leading = 1.4F};

std::string day_words(Day day) {
    return text_of(day);
}

/// From when to when; empty when it is up for good.
std::string days_of(const Words& words, const Notice& notice) {
    if (notice.from && notice.to) {
        return words.say("kiosk.notice_days",
                         {{"from", day_words(*notice.from)}, {"to", day_words(*notice.to)}});
    }
    if (notice.to) {
        return words.say("kiosk.notice_to", {{"to", day_words(*notice.to)}});
    }
    return notice.from ? words.say("kiosk.notice_from", {{"from", day_words(*notice.from)}})
                       : std::string{};
}

struct Card {
    const Notice& notice;
    float title_tall = 0;
    float body_tall = 0;  ///< 0 when it is too long to be shown here.
    float tall = 0;
};

Card card_of(const Sheet& sheet, const Notice& notice, float wide) {
    const float words = wide - 2 * kPad - kTile - 24 - 60;
    Card made{notice};
    made.title_tall = sheet.paint.height(sheet.words.of(notice.title), kTitlePen, words);
    const std::string& body = sheet.words.of(notice.body);
    if (sheet.paint.lines(body, kBodyPen, words).size() <= kLinesShown) {
        made.body_tall = sheet.paint.height(body, kBodyPen, words) + 4;
    }
    const float days = days_of(sheet.words, notice).empty() ? 0 : 44;
    made.tall = std::max(kTile + 2 * kPad, made.title_tall + made.body_tall + days + 2 * kPad);
    return made;
}

void draw_card(Sheet& sheet, Rect r, const Card& made) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Notice& notice = made.notice;
    const bool rule = notice.kind == NoticeKind::regulation;
    const std::string id = "notice." + notice.id;
    sheet.target(
        id, Role::button,
        in_all(sheet.words,
               [&](const Words& w) { return w.of(notice.title) + ", " + w.of(notice.body); }),
        r, {.act = Act::read_notice, .text = notice.id});
    const float depth = sheet.pressed(id);
    const int mark = paint.mark();
    card(paint, r, kRadius, 0.9F - 0.5F * depth);
    const On on{paint, c.card};
    icon_tile(paint, {r.x + kPad, r.centre().y - kTile / 2, kTile, kTile},
              icon_named(rule ? "policy" : "campaign"), rule ? rgb(0x4A5A8A) : c.primary);
    const float x = r.x + kPad + kTile + 24;
    const float wide = r.right() - kPad - 60 - x;
    Pen title = kTitlePen;
    title.ink = c.ink;
    Pen body = kBodyPen;
    body.ink = c.muted;
    const std::string days = days_of(sheet.words, notice);
    float y = r.centre().y - (made.title_tall + made.body_tall + (days.empty() ? 0.0F : 44.0F)) / 2;
    y += paint.paragraph({x, y, wide, 0}, sheet.words.of(notice.title), title, Align::left,
                         Breaks::even);
    if (made.body_tall > 0) {
        y += 4 + paint.paragraph({x, y + 4, wide, 0}, sheet.words.of(notice.body), body,
                                 Align::left, Breaks::even);
    }
    if (!days.empty()) {
        paint.icon({x + 16, y + 22}, icon_named("event"), 30, c.primary);
        paint.label({x + 42, y, wide - 42, 44}, days,
                    {.em = kCaption, .weight = Weight::bold, .ink = c.primary});
    }
    paint.icon({r.right() - 44, r.centre().y}, icon_named("chevron_right"), kIconMedium, c.primary);
    paint.scale_since(mark, r.centre(), 1 - 0.015F * depth);
}

/// Notices of one kind below their heading; the height they take.
float section(Sheet& sheet, Rect view, float y, NoticeKind kind) {
    Painter& paint = sheet.paint;
    const auto& board = sheet.view.content->notices;
    const auto up =
        board == nullptr ? std::vector<const Notice*>{} : board->up(sheet.view.today, kind);
    const bool rules = kind == NoticeKind::regulation;
    const float top = y;
    if (rules && up.empty()) {
        return 0;
    }
    const Text heading = sheet.words.all(rules ? "kiosk.board_rules" : "kiosk.board_notices");
    sheet.tell(rules ? "rules" : "notices", Role::heading, heading,
               {view.x + kMargin, y, view.w, 60});
    paint.label({view.x + kMargin, y, view.w - 2 * kMargin, 60}, sheet.words.of(heading),
                {.em = kLabel, .weight = Weight::bold, .ink = paint.colors().ink});
    y += 70;
    if (up.empty()) {
        paint.label({view.x + kMargin, y, view.w - 2 * kMargin, 60},
                    sheet.words.say("kiosk.board_empty"),
                    {.em = kBody, .ink = paint.colors().muted});
        return y + 80 - top;
    }
    const float wide = view.w - 2 * kMargin;
    for (const Notice* notice : up) {
        const Card made = card_of(sheet, *notice, wide);
        if (y + made.tall > view.y - kGutter && y < view.bottom() + kGutter) {
            draw_card(sheet, {view.x + kMargin, y, wide, made.tall}, made);
        }
        y += made.tall + kGutter;
    }
    return y + 16 - top;
}

/// The form on which an opinion or a complaint is written; the height it takes.
float opinion(Sheet& sheet, Rect r) {
    const bool busy = sheet.visit.guide_printed.has_value();
    const bool can = prints(sheet.view.printer);
    button(sheet, r,
           {"opinion",
            sheet.words.all(busy ? "kiosk.opinion_printing" : "kiosk.opinion"),
            {.act = Act::print_sheet, .text = "opinion"}},
           {icon_named(can ? "edit_note" : "print_disabled"), false, false, can && !busy});
    return r.h + 20;
}

/// Title, days, body and points from the top of `r`; the height of the whole with its margins.
float notice_text(Sheet& sheet, Rect r, const Notice& notice) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const On on{paint, c.card};
    const float x = r.x + 48;
    const float wide = r.w - 96;
    float y = r.y + 44;
    sheet.tell("heading", Role::heading, notice.title, {x, y, wide, 80});
    y += 12 +
         paint.paragraph({x, y, wide, 0}, sheet.words.of(notice.title),
                         {.em = kHeading, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F},
                         Align::left, Breaks::even);
    if (const std::string days = days_of(sheet.words, notice); !days.empty()) {
        paint.icon({x + 18, y + 24}, icon_named("event"), kIconSmall, c.primary);
        paint.label({x + 48, y, wide - 48, 48}, days,
                    {.em = kBody, .weight = Weight::bold, .ink = c.primary});
        y += 60;
    }
    paint.fill({x, y + 8, 96, 6}, c.accent, 3);
    y += 36;
    const Pen text{.em = kBody, .ink = c.ink, .leading = 1.6F};
    sheet.tell("body", Role::text, notice.body, {x, y, wide, 100});
    y += 24 + paint.paragraph({x, y, wide, 0}, sheet.words.of(notice.body), text);
    const Color disc = paint.high_contrast() ? c.primary : mix(c.card, c.primary, 0.14F);
    int number = 0;
    for (const Text& point : notice.points) {
        ++number;
        sheet.tell("point." + std::to_string(number), Role::text, point, {x, y, wide, 60});
        paint.disc({x + 28, y + 27}, 27, disc);
        {
            const On ground{paint, disc};
            paint.label({x, y - 1, 56, 56}, std::to_string(number),
                        {.em = kBody,
                         .weight = Weight::bold,
                         .ink = paint.high_contrast() ? c.on_primary : c.ink},
                        Align::centre);
        }
        y += 20 + std::max(58.0F,
                           paint.paragraph({x + 80, y, wide - 80, 0}, sheet.words.of(point), text));
    }
    return y + 28 - r.y;
}

}  // namespace

void draw_board(Sheet& sheet) {
    const Palette& c = sheet.colors();
    const Frame frame =
        begin_page(sheet, {sheet.words.all("kiosk.board"), icon_named("campaign"), c.primary});
    const On on{sheet.paint, c.page};
    const Rect& view = frame.body;
    scrolled(sheet, view, 24, 24, [&](float y) {
        // Who works here is disclosed too, in a list of its own.
        const Text staff = sheet.words.all("kiosk.board_open");
        button(sheet, {view.x + kMargin, y, view.w - 2 * kMargin, kTouch},
               {"directory", staff, {Act::open_directory}}, {icon_named("contacts"), false});
        y += kTouch + 20;
        y += opinion(sheet, {view.x + kMargin, y, view.w - 2 * kMargin, kTouch});
        y += section(sheet, view, y, NoticeKind::notice);
        return y + section(sheet, view, y, NoticeKind::regulation);
    });
    footer(sheet, frame, WayHome::shown);
}

void draw_notice(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame =
        begin_page(sheet, {sheet.words.all("kiosk.board"), icon_named("campaign"), c.primary});
    const auto& board = sheet.view.content->notices;
    const Notice* notice = board == nullptr ? nullptr : board->find(sheet.visit.place().notice);
    const On on{paint, c.page};
    const Rect& view = frame.body;
    if (notice == nullptr || !notice->is_up(sheet.view.today)) {
        // It went by itself while it was read.
        const Text gone = sheet.words.all("kiosk.board_empty");
        sheet.tell("gone", Role::status, gone, view);
        paint.label({view.x + kMargin, view.y + 120, view.w - 2 * kMargin, 80},
                    sheet.words.of(gone), {.em = kTitle, .weight = Weight::bold, .ink = c.ink},
                    Align::centre);
        footer(sheet, frame, WayHome::shown);
        return;
    }
    scrolled(sheet, view, 32, 32, [&](float y) {
        const Rect sheet_of{view.x + kMargin, y, std::min(view.w - 2 * kMargin, 1100.0F), 0};
        paint.begin_above();
        const float tall = notice_text(sheet, sheet_of, *notice);
        paint.go_beneath();
        card(paint, {sheet_of.x, sheet_of.y, sheet_of.w, tall}, 32);
        paint.end_layers();
        return y + tall + 32;
    });
    footer(sheet, frame, WayHome::shown);
}

}  // namespace hall::screens
