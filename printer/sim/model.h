// SPDX-License-Identifier: Apache-2.0
// A whole pretend printer behind its connector: buffer, sensors, answers. No USB, file or clock.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>

#include "printer/bitmap.h"
#include "printer/sim/knobs.h"
#include "printer/sim/paper_path.h"

namespace hall::printer::sim {

/// Behaves as the real ones were seen to: it takes bytes into a buffer while it cannot print and
/// none when that is full; acts on DLE EOT as the bytes arrive, even in image data; executes
/// everything else in order, and goes on from where it stopped when the fault is gone. It has its
/// own power: pulling the cable changes nothing inside.
///
/// Pure; not thread-safe: owned by a port, or by an emulator under its lock.
class PrinterModel {
public:
    using Time = std::chrono::microseconds;  ///< From any beginning, never going back.

    explicit PrinterModel(int width_dots) : paper_(width_dots) {}

    /// Takes as many bytes as there is room for and says how many. Taking fewer than offered
    /// means that the line is stopped; 0 for ever when unplugged.
    [[nodiscard]] std::size_t take(std::span<const std::uint8_t> bytes, Time now);
    /// Executes what is in the buffer, as far as its speed and its faults let it.
    void run(Time now);
    /// Moves answers into `into` and says how many.
    [[nodiscard]] std::size_t say(std::span<std::uint8_t> into);

    void turn(const Knobs& knobs, Time now);
    /// As turned, and as changed since by what happened: an ended roll, a pulled cable.
    [[nodiscard]] const Knobs& knobs() const noexcept { return knobs_; }

    /// The printer class's own question. Source: USB printer class 1.1, 4.2.2.
    [[nodiscard]] std::uint8_t port_status() const noexcept;

    [[nodiscard]] std::deque<Bitmap> take_pieces() { return paper_.take_pieces(); }
    [[nodiscard]] PaperPath& paper() noexcept { return paper_; }

private:
    [[nodiscard]] bool stopped() const noexcept;
    [[nodiscard]] std::uint8_t real_time_answer(std::uint8_t question) const noexcept;
    void watch_real_time(std::uint8_t byte);
    void answer(std::span<const std::uint8_t> bytes);
    [[nodiscard]] std::array<std::uint8_t, 4> automatic_status() const noexcept;
    void answer_automatic();
    void count_byte();
    void follow_power();
    void count_row();

    PaperPath paper_;
    Knobs knobs_;
    std::deque<std::uint8_t> buffer_;
    std::deque<std::uint8_t> answers_;
    int real_time_seen_ = 0;  ///< Bytes of DLE EOT n seen so far in what arrives.
    double credit_bytes_ = 0;
    std::optional<Time> last_run_;
};

}  // namespace hall::printer::sim
