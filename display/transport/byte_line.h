// SPDX-License-Identifier: Apache-2.0
// A wire that carries bytes both ways: a TCP connection, a serial port, or one of air in a test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "display/fault.h"
#include "display/instant.h"

namespace hall::display {

/// Nothing in it waits but wait().
///
/// Lifetime: opened, used, destroyed. After an error it is of no more use; a new one is opened.
///
/// Not thread-safe: owned by one link or bus.
class ByteLine {
public:
    ByteLine() = default;
    virtual ~ByteLine() = default;
    ByteLine(const ByteLine&) = delete;
    ByteLine& operator=(const ByteLine&) = delete;

    /// Takes as many of `bytes` as go now and says how many; 0 while the line is being made or
    /// full.
    ///
    /// Errors: unreachable.
    [[nodiscard]] virtual Result<std::size_t> write(std::span<const std::uint8_t> bytes) = 0;

    /// Fills `room` with what has arrived and says how much; 0 while nothing has.
    ///
    /// Errors: unreachable, also when the other side has hung up.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> room) = 0;

    /// Sleeps until something may have arrived, `most` at the longest. Says how long it slept. Only
    /// a board that is being stopped calls it: nobody ticks any more then.
    virtual Milliseconds wait(Milliseconds most) = 0;
};

/// wait() for whatever has a file descriptor.
Milliseconds wait_readable(int descriptor, Milliseconds most);

}  // namespace hall::display
