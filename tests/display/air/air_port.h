// SPDX-License-Identifier: Apache-2.0
// A TCP port with an air device behind it.
#pragma once

#include <utility>
#include <vector>

#include "tests/display/air/air_device.h"

namespace hall::display::test {

/// A card's TCP port on the loopback, served between two steps of the test: no thread, no time but
/// the test's.
class AirPort {
public:
    explicit AirPort(AirDevice& device);
    ~AirPort();
    AirPort(const AirPort&) = delete;
    AirPort& operator=(const AirPort&) = delete;

    /// Accepts, hears and answers whatever is there and due.
    void serve(Instant now);

    int port = 0;
    bool accepts = true;  ///< Off: connections are made and dropped at once.
    int connections = 0;
    int most_connections = 0;

private:
    struct Caller {
        int socket = -1;
        std::vector<std::pair<Instant, ByteString>> answers;
    };
    bool serve(Caller& caller, Instant now);

    AirDevice& device_;
    int socket_;
    std::vector<Caller> callers_;
    bool was_off_ = false;
};

}  // namespace hall::display::test
