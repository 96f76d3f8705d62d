// SPDX-License-Identifier: Apache-2.0
#include "sync/service/loop.h"

#include <csignal>
#include <unordered_map>
#include <utility>  // Asio 1.74 forgets it.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hall::service {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

struct Timer {
    Timer(asio::io_context& io, milliseconds its_period, Loop::Task its_task)
        : clock(io),
          period(its_period),
          task(std::move(its_task)) {}

    asio::steady_timer clock;
    milliseconds period;  ///< Zero: once.
    Loop::Task task;
};

}  // namespace

struct Loop::Impl {
    asio::io_context io{1};  // One thread runs it, so a post need not look for another to wake.
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    asio::signal_set signals{io};
    std::unordered_map<TimerId, std::shared_ptr<Timer>> timers;
    std::uint64_t last_timer = 0;

    TimerId start(milliseconds delay, milliseconds period, Task task) {
        const auto id = static_cast<TimerId>(++last_timer);
        auto timer = std::make_shared<Timer>(io, period, std::move(task));
        timers.emplace(id, timer);
        wait(id, timer, delay);
        return id;
    }

    void wait(TimerId id, const std::shared_ptr<Timer>& timer, milliseconds delay) {
        timer->clock.expires_after(delay);
        timer->clock.async_wait([this, id, timer](const boost::system::error_code& error) {
            if (error || !timers.contains(id)) {
                return;
            }
            if (timer->period == milliseconds::zero()) {
                timers.erase(id);
            }
            timer->task();
            if (timers.contains(id)) {
                wait(id, timer, timer->period);
            }
        });
    }
};

Loop::Loop() : impl_(std::make_unique<Impl>()) {
}

Loop::~Loop() = default;

void Loop::post(Task task) {
    // The last argument is the library's own; its default, 0, trips a warning of ours.
    asio::post(impl_->io, std::move(task), nullptr);
}

TimerId Loop::after(milliseconds delay, Task task) {
    return impl_->start(delay, milliseconds::zero(), std::move(task));
}

TimerId Loop::every(milliseconds period, Task task) {
    return impl_->start(period, period, std::move(task));
}

void Loop::cancel(TimerId timer) {
    if (const auto found = impl_->timers.find(timer); found != impl_->timers.end()) {
        found->second->clock.cancel();
        impl_->timers.erase(found);
    }
}

void Loop::on_end_signal(Task task) {
    boost::system::error_code ignored;  // Both numbers are valid ones.
    impl_->signals.add(SIGTERM, ignored);
    impl_->signals.add(SIGINT, ignored);
    impl_->signals.async_wait(
        [task = std::move(task)](const boost::system::error_code& error, int /*signal*/) {
            if (!error) {
                task();
            }
        });
}

void Loop::run() {
    impl_->io.run();
}

void Loop::stop() {
    impl_->io.stop();
}

boost::asio::io_context& Loop::io() noexcept {
    return impl_->io;
}

}  // namespace hall::service
