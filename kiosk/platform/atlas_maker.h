// SPDX-License-Identifier: Apache-2.0
// How a glyph atlas comes to be. Only glyph_atlas.cpp needs it.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/platform/font_face.h"
#include "kiosk/platform/glyph_atlas.h"

namespace hall::platform {

/// Builds one atlas and is thrown away.
class AtlasMaker {
public:
    AtlasMaker(const FontFiles& fonts, const AtlasPlan& plan, GlyphAtlas& atlas)
        : fonts_(fonts),
          plan_(plan),
          atlas_(atlas) {}

    /// Errors: bad_font, too_large.
    Outcome make();

private:
    /// A font file with its face opened.
    struct Source {
        std::span<const std::byte> bytes;
        int index = 0;
        FontFace face;
    };
    /// Some letters of one source in a font.
    struct Layer {
        const Source& source;
        const std::vector<char32_t>& letters;
        bool merged = false;  ///< Into the font of the layer before.
        float advance = 0;    ///< Pixels for every letter; 0 means each its own.
    };

    Outcome open_sources();
    static Result<Source> open_source(std::span<const std::byte> bytes, int index);
    void add_cut(const Cut& cut);
    void add_text(const Cut& cut);
    void add_digits(const Cut& cut);
    void add_icons(const Cut& cut);
    ImFont* add_layer(const Layer& layer, float em);
    const ImWchar* ranges_of(const std::vector<char32_t>& letters);
    void place_shadow(int rectangle);

    const FontFiles& fonts_;
    const AtlasPlan& plan_;
    GlyphAtlas& atlas_;
    std::vector<std::optional<Source>> latin_;
    std::vector<std::optional<Source>> chinese_;
    std::optional<Source> icons_;
    std::deque<std::vector<ImWchar>> ranges_;  ///< ImGui keeps pointers to them until Build().
};

}  // namespace hall::platform
