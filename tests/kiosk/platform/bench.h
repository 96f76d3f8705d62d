// SPDX-License-Identifier: Apache-2.0
// The small language of the platform's tests: fonts of the system, a stage in memory, pictures.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/platform/stage.h"

namespace hall::platform::tests {

/// The font files the product depends on, read once.
const FontFiles& system_fonts();

/// Letters of both writings, a few icons, two sizes: enough to try everything.
AtlasPlan small_plan(Script script = Script::hant);

/// Builds, and fails the test if that does not work.
std::unique_ptr<GlyphAtlas> build(const AtlasPlan& plan);

/// A stage in memory with the small atlas.
std::unique_ptr<Stage> headless(Extent size);

using Scene = std::function<void(ImDrawList& list, const GlyphAtlas& glyphs)>;

/// Draws a scene into the next frame.
Snapshot shoot(Stage& stage, const Scene& scene);
Shown show(Stage& stage, const Scene& scene);

/// Shapes of every kind the screens use: rounded cards, gradients, fringes, lines, clips.
void draw_shapes(ImDrawList& list);
/// A card with shadow, a title in both writings, digits, an icon.
void draw_card(ImDrawList& list, const GlyphAtlas& glyphs);

struct Difference {
    std::size_t pixels = 0;   ///< That differ at all.
    std::size_t visible = 0;  ///< That differ by more than 4 of 255.
    int worst = 0;
};
Difference difference(const Snapshot& a, const Snapshot& b);

void write_png(const std::string& path, const Snapshot& picture);
Snapshot read_png(const std::string& path);

/// Compares with goldens/<name>.png to the bit. What was drawn instead is left in the build
/// folder; with HALL_WRITE_GOLDENS=1 it becomes the golden, to be looked at before it is kept.
bool same_as_golden(const std::string& name, const Snapshot& picture);

}  // namespace hall::platform::tests
