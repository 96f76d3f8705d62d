// SPDX-License-Identifier: Apache-2.0
// What every board can do, from a sign over a counter to the lobby wall.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "display/canvas.h"
#include "display/fault.h"
#include "display/glyphs.h"
#include "display/instant.h"
#include "display/keep.h"
#include "display/minute_of_day.h"
#include "display/page.h"
#include "display/settings.h"

namespace hall::display {

/// How a board is, as far as anybody can know.
enum class HealthState : std::uint8_t {
    ok,            ///< It said so itself, or we can see it.
    degraded,      ///< It works, with something missing; the detail says what.
    lost,          ///< It cannot be reached.
    unverifiable,  ///< Bytes leave; the wire has no way back.
};

struct Health {
    HealthState state = HealthState::unverifiable;
    std::string detail;        ///< For the manager and the log; empty when there is nothing to say.
    std::uint64_t frames = 0;  ///< Whole pictures handed over since open.

    bool operator==(const Health&) const = default;
};

/// What a board is.
struct Caps {
    Size size;
    Depth depth = Depth::rgb;
    int frames_per_second = 30;  ///< More changes than that a second are left out.
    bool answers = false;        ///< It can be asked how it is.
};

class Lines;

/// What a board is given to work with. All of it outlives the board.
struct Fittings {
    std::string name;  ///< Which board this is: letters, digits, '-' and '_'. Its keys in `keep`.
    Glyphs* glyphs = nullptr;  ///< Needed. Boards that share it live on one thread.
    Keep* keep = nullptr;      ///< May be absent.
    /// Serial lines that several boards share. Absent: the board opens its line for itself, and a
    /// second board on the same line finds it taken.
    Lines* lines = nullptr;
    /// For brightness by hour; absent: it stays as it is at noon.
    MinuteOfDay minute_of_day;
};

/// One board. Drivers derive from this and are listed in drivers.cpp.
///
/// A board is a small machine without a thread: the owner shows pages, and calls tick() when the
/// board asked for it. Nothing in it waits.
///
/// Lifetime: made by open_board(), used, stopped, destroyed; never reopened. A driver that lost its
/// line is thrown away and a new one made.
///
/// Not thread-safe: owned by one loop.
class Board {
public:
    Board() = default;
    virtual ~Board() = default;
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    /// Puts `page` up: draws it and hands the first picture over before it returns, within
    /// time_limit().
    ///
    /// Showing the page that is already up is allowed and cheap. The board itself repeats its
    /// picture, because a controller that lost power comes back blank.
    ///
    /// Errors: unreachable, busy, no_window, cannot_write. The page stays up: tick() tries again.
    [[nodiscard]] virtual Outcome show(const Page& page, Instant now) = 0;

    /// Does what is due by `now`: moves what moves, repeats what must be repeated. Returns when it
    /// wants to be called again; earlier and later calls are harmless. Within time_limit().
    [[nodiscard]] virtual Instant tick(Instant now) = 0;

    /// Ends cleanly: tells the controller that nobody speaks any more, and sends nothing after it.
    /// What the board is to say meanwhile (停止服務, or Dark) is shown before.
    virtual void stop(Instant now) = 0;

    [[nodiscard]] virtual Caps caps() const = 0;

    /// The longest that show(), tick() or stop() may block.
    [[nodiscard]] virtual Milliseconds time_limit() const noexcept = 0;

    [[nodiscard]] virtual Health health() const = 0;

    /// The picture last handed over; null for a board that has none.
    [[nodiscard]] virtual const Canvas* frame() const = 0;
};

/// What a board shows, as PNG.
///
/// Errors: cannot_write when it has no picture.
[[nodiscard]] Result<std::vector<std::uint8_t>> snapshot(const Board& board);

}  // namespace hall::display
