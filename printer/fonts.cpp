// SPDX-License-Identifier: Apache-2.0
#include "printer/fonts.h"

#include <array>
#include <cassert>
#include <map>
#include <tuple>
#include <utility>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace hall::printer {

namespace {

// Coverage from which a dot is black, of 255. Below one half, because a thermal head heats through
// neighbouring dots poorly and hair strokes of small Han characters would break up.
constexpr std::uint8_t kInk = 112;

// A slip has some 120 different pairs of character and size; a day of slips some thousand.
constexpr std::size_t kKeptGlyphs = 4096;

constexpr std::size_t kScripts = 2;

constexpr std::array kFaceNames{"regular", "bold", "number"};

Bitmap threshold(const FT_Bitmap& grey) {
    Bitmap ink = Bitmap::blank(static_cast<int>(grey.width), static_cast<int>(grey.rows));
    for (int y = 0; y < ink.height_dots; ++y) {
        const unsigned char* row = grey.buffer + static_cast<std::ptrdiff_t>(y) * grey.pitch;
        for (int x = 0; x < ink.width_dots; ++x) {
            if (row[x] >= kInk) {
                ink.set(x, y, true);
            }
        }
    }
    return ink;
}

}  // namespace

struct Fonts::Library {
    FT_Library freetype = nullptr;
    std::array<FontFile, kFaces> files;
    std::array<std::array<FT_Face, kFaces>, kScripts> faces{};
    std::map<std::tuple<Script, Face, int, char32_t>, Glyph> kept;

    Library() = default;
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library() {
        for (const auto& script : faces) {
            for (FT_Face face : script) {
                if (face != nullptr) {
                    FT_Done_Face(face);
                }
            }
        }
        if (freetype != nullptr) {
            FT_Done_FreeType(freetype);
        }
    }

    // Null when the file has no such face.
    FT_Face face_of(const FontFile& file, int index) const {
        FT_Face made = nullptr;
        if (file.bytes.empty() ||
            FT_New_Memory_Face(freetype, file.bytes.data(), static_cast<FT_Long>(file.bytes.size()),
                               index, &made) != 0) {
            return nullptr;
        }
        if (FT_Select_Charmap(made, FT_ENCODING_UNICODE) != 0 || !FT_IS_SCALABLE(made)) {
            FT_Done_Face(made);
            return nullptr;
        }
        return made;
    }

    FT_Face face_with(Script script, Face wanted, char32_t character) const {
        const auto& of_script = faces[static_cast<std::size_t>(script)];
        const auto index = static_cast<std::size_t>(wanted);
        // Bold before regular for a digit face: it is nearer in weight.
        constexpr std::array<std::size_t, kFaces> kOrder{1, 0, 2};
        if (FT_Get_Char_Index(of_script[index], character) != 0) {
            return of_script[index];
        }
        for (const std::size_t other : kOrder) {
            if (FT_Get_Char_Index(of_script[other], character) != 0) {
                return of_script[other];
            }
        }
        return of_script[index];
    }
};

Fonts::Fonts(std::unique_ptr<Library> library) : library_(std::move(library)) {
}
Fonts::~Fonts() = default;

Result<std::unique_ptr<Fonts>> Fonts::open(FontFile regular, FontFile bold, FontFile number) {
    auto library = std::make_unique<Library>();
    if (FT_Init_FreeType(&library->freetype) != 0) {
        return fault(Fault::bad_font, "FreeType does not start");
    }
    library->files = {std::move(regular), std::move(bold), std::move(number)};
    for (std::size_t i = 0; i < kFaces; ++i) {
        const FontFile& file = library->files[i];
        for (std::size_t script = 0; script < kScripts; ++script) {
            const bool simplified = script == static_cast<std::size_t>(Script::simplified);
            const int index =
                simplified && file.simplified_index >= 0 ? file.simplified_index : file.face_index;
            library->faces[script][i] = library->face_of(file, index);
            if (library->faces[script][i] == nullptr) {
                return fault(Fault::bad_font, std::string("the ") + kFaceNames[i] +
                                                  " font is not a scalable Unicode font with a "
                                                  "face " +
                                                  std::to_string(index));
            }
        }
    }
    return std::unique_ptr<Fonts>(new Fonts(std::move(library)));
}

const Glyph& Fonts::glyph(Face face, int size_dots, char32_t character) {
    assert(size_dots > 0);
    auto& kept = library_->kept;
    const std::tuple key{script_, face, size_dots, character};
    if (const auto found = kept.find(key); found != kept.end()) {
        return found->second;
    }
    if (kept.size() >= kKeptGlyphs) {
        kept.clear();
    }

    Glyph made;
    FT_Face from = library_->face_with(script_, face, character);
    if (FT_Set_Pixel_Sizes(from, 0, static_cast<FT_UInt>(size_dots)) == 0 &&
        FT_Load_Char(from, character, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) == 0) {
        const FT_GlyphSlot slot = from->glyph;
        made.ink = threshold(slot->bitmap);
        made.left = slot->bitmap_left;
        made.top = slot->bitmap_top;
        made.advance_64 = static_cast<int>(slot->linearHoriAdvance / 1024);
    } else {
        made.advance_64 = size_dots * 64;  // A font that lies about a glyph still leaves its gap.
    }
    return kept.emplace(key, std::move(made)).first->second;
}

}  // namespace hall::printer
