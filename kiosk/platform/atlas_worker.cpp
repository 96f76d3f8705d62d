// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/atlas_worker.h"

#include <utility>

namespace hall::platform {

AtlasWorker::AtlasWorker(const FontFiles& fonts, std::function<void()> ready)
    : fonts_(fonts),
      ready_(std::move(ready)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

AtlasWorker::~AtlasWorker() = default;

void AtlasWorker::ask(AtlasPlan plan) {
    {
        const std::lock_guard lock(mutex_);
        plan_ = std::move(plan);
    }
    asked_.notify_one();
}

std::optional<AtlasWorker::Built> AtlasWorker::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(built_, std::nullopt);
}

void AtlasWorker::run(const std::stop_token& stop) {
    while (true) {
        std::unique_lock lock(mutex_);
        if (!asked_.wait(lock, stop, [this] { return plan_.has_value(); })) {
            return;
        }
        const AtlasPlan plan = *std::exchange(plan_, std::nullopt);
        lock.unlock();
        Built built = GlyphAtlas::build(fonts_, plan);
        lock.lock();
        built_ = std::move(built);
        lock.unlock();
        ready_();
    }
}

}  // namespace hall::platform
