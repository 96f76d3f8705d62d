// SPDX-License-Identifier: Apache-2.0
// Nobody is here: the hour, how long people wait, and an invitation.
#include <array>
#include <cmath>

#include "kiosk/screens/art.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr std::array<std::string_view, 3> kLanguageNames{
    "kiosk.language_zh_hant", "kiosk.language_zh_hans", "kiosk.language_en"};
constexpr std::size_t kWaitsShown = 6;
constexpr float kBigClock = 248;
constexpr float kClockWidest = 0.79F;  // Of its column: the sun stands right of it.
constexpr float kTwoColumns = 880;     // Narrower, the waits stand below one another.
constexpr float kShortPage = 1700;
// The pulse breathes for a while after somebody left, then once a minute with the clock: a
// machine that nobody looks at rests.
constexpr Instant kBreath{2'000};
constexpr Instant kAwake{60'000};
constexpr Instant kMinute{60'000};

/// 0 to 1 within a breath; nothing between them.
std::optional<float> breath_of(const Sheet& sheet) {
    if (sheet.paint.theme().motion().reduced || attract_rests(sheet.age()) > Instant{0}) {
        return std::nullopt;
    }
    const Instant period = sheet.age() < kAwake ? 2 * kBreath : kMinute;
    return static_cast<float>(sheet.age().count() % period.count()) /
           static_cast<float>(kBreath.count());
}

void hall_name(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text& name = sheet.view.content->hall.name;
    const Point emblem{r.x + 46, r.y + 52};
    paint.disc(emblem, 46, paint.high_contrast() ? c.primary : rgb(0xFFFFFF, 0.14F));
    paint.icon(emblem, icon_named("account_balance"), 54,
               paint.high_contrast() ? c.on_primary : c.gold);
    const float x = emblem.x + 72;
    paint.label({x, r.y, r.right() - x, 58}, sheet.words.of(name),
                {.em = kTitle, .weight = Weight::bold, .ink = c.on_sky});
    paint.label({x, r.y + 58, r.right() - x, 42}, sheet.words.second().of(name),
                {.em = kCaption, .ink = c.on_sky_muted});
    sheet.tell("hall", Role::heading, name, r);
}

void big_clock(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text& date = sheet.view.date;
    Pen figures{
        .em = kBigClock, .weight = Weight::bold, .ink = c.on_sky, .characters = Characters::digits};
    while (figures.em > kFigure && paint.width(sheet.view.clock, figures) > r.w * kClockWidest) {
        figures.em *= 0.96F;
    }
    paint.label({r.x, r.y, r.w, 200}, sheet.view.clock, figures);
    const Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.on_sky};
    const std::string& first = sheet.words.of(date);
    paint.label({r.x + 6, r.y + 216, r.w, 56}, first, pen);
    const float x = r.x + 6 + paint.width(first, pen) + 28;
    paint.label({x, r.y + 216, r.right() - x, 56}, sheet.words.second().of(date),
                {.em = kCaption, .ink = c.on_sky_muted});
    sheet.tell(
        "clock", Role::status,
        in_all(sheet.words, [&](const Words& w) { return w.of(date) + " " + sheet.view.clock; }),
        r);
}

/// The categories with most people, then the rest in their order.
std::vector<std::pair<const Category*, kiosk::QueueLine>> busiest(const kiosk::View& view) {
    std::vector<std::pair<const Category*, kiosk::QueueLine>> all;
    for (const Category& category : view.content->catalogue.categories) {
        all.emplace_back(&category, line_of(view, category));
    }
    std::ranges::stable_sort(
        all, [](const auto& a, const auto& b) { return a.second.waiting > b.second.waiting; });
    all.resize(std::min(all.size(), kWaitsShown));
    return all;
}

void wait_cell(Sheet& sheet, Rect r, const Category& category, const kiosk::QueueLine& line) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Color hue = color_from(category.color.c_str(), c.primary);
    icon_tile(paint, {r.x, r.y + (r.h - 76) / 2, 76, 76}, icon_named(category.icon), hue);
    const float x = r.x + 98;
    const std::string& name = sheet.words.of(category.name);
    const Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.on_sky, .leading = 1.15F};
    const std::string wait = line_words(sheet.words, line);
    paint.label({x, r.y + r.h / 2 - 50, r.right() - x, 52}, name, pen);
    const bool free = line.issuing && line.waiting == 0 && line.resumes_at.hant.empty();
    paint.label({x, r.y + r.h / 2 + 4, r.right() - x, 44}, wait,
                {.em = kCaption, .ink = free ? c.gold : c.on_sky_muted});
    sheet.tell("wait." + category.id.value, Role::status,
               in_all(sheet.words,
                      [&](const Words& w) {
                          return w.of(category.name) + ": " + waiting_words(w, line) + ", " +
                                 range_words(w, line);
                      }),
               r);
}

void waits(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool plain = paint.high_contrast();
    paint.fill(r, plain ? c.card : rgb(0x062B46, 0.62F), 40);
    paint.stroke(r, plain ? c.line : rgb(0xFFFFFF, 0.16F), 40, 2);
    const On on{paint, plain ? c.card : rgb(0x0A4360)};
    int people = 0;
    for (const auto& [id, line] : sheet.view.queues) {
        people += line.waiting;
    }
    const std::string total =
        sheet.words.say("board.waiting_total", {{"n", std::to_string(people)}});
    const float total_wide = paint.width(total, {.em = kCaption}) + 2;
    paint.label({r.right() - 40 - total_wide, r.y + 26, total_wide, 52}, total,
                {.em = kCaption, .ink = c.on_sky_muted});
    paint.label({r.x + 40, r.y + 26, r.w - 100 - total_wide, 52},
                sheet.words.say("board.waiting_by_queue"),
                {.em = kBody, .weight = Weight::bold, .ink = plain ? c.primary : c.gold});
    const auto all = busiest(sheet.view);
    const std::size_t columns = r.w < kTwoColumns ? 1 : 2;
    const float wide = columns == 1 ? r.w - 80 : (r.w - 68 - 20) / 2;
    const float tall = (r.h - 106) / 3;
    for (std::size_t i = 0; i < std::min(all.size(), 3 * columns); ++i) {
        const auto column = static_cast<float>(i % columns);
        const std::size_t row_of = i / columns;
        const auto row = static_cast<float>(row_of);
        const Rect cell{r.x + 40 + column * (wide + 20), r.y + 84 + row * tall, wide, tall};
        wait_cell(sheet, cell, *all[i].first, all[i].second);
    }
}

void touch_disc(Sheet& sheet, Point at, float radius) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    if (const auto breath = breath_of(sheet)) {
        const float out = 1 - (1 - *breath) * (1 - *breath);
        paint.ring(at, radius * (1 + 0.75F * out), faded(c.accent, 0.55F * (1 - *breath)), 5);
        sheet.moving = true;
    }
    paint.disc(at, radius * 1.22F, faded(c.accent, 0.22F));
    paint.disc(at, radius * (1 - 0.05F * sheet.pressed("begin")), c.accent);
    paint.icon(at, icon_named("touch_app"), kIconHuge * radius / 104, c.on_accent);
}

/// One pill for each language: a stranger begins in the words they know.
void invitations(Sheet& sheet, Rect r) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const float wide = (r.w - 2 * kGutter) / 3;
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const Language language = kLanguages.at(i);
        const Rect cell{r.x + static_cast<float>(i) * (wide + kGutter), r.y, wide, r.h};
        const std::string id = "begin." + std::string{tag_of(language)};
        // Whoever listens has to tell them apart.
        sheet.target(id, Role::button,
                     in_all(sheet.words,
                            [&](const Words& w) {
                                return w.say(kLanguageNames.at(i)) + ", " +
                                       w.say("kiosk.touch_to_start");
                            }),
                     cell, {.act = Act::begin, .language = language});
        const int mark = paint.mark();
        const Color ground = paint.high_contrast() ? c.card : rgb(0x0A2A45);
        paint.fill(cell, paint.high_contrast() ? c.card : rgb(0x0A2A45, 0.78F), cell.h / 2);
        paint.stroke(cell, paint.high_contrast() ? c.line : rgb(0xFFFFFF, 0.5F), cell.h / 2, 2.5F);
        const On on{paint, ground};
        paint.label(cell.inset(20, 0), sheet.words.in(language).say("kiosk.touch_to_start"),
                    {.em = kLabel, .weight = Weight::bold, .ink = c.on_sky}, Align::centre);
        paint.scale_since(mark, cell.centre(), 1 - 0.03F * sheet.pressed(id));
    }
}

/// Icon and word: whoever needs it is to find it before anything else is touched.
void needs_pill(Sheet& sheet, Point at) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Text label = sheet.words.all("kiosk.needs");
    const Pen pen{.em = kBody, .weight = Weight::bold, .ink = c.on_sky};
    const float wide = paint.width(sheet.words.of(label), pen) + kTouch + 34;
    const Rect r{at.x, at.y, wide, kTouch};
    sheet.target("needs", Role::button, label, r, {Act::open_needs});
    const int mark = paint.mark();
    paint.fill(r, paint.high_contrast() ? c.card : rgb(0x0A2A45, 0.78F), r.h / 2);
    paint.stroke(r, paint.high_contrast() ? c.line : rgb(0xFFFFFF, 0.5F), r.h / 2, 2.5F);
    const On on{paint, paint.high_contrast() ? c.card : rgb(0x0A2A45)};
    paint.icon({r.x + kTouch / 2 + 4, r.centre().y}, icon_named("accessibility_new"), kIconMedium,
               c.gold);
    paint.label({r.x + kTouch + 4, r.y, wide - kTouch - 30, r.h}, sheet.words.of(label), pen);
    paint.scale_since(mark, r.centre(), 1 - 0.03F * sheet.pressed("needs"));
}

std::string hours_notice(const Sheet& sheet) {
    const kiosk::View& view = sheet.view;
    switch (view.open) {
        case kiosk::HallOpen::open:
            return {};
        case kiosk::HallOpen::lunch:
            return sheet.words.say("kiosk.lunch", {{"time", sheet.words.of(view.opens_at)}});
        case kiosk::HallOpen::before:
            return sheet.words.say("kiosk.before_opening",
                                   {{"time", sheet.words.of(view.opens_at)}});
        case kiosk::HallOpen::after:
            return sheet.words.say("kiosk.after_hours", {{"time", sheet.words.of(view.opens_at)}});
    }
    return {};
}

}  // namespace

Instant attract_rests(Instant age) noexcept {
    const Instant period = age < kAwake ? 2 * kBreath : kMinute;
    const Instant into = age % period;
    return into < kBreath ? Instant{0} : period - into;
}

void draw_attract(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const Frame frame = frame_of(paint.theme(), 0);
    const Rect& page = frame.page;
    const float hour = hour_of(sheet.view.clock);
    sheet.target("begin", Role::backdrop, sheet.words.all("kiosk.touch_to_start"), page,
                 {.act = Act::begin, .language = sheet.words.language});
    paint_landscape(paint, page,
                    {.seed = 9,
                     .hour = hour,
                     .horizon = frame.landscape ? 0.60F : 0.64F,
                     .sun = true,
                     .sunrise = frame.landscape ? 0.464F : 0.855F,
                     .sunset = frame.landscape ? 0.474F : 0.915F,
                     .ridges = 5});
    const On on{paint, mix(c.sky_top, c.sky_low, 0.55F)};
    const float inner = page.w - 2 * kMargin - 16;
    const float left = kMargin + 8;
    const float column = frame.landscape ? page.w * 0.46F : inner;
    hall_name(sheet, {left, 62, column, 104});
    const bool low = !frame.landscape && page.h < kShortPage;
    const float clock_top = frame.landscape ? 236.0F : low ? 210.0F : 280.0F;
    big_clock(sheet, {left, clock_top, column, 280});
    if (const std::string note = hours_notice(sheet); !note.empty()) {
        notice(paint, {left, clock_top + 300, column, 58}, icon_named("schedule"), note);
    }
    const Rect panel = frame.landscape
                           ? Rect{page.w * 0.52F, 62, page.w * 0.474F - kMargin - 8, 470}
                       : low ? Rect{left, 540, inner, 440}
                             : Rect{left, 690, inner, 500};
    waits(sheet, panel);
    const float pills_top = frame.landscape ? page.h - 160 : page.h - 196;
    const float middle = frame.landscape ? page.w * 0.76F - 28 : page.w / 2;
    const float between = (panel.bottom() + pills_top) / 2 - 6;
    touch_disc(sheet, {middle, low ? between - 24 : between},
               frame.landscape || low ? 84.0F : 104.0F);
    invitations(sheet, {left, pills_top, inner, 104});
    needs_pill(sheet, {left, pills_top - kGutter - kTouch});
}

}  // namespace hall::screens
