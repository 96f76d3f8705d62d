// SPDX-License-Identifier: Apache-2.0
// A page by which a person sees whether head, paper and cutter are well.
#pragma once

#include "printer/layout.h"

namespace hall::printer {

/// `words` laid out, and below them patterns: a scale in millimetres from edge to edge (its last
/// mark is cut off when the profile is too wide), black, grey steps, and lines of one to four dots.
///
/// Errors: as layout().
[[nodiscard]] Result<Bitmap> test_page(const Slip& words, Fonts& fonts, PaperSize paper);

}  // namespace hall::printer
