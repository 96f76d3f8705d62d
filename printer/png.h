// SPDX-License-Identifier: Apache-2.0
// 1-bit pictures as PNG. The only header of this room behind which libpng stands.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "printer/bitmap.h"
#include "printer/fault.h"

namespace hall::printer {

/// A 1-bit greyscale PNG at 203 dpi. Pure.
[[nodiscard]] std::vector<std::uint8_t> encode_png(const Bitmap& picture);

/// Any PNG of at most 4096 x 16384 dots; what is darker than half becomes black, what is
/// transparent becomes white. Pure.
///
/// Errors: bad_picture.
[[nodiscard]] Result<Bitmap> decode_png(std::span<const std::uint8_t> bytes);

}  // namespace hall::printer
