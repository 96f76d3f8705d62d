// SPDX-License-Identifier: Apache-2.0
// A serial port: RS-232 or one RS-485 line.
#pragma once

#include <memory>
#include <string>

#include "display/transport/byte_line.h"

namespace hall::display {

enum class Parity : std::uint8_t { none, even, odd };

/// Who switches an RS-485 transceiver between sending and listening.
enum class Turn : std::uint8_t {
    adapter,  ///< The adapter itself, as USB adapters do.
    kernel,   ///< The UART driver through TIOCSRS485; refused where the port has no such thing.
};

struct SerialSettings {
    std::string device;  ///< "/dev/ttyUSB0"
    int baud = 9600;     ///< One of 1200 2400 4800 9600 19200 38400 57600 115200.
    Parity parity = Parity::none;
    Turn turn = Turn::adapter;
};

/// Eight data bits, one stop bit, no flow control; taken for ourselves (TIOCEXCL).
class SerialLine : public ByteLine {
public:
    /// Errors: unreachable (no such device, no right, in use), bad_settings (a speed the port does
    /// not have, turn=kernel where it cannot).
    static Result<std::unique_ptr<SerialLine>> open(const SerialSettings& settings);

    ~SerialLine() override;
    SerialLine(const SerialLine&) = delete;
    SerialLine& operator=(const SerialLine&) = delete;

    [[nodiscard]] Result<std::size_t> write(std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> room) override;
    Milliseconds wait(Milliseconds most) override;

private:
    explicit SerialLine(int port) : port_(port) {}

    int port_;
};

}  // namespace hall::display
