// SPDX-License-Identifier: Apache-2.0
// One button on every page, and what it offers: large print, two contrasts, low reach, no motion,
// reading aloud.
#include <array>

#include "kiosk/screens/art.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

struct Offer {
    Need need;
    const char* id;
    const char* key;
    const char* icon;
};

constexpr std::array kOffers{
    Offer{Need::large, "need.large", "kiosk.need_large", "format_size"},
    Offer{Need::dark, "need.dark", "kiosk.need_dark", "dark_mode"},
    Offer{Need::paper, "need.paper", "kiosk.need_paper", "light_mode"},
    Offer{Need::low, "need.low", "kiosk.need_low", "accessible"},
    Offer{Need::calm, "need.calm", "kiosk.need_calm", "motion_photos_off"},
    Offer{Need::spoken, "need.spoken", "kiosk.need_spoken", "headphones"},
};
constexpr std::size_t kColumns = 3;
constexpr float kTile = 176;
constexpr float kPad = 44;
constexpr float kHead = 154;
constexpr float kWidest = 1180;

void tile(Sheet& sheet, Rect r, const Offer& offer) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const bool on = has(sheet.visit.needs, offer.need);
    const Text name = sheet.words.all(offer.key);
    sheet.choice(offer.id,
                 in_all(sheet.words,
                        [&](const Words& w) {
                            return w.of(name) + ", " +
                                   w.say(on ? "kiosk.need_on" : "kiosk.need_off");
                        }),
                 r, {.act = Act::need, .need = offer.need}, on);
    const float depth = sheet.pressed(offer.id);
    const Color ground = on                      ? c.primary
                         : paint.high_contrast() ? c.card
                                                 : mix(c.page, c.primary, 0.08F * depth);
    const int mark = paint.mark();
    paint.fill(r, ground, kRadius);
    paint.stroke(r, on ? c.primary : c.line, kRadius, 3);
    const On on_tile{paint, ground};
    const Color ink = on ? c.on_primary : c.ink;
    paint.icon({r.centre().x, r.y + 66}, icon_named(offer.icon), kIconLarge,
               on ? c.on_primary : c.primary);
    paint.label({r.x + 14, r.y + 112, r.w - 28, 52}, sheet.words.of(name),
                {.em = kBody, .weight = Weight::bold, .ink = ink}, Align::centre);
    if (on) {
        paint.icon({r.right() - 32, r.y + 32}, icon_named("check_circle"), kIconSmall,
                   c.on_primary);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.03F * depth);
}

}  // namespace

void needs_panel(Sheet& sheet, const Frame& frame) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    // Whatever was there is covered: for the fingers, and for those who listen.
    paint.semantics().clear();
    const Rect all = whole_panel(paint.theme());
    paint.fill(all, rgb(0x061A2C, 0.42F));
    sheet.target("close_anywhere", Role::backdrop, sheet.words.all("kiosk.close"), all,
                 {Act::close_needs});
    constexpr auto kRows = static_cast<float>((kOffers.size() + kColumns - 1) / kColumns);
    const float tall = kPad + kHead + kRows * (kTile + kGutter) + 16 + kButton + kPad;
    const float wide = std::min(frame.page.w, kWidest);
    const Rect box{frame.page.centre().x - wide / 2, frame.page.bottom() - tall, wide, tall};
    paint.shadow(box, 44, 60, rgb(0x04182B, 0.45F), -8);
    paint.fill({box.x, box.y, box.w, box.h + 60}, c.card, 44);
    if (paint.high_contrast()) {
        paint.stroke({box.x - 3, box.y, box.w + 6, box.h + 60}, c.line, 44, 3);
    }
    const On on{paint, c.card};
    const Rect inner = box.inset(kPad, 0);
    const Text title = sheet.words.all("kiosk.needs");
    const Text line = sheet.words.all("kiosk.needs_line");
    sheet.tell("needs_title", Role::heading, title, {inner.x, box.y + kPad, inner.w, 64});
    paint.icon({inner.x + 30, box.y + kPad + 34}, icon_named("accessibility_new"), 60, c.primary);
    paint.label({inner.x + 80, box.y + kPad, inner.w - 80, 68}, sheet.words.of(title),
                {.em = kTitle, .weight = Weight::bold, .ink = c.ink});
    sheet.tell("needs_line", Role::text, line, {inner.x, box.y + kPad + 68, inner.w, 44});
    paint.paragraph({inner.x, box.y + kPad + 70, inner.w, 0}, sheet.words.of(line),
                    {.em = kCaption, .ink = c.muted, .leading = 1.25F}, Align::left, Breaks::even);
    constexpr auto kAcross = static_cast<float>(kColumns);
    const float cell = (inner.w - (kAcross - 1) * kGutter) / kAcross;
    const float top = box.y + kPad + kHead;
    for (std::size_t i = 0; i < kOffers.size(); ++i) {
        const auto column = static_cast<float>(i % kColumns);
        const std::size_t row = i / kColumns;
        tile(sheet,
             {inner.x + column * (cell + kGutter),
              top + static_cast<float>(row) * (kTile + kGutter), cell, kTile},
             kOffers.at(i));
    }
    button(sheet, {inner.x, box.bottom() - kPad - kButton, inner.w, kButton},
           {"needs_done", sheet.words.all("kiosk.needs_done"), {Act::close_needs}},
           {icon_named("check"), true, false});
}

void above_page(Sheet& sheet) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    const float tall = paint.theme().above();
    if (tall <= 0) {
        return;
    }
    const Rect r{0, -tall, paint.theme().width(), tall};
    paint_landscape(paint, r,
                    {.seed = 9, .hour = hour_of(sheet.view.clock), .horizon = 0.56F, .ridges = 4});
    paint.fill({0, -4, r.w, 4}, paint.high_contrast() ? c.line : c.accent);
    if (tall < 330) {
        return;
    }
    const On on{paint, mix(c.sky_top, c.sky_low, 0.55F)};
    const float x = r.x + kMargin + 8;
    paint.label({x, r.y + 60, r.w * 0.8F, 64}, sheet.words.of(sheet.view.content->hall.name),
                {.em = kTitle, .weight = Weight::bold, .ink = c.on_sky});
    paint.label({x, r.y + 124, r.w * 0.8F, 44},
                sheet.words.second().of(sheet.view.content->hall.name),
                {.em = kCaption, .ink = c.on_sky_muted});
}

}  // namespace hall::screens
