// SPDX-License-Identifier: Apache-2.0
#include "sync/backoff.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace hall::sync {

using std::chrono::milliseconds;

Backoff::Backoff(milliseconds first, milliseconds most) noexcept : first_(first), most_(most) {
    assert(first >= milliseconds{1} && first <= most);
}

milliseconds Backoff::next(std::uint32_t random) noexcept {
    milliseconds ceiling = first_;
    for (int i = 0; i < tries_ && ceiling < most_; ++i) {
        ceiling = ceiling > most_ / 2 ? most_ : ceiling * 2;
    }
    tries_ = std::min(tries_, std::numeric_limits<int>::max() - 1) + 1;
    const auto half = ceiling / 2;
    const auto spread = static_cast<std::uint64_t>((ceiling - half).count()) + 1;
    return half + milliseconds{static_cast<milliseconds::rep>(random % spread)};
}

}  // namespace hall::sync
