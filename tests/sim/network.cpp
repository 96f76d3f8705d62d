// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/network.h"

#include <algorithm>
#include <utility>

namespace hall::sim {

namespace {

constexpr int kLost = 10;  // Per mille, each way.
constexpr int kTwice = 20;
constexpr int kLate = 30;
constexpr int kBroken = 1;

}  // namespace

void Network::send(Node from, Node to, std::function<void()> deliver) {
    if (cut_.contains(from) || cut_.contains(to)) {
        return;
    }
    const int copies = calm_ ? 1 : dice_.chance(kLost) ? 0 : dice_.chance(kTwice) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        deliver_after(delay(), from, to, deliver);
    }
}

void Network::send_in_order(Node from,
                            Node to,
                            std::int64_t& arrives_ms,
                            std::function<void()> deliver) {
    if (cut_.contains(from) || cut_.contains(to) || (!calm_ && dice_.chance(kBroken))) {
        return;
    }
    arrives_ms = std::max(arrives_ms, world_.now_ms() + delay());
    deliver_after(arrives_ms - world_.now_ms(), from, to, std::move(deliver));
}

std::int64_t Network::delay() {
    return calm_                 ? dice_.between(1, 5)
           : dice_.chance(kLate) ? dice_.between(100, kLatestMs)
                                 : dice_.between(1, 20);
}

void Network::deliver_after(std::int64_t delay_ms,
                            Node from,
                            Node to,
                            std::function<void()> deliver) {
    world_.after(delay_ms, [this, from, to, deliver = std::move(deliver)] {
        if (!cut_.contains(from) && !cut_.contains(to)) {
            deliver();
        }
    });
}

void Network::ask(Node from,
                  std::int64_t limit_ms,
                  std::function<void(Respond)> handle,
                  std::function<void(const Answer*)> answered) {
    auto once = std::make_shared<std::function<void(const Answer*)>>(std::move(answered));
    const auto finish = [once](const Answer* answer) {
        if (*once) {
            std::exchange(*once, nullptr)(answer);
        }
    };
    send(from, kServiceNode, [this, from, handle = std::move(handle), finish] {
        handle([this, from, finish](const Answer& answer) {
            send(kServiceNode, from, [finish, answer] { finish(&answer); });
        });
    });
    world_.after(limit_ms, [finish] { finish(nullptr); });
}

}  // namespace hall::sim
