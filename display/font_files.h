// SPDX-License-Identifier: Apache-2.0
// For programs: the fonts of a Debian machine, mapped and ready to be handed in.
#pragma once

#include <string>

#include "display/fault.h"
#include "display/glyphs.h"

namespace hall::display {

/// Maps one font file; its pages are shared by every program that maps it.
///
/// Errors: bad_font when it cannot be read.
[[nodiscard]] Result<FontFile> map_font(const std::string& path);

/// Noto Sans CJK (package fonts-noto-cjk, needed), Inter (fonts-inter) and WenQuanYi's bitmaps
/// (xfonts-wqy), below `root`, which is "/usr/share/fonts" on Debian. The last two may be missing:
/// the wall then shows Noto's Latin letters, and signs of 16 px draw with outlines.
///
/// Errors: bad_font, naming the file and the package that brings it.
[[nodiscard]] Result<FontSet> debian_fonts(const std::string& root = "/usr/share/fonts");

}  // namespace hall::display
