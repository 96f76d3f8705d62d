// SPDX-License-Identifier: Apache-2.0
// The one writer of the service's log: whatever waits goes to the disk in one fsync.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "sync/fault.h"
#include "sync/journal.h"

namespace hall::service {

/// Group commit. Lines are written in the order of submit(); while one batch is being synced the
/// next one gathers, so the disk's rate does not bound the hall's.
///
/// submit() is Thread-safe and never blocks; the callbacks run on the writer's thread.
class Writer {
public:
    using Committed = std::function<void(std::int64_t lsn)>;
    using Failed = std::function<void(sync::Error)>;

    /// `journal` must outlive the writer and is nobody else's from now on.
    Writer(sync::Journal& journal, Committed committed, Failed failed);
    /// Writes what was submitted, then stops. At most one fsync.
    ~Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// After a failure everything else is dropped: what the core decided on top of lines that are
    /// lost must not be written either.
    void submit(std::vector<sync::Line> lines);

    /// Lines waiting; the loop turns requests away above a bound.
    [[nodiscard]] std::size_t waiting() const;

private:
    void run(const std::stop_token& stop);

    sync::Journal& journal_;
    Committed committed_;
    Failed failed_;
    mutable std::mutex mutex_;
    std::condition_variable_any filled_;
    std::vector<sync::Line> waiting_;
    bool broken_ = false;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::service
