// SPDX-License-Identifier: Apache-2.0
// Keeps every board at what it should show: state, not messages.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "display/board.h"
#include "display/daemon/place.h"
#include "display/drivers.h"
#include "display/transport/lines.h"

namespace hall::board {

/// One board of the settings file.
struct BoardPlan {
    std::string name;
    CounterId counter;  ///< A sign's; empty for a wall.
    Place place;        ///< Where a wall hangs.
    display::Settings settings;
    bool lit_at_night = false;
    std::string pictures;  ///< A wall's folder of pictures; empty without.

    [[nodiscard]] bool is_wall() const noexcept { return counter.empty(); }
};

/// How a board is, for the log and the manager.
struct BoardHealth {
    std::string name;
    display::HealthState state = display::HealthState::unverifiable;
    std::string detail;

    bool operator==(const BoardHealth&) const = default;
};

/// "ok", "degraded", "lost", "unverifiable".
[[nodiscard]] const char* word_of(display::HealthState state) noexcept;

/// What a keeper's boards are given to work with; outlives it.
struct Workshop {
    display::Glyphs& glyphs;
    display::Keep& keep;
    display::MinuteOfDay minute_of_day;  ///< For brightness by hour.
};

/// Opens boards and shows what is wanted of them. A board that cannot be opened, or that stays
/// lost, is thrown away and opened anew, at intervals that grow from 5 s to 2 minutes.
///
/// Not thread-safe: owned by one loop; blocks for the boards' own time limits.
class Keeper {
public:
    using PageOf = std::function<display::Page(const BoardPlan&)>;
    using Open = std::function<display::Result<std::unique_ptr<display::Board>>(
        const display::Settings&, const display::Fittings&)>;

    /// `open` is display::open_board, or a test's.
    Keeper(std::vector<BoardPlan> plans, Workshop workshop, Open open = display::open_board);

    /// Asks `page_of` for each board's page and shows those that changed.
    void converge(const PageOf& page_of, display::Instant now);

    /// Repeats what is due; when to come again.
    [[nodiscard]] display::Instant tick(display::Instant now);

    /// Shows each board its farewell and lets it go.
    void stop(const PageOf& page_of, display::Instant now);

    /// In the order of the plans. A board that was opened anew is as it was until it shows how it
    /// is, so that a dead one does not seem to come and go.
    [[nodiscard]] const std::vector<BoardHealth>& health() const noexcept { return health_; }

private:
    struct Kept {
        BoardPlan plan;
        std::unique_ptr<display::Board> board;
        display::Page page;
        bool shown = false;
        display::Instant next{};
        display::Instant open_at{};
        display::Milliseconds pause{0};  ///< Before the next opening; 0 while it is well.
        std::optional<display::Instant> lost_since;
        display::Instant opened{};
        std::string trouble;  ///< What show() or the opening said last; empty when it went well.
    };

    void open(Kept& kept, display::Instant now);
    void show(Kept& kept, display::Instant now);
    void look_after(Kept& kept, display::Instant now);
    void note_health(display::Instant now);

    Workshop workshop_;
    Open open_;
    display::Lines lines_;  ///< Before the boards: signs on one RS-485 line share it.
    std::vector<Kept> boards_;
    std::vector<BoardHealth> health_;
};

}  // namespace hall::board
