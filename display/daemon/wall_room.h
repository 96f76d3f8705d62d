// SPDX-License-Identifier: Apache-2.0
// The thread on which the walls live: drawing a screen takes longer than telling a sign.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "display/daemon/keeper.h"
#include "sync/mailbox.h"

namespace hall::board {

class WallRoom {
public:
    using Pages = std::map<std::string, display::Page>;  ///< By the board's name.

    /// Opens nothing yet: the walls are opened on the thread, as SDL's windows must live on one.
    /// `glyphs` and `workshop.keep` are the walls' alone. `told` is called on the thread when the
    /// health of a wall changed.
    WallRoom(std::vector<BoardPlan> plans,
             Workshop workshop,
             std::function<void(std::vector<BoardHealth>)> told);
    /// Lets the walls go with what they show, after the last page that was posted.
    ~WallRoom();
    WallRoom(const WallRoom&) = delete;
    WallRoom& operator=(const WallRoom&) = delete;

    /// Never blocks. False when the walls are far behind: the caller posts the newest again later.
    [[nodiscard]] bool show(Pages pages);

private:
    void run(const std::stop_token& stop);
    void take(Pages pages);

    Keeper keeper_;
    std::function<void(std::vector<BoardHealth>)> told_;
    std::vector<BoardHealth> last_told_;
    Pages pages_;
    sync::Mailbox<Pages> box_;
    std::jthread thread_;  ///< Last: it uses all the others.
};

}  // namespace hall::board
