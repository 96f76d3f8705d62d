// SPDX-License-Identifier: Apache-2.0
// Which boards a manager wants to see the test card on, and until when.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "display/page.h"
#include "display/settings.h"
#include "sync/hall/events.h"

namespace hall::board {

/// A test ends by itself, by the hall's clock: a lost link or a restart never leaves a card behind.
///
/// Not thread-safe: owned by the daemon's loop.
class BoardTests {
public:
    /// `device` is this program's name, as the service knows it.
    explicit BoardTests(std::string device) : device_(std::move(device)) {}

    /// Remembers what is asked of this device's boards; everything else is passed over. What comes
    /// late ends when it would have ended, and nothing later than ten minutes after `now`.
    void note(const AdminDone& done, Moment now);

    [[nodiscard]] bool is_on(const std::string& board, Moment now) const;
    /// When the next one ends; nothing when none is on.
    [[nodiscard]] std::optional<Moment> ends(Moment now) const;

private:
    std::string device_;
    std::map<std::string, Moment> until_;  ///< By board.
};

/// Where a board is told of its pages, for the card: "10.0.0.31", "/dev/ttyS0 #3", "64,48".
[[nodiscard]] std::string address_of(const display::Settings& settings);

}  // namespace hall::board
