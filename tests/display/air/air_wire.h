// SPDX-License-Identifier: Apache-2.0
// The wire of air devices: a two-wire line with a speed.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "display/transport/byte_line.h"
#include "tests/display/air/air_device.h"

namespace hall::display::test {

/// The time of a test: nothing but what the test says.
struct AirClock {
    Instant now{Milliseconds(1000000)};
};

/// One RS-485 line at a speed, simulated to the millisecond: bytes take their time, everybody hears
/// everything, and two who talk at once spoil both.
class AirBus {
public:
    AirBus(AirClock& clock, int baud) : clock_(clock), baud_(baud) {}

    void add(AirDevice& device) { devices_.push_back(&device); }
    /// The host's end, for Rs485Bus.
    std::unique_ptr<ByteLine> line();

    int collisions = 0;
    Milliseconds longest_silence{0};

private:
    friend class AirBusLine;
    struct Message {
        ByteString bytes;
        Instant from{};
        Instant until{};
    };

    [[nodiscard]] Milliseconds takes(std::size_t bytes) const;
    void put(ByteString bytes, Instant from);
    void deliver();
    std::size_t read(std::span<std::uint8_t> room);

    AirClock& clock_;
    int baud_;
    std::vector<AirDevice*> devices_;
    std::deque<Message> from_host_;
    std::deque<Message> to_host_;
    Instant busy_until_{};
};

}  // namespace hall::display::test
