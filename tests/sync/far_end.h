// SPDX-License-Identifier: Apache-2.0
// A server that says exactly what a test tells it to, and the inbox of a program's loop.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace hall::sync::test {

/// How long a test waits for what must come. Long, because a loaded machine is no fault.
inline constexpr std::chrono::seconds kPatience{20};

/// One connection that a client has opened.
class Caller {
public:
    explicit Caller(int fd) : fd_(fd) {}
    /// The next request with its body; "" at the end.
    std::string hear();
    /// False when the client has gone.
    bool say(std::string_view bytes) const;
    /// Waits until the client goes or the test is over.
    void keep_silent() const;

private:
    int fd_;
    std::string heard_;
};

/// Runs `script` once for every connection, one after another or side by side, and closes it.
class FarEnd {
public:
    explicit FarEnd(std::function<void(Caller&)> script);
    ~FarEnd();
    FarEnd(const FarEnd&) = delete;
    FarEnd& operator=(const FarEnd&) = delete;

    [[nodiscard]] std::string url(std::string_view path) const;
    [[nodiscard]] int connections() const { return connections_.load(); }

private:
    void accept(const std::stop_token& stop);

    std::function<void(Caller&)> script_;
    int listening_;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::mutex mutex_;
    std::vector<int> open_;
    std::vector<std::jthread> talks_;
    std::jthread thread_;
};

/// A port where nobody listens.
std::uint16_t dead_port();

/// What a program's loop does with what is posted: keeps it for its own thread.
class Inbox {
public:
    void post(std::function<void()> task);
    [[nodiscard]] std::size_t waiting() const;
    /// Runs what comes until `done`, or kPatience. Returns done().
    bool run_until(const std::function<bool()>& done);

private:
    mutable std::mutex mutex_;
    std::condition_variable came_;
    std::deque<std::function<void()>> tasks_;
};

}  // namespace hall::sync::test
