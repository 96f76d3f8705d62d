// SPDX-License-Identifier: Apache-2.0
// Pages for controllers that draw their own letters: rows of text instead of a picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "display/charset.h"
#include "display/page.h"

namespace hall::display {

/// Rows and half-width cells: a digit takes one, a Han character two.
struct TextGrid {
    /// "AZ1007", the longest number there is: a narrower board would have to cut it.
    static constexpr int kColumnsLeast = 6;

    int columns = 8;
    int rows = 1;
};

struct TextRow {
    std::string bytes;  ///< In the controller's charset.
    int cells = 0;      ///< How wide it is; more than the grid's columns only when it scrolls.
    Tone tone = Tone::calm;
    bool number = false;   ///< The ticket's number: never scrolls.
    bool scrolls = false;  ///< Wider than the board: let the controller move it.

    bool operator==(const TextRow&) const = default;
};

struct TextPlan {
    std::vector<TextRow> rows;  ///< At most the grid's rows; none for a dark board.
    std::string lacking;        ///< What had to be left out for want of letters; for the manager.
    /// Lines of a sign's plate that would stand whole in a row, and found none; UTF-8.
    std::vector<std::string> plate_left;

    bool operator==(const TextPlan&) const = default;
};

/// `page` in rows. A number stands whole in a row of its own, or before the longest wording that
/// fits beside it; wordings are tried longest first, and those the gate turns away are passed over.
/// When it turns away every one, the counter's number stands instead and `lacking` says so. Pure.
[[nodiscard]] TextPlan plan_text(const Page& page, TextGrid grid, const Gate& gate);

/// A plan that is right for a while.
struct TextTurn {
    TextPlan plan;
    std::optional<Milliseconds> holds;  ///< From `now` on; empty: until the next page.
};

/// plan_text() as it stands at `now`: a sign at rest without a row for each line of its plate shows
/// those that are left one by one in the place of its message, the message in between. Pure.
[[nodiscard]] TextTurn plan_turn(const Page& page, TextGrid grid, const Gate& gate, Instant now);

/// The grid of a board of `size` whose letters are `glyph` px high.
///
/// Errors: bad_settings when it is too small for the longest number.
[[nodiscard]] Result<TextGrid> grid_of(Size size, int glyph);

}  // namespace hall::display
