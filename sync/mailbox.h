// SPDX-License-Identifier: Apache-2.0
// Where threads meet.
#pragma once

#include <cassert>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace hall::sync {

/// A bounded queue from any thread to one worker.
///
/// Thread-safe. Bounded, because an unbounded queue in front of an unplugged printer is a slow
/// way to run out of memory.
template <typename Message>
class Mailbox {
public:
    explicit Mailbox(std::size_t room) : room_(room) { assert(room_ > 0); }
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;
    ~Mailbox() = default;

    /// Never blocks. False when the box is full: the caller knows what to drop, we do not.
    [[nodiscard]] bool post(Message message) {
        {
            const std::lock_guard lock{mutex_};
            if (messages_.size() >= room_) {
                return false;
            }
            messages_.push_back(std::move(message));
        }
        filled_.notify_one();
        return true;
    }

    /// The oldest message, or nothing once `until` has passed or a stop was asked for.
    [[nodiscard]] std::optional<Message> take(const std::stop_token& stop,
                                              std::chrono::steady_clock::time_point until) {
        std::unique_lock lock{mutex_};
        // A moment long past must not be added to anything: the library's sum would overflow.
        if (messages_.empty() && until > std::chrono::steady_clock::now()) {
            filled_.wait_until(lock, stop, until, [this] { return !messages_.empty(); });
        }
        if (messages_.empty()) {
            return std::nullopt;
        }
        Message message = std::move(messages_.front());
        messages_.pop_front();
        return message;
    }

private:
    const std::size_t room_;
    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::deque<Message> messages_;
};

}  // namespace hall::sync
