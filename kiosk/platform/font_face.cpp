// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/font_face.h"

#include <algorithm>
#include <string>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace hall::platform {

struct FontFace::Open {
    Open() = default;
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
        if (library != nullptr) {
            FT_Done_FreeType(library);
        }
    }
    FT_Library library = nullptr;
    FT_Face face = nullptr;
};

Result<FontFace> FontFace::open(std::span<const std::byte> bytes, int index) {
    auto open = std::make_shared<Open>();
    const auto* data = reinterpret_cast<const FT_Byte*>(bytes.data());
    const bool opened = FT_Init_FreeType(&open->library) == 0 &&
                        FT_New_Memory_Face(open->library, data, static_cast<FT_Long>(bytes.size()),
                                           index, &open->face) == 0;
    if (!opened || !FT_IS_SCALABLE(open->face) || open->face->units_per_EM == 0) {
        return fault(Fault::bad_font, "face " + std::to_string(index) + " of " +
                                          std::to_string(bytes.size()) + " bytes");
    }
    return FontFace(std::move(open));
}

bool FontFace::has(char32_t character) const {
    return FT_Get_Char_Index(open_->face, character) != 0;
}

float FontFace::line_per_em() const {
    const FT_Face face = open_->face;
    return static_cast<float>(face->ascender - face->descender) /
           static_cast<float>(face->units_per_EM);
}

float FontFace::widest_digit() const {
    const FT_Face face = open_->face;
    FT_Pos widest = 0;
    for (FT_ULong digit = '0'; digit <= '9'; ++digit) {
        if (FT_Load_Char(face, digit, FT_LOAD_NO_SCALE) == 0) {
            widest = std::max(widest, face->glyph->metrics.horiAdvance);
        }
    }
    return static_cast<float>(widest) / static_cast<float>(face->units_per_EM);
}

}  // namespace hall::platform
