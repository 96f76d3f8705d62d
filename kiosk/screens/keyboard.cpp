// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/keyboard.h"

#include <array>

#include "kiosk/screens/widgets.h"

namespace hall::screens {

namespace {

constexpr float kKey = kTouch;
constexpr float kGap = 10;
constexpr float kPad = 20;
constexpr float kWidePage = 1200;  // Letters and a block of figures fit beside each other.
constexpr float kBigKey = 178;     // Of a stroke, upright: as tall as two rows.

constexpr std::array<std::string_view, 3> kLetters{"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 4> kFigures{"123", "456", "789", "-0"};
constexpr std::array<std::string_view, 5> kSigns{"一", "丨", "丿", "丶", "乛"};
constexpr std::array<std::string_view, 5> kStrokeNames{
    "kiosk.stroke_1", "kiosk.stroke_2", "kiosk.stroke_3", "kiosk.stroke_4", "kiosk.stroke_5"};

bool wide(float width) {
    return width >= kWidePage;
}

Text plain(std::string_view text) {
    return {std::string{text}, std::string{text}, std::string{text}};
}

enum class Kind : std::uint8_t { letter, tool, chosen };

/// What a key shows: a pictogram, or its label, or both.
struct Face {
    Kind kind = Kind::letter;
    Icon icon = 0;
    float em = kTitle;
    std::string_view sign{};  ///< Drawn large above the label.
};

Color ground_of(const Painter& paint, Kind kind, float depth) {
    const Palette& c = paint.colors();
    if (paint.high_contrast()) {
        return depth > 0 ? c.primary : c.card;
    }
    const Color rest = kind == Kind::tool     ? mix(c.card, c.primary_deep, 0.10F)
                       : kind == Kind::chosen ? mix(c.card, c.primary, 0.16F)
                                              : c.card;
    return mix(rest, c.primary, 0.22F * depth);
}

void key(Sheet& sheet, Rect r, const Button& what, const Face& face) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    sheet.target(what.id, Role::button, what.label, r, what.action);
    const float depth = sheet.pressed(what.id);
    const Color ground = ground_of(paint, face.kind, depth);
    const int mark = paint.mark();
    paint.shadow(r, 16, 7, rgb(0x0B2540, 0.16F * (1 - depth)), 3);
    paint.fill(r, ground, 16);
    if (paint.high_contrast()) {
        paint.stroke(r, c.line, 16, 2);
    }
    const Color ink = paint.high_contrast() && depth > 0 ? c.on_primary : c.ink;
    const On on{paint, ground};
    const Pen pen{.em = face.em, .weight = Weight::bold, .ink = ink};
    const std::string& label = sheet.words.of(what.label);
    if (!face.sign.empty()) {
        const float sign = r.h * 0.56F;
        paint.label(
            {r.x, r.y + r.h * 0.06F, r.w, sign}, face.sign,
            {.em = kDisplay, .weight = Weight::bold, .ink = ink, .characters = Characters::phrases},
            Align::centre);
        paint.label({r.x + 4, r.y + sign + r.h * 0.05F, r.w - 8, r.h * 0.34F}, label,
                    {.em = kBody, .weight = Weight::bold, .ink = ink}, Align::centre);
    } else if (face.icon != 0 && r.w < 200) {
        paint.icon(r.centre(), face.icon, 46, ink);
    } else if (face.icon != 0) {
        const float word = paint.width(label, pen);
        const float x = r.centre().x - (word + 56) / 2;
        paint.icon({x + 22, r.centre().y}, face.icon, 44, ink);
        paint.label({x + 56, r.y, word + 2, r.h}, label, pen);
    } else {
        paint.label(r, label, pen, Align::centre);
    }
    paint.scale_since(mark, r.centre(), 1 - 0.05F * depth);
}

void letter(Sheet& sheet, Rect r, char c) {
    const std::string text(1, c);
    const std::string shown(1, c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    key(sheet, r,
        {"key." + (c == '-' ? std::string{"dash"} : text),
         plain(shown),
         {.act = Act::type, .text = text}},
        {});
}

/// A row of letters, centred.
void row(Sheet& sheet, Rect r, std::string_view letters, float key_wide) {
    const auto count = static_cast<float>(letters.size());
    float x = r.x + (r.w - count * key_wide - (count - 1) * kGap) / 2;
    for (const char c : letters) {
        letter(sheet, {x, r.y, key_wide, r.h}, c);
        x += key_wide + kGap;
    }
}

void erase_key(Sheet& sheet, Rect r) {
    key(sheet, r, {"key.erase", sheet.words.all("kiosk.key_erase"), {Act::erase}},
        {Kind::tool, icon_named("backspace"), kLabel});
}

/// The keys of the last row: the other keyboard, a space where words are typed, and all away.
void tools(Sheet& sheet, Rect r, Typing typing) {
    const bool letters = typing == Typing::letters;
    const float side = std::min(300.0F, r.w * 0.3F);
    key(sheet, {r.x, r.y, side, r.h},
        {"key.other",
         sheet.words.all(letters ? "kiosk.keys_strokes" : "kiosk.keys_letters"),
         {.act = Act::keyboard, .typing = letters ? Typing::strokes : Typing::letters}},
        {Kind::chosen, icon_named(letters ? "gesture" : "keyboard"), kLabel});
    const Rect middle{r.x + side + kGap, r.y, r.w - 2 * (side + kGap), r.h};
    if (letters) {
        key(sheet, middle,
            {"key.space", sheet.words.all("kiosk.key_space"), {.act = Act::type, .text = " "}},
            {Kind::letter, 0, kBody});
    } else {
        erase_key(sheet, middle);
    }
    key(sheet, {r.right() - side, r.y, side, r.h},
        {"key.clear", sheet.words.all("kiosk.key_clear"), {Act::clear}},
        {Kind::tool, icon_named("close"), kLabel});
}

/// Below the letters of a code: the other way to an appointment, and all away.
void code_tools(Sheet& sheet, Rect r) {
    const float side = std::min(300.0F, r.w * 0.3F);
    key(sheet, {r.x, r.y, r.w - side - kGap, r.h},
        {"by_tail", sheet.words.all("kiosk.check_in_tail"), {Act::open_tail}},
        {Kind::chosen, icon_named("dialpad"), kLabel});
    key(sheet, {r.right() - side, r.y, side, r.h},
        {"key.clear", sheet.words.all("kiosk.key_clear"), {Act::clear}},
        {Kind::tool, icon_named("close"), kLabel});
}

void last_row(Sheet& sheet, Rect r, Keys keys) {
    if (keys == Keys::code) {
        code_tools(sheet, r);
    } else {
        tools(sheet, r, Typing::letters);
    }
}

void letters_upright(Sheet& sheet, Rect r, Keys keys) {
    const float one = (r.w - 9 * kGap) / 10;
    float y = r.y;
    row(sheet, {r.x, y, r.w, kKey}, "1234567890", one);
    y += kKey + kGap;
    row(sheet, {r.x, y, r.w, kKey}, kLetters[0], one);
    y += kKey + kGap;
    row(sheet, {r.x, y, r.w, kKey}, kLetters[1], one);
    y += kKey + kGap;
    const float left = r.x + (one + kGap) / 2;
    row(sheet, {left, y, 8 * one + 7 * kGap, kKey}, "zxcvbnm-", one);
    const float erase = left + 8 * (one + kGap);
    erase_key(sheet, {erase, y, r.right() - erase, kKey});
    last_row(sheet, {r.x, y + kKey + kGap, r.w, kKey}, keys);
}

void letters_across(Sheet& sheet, Rect r, Keys keys) {
    const float one = (r.w - 12 * kGap - 2 * kGap) / 13;
    const Rect left{r.x, r.y, 10 * one + 9 * kGap, r.h};
    const float pad = r.right() - 3 * one - 2 * kGap;
    float y = r.y;
    row(sheet, {left.x, y, left.w, kKey}, kLetters[0], one);
    y += kKey + kGap;
    row(sheet, {left.x, y, left.w, kKey}, kLetters[1], one);
    y += kKey + kGap;
    const float indent = left.x + (one + kGap) / 2;
    row(sheet, {indent, y, 7 * one + 6 * kGap, kKey}, kLetters[2], one);
    const float erase = indent + 7 * (one + kGap);
    erase_key(sheet, {erase, y, left.right() - erase, kKey});
    last_row(sheet, {left.x, r.y + 3 * (kKey + kGap), left.w, kKey}, keys);
    for (std::size_t i = 0; i < kFigures.size(); ++i) {
        float x = pad;
        for (const char c : kFigures.at(i)) {
            const bool zero = c == '0';
            const float w = zero ? 2 * one + kGap : one;
            letter(sheet, {x, r.y + static_cast<float>(i) * (kKey + kGap), w, kKey}, c);
            x += w + kGap;
        }
    }
}

void strokes(Sheet& sheet, Rect r) {
    const float one = (r.w - 4 * kGap) / 5;
    const float tall = r.h - kKey - kGap;
    for (std::size_t i = 0; i < kSigns.size(); ++i) {
        const auto n = static_cast<float>(i);
        const std::string digit(1, static_cast<char>('1' + i));
        key(sheet, {r.x + n * (one + kGap), r.y, one, tall},
            {"stroke." + digit,
             sheet.words.all(kStrokeNames.at(i)),
             {.act = Act::type, .text = digit}},
            {.kind = Kind::letter, .sign = kSigns.at(i)});
    }
    tools(sheet, {r.x, r.bottom() - kKey, r.w, kKey}, Typing::strokes);
}

}  // namespace

float keyboard_height(float width, Typing typing) noexcept {
    if (typing == Typing::strokes) {
        return 2 * kPad + kBigKey + kGap + kKey;
    }
    const float rows = wide(width) ? 4 : 5;
    return 2 * kPad + rows * kKey + (rows - 1) * kGap;
}

void keyboard(Sheet& sheet, Rect r, Typing typing, Keys keys) {
    Painter& paint = sheet.paint;
    const Palette& c = paint.colors();
    paint.fill(r, paint.high_contrast() ? c.page : mix(c.page, c.primary_deep, 0.09F));
    paint.fill({r.x, r.y, r.w, 2}, c.line);
    const Rect inner = r.inset(paint.theme().landscape() ? kMargin : kMargin / 2, kPad);
    if (typing == Typing::strokes) {
        strokes(sheet, inner);
    } else if (wide(r.w)) {
        letters_across(sheet, inner, keys);
    } else {
        letters_upright(sheet, inner, keys);
    }
}

std::string_view stroke_sign(char digit) noexcept {
    return digit >= '1' && digit <= '5' ? kSigns.at(static_cast<std::size_t>(digit - '1'))
                                        : std::string_view{};
}

std::string signs_of(std::string_view query) {
    std::string shown;
    for (const char c : query) {
        const std::string_view sign = stroke_sign(c);
        shown += sign.empty() ? std::string_view{&c, 1} : sign;
    }
    return shown;
}

}  // namespace hall::screens
