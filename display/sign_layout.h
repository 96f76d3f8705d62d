// SPDX-License-Identifier: Apache-2.0
// The sign over a counter as a picture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "display/canvas.h"
#include "display/glyphs.h"
#include "display/page.h"

namespace hall::display {

/// Which variant a sign came out as; tests and try_board name it.
enum class SignVariant : std::uint8_t {
    number_beside_lines,  ///< The number in full height, words stacked to its right.
    number_before_line,   ///< One line: the number, then the words.
    number_alone,         ///< No room for words at all.
    lines,                ///< Nobody called: counter, message and plate in rows.
    scrolled,             ///< The shortest wording is wider than the sign; it travels.
};

struct SignDrawing {
    SignVariant variant = SignVariant::lines;
    /// How long the picture stays as it is; empty when it stands still until the next page.
    std::optional<Milliseconds> holds;
    std::vector<std::string> plate_left{};  ///< Lines of the plate that found no room.

    bool operator==(const SignDrawing&) const = default;
};

/// Draws `page` on a sign of any size from 32 x 8, the whole area every time: old digits must not
/// stay on the panel.
///
/// Variants are tried from the richest to the poorest and chosen by measuring. A number is never
/// scrolled, cut or shortened: it is condensed to 60 % of its width, then made smaller. Fresh calls
/// turn the number's box inside out once a second for kFreshFor. Pure but for the glyphs it
/// remembers.
SignDrawing draw_sign(Canvas& canvas, Glyphs& glyphs, const SignPage& page, Instant now);

}  // namespace hall::display
