// SPDX-License-Identifier: Apache-2.0
// Work that would keep the loop too long: reading much of the log, copying it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "sync/journal.h"

namespace hall::service {

/// One thread with a view of the log of its own; one job after another. A job returns what is to
/// be done on the loop afterwards.
///
/// Not thread-safe: owned by the loop. `post` brings results back to it.
class Background {
public:
    using Post = std::function<void(std::function<void()>)>;
    /// Null when the log cannot be read.
    using Job = std::function<std::function<void()>(sync::Journal* log)>;

    Background(std::string log, Post post);
    ~Background() = default;
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// False when kJobsMost are waiting.
    [[nodiscard]] bool submit(Job job);

    static constexpr std::size_t kJobsMost = 8;

private:
    void run(const std::stop_token& stop);

    std::string log_;
    Post post_;
    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::deque<Job> jobs_;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::service
