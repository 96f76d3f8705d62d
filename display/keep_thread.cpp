// SPDX-License-Identifier: Apache-2.0
#include "display/keep_thread.h"

#include <utility>

namespace hall::display {

KeepThread::KeepThread(Keep& files)
    : files_(files),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

std::optional<std::string> KeepThread::get(std::string_view key) {
    {
        const std::lock_guard lock{mutex_};
        if (const auto waiting = waiting_.find(key); waiting != waiting_.end()) {
            return waiting->second();
        }
    }
    const std::lock_guard lock{file_mutex_};
    return files_.get(key);
}

Outcome KeepThread::put(std::string_view key, std::string_view bytes) {
    return put_made(key, [value = std::string(bytes)] { return value; });
}

Outcome KeepThread::put_made(std::string_view key, Make make) {
    std::optional<Error> trouble;
    {
        const std::lock_guard lock{mutex_};
        waiting_.insert_or_assign(std::string(key), std::move(make));
        if (const auto known = trouble_.find(key); known != trouble_.end()) {
            trouble = known->second;
        }
    }
    filled_.notify_one();
    if (trouble) {
        return tl::make_unexpected(*std::move(trouble));
    }
    return {};
}

void KeepThread::run(const std::stop_token& stop) {
    for (;;) {
        std::unique_lock lock{mutex_};
        filled_.wait(lock, stop, [this] { return !waiting_.empty(); });
        if (waiting_.empty()) {
            return;  // Asked to stop, and everything is written.
        }
        // The file is locked before the key is let go: whoever looks finds the one or the other.
        lock.unlock();
        const std::lock_guard file{file_mutex_};
        lock.lock();
        auto [key, make] = *waiting_.begin();
        waiting_.erase(waiting_.begin());
        lock.unlock();
        const auto written = files_.put(key, make());
        lock.lock();
        if (written) {
            trouble_.erase(key);
        } else {
            trouble_.insert_or_assign(key, written.error());
        }
    }
}

}  // namespace hall::display
