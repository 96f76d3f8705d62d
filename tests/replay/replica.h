// SPDX-License-Identifier: Apache-2.0
// The hall as a kiosk sees it: a snapshot and the stream, folded into a book of its own.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "sync/downlink.h"
#include "sync/hall/book.h"
#include "sync/mailbox.h"

namespace hall::replay {

/// Not thread-safe: owned by the driver.
class Replica {
public:
    explicit Replica(sync::ServiceAddress address);
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    [[nodiscard]] const Book& book() const noexcept { return book_; }

    /// Listens until `seen` holds; false after `limit`.
    [[nodiscard]] bool wait_for(const std::function<bool(const Book&)>& seen,
                                std::chrono::milliseconds limit);
    /// Whether it has shown the hall at all.
    [[nodiscard]] bool begun() const noexcept { return begun_; }

private:
    Book book_;
    bool begun_ = false;
    sync::Mailbox<std::function<void()>> box_{65'536};
    std::unique_ptr<sync::HttpClient> client_;
    std::unique_ptr<sync::Downlink> downlink_;
};

}  // namespace hall::replay
