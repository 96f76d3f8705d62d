// SPDX-License-Identifier: Apache-2.0
// The picture for the engineer on the ladder.
#pragma once

#include "display/canvas.h"
#include "display/glyphs.h"
#include "display/page.h"

namespace hall::display {

/// A rim of one pixel (is an edge missing?); red, green, blue and white in the corners clockwise
/// from the top left, with their letters (turned, mirrored, colours swapped?); eight steps of each
/// colour along the foot (gamma; the white ones alone below 48 lines); the board's name, its size
/// and its address.
void draw_test_card(Canvas& canvas, Glyphs& glyphs, const TestCard& card);

}  // namespace hall::display
