// SPDX-License-Identifier: Apache-2.0
// Pages into pictures: what every board with pixels has inside.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "display/canvas.h"
#include "display/glyphs.h"
#include "display/page.h"
#include "display/wall_layout.h"

namespace hall::display {

/// A wall's page as far as a sign can show it: the newest number and its counter. Pure.
[[nodiscard]] SignPage sign_of(const WallPage& wall);

/// How long a duty plate's line stands in the place of a resting sign's message.
inline constexpr Milliseconds kPlateStands{6000};

/// Whether a sign's message may make room for its plate: what says that somebody is welcome may,
/// what says that nobody is may not. Pure.
[[nodiscard]] bool rests(const SignPage& sign);

/// Which of `lines` of a plate stands at `now` in the place of the message; none while the message
/// has its turn, and none of no lines. Turns last kPlateStands. Pure.
[[nodiscard]] std::optional<std::size_t> plate_turn(Instant now, std::size_t lines);

/// How long the turn of `now` lasts from then on. Pure.
[[nodiscard]] Milliseconds turn_lasts(Instant now);

/// Keeps one canvas up to date with one page.
///
/// A sign at rest that has no room for its duty plate shows the lines of it in turn, the message in
/// between. A function of the page and the time.
///
/// A wall page on a board that is mono or lower than 48 lines is shown as a sign: the newest number
/// and its counter.
///
/// Not thread-safe: owned by one board. `glyphs` outlives it.
class Painter {
public:
    Painter(Glyphs& glyphs, int width, int height, Depth depth, Viewing viewing = {});

    /// Draws `page` as it looks at `now`.
    void paint(const Page& page, Instant now);

    /// Brings the picture up to `now`. Returns what changed; empty when nothing did.
    std::vector<Rect> advance(Instant now);

    /// How long the picture stays as it is from `now` on; empty: until the next page.
    [[nodiscard]] std::optional<Milliseconds> holds(Instant now) const;

    /// What is wrong with the picture for those it is meant for: the newest number is lower than
    /// the distance asks for. Empty when nothing is, or when nobody said from how far it is read.
    [[nodiscard]] std::string shortcoming() const;

    [[nodiscard]] const Canvas& canvas() const { return canvas_; }
    [[nodiscard]] const Page& page() const { return page_; }

private:
    [[nodiscard]] bool shows_wall() const;
    void paint_sign(const SignPage& sign, Instant now);

    Glyphs& glyphs_;
    Viewing viewing_;
    Canvas canvas_;
    Page page_;
    std::unique_ptr<WallLayout> wall_;  ///< Made with the first wall page: it holds two pictures.
    std::optional<Instant> next_;       ///< When a sign's picture changes next.
};

}  // namespace hall::display
