// SPDX-License-Identifier: Apache-2.0
#include "sync/service/background.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace hall::service {

Background::Background(std::string log, Post post)
    : log_(std::move(log)),
      post_(std::move(post)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

bool Background::submit(Job job) {
    {
        const std::lock_guard lock{mutex_};
        if (jobs_.size() >= kJobsMost) {
            return false;
        }
        jobs_.push_back(std::move(job));
    }
    filled_.notify_one();
    return true;
}

void Background::run(const std::stop_token& stop) {
    std::unique_ptr<sync::Journal> log;
    for (;;) {
        Job job;
        {
            std::unique_lock lock{mutex_};
            if (!filled_.wait(lock, stop, [this] { return !jobs_.empty(); }) ||
                stop.stop_requested()) {
                return;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        if (log == nullptr) {
            auto opened = sync::Journal::open(log_);
            if (opened) {
                log = std::move(*opened);
            } else {
                spdlog::error("the log cannot be read: {}", opened.error().detail);
            }
        }
        post_(job(log.get()));
    }
}

}  // namespace hall::service
