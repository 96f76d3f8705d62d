// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/service_node.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kTickMs = 1000;
constexpr std::int64_t kHeartbeatMs = 10'000;

}  // namespace

ServiceNode::ServiceNode(
    World& world, Network& network, Oracle& oracle, service::Settings settings, Mistake mistake)
    : world_(world),
      network_(network),
      oracle_(oracle),
      settings_(std::move(settings)),
      mistake_(mistake),
      disk_(world) {
}

void ServiceNode::start() {
    ++life_;
    core_ = std::make_unique<service::Core>(settings_);
    for (std::int64_t lsn = 1; lsn <= disk_.durable(); ++lsn) {
        core_->replay(disk_.said(lsn), lsn);
    }
    service::Actions first = core_->begin(world_.now());
    ring_.clear();
    before_ring_ = {core_->book().epoch(), core_->durable_lsn()};
    carry_out(std::move(first));
    tick(life_);
    heartbeat(life_);
    world_.say("hall", [&] { return "starts at " + text_of(before_ring_); });
}

void ServiceNode::crash() {
    ++life_;
    core_.reset();
    waiting_.clear();
    followers_.clear();
    disk_.crash();
    world_.say("hall", [&] { return "crashes, keeps " + std::to_string(disk_.durable()); });
}

void ServiceNode::tick(int life) {
    world_.after(kTickMs, [this, life] {
        if (life == life_) {
            feed(service::Ticked{});
            tick(life);
        }
    });
}

void ServiceNode::ask(const std::function<service::Input(service::AskId)>& input, Respond respond) {
    if (!is_up()) {
        return;
    }
    const service::AskId id = ++last_ask_;
    waiting_[id] = std::move(respond);
    feed(input(id));
}

void ServiceNode::push(int kiosk, service::PushArrived arrived, Respond respond) {
    if (!is_up()) {
        return;
    }
    const Device* device = core_->book().device(arrived.device);
    const std::int64_t had = device != nullptr ? device->acked : 0;
    const std::int64_t boot = arrived.push.offset ? arrived.push.offset->boot : 0;
    const DeviceId id = arrived.device;
    const std::int64_t epoch = arrived.push.epoch;
    ask(
        [&](service::AskId request) {
            arrived.request = request;
            return service::Input{std::move(arrived)};
        },
        std::move(respond));
    device = core_->book().device(id);
    if (device != nullptr && device->epoch == epoch && device->acked > had) {
        oracle_.taken_over({kiosk, epoch, had + 1}, device->acked, boot);
    }
}

void ServiceNode::time(const Respond& respond) {
    if (is_up()) {
        respond({200, std::to_string(millis_of(world_.now()))});
    }
}

void ServiceNode::feed(service::Input input) {
    carry_out(core_->step(std::move(input), world_.now()));
}

void ServiceNode::carry_out(service::Actions actions) {
    if (!actions.write.empty()) {
        write(std::move(actions.write));
    }
    for (service::Reply& reply : actions.reply) {
        if (const auto who = waiting_.find(reply.request); who != waiting_.end()) {
            who->second({reply.status, std::move(reply.body)});
            waiting_.erase(who);
        }
    }
    for (const service::Frame& frame : actions.publish) {
        publish(frame);
    }
}

void ServiceNode::write(std::vector<sync::Line> lines) {
    const std::int64_t last = core_->last_lsn();
    const bool early = mistake_ == Mistake::speak_before_durable;
    disk_.append(std::move(lines), [this, last, early](bool kept) {
        if (kept && !early) {
            feed(service::Committed{last});
        }
    });
    if (early) {
        feed(service::Committed{last});
    }
}

void ServiceNode::publish(const service::Frame& frame) {
    auto event = sync::decode_event(frame.kind, frame.data, world_.now());
    if (!event) {
        world_.fail("O9", "a frame cannot be read: " + event.error().detail);
    }
    ring_.push_back({0, false, frame.cursor, std::make_shared<const Event>(*std::move(event))});
    for (auto& [name, follower] : followers_) {
        send(follower, ring_.back());
    }
}

void ServiceNode::send(Follower& follower, const SentFrame& frame) {
    SentFrame sent = frame;
    sent.index = frame.heartbeat ? follower.sent : ++follower.sent;
    network_.send_in_order(
        kServiceNode, follower.following.node, follower.arrives_ms,
        [hear = follower.following.hear, sent = std::move(sent)] { hear(sent); });
}

void ServiceNode::heartbeat(int life) {
    world_.after(kHeartbeatMs, [this, life] {
        if (life != life_) {
            return;
        }
        for (auto& [name, follower] : followers_) {
            send(follower, {.heartbeat = true});
        }
        heartbeat(life);
    });
}

void ServiceNode::follow(Following following, const Respond& respond) {
    if (!is_up()) {
        return;
    }
    // A snapshot's cursor may be past the last frame: not every line of the log is for followers.
    const sync::Cursor last{core_->book().epoch(), core_->durable_lsn()};
    if (following.after.epoch != last.epoch || following.after < before_ring_ ||
        following.after > last) {
        respond({410, {}});
        return;
    }
    const auto name = std::pair{following.node, following.connection};
    if (followers_.contains(name)) {
        return;  // The network delivered the request twice.
    }
    // A follower has one stream; the one before is one that broke.
    std::erase_if(followers_, [&](const auto& one) { return one.first.first == following.node; });
    Follower& follower = followers_[name];
    follower.following = std::move(following);
    respond({200, {}});
    for (const SentFrame& frame : ring_) {
        if (frame.cursor > follower.following.after) {
            send(follower, frame);
        }
    }
}

}  // namespace hall::sim
