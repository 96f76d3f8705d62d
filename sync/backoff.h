// SPDX-License-Identifier: Apache-2.0
// How long to wait before trying again. Pure.
#pragma once

#include <chrono>
#include <cstdint>

namespace hall::sync {

/// Doubling waits with jitter, so that a hall's devices do not all come back in the same instant
/// after their service was away.
///
/// Not thread-safe: owned by whoever reconnects.
class Backoff {
public:
    /// SYNC.md §1: short enough that a restart of the service is hardly seen, and so rare in the
    /// end that 500 boards are 50 tries a second at most.
    static constexpr std::chrono::milliseconds kFirst{200};
    static constexpr std::chrono::milliseconds kMost{10'000};

    constexpr Backoff() noexcept = default;
    /// `first` and `most` at least 1 ms, and `first` not above `most`.
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds most) noexcept;

    /// The wait before the next try: between half of 0.2, 0.4, 0.8 … 10 s and the whole of it.
    /// `random` is any 32 random bits; the same bits give the same waits.
    [[nodiscard]] std::chrono::milliseconds next(std::uint32_t random) noexcept;

    /// It worked: the next wait is a first one again.
    void reset() noexcept { tries_ = 0; }

    /// Waits since the last reset(), for health reports.
    [[nodiscard]] int tries() const noexcept { return tries_; }

private:
    std::chrono::milliseconds first_ = kFirst;
    std::chrono::milliseconds most_ = kMost;
    int tries_ = 0;
};

}  // namespace hall::sync
