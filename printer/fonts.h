// SPDX-License-Identifier: Apache-2.0
// Glyphs as dots. The only header of this room behind which FreeType stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "printer/bitmap.h"
#include "printer/fault.h"
#include "printer/script.h"

namespace hall::printer {

/// A font file that the program has loaded or mapped. `owner` keeps `bytes` alive, so that several
/// rooms can share one copy of a large CJK collection.
struct FontFile {
    std::shared_ptr<const void> owner;
    std::span<const std::uint8_t> bytes;
    int face_index = 0;  ///< In Noto Sans CJK .ttc: 0 JP, 1 KR, 2 SC, 3 TC, 4 HK.
    /// The face with the simplified shapes in the same file; -1: face_index has them too.
    int simplified_index = -1;
};

enum class Face : std::uint8_t { regular, bold, number };
constexpr std::size_t kFaces = 3;

/// A character's picture and where it stands relative to the pen, in dots.
struct Glyph {
    Bitmap ink;
    int left = 0;        ///< From the pen to the first column.
    int top = 0;         ///< From the baseline up to the first row.
    int advance_64 = 0;  ///< In 64ths of a dot, so that letters do not drift along a line.
};

/// The three faces a slip is set in. Not thread-safe: owned by the thread that lays out.
class Fonts {
public:
    /// Errors: bad_font, which names the face.
    [[nodiscard]] static Result<std::unique_ptr<Fonts>> open(FontFile regular,
                                                             FontFile bold,
                                                             FontFile number);
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    /// Which shapes glyph() gives from now on. Traditional at first.
    void use(Script script) noexcept { script_ = script; }

    /// A character that `face` lacks is taken from another of the three; one that none has is the
    /// face's own "missing" box, so that it can be seen on the paper. Kept for the next time; the
    /// reference is good until the next call.
    [[nodiscard]] const Glyph& glyph(Face face, int size_dots, char32_t character);

private:
    struct Library;
    explicit Fonts(std::unique_ptr<Library> library);
    std::unique_ptr<Library> library_;
    Script script_ = Script::traditional;
};

}  // namespace hall::printer
