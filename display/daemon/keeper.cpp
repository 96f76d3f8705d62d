// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/keeper.h"

#include <algorithm>
#include <utility>

namespace hall::board {

using display::HealthState;

namespace {

using namespace std::chrono_literals;

constexpr auto kLongest = 1s;
// A board that is being mended is back within seconds of its plug; one that was taken away for
// good must not cost a new connection every five seconds for years.
constexpr display::Milliseconds kFirstPause = 5s;
constexpr display::Milliseconds kLongestPause = 120s;
// Drivers find their way back by themselves, from a cable or a power cut in seconds. What is lost
// for longer than this may need what only opening does: a window, a socket, a device file.
constexpr auto kLostFor = 30s;
// Longer than any driver takes to notice that nobody answers.
constexpr auto kGrace = 15s;

}  // namespace

const char* word_of(HealthState state) noexcept {
    switch (state) {
        case HealthState::ok:
            return "ok";
        case HealthState::degraded:
            return "degraded";
        case HealthState::lost:
            return "lost";
        case HealthState::unverifiable:
            return "unverifiable";
    }
    return "";
}

Keeper::Keeper(std::vector<BoardPlan> plans, Workshop workshop, Open open)
    : workshop_(std::move(workshop)),
      open_(std::move(open)) {
    for (BoardPlan& plan : plans) {
        health_.push_back({plan.name, HealthState::unverifiable, ""});
        boards_.push_back({.plan = std::move(plan)});
    }
}

void Keeper::open(Kept& kept, display::Instant now) {
    kept.pause = std::clamp(2 * kept.pause, kFirstPause, kLongestPause);
    kept.open_at = now + kept.pause;
    auto opened = open_(kept.plan.settings, {kept.plan.name, &workshop_.glyphs, &workshop_.keep,
                                             &lines_, workshop_.minute_of_day});
    if (!opened) {
        kept.trouble = opened.error().detail;
        return;
    }
    kept.board = std::move(*opened);
    kept.opened = now;
    kept.lost_since.reset();
    kept.trouble.clear();
    kept.next = now;
    kept.shown = false;
}

void Keeper::show(Kept& kept, display::Instant now) {
    const auto shown = kept.board->show(kept.page, now);
    // The page stays up either way: the board tries again by itself at its tick.
    kept.trouble = shown ? "" : shown.error().detail;
    kept.shown = true;
    kept.next = now;
}

void Keeper::look_after(Kept& kept, display::Instant now) {
    if (!kept.board) {
        if (now >= kept.open_at) {
            open(kept, now);
        }
        return;
    }
    if (kept.board->health().state != HealthState::lost) {
        kept.lost_since.reset();
        if (now >= kept.opened + kGrace) {
            kept.pause = {};  // It is well again: the next trouble is a new one.
        }
        return;
    }
    kept.lost_since = kept.lost_since.value_or(now);
    if (now >= *kept.lost_since + kLostFor && now >= kept.open_at) {
        kept.board.reset();
        open(kept, now);
    }
}

void Keeper::note_health(display::Instant now) {
    for (std::size_t i = 0; i < boards_.size(); ++i) {
        const Kept& kept = boards_[i];
        BoardHealth& told = health_[i];
        if (!kept.board) {
            told.state = HealthState::lost;
            told.detail = kept.trouble;
            continue;
        }
        const display::Health health = kept.board->health();
        const bool again = told.state == HealthState::lost && kept.pause > kFirstPause;
        if (again && health.state == HealthState::unverifiable && now < kept.opened + kGrace) {
            continue;
        }
        told.state = health.state;
        told.detail = health.detail.empty() ? kept.trouble : health.detail;
        if (told.state == HealthState::ok && !kept.trouble.empty()) {
            told.state = HealthState::degraded;
        }
    }
}

void Keeper::converge(const PageOf& page_of, display::Instant now) {
    for (Kept& kept : boards_) {
        look_after(kept, now);
        display::Page page = page_of(kept.plan);
        if (kept.shown && page == kept.page) {
            continue;
        }
        kept.page = std::move(page);
        if (kept.board) {
            show(kept, now);
        }
    }
    note_health(now);
}

display::Instant Keeper::tick(display::Instant now) {
    display::Instant next = now + kLongest;
    for (Kept& kept : boards_) {
        if (kept.board && now >= kept.next) {
            kept.next = kept.board->tick(now);
            if (kept.board->health().state == HealthState::ok) {
                kept.trouble.clear();  // What could not be shown at first has been shown since.
            }
        }
        next = std::min(next, kept.board ? kept.next : kept.open_at);
    }
    note_health(now);
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

}  // namespace hall::board
