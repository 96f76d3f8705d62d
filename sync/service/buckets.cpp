// SPDX-License-Identifier: Apache-2.0
#include "sync/service/buckets.h"

#include <algorithm>

namespace hall::service {

bool Buckets::take(const std::string& key, Moment now) {
    const auto whole = rule_.refill * rule_.burst;
    const auto found = full_at_.find(key);
    Moment full = now;
    if (found != full_at_.end()) {
        // Further ahead than a whole bucket: from before the clock was set back.
        full = found->second > now + whole ? now : std::max(found->second, now);
    } else if (full_at_.size() >= rule_.keys_max) {
        sweep(now);
        if (full_at_.size() >= rule_.keys_max) {
            return false;
        }
    }
    if (full + rule_.refill > now + whole) {
        return false;
    }
    full_at_[key] = full + rule_.refill;
    return true;
}

void Buckets::sweep(Moment now) {
    const auto whole = rule_.refill * rule_.burst;
    std::erase_if(full_at_, [&](const auto& entry) {
        return entry.second <= now || entry.second > now + whole;
    });
}

}  // namespace hall::service
