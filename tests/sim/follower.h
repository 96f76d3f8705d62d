// SPDX-License-Identifier: Apache-2.0
// Following the service over the simulated network: a snapshot, then frames, through broken links.
#pragma once

#include <functional>
#include <optional>

#include "tests/sim/service_node.h"

namespace hall::sim {

struct FollowerEars {
    std::function<void(sync::StateDocument)> state;
    std::function<void(const sync::Cursor&, const Event&)> event;
    std::function<void(bool up)> link;
};

/// A stream is a TCP connection: a frame that is missing or overtaken breaks it. A link without a
/// word for 25 s is dead (SYNC.md §1). Dies with its process. Not thread-safe.
class Follower {
public:
    Follower(World& world, Network& network, ServiceNode& service, Node node, FollowerEars ears);

    /// To be called about once a second.
    void tick();
    [[nodiscard]] int snapshots() const noexcept { return snapshots_; }
    [[nodiscard]] bool is_up() const noexcept { return up_; }

private:
    void connect();
    void read_state();
    void open_stream();
    void hear(std::int64_t connection, const SentFrame& frame);
    void drop();

    World& world_;
    Network& network_;
    ServiceNode& service_;
    Node node_;
    FollowerEars ears_;
    std::optional<sync::Cursor> cursor_;
    std::int64_t connection_;
    std::int64_t heard_ = 0;  ///< Index of the last frame.
    std::int64_t heard_ms_ = 0;
    std::int64_t retry_ms_ = 0;
    bool connecting_ = false;
    bool up_ = false;
    int snapshots_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace hall::sim
