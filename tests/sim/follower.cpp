// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/follower.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kSilenceMs = 25'000;
constexpr std::int64_t kLimitMs = 3000;
constexpr std::int64_t kRetryMs = 1000;

}  // namespace

Follower::Follower(
    World& world, Network& network, ServiceNode& service, Node node, FollowerEars ears)
    : world_(world),
      network_(network),
      service_(service),
      node_(node),
      ears_(std::move(ears)),
      // No two connections of one machine share a name, not even over a restart.
      connection_(world.now_ms() * 1000) {
}

void Follower::tick() {
    if (up_ && world_.now_ms() - heard_ms_ > kSilenceMs) {
        drop();
    }
    if (!up_ && !connecting_ && world_.now_ms() >= retry_ms_) {
        connect();
    }
}

void Follower::connect() {
    connecting_ = true;
    ++connection_;
    heard_ = 0;
    if (cursor_) {
        open_stream();
    } else {
        read_state();
    }
}

void Follower::drop() {
    connecting_ = false;
    ++connection_;
    retry_ms_ = world_.now_ms() + kRetryMs;
    if (up_) {
        up_ = false;
        ears_.link(false);
    }
}

void Follower::read_state() {
    network_.ask(
        node_, kLimitMs,
        [&service = service_](Respond respond) {  // It arrives, also when who sent it is dead.
            service.ask([](service::AskId id) { return service::StateAsked{id}; },
                        std::move(respond));
        },
        [this, alive = std::weak_ptr{alive_}](const Answer* answer) {
            if (alive.expired()) {
                return;
            }
            if (!answer) {
                drop();
                return;
            }
            auto document = sync::decode_state(answer->body);
            if (!document) {
                world_.fail("O9", "a state cannot be read: " + document.error().detail);
            }
            cursor_ = document->cursor;
            ++snapshots_;
            ears_.state(*std::move(document));
            open_stream();
        });
}

void Follower::open_stream() {
    const auto alive = std::weak_ptr{alive_};
    const std::int64_t connection = connection_;
    Following following{node_, connection, *cursor_,
                        [this, alive, connection](const SentFrame& frame) {
                            if (!alive.expired()) {
                                hear(connection, frame);
                            }
                        }};
    network_.ask(
        node_, kLimitMs,
        [&service = service_, following = std::move(following)](const Respond& respond) {
            service.follow(following, respond);
        },
        [this, alive, connection](const Answer* answer) {
            if (alive.expired() || connection != connection_ || up_) {
                return;
            }
            if (answer && answer->status == 200) {
                connecting_ = false;
                up_ = true;
                heard_ms_ = world_.now_ms();
                ears_.link(true);
                return;
            }
            if (answer) {
                cursor_.reset();  // 410: begin anew with a snapshot.
            }
            drop();
        });
}

void Follower::hear(std::int64_t connection, const SentFrame& frame) {
    if (connection != connection_ || (!frame.heartbeat && frame.index <= heard_)) {
        return;
    }
    const std::int64_t expected = frame.heartbeat ? heard_ : heard_ + 1;
    if (frame.index > expected) {
        drop();
        return;
    }
    heard_ms_ = world_.now_ms();
    if (frame.heartbeat) {
        return;
    }
    heard_ = frame.index;
    if (frame.cursor.lsn > service_.disk().durable()) {
        world_.fail("O9", "a follower hears of " + text_of(frame.cursor) +
                              ", which is not on the service's disk");
    }
    cursor_ = frame.cursor;
    ears_.event(frame.cursor, *frame.event);
}

}  // namespace hall::sim
