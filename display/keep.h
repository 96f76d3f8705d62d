// SPDX-License-Identifier: Apache-2.0
// What a board must still know after the power was cut.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "display/fault.h"

namespace hall::display {

/// A small store of named bytes, the boards' own. Programs supply it; a board opened without one
/// works and says in its health what it cannot promise.
///
/// Keys a driver may use: "<board>.cid" (16 bytes) and "<board>.sequence" (one byte).
///
/// Not thread-safe: used by the thread that owns the boards.
class Keep {
public:
    Keep() = default;
    virtual ~Keep() = default;
    Keep(const Keep&) = delete;
    Keep& operator=(const Keep&) = delete;

    /// What was last put under `key`.
    [[nodiscard]] virtual std::optional<std::string> get(std::string_view key) = 0;

    /// Returns once `bytes` would survive a power cut: an fsync, up to 100 ms on a bad card.
    ///
    /// Errors: cannot_keep.
    [[nodiscard]] virtual Outcome put(std::string_view key, std::string_view bytes) = 0;
};

}  // namespace hall::display
