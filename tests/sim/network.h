// SPDX-License-Identifier: Apache-2.0
// A network that loses, doubles, delays, overtakes and falls apart.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "tests/sim/world.h"

namespace hall::sim {

/// A machine on the network; the service is one of them.
using Node = int;
inline constexpr Node kServiceNode = 0;

struct Answer {
    int status = 0;
    std::string body;
};
using Respond = std::function<void(Answer)>;

/// Not thread-safe.
class Network {
public:
    explicit Network(World& world) : world_(world), dice_(world.dice().fork()) {}

    /// Delivers a message once, twice, late or never.
    void send(Node from, Node to, std::function<void()> deliver);

    /// A message of a TCP stream: in order, once, and seldom not at all, which breaks the stream.
    /// `arrives_ms` is the stream's own memory, 0 at first.
    void send_in_order(Node from, Node to, std::int64_t& arrives_ms, std::function<void()> deliver);

    /// Asks the service. `handle` runs there and may respond once or never; `answered` runs here
    /// exactly once, with null when no answer came within `limit_ms`.
    void ask(Node from,
             std::int64_t limit_ms,
             std::function<void(Respond)> handle,
             std::function<void(const Answer*)> answered);

    void cut(Node node) { cut_.insert(node); }
    void mend(Node node) { cut_.erase(node); }
    /// From now on everything arrives, once and soon.
    void heal() {
        cut_.clear();
        calm_ = true;
    }
    void be_calm() { calm_ = true; }

    static constexpr std::int64_t kLatestMs = 3000;

private:
    [[nodiscard]] std::int64_t delay();
    void deliver_after(std::int64_t delay_ms, Node from, Node to, std::function<void()> deliver);

    World& world_;
    Dice dice_;
    std::set<Node> cut_;
    bool calm_ = false;
};

}  // namespace hall::sim
