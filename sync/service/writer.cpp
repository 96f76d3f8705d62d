// SPDX-License-Identifier: Apache-2.0
#include "sync/service/writer.h"

#include <iterator>
#include <utility>

namespace hall::service {

Writer::Writer(sync::Journal& journal, Committed committed, Failed failed)
    : journal_(journal),
      committed_(std::move(committed)),
      failed_(std::move(failed)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

void Writer::submit(std::vector<sync::Line> lines) {
    {
        const std::lock_guard lock{mutex_};
        if (broken_) {
            return;
        }
        std::move(lines.begin(), lines.end(), std::back_inserter(waiting_));
    }
    filled_.notify_one();
}

std::size_t Writer::waiting() const {
    const std::lock_guard lock{mutex_};
    return waiting_.size();
}

void Writer::run(const std::stop_token& stop) {
    for (;;) {
        std::vector<sync::Line> batch;
        {
            std::unique_lock lock{mutex_};
            filled_.wait(lock, stop, [this] { return !waiting_.empty(); });
            if (waiting_.empty()) {
                return;
            }
            batch.swap(waiting_);
        }
        if (const auto last = journal_.append(batch)) {
            committed_(*last);
            continue;
        } else {
            const std::lock_guard lock{mutex_};
            broken_ = true;
            waiting_.clear();
            failed_(last.error());
        }
        return;
    }
}

}  // namespace hall::service
