// SPDX-License-Identifier: Apache-2.0
// Pictures in files: PNG out of a canvas, and back for tests and tools.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "display/canvas.h"
#include "display/fault.h"

namespace hall::display {

/// `canvas` as PNG, 8-bit grey (mono) or RGB. Pure.
///
/// Errors: cannot_write.
[[nodiscard]] Result<std::vector<std::uint8_t>> png_of(const Canvas& canvas);

/// The picture in a PNG, as RGB; at most `side_most` px a side. Pure.
///
/// Errors: cannot_write when the bytes are no such picture.
[[nodiscard]] Result<Canvas> canvas_of(std::span<const std::uint8_t> png, int side_most = 16384);

/// Every pixel of `canvas` as a lamp of `scale` x `scale` pixels on a black module: what an LED
/// sign looks like from close by. `scale` 1 gives the plain picture in RGB. Pure.
[[nodiscard]] Canvas as_lamps(const Canvas& canvas, int scale, Color lit);

/// Puts the bytes at `path` at once or not at all: written beside it, synced, renamed.
///
/// Errors: cannot_write.
[[nodiscard]] Outcome write_whole(const std::string& path, std::span<const std::uint8_t> bytes);

}  // namespace hall::display
