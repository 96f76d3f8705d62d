// SPDX-License-Identifier: Apache-2.0
// The painter's type.
#include <array>
#include <cfloat>
#include <cmath>

#include <imgui.h>

#include "kiosk/screens/painter.h"
#include "kiosk/screens/text.h"

namespace hall::screens {

namespace {

// A line is centred on half of its capitals' height, not on its line box: see the README.
constexpr float kHalfCapital = 0.366F;
// What the lint takes for the ink of a line.
constexpr float kInkAbove = 0.76F;
constexpr float kInkBelow = 0.08F;
constexpr std::array kScale{kDisplay, kHeading, kTitle, kLabel, kBody, kCaption};

// A digit of Inter Bold keeps some 0.057 em to either side.
constexpr float kFigureGap = 0.057F;

bool is_figure(char32_t c) {
    return c >= '0' && c <= '9';
}

struct Set {
    const Face* face = nullptr;
    float em_px = 0;
    bool figures = false;  // Set by their own widths.

    [[nodiscard]] float size() const { return face->font->FontSize * em_px / face->wanted.em_px; }
    [[nodiscard]] float k() const { return em_px / face->wanted.em_px; }
    [[nodiscard]] float wide(const ImFontGlyph& glyph) const {
        return is_figure(glyph.Codepoint) ? (glyph.X1 - glyph.X0) * k() + 2 * kFigureGap * em_px
                                          : glyph.AdvanceX * k();
    }
    [[nodiscard]] Advance advance() const {
        if (figures) {
            return [*this](char32_t c) {
                return wide(*face->font->FindGlyph(static_cast<ImWchar>(c)));
            };
        }
        return [font = face->font, k = em_px / face->wanted.em_px](char32_t c) {
            return font->GetCharAdvance(static_cast<ImWchar>(c > 0xFFFF ? 0xFFFD : c)) * k;
        };
    }
};

// A clock's digits are all of one width, so that it stands still; a large number is read as a word,
// in which one of that width leaves a hole beside a 1.
Set set_of(const Fonts& fonts, const Theme& theme, const Pen& pen, std::string_view text) {
    const float em = std::round(theme.px(pen.em));
    const bool figures = pen.characters == Characters::digits && pen.em >= kFigure &&
                         text.find(':') == std::string_view::npos;
    return {fonts.pick(em, pen.weight, pen.characters), em, figures};
}

void draw_figures(ImDrawList& list, const Set& set, Point at, std::string_view text, Color ink) {
    float x = at.x;
    for (const char& c : text) {
        const ImFontGlyph& glyph =
            *set.face->font->FindGlyph(static_cast<ImWchar>(static_cast<unsigned char>(c)));
        const float own =
            is_figure(glyph.Codepoint) ? kFigureGap * set.em_px - glyph.X0 * set.k() : 0;
        list.AddText(set.face->font, set.size(), {std::round(x + own), at.y}, ink, &c, &c + 1);
        x += set.wide(glyph);
    }
}

}  // namespace

float Painter::width(std::string_view text, const Pen& pen) const {
    return theme_.q(width_of(text, set_of(*skin_.fonts, theme_, pen, text).advance()));
}

std::vector<std::string> Painter::lines(std::string_view text,
                                        const Pen& pen,
                                        float width,
                                        Breaks breaks) const {
    const Advance advance = set_of(*skin_.fonts, theme_, pen, text).advance();
    const float room = theme_.px(width);
    return breaks == Breaks::even ? wrap_even(text, room, advance) : wrap(text, room, advance);
}

float Painter::height(std::string_view text, const Pen& pen, float width, Breaks breaks) const {
    return text.empty()
               ? 0
               : static_cast<float>(lines(text, pen, width, breaks).size()) * pen.em * pen.leading;
}

Pen Painter::fitted(std::string_view text, const Pen& pen, float width) const {
    Pen smaller = pen;
    for (const float em : kScale) {
        if (em <= pen.em) {
            smaller.em = em;
            if (this->width(text, smaller) <= width) {
                break;
            }
        }
    }
    return this->width(text, pen) <= width ? pen : smaller;
}

void Painter::put(
    Point baseline_px, std::string_view text, const Pen& pen, Rect box_px, bool fits) {
    const Set set = set_of(*skin_.fonts, theme_, pen, text);
    const ImFont& font = *set.face->font;
    const float x = std::round(baseline_px.x);
    const float y = std::round(baseline_px.y);
    const Point top{x, y - std::round(font.Ascent * set.k())};
    if (set.figures) {
        draw_figures(list_, set, top, text, pen.ink);
    } else {
        list_.AddText(&font, set.size(), {top.x, top.y}, pen.ink, text.data(),
                      text.data() + text.size());
    }
    const float wide = width_of(text, set.advance());
    const Rect ink{x, y - kInkAbove * set.em_px, wide, (kInkAbove + kInkBelow) * set.em_px};
    const Rect clip = clip_px();
    semantics_.marks.push_back({std::string{text}, ink, box_px, set.em_px, pen.ink, ground_, fits,
                                clip.common(ink).area() < ink.area() * 0.995F});
}

void Painter::label(Rect box, std::string_view text, const Pen& pen, Align align) {
    if (text.empty()) {
        return;
    }
    const Pen fit = fitted(text, pen, box.w);
    const Rect p = px(box);
    const float wide = theme_.px(width(text, fit));
    const float slack = p.w - wide;
    const float x = align == Align::left    ? p.x
                    : align == Align::right ? p.x + slack
                                            : p.x + slack / 2;
    const float em = std::round(theme_.px(fit.em));
    put({x, p.y + p.h / 2 + kHalfCapital * em}, text, fit, {p.x, p.y - em, p.w, p.h + 2 * em},
        slack >= -1.0F);
}

float Painter::paragraph(
    Rect box, std::string_view text, const Pen& pen, Align align, Breaks breaks) {
    if (text.empty()) {
        return 0;
    }
    const float em = theme_.px(pen.em);
    const float pitch = em * pen.leading;
    const std::vector<std::string> all = lines(text, pen, box.w, breaks);
    const Rect p = px(box);
    const float tall = pitch * static_cast<float>(all.size());
    const bool fits = p.h <= 0 || tall <= p.h + em * 0.25F;
    float y = p.y + pitch / 2;
    for (const std::string& line : all) {
        const float slack = p.w - theme_.px(width(line, pen));
        const float x = align == Align::left ? 0 : align == Align::right ? slack : slack / 2;
        put({p.x + x, y + kHalfCapital * em}, line, pen, {p.x, p.y, p.w, std::max(p.h, tall)},
            fits);
        y += pitch;
    }
    return theme_.q(tall);
}

void Painter::icon(Point centre, Icon icon, float em, Color color) {
    const float size = std::round(theme_.px(em));
    // What is drawn of a pictogram is some four fifths of its square.
    constexpr float kInk = 0.78F;
    const Point middle = at(centre);
    const Rect ink{middle.x - size * kInk / 2, middle.y - size * kInk / 2, size * kInk,
                   size * kInk};
    const bool clipped = clip_px().common(ink).area() < ink.area() * 0.995F;
    semantics_.marks.push_back({"pictogram", ink, ink, size, color, ground_, true, clipped, true});
    const Face* face = skin_.fonts->pick(size, Weight::regular, Characters::icons);
    if (face == nullptr) {
        return;
    }
    const ImFont& font = *face->font;
    const float k = size / face->wanted.em_px;
    const ImFontGlyph* glyph = font.FindGlyphNoFallback(icon);
    if (glyph == nullptr) {
        return;
    }
    // The pictograms fill a square of their em, which is the line box of their font.
    const float x = std::round(middle.x - glyph->AdvanceX * k / 2);
    const float y = std::round(middle.y - font.FontSize * k / 2);
    const std::string text = utf8_of(icon);
    list_.AddText(&font, font.FontSize * k, {x, y}, color, text.data(), text.data() + text.size());
}

}  // namespace hall::screens
