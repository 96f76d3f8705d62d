// SPDX-License-Identifier: Apache-2.0
// Letters as pictures. The only file that knows FreeType is glyphs.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "display/fault.h"
#include "display/page.h"

namespace hall::display {

/// A font file's bytes, shared by everything that draws with it. `owner` keeps them alive: a
/// buffer, or a file mapped by the program.
struct FontFile {
    std::shared_ptr<const void> owner;
    std::span<const std::uint8_t> bytes;

    [[nodiscard]] bool empty() const { return bytes.empty(); }
};

/// The fonts boards draw with. Noto Sans CJK carries every script; `latin` (Inter) stands before
/// it where there is one; `dots` are bitmap fonts, one strike each, for 16 px and below, where an
/// outline clogs: at 16 px one bit Noto Bold makes blots of 請 and 窗, WenQuanYi does not.
struct FontSet {
    FontFile han_regular;  ///< NotoSansCJK-Regular.ttc, needed.
    FontFile han_bold;     ///< NotoSansCJK-Bold.ttc, needed.
    FontFile latin_regular;
    FontFile latin_bold;
    std::vector<FontFile> dots;  ///< WenQuanYi PCF, any number.
};

enum class Weight : std::uint8_t { regular, bold };

/// crisp: a pixel is lit or not. smooth: 256 levels, for boards with 8 bits or more a colour.
enum class Edge : std::uint8_t { crisp, smooth };

/// What to draw small letters with: the bitmap strikes, made for lamps that one can count, or the
/// outlines at every size, as a monitor wants it.
enum class Small : std::uint8_t { dots, outlines };

/// How to draw a letter. With Small::dots, at 16 px and below, a bitmap strike is used whenever one
/// was handed in, whatever weight, width and edge say.
struct Font {
    int size_px = 16;         ///< The em: 4 … 1200.
    int width_percent = 100;  ///< 50 … 100: letters condensed to this much of their width.
    Weight weight = Weight::regular;
    Edge edge = Edge::smooth;
    Script script = Script::hant;
    Small small = Small::dots;

    auto operator<=>(const Font&) const = default;
};

/// A drawn letter: coverage 0 … 255, row after row; `top` counts up from the baseline.
struct Glyph {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    int advance_64 = 0;  ///< 1/64 px.
    std::vector<std::uint8_t> coverage;
};

/// Heights of a font in pixels, all counted from the baseline.
struct LineHeights {
    int ascent = 0;   ///< Up to the top of a Han character.
    int descent = 0;  ///< Down to its foot.
    int capital = 0;  ///< Up to the top of a capital or a digit.
};

/// Draws letters and remembers them.
///
/// A letter that no font has comes out as the font's own empty box; the wall never shows '?'.
///
/// Not thread-safe: all boards that share one live on one thread.
class Glyphs {
public:
    /// Errors: bad_font.
    static Result<std::unique_ptr<Glyphs>> open(FontSet fonts);

    virtual ~Glyphs() = default;
    Glyphs(const Glyphs&) = delete;
    Glyphs& operator=(const Glyphs&) = delete;

    /// The letter in that font. The reference holds until the next call.
    virtual const Glyph& glyph(char32_t letter, const Font& font) = 0;

    /// The widest of the ten digits, 1/64 px: numbers set at this step do not dance.
    virtual int digit_advance_64(const Font& font) = 0;

    virtual LineHeights heights(const Font& font) = 0;

    /// The bitmap size that stands in for `font`, or 0 where outlines are drawn.
    [[nodiscard]] virtual int dots_size(const Font& font) const = 0;

protected:
    Glyphs() = default;
};

}  // namespace hall::display
