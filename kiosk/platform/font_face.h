// SPDX-License-Identifier: Apache-2.0
// What one face of a font file can draw, and how large it draws it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "kiosk/platform/fault.h"

namespace hall::platform {

/// Reads a face's tables; draws nothing.
///
/// Not thread-safe; different faces on different threads are fine.
class FontFace {
public:
    /// `bytes` (a TTF, OTF or TTC) outlive the face.
    ///
    /// Errors: bad_font.
    static Result<FontFace> open(std::span<const std::byte> bytes, int index);

    [[nodiscard]] bool has(char32_t character) const;

    /// Ascender plus descender in ems: what ImGui calls a font's size, for one em.
    [[nodiscard]] float line_per_em() const;

    /// The widest of the ten digits, in ems.
    [[nodiscard]] float widest_digit() const;

private:
    struct Open;
    explicit FontFace(std::shared_ptr<Open> open) : open_(std::move(open)) {}

    std::shared_ptr<Open> open_;
};

}  // namespace hall::platform
