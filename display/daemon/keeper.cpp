// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/keeper.h"

#include <algorithm>
#include <utility>

namespace hall::board {

namespace {

using namespace std::chrono_literals;

// A board that is being mended is back within seconds of its plug; trying costs nothing.
constexpr auto kReopen = 5s;
constexpr auto kLongest = 1s;

std::string health_text(const display::Health& health) {
    const char* word = "";
    switch (health.state) {
        case display::HealthState::ok:
            word = "ok";
            break;
        case display::HealthState::degraded:
            word = "degraded";
            break;
        case display::HealthState::lost:
            word = "lost";
            break;
        case display::HealthState::unverifiable:
            word = "unverifiable";
            break;
    }
    return health.detail.empty() ? word : std::string(word) + " (" + health.detail + ")";
}

}  // namespace

Keeper::Keeper(std::vector<BoardPlan> plans, display::Glyphs& glyphs, display::Keep& keep)
    : glyphs_(glyphs),
      keep_(keep) {
    for (BoardPlan& plan : plans) {
        boards_.push_back({.plan = std::move(plan)});
    }
}

void Keeper::open(Kept& kept, display::Instant now) {
    auto opened =
        display::open_board(kept.plan.settings, {kept.plan.name, &glyphs_, &keep_, &lines_, {}});
    kept.open_at = now + kReopen;
    if (opened) {
        kept.board = std::move(*opened);
        kept.shown = false;
        kept.next = now;
    } else {
        kept.told = "not open: " + opened.error().detail;
    }
}

void Keeper::converge(const PageOf& page_of, display::Instant now) {
    for (Kept& kept : boards_) {
        if (!kept.board && now >= kept.open_at) {
            open(kept, now);
        }
        display::Page page = page_of(kept.plan);
        if (kept.shown && page == kept.page) {
            continue;
        }
        kept.page = std::move(page);
        if (kept.board) {
            // A board that could not take it tries again by itself at its tick.
            (void)kept.board->show(kept.page, now);
            kept.shown = true;
            kept.next = now;
        }
    }
}

display::Instant Keeper::tick(display::Instant now) {
    display::Instant next = now + kLongest;
    for (Kept& kept : boards_) {
        if (kept.board && now >= kept.next) {
            kept.next = kept.board->tick(now);
        }
        next = std::min(next, kept.board ? kept.next : kept.open_at);
    }
    return std::max(next, now);
}

void Keeper::stop(const PageOf& page_of, display::Instant now) {
    for (Kept& kept : boards_) {
        if (kept.board) {
            (void)kept.board->show(page_of(kept.plan), now);  // It is the last word either way.
            kept.board->stop(now);
            kept.board.reset();
        }
    }
}

std::vector<std::string> Keeper::changed_health() {
    std::vector<std::string> changed;
    for (Kept& kept : boards_) {
        std::string text = kept.board ? health_text(kept.board->health()) : kept.told;
        if (text != kept.told || !kept.board) {
            if (kept.board) {
                kept.told = text;
            }
            if (!text.empty()) {
                changed.push_back(kept.plan.name + ": " + text);
            }
        }
    }
    return changed;
}

}  // namespace hall::board
