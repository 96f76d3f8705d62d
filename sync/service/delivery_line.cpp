// SPDX-License-Identifier: Apache-2.0
#include "sync/service/delivery_line.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace hall::service {

using std::chrono::seconds;

namespace {

// A restart is over in seconds, a mistake in a configuration in minutes, a night in hours.
constexpr std::array<seconds, 6> kWaits{seconds{5},   seconds{30},  seconds{120},
                                        seconds{300}, seconds{900}, seconds{1800}};

seconds wait_after(int failures) {
    const auto nth = static_cast<std::size_t>(failures) - 1;
    return nth < kWaits.size() ? kWaits[nth] : DeliveryLine::kWaitMost;
}

}  // namespace

bool DeliveryLine::wants_more(std::int64_t durable) const noexcept {
    return waiting_.empty() && read_ < durable;
}

void DeliveryLine::take(std::vector<Delivery> deliveries, std::int64_t read_to) {
    assert(waiting_.empty() && read_to >= read_);
    read_ = read_to;
    for (Delivery& one : deliveries) {
        waiting_.push_back(std::move(one));
    }
    if (waiting_.empty()) {
        done_ = read_;
    }
}

const Delivery* DeliveryLine::due(Moment now) const {
    return under_way_ || waiting_.empty() || now < not_before_ ? nullptr : &waiting_.front();
}

void DeliveryLine::taken(Moment now) {
    assert(under_way_);
    under_way_ = false;
    last_taken_ = now;
    failures_ = 0;
    failing_since_.reset();
    why_.clear();
    not_before_ = {};
    skip();
}

void DeliveryLine::failed(Moment now, std::string why, std::optional<seconds> after) {
    under_way_ = false;
    ++failures_;
    failing_since_ = failing_since_.value_or(now);
    why_ = std::move(why);
    not_before_ = now + std::max(wait_after(failures_),
                                 std::clamp(after.value_or(seconds{0}), seconds{0}, kWaitMost));
}

bool DeliveryLine::skip() {
    if (under_way_ || waiting_.empty()) {
        return false;
    }
    done_ = waiting_.front().lsn;
    waiting_.pop_front();
    if (waiting_.empty()) {
        done_ = read_;
    }
    not_before_ = {};
    return true;
}

void DeliveryLine::hurry() noexcept {
    not_before_ = {};
    failing_since_.reset();
}

bool DeliveryLine::is_hopeless(Moment now) const noexcept {
    return failing_since_ && now - *failing_since_ >= kGiveUpAfter;
}

}  // namespace hall::service
