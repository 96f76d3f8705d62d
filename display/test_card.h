// SPDX-License-Identifier: Apache-2.0
// The picture for the engineer on the ladder.
#pragma once

#include "display/canvas.h"
#include "display/glyphs.h"
#include "display/page.h"

namespace hall::display {

/// A rim of one pixel (is an edge missing?), red, green, blue and white in the corners clockwise
/// from the top left (turned, mirrored, colours swapped?), a ramp along the foot (gamma), and the
/// board's name and size.
void draw_test_card(Canvas& canvas, Glyphs& glyphs, const TestCard& card);

}  // namespace hall::display
