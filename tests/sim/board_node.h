// SPDX-License-Identifier: Apache-2.0
// A board of the simulated hall: a replica of the book that only listens.
#pragma once

#include "sync/hall/book.h"
#include "tests/sim/follower.h"

namespace hall::sim {

/// Not thread-safe.
class BoardNode {
public:
    BoardNode(World& world, Network& network, ServiceNode& service)
        : world_(world),
          follower_(
              world,
              network,
              service,
              kNode,
              {.state = [this](sync::StateDocument state) { book_.restore(state.state); },
               .event = [this](const sync::Cursor&, const Event& event) { book_.apply(event); },
               .link = [](bool) {}}) {}

    void start() {
        world_.after(1000, [this] {
            follower_.tick();
            start();
        });
    }

    [[nodiscard]] const Book& book() const noexcept { return book_; }
    [[nodiscard]] int snapshots() const noexcept { return follower_.snapshots(); }

    static constexpr Node kNode = 50;

private:
    World& world_;
    Book book_;
    Follower follower_;
};

}  // namespace hall::sim
