// SPDX-License-Identifier: Apache-2.0
// The service of the simulated hall: the product's core on a simulated disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sync/service/core.h"
#include "tests/sim/disk.h"
#include "tests/sim/network.h"
#include "tests/sim/oracle.h"
#include "tests/sim/sim.h"

namespace hall::sim {

/// A frame on its way to a follower.
struct SentFrame {
    std::int64_t index = 0;  ///< In its connection, from 1; a heartbeat repeats the last one.
    bool heartbeat = false;
    sync::Cursor cursor;
    std::shared_ptr<const Event> event;
};

/// A stream that somebody follows.
struct Following {
    Node node = 0;
    std::int64_t connection = 0;  ///< The follower's own name for it.
    sync::Cursor after;
    std::function<void(const SentFrame&)> hear;
};

/// Requests that come while it is down are lost. Not thread-safe.
class ServiceNode {
public:
    ServiceNode(World& world,
                Network& network,
                Oracle& oracle,
                service::Settings settings,
                Mistake mistake);

    void start();
    void crash();
    [[nodiscard]] bool is_up() const noexcept { return core_ != nullptr; }

    /// One request; `input` gets the number that its answer will come back with.
    void ask(const std::function<service::Input(service::AskId)>& input, Respond respond);
    void push(int kiosk, service::PushArrived arrived, Respond respond);
    void time(const Respond& respond);
    void follow(Following following, const Respond& respond);

    [[nodiscard]] const service::Core& core() const { return *core_; }
    [[nodiscard]] Disk<Event>& disk() noexcept { return disk_; }

private:
    struct Follower {
        Following following;
        std::int64_t sent = 0;
        std::int64_t arrives_ms = 0;
    };

    void feed(service::Input input);
    void carry_out(service::Actions actions);
    void write(std::vector<sync::Line> lines);
    void publish(const service::Frame& frame);
    void send(Follower& follower, const SentFrame& frame);
    void tick(int life);
    void heartbeat(int life);

    World& world_;
    Network& network_;
    Oracle& oracle_;
    service::Settings settings_;
    Mistake mistake_;
    Disk<Event> disk_;
    std::unique_ptr<service::Core> core_;
    int life_ = 0;
    service::AskId last_ask_ = 0;
    std::map<service::AskId, Respond> waiting_;
    std::vector<SentFrame> ring_;
    sync::Cursor before_ring_;
    std::map<std::pair<Node, std::int64_t>, Follower> followers_;
};

}  // namespace hall::sim
