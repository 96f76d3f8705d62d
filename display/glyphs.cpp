// SPDX-License-Identifier: Apache-2.0
#include "display/glyphs.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace hall::display {

namespace {

constexpr int kDotsMax = 16;
constexpr int kSizeMin = 4;
constexpr int kSizeMax = 1200;
// About 24 MB of coverage: some hundred big letters and all small ones a hall ever shows.
constexpr std::size_t kRememberedBytes = 24U << 20U;

// Faces of the Noto Sans CJK collections. Source: fc-scan of Debian's fonts-noto-cjk 20220127.
constexpr FT_Long kFaceHans = 2;
constexpr FT_Long kFaceHant = 3;

struct LibraryEnd {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceEnd {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, LibraryEnd>;
using Face = std::unique_ptr<FT_FaceRec_, FaceEnd>;

struct Strike {
    int size;
    Face face;
};

Result<Face> open_face(FT_Library library, const FontFile& file, FT_Long index, const char* what) {
    FT_Face face = nullptr;
    if (file.empty() ||
        FT_New_Memory_Face(library, file.bytes.data(), static_cast<FT_Long>(file.bytes.size()),
                           index, &face) != 0) {
        return fail(Fault::bad_font, std::string("no usable font for ") + what);
    }
    return Face(face);
}

Glyph glyph_of(const FT_GlyphSlot slot) {
    const FT_Bitmap& bitmap = slot->bitmap;
    Glyph glyph{slot->bitmap_left,
                slot->bitmap_top,
                static_cast<int>(bitmap.width),
                static_cast<int>(bitmap.rows),
                0,
                {}};
    glyph.coverage.resize(static_cast<std::size_t>(bitmap.width) * bitmap.rows);
    const auto pitch = static_cast<std::ptrdiff_t>(bitmap.pitch);
    auto out = glyph.coverage.begin();
    for (unsigned y = 0; y < bitmap.rows; ++y) {
        const std::uint8_t* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * pitch;
        for (unsigned x = 0; x < bitmap.width; ++x) {
            *out++ = bitmap.pixel_mode == FT_PIXEL_MODE_MONO
                         ? static_cast<std::uint8_t>(((row[x / 8] >> (7 - x % 8)) & 1) * 255)
                         : row[x];
        }
    }
    return glyph;
}

class FreeTypeGlyphs : public Glyphs {
public:
    Outcome load(FontSet fonts) {
        fonts_ = std::move(fonts);
        FT_Library library = nullptr;
        if (FT_Init_FreeType(&library) != 0) {
            return fail(Fault::bad_font, "FreeType does not start");
        }
        library_.reset(library);
        for (const auto& [weight, file] :
             {std::pair{Weight::regular, &fonts_.han_regular}, {Weight::bold, &fonts_.han_bold}}) {
            for (const auto& [script, index] :
                 {std::pair{Script::hant, kFaceHant}, {Script::hans, kFaceHans}}) {
                auto face = open_face(library, *file, index, "Han characters");
                if (!face) {
                    return tl::make_unexpected(face.error());
                }
                han_.emplace(std::pair{weight, script}, std::move(*face));
            }
        }
        return load_optional();
    }

    const Glyph& glyph(char32_t letter, const Font& font) override {
        const Key key{letter, font};
        if (const auto known = remembered_.find(key); known != remembered_.end()) {
            return known->second;
        }
        if (remembered_bytes_ > kRememberedBytes) {
            remembered_.clear();
            remembered_bytes_ = 0;
        }
        Glyph drawn = draw(letter, font);
        remembered_bytes_ += drawn.coverage.size() + sizeof(Glyph) + sizeof(Key);
        return remembered_.emplace(key, std::move(drawn)).first->second;
    }

    int digit_advance_64(const Font& font) override {
        int widest = 0;
        for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
            widest = std::max(widest, glyph(digit, font).advance_64);
        }
        return widest;
    }

    LineHeights heights(const Font& font) override {
        const Glyph& capital = glyph(U'8', font);
        const int size = font.size_px;
        if (const Strike* strike = strike_for(U'8', font); strike != nullptr) {
            const FT_Size_Metrics& metrics = strike->face->size->metrics;
            return {static_cast<int>(metrics.ascender >> 6),
                    static_cast<int>(-(metrics.descender >> 6)), capital.top};
        }
        // The em box of a Han character stands from 0.88 above to 0.12 below the baseline.
        return {(size * 88 + 50) / 100, (size * 12 + 50) / 100, capital.top};
    }

    [[nodiscard]] int dots_size(const Font& font) const override {
        int best = 0;
        if (font.small == Small::outlines) {
            return best;
        }
        for (const Strike& strike : dots_) {
            if (font.size_px <= kDotsMax && strike.size <= font.size_px) {
                best = std::max(best, strike.size);
            }
        }
        return best;
    }

private:
    using Key = std::tuple<char32_t, Font>;

    Outcome load_optional() {
        for (const auto& [weight, file] : {std::pair{Weight::regular, &fonts_.latin_regular},
                                           {Weight::bold, &fonts_.latin_bold}}) {
            if (file->empty()) {
                continue;
            }
            auto face = open_face(library_.get(), *file, 0, "Latin letters");
            if (!face) {
                return tl::make_unexpected(face.error());
            }
            latin_.emplace(weight, std::move(*face));
        }
        for (const FontFile& file : fonts_.dots) {
            auto face = open_face(library_.get(), file, 0, "small dots");
            if (!face) {
                return tl::make_unexpected(face.error());
            }
            if ((*face)->num_fixed_sizes < 1 || FT_Select_Size(face->get(), 0) != 0) {
                return fail(Fault::bad_font, "a dot font without a bitmap strike");
            }
            const int size = static_cast<int>(((*face)->available_sizes[0].y_ppem + 32) >> 6);
            dots_.push_back({size, std::move(*face)});
        }
        return {};
    }

    const Strike* strike_for(char32_t letter, const Font& font) const {
        const int size = dots_size(font);
        for (const Strike& strike : dots_) {
            if (strike.size == size && FT_Get_Char_Index(strike.face.get(), letter) != 0) {
                return &strike;
            }
        }
        return nullptr;
    }

    Glyph draw(char32_t letter, const Font& font) {
        assert(font.size_px >= kSizeMin && font.size_px <= kSizeMax);
        assert(font.width_percent >= 50 && font.width_percent <= 100);
        if (const Strike* strike = strike_for(letter, font); strike != nullptr) {
            return draw_with(strike->face.get(), letter, FT_LOAD_RENDER | FT_LOAD_TARGET_MONO);
        }
        FT_Face face = han_.at({font.weight, font.script}).get();
        if (const auto latin = latin_.find(font.weight);
            latin != latin_.end() && FT_Get_Char_Index(latin->second.get(), letter) != 0 &&
            letter < 0x2E80) {
            face = latin->second.get();
        }
        const auto tall = static_cast<FT_UInt>(font.size_px);
        const FT_UInt wide = (tall * static_cast<FT_UInt>(font.width_percent) + 50) / 100;
        if (FT_Set_Pixel_Sizes(face, wide, tall) != 0) {
            return {};
        }
        return draw_with(face, letter,
                         font.edge == Edge::crisp ? FT_LOAD_RENDER | FT_LOAD_TARGET_MONO
                                                  : FT_LOAD_RENDER | FT_LOAD_NO_HINTING);
    }

    static Glyph draw_with(FT_Face face, char32_t letter, int flags) {
        if (FT_Load_Char(face, letter, flags) != 0) {
            return {};
        }
        Glyph glyph = glyph_of(face->glyph);
        glyph.advance_64 = static_cast<int>(face->glyph->advance.x);
        return glyph;
    }

    FontSet fonts_;  // Before the faces: they read its bytes until they are gone.
    Library library_;
    std::map<std::pair<Weight, Script>, Face> han_;
    std::map<Weight, Face> latin_;
    std::vector<Strike> dots_;
    std::map<Key, Glyph> remembered_;
    std::size_t remembered_bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Glyphs>> Glyphs::open(FontSet fonts) {
    auto glyphs = std::make_unique<FreeTypeGlyphs>();
    if (auto loaded = glyphs->load(std::move(fonts)); !loaded) {
        return tl::make_unexpected(loaded.error());
    }
    return glyphs;
}

}  // namespace hall::display
