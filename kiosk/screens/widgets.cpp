// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/widgets.h"

#include <cmath>

#include "kiosk/screens/art.h"

namespace hall::screens {

namespace {

constexpr int kBusyPeople = 15;
constexpr int kBusyMinutes = 45;
constexpr float kPressShrink = 0.03F;
constexpr float kChip = 48;

struct ToneColors {
    Color ink;
    Color tint;
};

ToneColors colors_of(const Painter& paint, Tone tone) {
    const Palette& c = paint.colors();
    Color ink = c.muted;
    switch (tone) {
        case Tone::quiet:
        case Tone::shut:
            break;
        case Tone::good:
            ink = c.good;
            break;
        case Tone::busy:
            ink = c.warn;
            break;
    }
    return {ink, mix(c.card, ink, paint.high_contrast() ? 0.0F : 0.09F)};
}

Icon people_icon(const kiosk::QueueLine& line) {
    if (!line.issuing) {
        return icon_named("lock_clock");
    }
    return icon_named(line.waiting == 0 ? "check_circle" : line.waiting == 1 ? "person" : "group");
}

}  // namespace

Tone tone_of(const kiosk::QueueLine& line) noexcept {
    if (!line.issuing) {
        return Tone::shut;
    }
    if (line.waiting == 0) {
        return Tone::good;
    }
    const bool long_wait = line.wait && line.wait->hi_min >= kBusyMinutes;
    return line.waiting >= kBusyPeople || long_wait ? Tone::busy : Tone::quiet;
}

void card(Painter& paint, Rect r, float radius, float lift) {
    const Palette& c = paint.colors();
    if (paint.high_contrast()) {
        paint.fill(r, c.card, radius);
        paint.stroke(r, c.line, radius, 3);
        return;
    }
    paint.shadow(r, radius, 34, rgb(0x0B2540, 0.12F * lift), 10 * lift);
    paint.shadow(r, radius, 11, rgb(0x0B2540, 0.07F * lift), 2);
    paint.fill(r, c.card, radius);
}

void icon_tile(Painter& paint, Rect r, Icon icon, Color color) {
    const Palette& c = paint.colors();
    const float radius = r.w * 0.29F;
    const bool plain = paint.high_contrast();
    if (plain) {
        paint.fill(r, c.primary, radius);
    } else {
        paint.gradient(r, mix(color, rgb(0xFFFFFF), 0.14F), mix(color, rgb(0x000000), 0.12F),
                       {1, 1}, radius);
    }
    paint.icon(r.centre(), icon, r.w * 0.6F, plain ? c.on_primary : rgb(0xFFFFFF));
    // For the lint the whole tile is covered, not the pictogram alone.
    paint.semantics().marks.back().rect = paint.px(r);
}

float chip(Painter& paint, Point edge, std::string_view text, const ChipLook& look, Align align) {
    const Pen pen{.em = kCaption, .weight = Weight::bold};
    const ToneColors colors = colors_of(paint, look.tone);
    const float pad = look.filled ? 14.0F : 0.0F;
    const float word = paint.width(text, pen);
    const float wide = pad + kIconSmall + 6 + word + (look.filled ? 18.0F : 0.0F);
    const Rect r{align == Align::right ? edge.x - wide : edge.x, edge.y, wide, kChip};
    if (look.filled) {
        paint.fill(r, colors.tint, kChip / 2);
    }
    const On on{paint, look.filled ? colors.tint : paint.ground()};
    paint.icon({r.x + pad + kIconSmall / 2, r.centre().y}, look.icon, kIconSmall, colors.ink);
    Pen inked = pen;
    inked.ink = colors.ink;
    paint.label({r.x + pad + kIconSmall + 6, r.y, word + 2, r.h}, text, inked);
    return wide;
}

float queue_chips(Sheet& sheet, Point left, const kiosk::QueueLine& line) {
    Painter& paint = sheet.paint;
    if (!line.issuing) {
        return chip(paint, left, range_words(sheet.words, line),
                    {people_icon(line), Tone::shut, true}, Align::left);
    }
    float x = left.x;
    x += chip(paint, left, waiting_words(sheet.words, line),
              {people_icon(line), tone_of(line), true}, Align::left);
    x += 22;
    x += chip(paint, {x, left.y}, range_words(sheet.words, line),
              {icon_named("schedule"), Tone::quiet, false}, Align::left);
    return x - left.x;
}

namespace {

struct ButtonColors {
    Color ink;
    Color ground;
};

ButtonColors button_surface(Painter& paint, Rect r, const ButtonLook& look) {
    const Palette& c = paint.colors();
    const float radius = r.h / 2;
    if (look.primary && look.enabled) {
        paint.shadow(r, radius, 26, faded(c.primary, 0.42F), 12);
        const float shine = paint.high_contrast() ? 0.0F : 0.10F;
        paint.gradient(r, mix(c.primary, rgb(0xFFFFFF), shine), c.primary, {0, 1}, radius);
        return {c.on_primary, c.primary};
    }
    if (look.primary) {
        const Color ground = mix(c.page, c.line, 0.7F);
        paint.fill(r, ground, radius);
        return {paint.high_contrast() ? c.page : c.muted, ground};
    }
    paint.fill(r, c.card, radius);
    paint.stroke(r, look.enabled ? c.primary : c.line, radius, 3);
    return {look.enabled ? c.primary : c.muted, c.card};
}

void turning_ring(Sheet& sheet, Point at, float radius, Color color) {
    constexpr Instant kTurn{1'200};
    const float share =
        static_cast<float>((sheet.now % kTurn).count()) / static_cast<float>(kTurn.count());
    sheet.paint.ring(at, radius, faded(color, 0.3F), 5);
    sheet.paint.arc(at, radius, color, 5, share);
    sheet.moving = true;
}

}  // namespace

void button(Sheet& sheet, Rect r, const Button& what, const ButtonLook& look) {
    Painter& paint = sheet.paint;
    sheet.target(what.id, Role::button, what.label, r, what.action).enabled = look.enabled;
    const int mark = paint.mark();
    const ButtonColors colors = button_surface(paint, r, look);
    const bool tall = r.h >= kButton - 1;
    const float icon_em = tall ? kIconMedium : 40.0F;
    const std::string& text = sheet.words.of(what.label);
    const Pen wanted{.em = tall ? kTitle : kLabel, .weight = Weight::bold, .ink = colors.ink};
    const Pen pen = paint.fitted(text, wanted, r.w - icon_em - 76);
    const float word = paint.width(text, pen);
    const float x = r.centre().x - (icon_em + 18 + word) / 2;
    const Point icon{x + icon_em / 2, r.centre().y};
    const On on{paint, colors.ground};
    if (look.busy) {
        turning_ring(sheet, icon, icon_em * 0.36F, colors.ink);
    } else {
        paint.icon(icon, look.icon, icon_em, colors.ink);
    }
    paint.label({x + icon_em + 18, r.y, word + 2, r.h}, text, pen);
    paint.scale_since(mark, r.centre(), 1 - kPressShrink * sheet.pressed(what.id));
}

float notice(Painter& paint, Rect r, Icon icon, std::string_view text) {
    const Palette& c = paint.colors();
    const Pen pen{.em = kCaption, .weight = Weight::bold, .ink = c.on_accent};
    const std::vector<std::string> lines = paint.lines(text, pen, r.w - 100, Breaks::even);
    float widest = 0;
    for (const std::string& line : lines) {
        widest = std::max(widest, paint.width(line, pen));
    }
    const float pitch = pen.em * pen.leading;
    const Rect pill{r.x, r.y, widest + 100,
                    std::max(kChip + 10, pitch * static_cast<float>(lines.size()) + 20)};
    paint.fill(pill, c.accent, std::min(pill.h / 2, 32.0F));
    paint.icon({pill.x + 42, pill.centre().y}, icon, kIconSmall, c.on_accent);
    const On on{paint, c.accent};
    float y = pill.centre().y - pitch * static_cast<float>(lines.size()) / 2;
    for (const std::string& line : lines) {
        paint.label({pill.x + 72, y, widest + 2, pitch}, line, pen);
        y += pitch;
    }
    return pill.h;
}

void scroll_mark(Sheet& sheet, Rect view, float content) {
    if (content <= view.h + 1) {
        return;
    }
    const Theme& theme = sheet.paint.theme();
    const float offset = theme.q(sheet.scroll.offset(sheet.now));
    const float tall = view.h * view.h / content;
    const float travel = std::clamp(offset / (content - view.h), 0.0F, 1.0F);
    const Rect bar{view.right() - 18, view.y + 8 + (view.h - 16 - tall) * travel, 8, tall};
    sheet.paint.fill(bar, faded(sheet.colors().ink, 0.22F), 4);
}

}  // namespace hall::screens
