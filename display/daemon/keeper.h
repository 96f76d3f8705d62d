// SPDX-License-Identifier: Apache-2.0
// Keeps every board at what it should show: state, not messages.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "display/board.h"
#include "display/drivers.h"
#include "display/transport/lines.h"
#include "sync/hall/ids.h"

namespace hall::board {

/// One board of the settings file.
struct BoardPlan {
    std::string name;
    CounterId counter;  ///< A sign's; empty for a wall.
    FloorId floor;      ///< A wall's, or empty for the whole hall.
    display::Settings settings;

    [[nodiscard]] bool is_wall() const noexcept { return counter.empty(); }
};

/// Opens boards, shows what is wanted of them, opens lost ones again with a pause.
///
/// Not thread-safe: owned by the daemon's loop; blocks for the boards' own time limits.
class Keeper {
public:
    using PageOf = std::function<display::Page(const BoardPlan&)>;

    Keeper(std::vector<BoardPlan> plans, display::Glyphs& glyphs, display::Keep& keep);

    /// Asks `page_of` for each board's page and shows those that changed.
    void converge(const PageOf& page_of, display::Instant now);

    /// Repeats what is due; when to come again.
    [[nodiscard]] display::Instant tick(display::Instant now);

    /// Shows each board its farewell and lets it go.
    void stop(const PageOf& page_of, display::Instant now);

    /// "sign-3 ok", …: for the log, once per change.
    [[nodiscard]] std::vector<std::string> changed_health();

private:
    struct Kept {
        BoardPlan plan;
        std::unique_ptr<display::Board> board;
        display::Page page;
        bool shown = false;
        display::Instant next{};
        display::Instant open_at{};
        std::string told;
    };

    void open(Kept& kept, display::Instant now);

    display::Glyphs& glyphs_;
    display::Keep& keep_;
    display::Lines lines_;  ///< Before the boards: signs on one RS-485 line share it.
    std::vector<Kept> boards_;
};

}  // namespace hall::board
