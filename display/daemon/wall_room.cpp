// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/wall_room.h"

#include <utility>

namespace hall::board {

namespace {

// Only the newest counts; a few, so that one that comes while a wall is drawn finds room.
constexpr std::size_t kRoom = 4;

display::Instant now_of_clock() {
    return std::chrono::time_point_cast<display::Milliseconds>(std::chrono::steady_clock::now());
}

}  // namespace

WallRoom::WallRoom(std::vector<BoardPlan> plans,
                   Workshop workshop,
                   std::function<void(std::vector<BoardHealth>)> told)
    : keeper_(std::move(plans), std::move(workshop)),
      told_(std::move(told)),
      box_(kRoom) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

WallRoom::~WallRoom() {
    thread_.request_stop();
}

bool WallRoom::show(Pages pages) {
    return box_.post(std::move(pages));
}

void WallRoom::take(Pages pages) {
    pages_ = std::move(pages);
    while (auto newer = box_.take({}, std::chrono::steady_clock::time_point::min())) {
        pages_ = std::move(*newer);
    }
}

void WallRoom::run(const std::stop_token& stop) {
    const auto page_of = [this](const BoardPlan& plan) {
        const auto found = pages_.find(plan.name);
        return found == pages_.end() ? display::Page{} : found->second;
    };
    display::Instant next = now_of_clock();
    while (!stop.stop_requested()) {
        if (auto pages = box_.take(stop, next)) {
            take(std::move(*pages));
        }
        if (!pages_.empty()) {
            keeper_.converge(page_of, now_of_clock());
            next = keeper_.tick(now_of_clock());
            if (keeper_.health() != last_told_) {
                last_told_ = keeper_.health();
                told_(last_told_);
            }
        } else {
            next = now_of_clock() + std::chrono::seconds(1);
        }
    }
    take(std::move(pages_));
    keeper_.stop(page_of, now_of_clock());
}

}  // namespace hall::board
