// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/guide_parts.h"

#include "kiosk/screens/guide_section.h"

namespace hall::screens {

namespace {

constexpr float kPad = kGuidePad;

float fact(const GuideColumn& g, Rect r, std::string_view key, const std::string& value) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    paint.label({r.x, r.y, r.w, 40}, g.sheet.words.say(key), {.em = kCaption, .ink = c.muted});
    const Pen pen{.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.2F};
    return 46 + paint.paragraph({r.x, r.y + 46, r.w, 0}, value, pen, Align::left, Breaks::even);
}

Color hue_of(const GuideColumn& g) {
    const Palette& c = g.sheet.colors();
    return g.category == nullptr ? c.primary : color_from(g.category->color.c_str(), c.primary);
}

struct LimitBar {
    std::string_view key;
    const TimeLimit& limit;
    Color color;
};

float limit_bar(const GuideColumn& g, float y, const LimitBar& bar, float longest) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    const float name = 190;
    const float left = g.x + kPad + name;
    const std::string value = limit_words(g.sheet.words, bar.limit);
    const Pen pen{.em = kBody, .weight = Weight::bold, .ink = c.ink};
    const float room = g.w - 2 * kPad - name - paint.width(value, pen) - 24;
    paint.label({g.x + kPad, y, name - 16, 60}, g.sheet.words.say(bar.key),
                {.em = kCaption, .ink = c.muted});
    float x = left;
    if (bar.limit.unit == TimeLimit::Unit::now) {
        paint.icon({x + 20, y + 30}, icon_named("flash_on"), 40, c.good);
        x += 52;
    } else if (const float days = days_of(bar.limit); days > 0) {
        const float wide = std::max(20.0F, room * days / longest);
        paint.fill({x, y + 18, wide, 24}, bar.color, 12);
        x += wide + 20;
    }
    paint.label({x, y, g.x + g.w - kPad - x + 2, 60}, value, pen);
    g.sheet.tell(
        std::string{bar.key}, Role::text,
        in_all(g.sheet.words,
               [&](const Words& w) { return w.say(bar.key) + ": " + limit_words(w, bar.limit); }),
        {g.x + kPad, y, g.w - 2 * kPad, 60});
    return y + 64;
}

}  // namespace

float guide_headline(const GuideColumn& g, float y) {
    Painter& paint = g.sheet.paint;
    const Palette& c = paint.colors();
    paint.begin_above();
    float end = y + kPad;
    {
        const On on{paint, c.card};
        const float tile = 104;
        icon_tile(paint, {g.x + kPad, y + kPad, tile, tile},
                  g.category == nullptr ? icon_named("article") : icon_named(g.category->icon),
                  hue_of(g));
        const float x = g.x + kPad + tile + 30;
        const float wide = g.x + g.w - kPad - x;
        const std::string& name = g.sheet.words.of(g.item.name);
        Pen pen{.em = kHeading, .weight = Weight::bold, .ink = c.ink, .leading = 1.18F};
        if (paint.lines(name, pen, wide).size() > 1) {
            pen.em = kTitle;
        }
        const Pen small{.em = kCaption, .ink = c.muted, .leading = 1.3F};
        const std::string& second = g.sheet.words.second().of(g.item.name);
        const float block = paint.height(name, pen, wide) + 2 + paint.height(second, small, wide);
        end += std::max(-6.0F, (tile - block) / 2);
        end += paint.paragraph({x, end, wide, 0}, name, pen, Align::left, Breaks::even);
        end += 2 + paint.paragraph({x, end, wide, 0}, second, small, Align::left, Breaks::even);
        g.sheet.tell("item", Role::heading, g.item.name, {x, y + kPad, wide, tile});
        end = std::max(end, y + kPad + tile) + 26;
        paint.fill({g.x + kPad, end, g.w - 2 * kPad, 2}, c.line);
        end += 24;
        const float third = (g.w - 2 * kPad) / 3;
        const Whereabouts where = whereabouts(*g.sheet.view.content, g.item);
        const float a = fact(g, {g.x + kPad, end, third - 20, 0}, "guide.promised",
                             limit_words(g.sheet.words, g.item.promise_limit));
        const float b = fact(g, {g.x + kPad + third, end, third - 20, 0}, "guide.fee",
                             fee_words(g.sheet.words, g.item));
        const float d = fact(g, {g.x + kPad + 2 * third, end, third, 0}, "guide.where",
                             counter_numbers(where.counters));
        end += std::max({a, b, d}) + kPad - 10;
    }
    paint.go_beneath();
    card(paint, {g.x, y, g.w, end - y}, 32);
    paint.end_layers();
    return end - y;
}

float guide_limits(const GuideColumn& g, float y) {
    return section(g, y, "guide.time_limit", icon_named("timer"), [&](float at) {
        const Palette& c = g.sheet.colors();
        const float longest =
            std::max({days_of(g.item.legal_limit), days_of(g.item.promise_limit), 0.1F});
        at = limit_bar(g, at, {"guide.legal", g.item.legal_limit, mix(c.line, c.muted, 0.25F)},
                       longest);
        return limit_bar(g, at, {"guide.promised", g.item.promise_limit, c.primary}, longest);
    });
}

float guide_fees(const GuideColumn& g, float y) {
    return section(g, y, "guide.fee", icon_named("payments"), [&](float at) {
        Painter& paint = g.sheet.paint;
        const Palette& c = paint.colors();
        const float wide = g.w - 2 * kPad;
        if (!g.item.fee_charged) {
            chip(paint, {g.x + kPad, at}, g.sheet.words.say("kiosk.fee_free"),
                 {icon_named("check_circle"), Tone::good, true}, Align::left);
            at += 62;
        }
        for (const FeeLine& fee : g.item.fees) {
            const std::string amount = fee_line_words(g.sheet.words, g.item, fee);
            const Text label = in_all(g.sheet.words, [&](const Words& w) {
                return w.of(fee.name) + ": " + fee_line_words(w, g.item, fee);
            });
            g.sheet.tell("fee." + std::to_string(&fee - g.item.fees.data()), Role::text, label,
                         {g.x + kPad, at, wide, 56});
            const Pen pen{.em = kBody, .weight = Weight::bold, .ink = c.ink};
            const float right = paint.width(amount, pen) + 2;
            paint.label({g.x + g.w - kPad - right, at, right, 56}, amount, pen, Align::right);
            at += std::max(
                60.0F, paint.paragraph({g.x + kPad, at + 4, wide - right - 24, 0},
                                       g.sheet.words.of(fee.name), {.em = kBody, .ink = c.ink}) +
                           14);
        }
        if (!g.sheet.words.of(g.item.result).empty()) {
            paint.fill({g.x + kPad, at + 6, wide, 2}, c.line);
            paint.label({g.x + kPad, at + 24, wide * 0.4F, 48}, g.sheet.words.say("guide.result"),
                        {.em = kCaption, .ink = c.muted});
            const Pen pen{.em = kBody, .weight = Weight::bold, .ink = c.ink, .leading = 1.3F};
            at +=
                24 + std::max(48.0F, 4 + paint.paragraph(
                                             {g.x + kPad + wide * 0.32F, at + 26, wide * 0.68F, 0},
                                             g.sheet.words.of(g.item.result), pen, Align::right));
        }
        return at;
    });
}

float counter_tiles(Sheet& sheet,
                    Rect box,
                    const std::vector<const Counter*>& counters,
                    Color hue) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    constexpr float kGap = 12;
    constexpr float kMost = 84;
    constexpr float kLeast = 70;
    const auto count = static_cast<float>(counters.size());
    const float even = (box.w - (count - 1) * kGap) / std::max(1.0F, count);
    const float tile = even >= kLeast ? std::min(kMost, even) : kMost;
    const Color ground = paint.high_contrast() ? c.card : mix(c.card, hue, 0.10F);
    const Color ink = paint.high_contrast() ? c.ink : mix(hue, c.ink, 0.5F);
    float x = box.x;
    float y = box.y;
    for (const Counter* counter : counters) {
        if (x + tile > box.right() + 1) {
            x = box.x;
            y += tile + kGap;
        }
        paint.fill({x, y, tile, tile}, ground, 22);
        paint.stroke({x, y, tile, tile}, paint.high_contrast() ? c.line : mix(c.card, hue, 0.45F),
                     22, 2.5F);
        const On on{paint, ground};
        paint.label({x, y, tile, tile}, std::to_string(counter->no),
                    {.em = kTitle, .weight = Weight::bold, .ink = ink}, Align::centre);
        x += tile + kGap;
    }
    return counters.empty() ? 0 : y + tile - box.y;
}

float guide_place(const GuideColumn& g, float y) {
    return section(g, y, "guide.place", icon_named("place"), [&](float at) {
        Painter& paint = g.sheet.paint;
        const Palette& c = paint.colors();
        const Whereabouts where = whereabouts(*g.sheet.view.content, g.item);
        const float wide = g.w - 2 * kPad;
        std::string words;
        if (where.floor != nullptr && where.zone != nullptr) {
            words =
                g.sheet.words.of(where.floor->name) + " · " + g.sheet.words.of(where.zone->name);
        }
        at += paint.paragraph(
                  {g.x + kPad, at, wide, 0}, words,
                  {.em = kLabel, .weight = Weight::bold, .ink = c.ink, .leading = 1.25F}) +
              18;
        const Color hue =
            where.zone == nullptr ? hue_of(g) : color_from(where.zone->color.c_str(), c.primary);
        at += counter_tiles(g.sheet, {g.x + kPad, at, wide, 0}, where.counters, hue) + 22;
        if (g.sheet.view.content->plan) {
            button(g.sheet, {g.x + kPad, at, std::min(wide, 420.0F), kTouch},
                   {"way",
                    g.sheet.words.all("kiosk.how_to_go"),
                    {.act = Act::open_map, .item = g.item.id}},
                   {icon_named("map"), false});
            at += kTouch + 20;
        }
        const Department* department =
            g.sheet.view.content->catalogue.department(g.item.department);
        if (department != nullptr) {
            const std::string line = g.sheet.words.of(department->name) + "  " + department->phone;
            paint.icon({g.x + kPad + 18, at + 24}, icon_named("phone"), kIconSmall, c.primary);
            at += std::max(48.0F, paint.paragraph({g.x + kPad + 50, at + 4, wide - 50, 0}, line,
                                                  {.em = kBody, .ink = c.muted, .leading = 1.25F}));
        }
        return at;
    });
}

float guide_basis(const GuideColumn& g, float y) {
    if (g.item.basis.empty()) {
        return 0;
    }
    return section(g, y, "guide.basis", icon_named("gavel"), [&](float at) {
        for (const Text& law : g.item.basis) {
            at += g.sheet.paint.paragraph(
                      {g.x + kPad, at, g.w - 2 * kPad, 0}, g.sheet.words.of(law),
                      {.em = kBody, .ink = g.sheet.colors().ink, .leading = 1.35F}) +
                  8;
        }
        return at;
    });
}

}  // namespace hall::screens
