// SPDX-License-Identifier: Apache-2.0
// The one event loop of a program: everything that happens in it happens here, one after another.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

// The only word of the library that a header of ours says.
namespace boost::asio {
class io_context;
}

namespace hall::service {

enum class TimerId : std::uint64_t {};

/// Runs what is posted to it, and its timers and sockets, on the thread that called run().
///
/// Owned by the program and outlives everything that was given a reference to it. What it runs
/// must not block: a slow disk or a password's hash belongs to a thread of its own, which posts
/// its result back.
///
/// Not thread-safe: owned by the thread of run(); post() and stop() alone may be called from any
/// thread, and before run().
class Loop {
public:
    using Task = std::function<void()>;

    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Runs `task` in the loop, after everything posted before it. Never blocks and never runs it
    /// at once. Unbounded: who posts keeps its own count of what is under way (the store's writer
    /// one batch, an HTTP client 64 exchanges). Thread-safe.
    void post(Task task);

    /// Runs `task` once, `delay` from now (monotonic).
    TimerId after(std::chrono::milliseconds delay, Task task);

    /// Runs `task` every `period`, the first time one period from now. A late run is not made up
    /// for: after a suspend it runs once and goes on from there.
    TimerId every(std::chrono::milliseconds period, Task task);

    /// From its return the timer's task does not run again. Unknown and finished ids are allowed,
    /// and so is a task that cancels itself.
    void cancel(TimerId timer);

    /// Runs `task` at SIGTERM and SIGINT instead of the process dying of them. Called once.
    void on_end_signal(Task task);

    /// Runs until stop(), on the calling thread. Returns with nothing of it left running; what
    /// was posted and not begun is dropped with the loop.
    void run();

    /// Makes run() return after the task it is in. Thread-safe; not for signal handlers.
    void stop();

    /// For the files that include the library.
    [[nodiscard]] boost::asio::io_context& io() noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hall::service
