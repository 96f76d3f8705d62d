// SPDX-License-Identifier: Apache-2.0
// The cable to a printer, whatever it is made of.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "printer/fault.h"
#include "printer/status.h"

namespace hall::printer {

/// How long a line may stand still before write() says that it is stuck, whatever the limit of the
/// whole. A printer that takes anything at all takes 1 KiB a second; somebody stands before it and
/// is to be told within 5 s, and the printer is asked for the cause in between.
constexpr std::chrono::milliseconds kStandstill{2000};

/// One open line to one printer. Drivers derive from this and are listed in drivers.cpp.
///
/// Lifetime: made by open_port(), used, destroyed; never reopened. After unplugged or line_broken
/// it is of no more use: destroy it and open a new one, with backoff.
///
/// Not thread-safe: owned by the thread that owns the Printer; that thread may block.
class Port {
public:
    Port() = default;
    virtual ~Port() = default;
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    /// Hands over all of `bytes`, or fails. Blocks until they are taken, at most `limit`, and at
    /// most kStandstill after the last that was taken.
    ///
    /// Taken is not printed: a printer, and the kernel before it, takes a whole slip with the
    /// cover open. After an error nobody knows how many bytes were taken, not even the port:
    /// host controllers report wrong counts for a transfer that ran out of time (measured: all,
    /// none or some of 1,000 bytes, by controller). So never go on from the middle.
    ///
    /// Errors: unplugged, stuck, line_broken, roll_not_kept.
    [[nodiscard]] virtual Outcome write(std::span<const std::uint8_t> bytes,
                                        std::chrono::milliseconds limit) = 0;

    /// Reads what the printer has said, answers to a program before this one included, as soon as
    /// there is something, into `into` (64 bytes at least). Blocks at most `limit`; 0 bytes when
    /// nothing came. A one-way line returns 0 at once.
    ///
    /// Errors: unplugged, line_broken.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> into,
                                                   std::chrono::milliseconds limit) = 0;

    /// What the line itself can tell when the printer takes no bytes: USB has a question beside
    /// the stream. All unknown where there is none. Blocks at most 500 ms.
    ///
    /// Errors: unplugged, line_broken.
    [[nodiscard]] virtual Result<State> line_state() = 0;

    /// False for a printer that can only listen.
    [[nodiscard]] virtual bool two_way() const noexcept = 0;

    /// "usb 0416:5011 TP-80 serial EMU0001": for logs and job records; the same printer says the
    /// same after it was plugged in again.
    [[nodiscard]] virtual std::string identity() const = 0;
};

}  // namespace hall::printer
