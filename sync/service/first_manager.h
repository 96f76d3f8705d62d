// SPDX-License-Identifier: Apache-2.0
// The code by which the first manager of a hall makes an account. Pure.
#pragma once

#include <string>

#include "sync/hall/ids.h"

namespace hall::service {

/// Open while a hall has no manager: for one use, five wrong tries, or a day. Whoever lets it lapse
/// starts the service again, which has another one. Only its hash is kept in memory.
///
/// Not thread-safe: owned by the service's loop.
class FirstManager {
public:
    void open(std::string code_hash, Moment now) {
        code_hash_ = std::move(code_hash);
        opened_ = now;
        wrong_ = 0;
    }
    void close() { code_hash_.clear(); }
    /// A clock that was set back does not make it last longer.
    [[nodiscard]] bool is_open(Moment now) const {
        return !code_hash_.empty() && now >= opened_ && now - opened_ < kLife;
    }
    /// Whether it is the code. The last wrong try closes it.
    [[nodiscard]] bool fits(const std::string& code_hash, Moment now) {
        if (!is_open(now)) {
            return false;
        }
        if (code_hash == code_hash_) {
            return true;
        }
        if (++wrong_ >= kWrongMost) {
            close();
        }
        return false;
    }

    static constexpr std::chrono::hours kLife{24};
    static constexpr int kWrongMost = 5;

private:
    std::string code_hash_;  ///< Empty: closed.
    Moment opened_{};
    int wrong_ = 0;
};

}  // namespace hall::service
