// SPDX-License-Identifier: Apache-2.0
// The lobby wall as a picture, of any size.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "display/canvas.h"
#include "display/glyphs.h"
#include "display/page.h"
#include "display/wall_foot.h"
#include "display/wall_hero.h"
#include "display/wall_honour.h"
#include "display/wall_viewing.h"

namespace hall::display {

/// Draws wall pages of one size.
///
/// What a page looks like is a function of the page and the time alone; the layout only remembers
/// what stands still, so that a moving number costs one card and not a screen.
///
/// Not thread-safe: owned by one board. `glyphs` outlives it.
class WallLayout {
public:
    WallLayout(Glyphs& glyphs, int width, int height, Viewing viewing = {});

    /// Draws all of `page` as it looks at `now`.
    void draw(Canvas& canvas, const WallPage& page, Instant now);

    /// Brings a canvas that draw() or advance() left up to `now`, same page. Returns what changed,
    /// at most four areas; empty when nothing moved.
    std::vector<Rect> advance(Canvas& canvas, Instant now);

    /// How long the picture stays as it is from `now` on; never less than a frame.
    [[nodiscard]] Milliseconds holds(Instant now) const;

    /// How high the newest number stands, px: the ink of its capitals and digits.
    [[nodiscard]] int number_px() const;

private:
    // Which picture of each moving part is on the canvas.
    struct Phase {
        HeroMotion hero;
        FootMotion foot;
        std::size_t serving_turn = 0;
        std::size_t waiting_turn = 0;
        HonourMotion honour;

        bool operator==(const Phase&) const = default;
    };

    [[nodiscard]] Phase phase_at(Instant now) const;
    void draw_low(WallBrush& brush, const Phase& phase, std::vector<Rect>& changed) const;

    Glyphs& glyphs_;
    Viewing viewing_;
    Canvas ground_;  ///< The backdrop.
    Canvas still_;   ///< The backdrop with all that stands still.
    WallPage page_;
    WallPlan plan_;
    std::optional<Phase> shown_;
};

}  // namespace hall::display
