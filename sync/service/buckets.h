// SPDX-License-Identifier: Apache-2.0
// How often somebody may ask: token buckets by key, in bounded memory. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "sync/hall/ids.h"

namespace hall::service {

/// Each key may ask `burst` times at once and again as its bucket fills, one every `refill`. A key
/// that was not seen for as long as a whole bucket takes is as good as new, so nothing is kept of
/// it; above `keys_max` keys that ask faster than they fill, a new one is refused.
///
/// Not thread-safe: owned by the service's loop.
class Buckets {
public:
    struct Rule {
        int burst = 30;
        std::chrono::milliseconds refill{1000};
        std::size_t keys_max = 10'000;
    };

    explicit Buckets(Rule rule) : rule_(rule) {}

    /// Takes one; false when the key has to wait. A clock set back keeps nobody waiting.
    [[nodiscard]] bool take(const std::string& key, Moment now);

    [[nodiscard]] std::size_t keys() const noexcept { return full_at_.size(); }

private:
    void sweep(Moment now);

    Rule rule_;
    std::map<std::string, Moment> full_at_;  ///< When the key's bucket will be full again.
};

}  // namespace hall::service
