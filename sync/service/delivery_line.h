// SPDX-License-Identifier: Apache-2.0
// One webhook's way through the log: what goes out next, and when again after a failure. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sync/hall/ids.h"
#include "sync/service/webhook.h"

namespace hall::service {

/// Messages go out one after another in the log's order, and the next only when the one before
/// was taken: a receiver never hears of an end before its beginning. The log is the outbox, so
/// nothing is lost while a receiver is away and nothing is kept twice.
///
/// Not thread-safe: owned by the service's loop.
class DeliveryLine {
public:
    /// `done`: everything up to that entry was taken before.
    explicit DeliveryLine(std::int64_t done) : done_(done), read_(done) {}

    /// False while it waits after a failure.
    [[nodiscard]] bool may_try(Moment now) const noexcept { return now >= not_before_; }
    /// Whether entries of the log should be read, after read_to().
    [[nodiscard]] bool wants_more(std::int64_t durable) const noexcept;
    [[nodiscard]] std::int64_t read_to() const noexcept { return read_; }
    /// What stands between read_to() and `read_to`, of what this webhook is told.
    void take(std::vector<Delivery> deliveries, std::int64_t read_to);

    /// What is to be sent now; null when there is nothing, one is under way, or it is too early.
    [[nodiscard]] const Delivery* due(Moment now) const;
    void sending() { under_way_ = true; }
    /// The one that is under way was taken.
    void taken(Moment now);
    /// It was not. `after`: the receiver named a time, at most kWaitMost of it is waited.
    void failed(Moment now, std::string why, std::optional<std::chrono::seconds> after = {});
    /// The one that goes out next never does. False when there is none or it is under way.
    bool skip();
    /// Tries again at once.
    void hurry() noexcept;

    /// Everything up to this entry was taken.
    [[nodiscard]] std::int64_t done() const noexcept { return done_; }
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }
    [[nodiscard]] bool is_under_way() const noexcept { return under_way_; }
    [[nodiscard]] int failures() const noexcept { return failures_; }
    [[nodiscard]] std::optional<Moment> failing_since() const noexcept { return failing_since_; }
    [[nodiscard]] std::optional<Moment> last_taken() const noexcept { return last_taken_; }
    [[nodiscard]] const std::string& why() const noexcept { return why_; }
    /// It failed for so long that nobody will come back by himself.
    [[nodiscard]] bool is_hopeless(Moment now) const noexcept;

    /// After a weekend with a holiday on either side somebody has seen that their server is down.
    static constexpr std::chrono::hours kGiveUpAfter{96};
    static constexpr std::chrono::seconds kWaitMost{3600};

private:
    std::int64_t done_ = 0;
    std::int64_t read_ = 0;
    std::deque<Delivery> waiting_;
    bool under_way_ = false;
    Moment not_before_{};
    int failures_ = 0;  ///< In a row.
    std::optional<Moment> failing_since_;
    std::optional<Moment> last_taken_;
    std::string why_;  ///< Of the last failure; empty after a success.
};

}  // namespace hall::service
