// SPDX-License-Identifier: Apache-2.0
// What one brings and what one does: the sections of a guide that are followed step by step.
#include "kiosk/screens/guide_section.h"

namespace hall::screens {

namespace {

constexpr float kPad = kGuidePad;
constexpr float kDot = 52;

float badge(Painter& paint, float right, float middle, const std::string& text, Color ink) {
    const Pen pen{.em = kCaption, .weight = Weight::bold, .ink = ink};
    const float wide = paint.width(text, pen) + 36;
    const Color tint = mix(paint.colors().card, ink, paint.high_contrast() ? 0.0F : 0.10F);
    paint.fill({right - wide, middle - 24, wide, 48}, tint, 24);
    const On on{paint, tint};
    paint.label({right - wide, middle - 24, wide, 48}, text, pen, Align::centre);
    return wide;
}

float material_row(const GuideColumn& g, float y, const Material& material) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    const float right = g.x + g.w - kPad;
    const auto n = [](int count) { return Phrases::Fillings{{"n", std::to_string(count)}}; };
    constexpr float kFirstMiddle = 32;
    float badges = 0;
    if (material.copies > 0) {
        badges += badge(paint, right, y + kFirstMiddle,
                        g.sheet.words.say("guide.copies", n(material.copies)), c.muted) +
                  12;
    }
    if (material.originals > 0) {
        badges += badge(paint, right - badges, y + kFirstMiddle,
                        g.sheet.words.say("guide.original", n(material.originals)), c.primary) +
                  12;
    }
    if (!material.required) {
        badges += badge(paint, right - badges, y + kFirstMiddle,
                        g.sheet.words.say("guide.optional"), c.warn) +
                  12;
    }
    paint.icon({g.x + kPad + 20, y + kFirstMiddle},
               icon_named(material.required ? "check_circle" : "task_alt"), 40,
               material.required ? c.good : c.muted);
    const Pen pen{.em = kBody, .ink = c.ink, .leading = 1.3F};
    const float x = g.x + kPad + 56;
    const float wide = right - badges - 12 - x;
    const float tall = paint.paragraph({x, y + kFirstMiddle - pen.em * pen.leading / 2, wide, 0},
                                       g.sheet.words.of(material.name), pen);
    g.sheet.tell("material." + std::to_string(&material - g.item.materials.data()), Role::text,
                 material.name, {g.x + kPad, y, g.w - 2 * kPad, 64});
    return y + std::max(64.0F, tall + 22);
}

void dot(Painter& paint, Point at, std::size_t number, bool first) {
    const Palette& c = paint.colors();
    const Color ground = first ? c.primary : c.sunken;
    paint.disc(at, kDot / 2, ground);
    if (!first) {
        paint.ring(at, kDot / 2 - 1.5F, mix(c.line, c.primary, 0.35F), 3);
    }
    const On on{paint, ground};
    paint.label({at.x - kDot / 2, at.y - kDot / 2, kDot, kDot}, std::to_string(number),
                {.em = kCaption, .weight = Weight::bold, .ink = first ? c.on_primary : c.ink},
                Align::centre);
}

float steps_across(const GuideColumn& g, float y, float wide) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    const auto& steps = g.item.steps;
    const float left = g.x + kPad - 8;
    const float middle = y + kDot / 2;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const float x = left + wide * (static_cast<float>(i) + 0.5F) + kDot / 2 + 8;
        const float to = x + wide - kDot - 30;
        paint.fill({x, middle - 2, to - x, 4}, c.line, 2);
        paint.icon({to + 2, middle}, icon_named("chevron_right"), kIconSmall,
                   mix(c.line, c.primary, 0.5F));
    }
    float tallest = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const float x = left + wide * static_cast<float>(i);
        dot(paint, {x + wide / 2, middle}, i + 1, i == 0);
        const Pen pen{.em = kCaption, .ink = c.ink, .leading = 1.3F};
        tallest = std::max(
            tallest, paint.paragraph({x + 6, y + kDot + 16, wide - 12, 0},
                                     g.sheet.words.of(steps[i]), pen, Align::centre, Breaks::even));
        g.sheet.tell("step." + std::to_string(i + 1), Role::text, steps[i], {x, y, wide, kDot});
    }
    return y + kDot + 16 + tallest;
}

float steps_down(const GuideColumn& g, float y) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    const auto& steps = g.item.steps;
    const float x = g.x + kPad + kDot + 24;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Pen pen{.em = kBody, .ink = c.ink, .leading = 1.3F};
        const float line = pen.em * pen.leading;
        const float tall = paint.paragraph({x, y + kDot / 2 - line / 2, g.x + g.w - kPad - x, 0},
                                           g.sheet.words.of(steps[i]), pen);
        const float next = std::max(kDot + 22, tall + 30);
        const float middle = g.x + kPad + kDot / 2;
        if (i + 1 < steps.size()) {
            paint.fill({middle - 2, y + kDot + 4, 4, next - kDot - 8}, c.line, 2);
        }
        dot(paint, {middle, y + kDot / 2}, i + 1, i == 0);
        g.sheet.tell("step." + std::to_string(i + 1), Role::text, steps[i],
                     {g.x + kPad, y, g.w - 2 * kPad, kDot});
        y += next;
    }
    return y - 16;
}

}  // namespace

float guide_materials(const GuideColumn& g, float y) {
    return section(g, y, "guide.materials", icon_named("description"), [&](float at) {
        if (g.item.materials.empty()) {
            const Palette& c = g.sheet.colors();
            return at + g.sheet.paint.paragraph({g.x + kPad, at, g.w - 2 * kPad, 0},
                                                g.sheet.words.say("guide.materials_none"),
                                                {.em = kBody, .ink = c.muted});
        }
        for (const Material& material : g.item.materials) {
            at = material_row(g, at, material);
        }
        return at;
    });
}

float guide_steps(const GuideColumn& g, float y) {
    return section(g, y, "guide.steps", icon_named("directions_walk"), [&](float at) {
        constexpr std::size_t kLinesMax = 3;
        const auto count = static_cast<float>(g.item.steps.size());
        const float wide = (g.w - 2 * kPad + 16) / std::max(1.0F, count);
        const Pen pen{.em = kCaption};
        const bool fits = std::ranges::all_of(g.item.steps, [&](const Text& step) {
            const auto lines = g.sheet.paint.lines(g.sheet.words.of(step), pen, wide - 12);
            return lines.size() <= kLinesMax;
        });
        const bool latin = g.sheet.words.language == Language::en;
        return fits && !latin ? steps_across(g, at, wide) : steps_down(g, at);
    });
}

}  // namespace hall::screens
