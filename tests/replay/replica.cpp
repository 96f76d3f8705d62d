// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/replica.h"

#include <algorithm>
#include <utility>

namespace hall::replay {

using Clock = std::chrono::steady_clock;

Replica::Replica(sync::ServiceAddress address) {
    client_ = std::make_unique<sync::HttpClient>(
        [this](std::function<void()> task) { (void)box_.post(std::move(task)); });
    sync::DownlinkEars ears{
        .state =
            [this](sync::StateDocument document) {
                book_.restore(std::move(document.state));
                begun_ = true;
            },
        .event = [this](const sync::Cursor& /*at*/, const Event& event) { book_.apply(event); },
        .link = [](bool /*up*/) {}};
    downlink_ = std::make_unique<sync::Downlink>(*client_, std::move(address), std::move(ears),
                                                 [] { return 0U; });
}

Replica::~Replica() {
    downlink_.reset();
    client_.reset();
}

bool Replica::wait_for(const std::function<bool(const Book&)>& seen,
                       std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    for (;;) {
        downlink_->tick(Clock::now());
        if (begun_ && seen(book_)) {
            return true;
        }
        if (Clock::now() >= until) {
            return false;
        }
        const auto next = std::min(until, downlink_->next().value_or(until));
        if (auto task = box_.take({}, next)) {
            (*task)();
        }
    }
}

}  // namespace hall::replay
