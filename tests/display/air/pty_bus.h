// SPDX-License-Identifier: Apache-2.0
// A real serial port with air devices on its wire, at its speed: pseudo-terminals and a thread.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "tests/display/air/air_device.h"

namespace hall::display::test {

/// Pseudo-terminals know no speed, so the thread holds every byte back for as long as it would be
/// on the wire. `host` is the port to open; `other` one more on the same wire, for a program of its
/// own. Devices belong to the thread while it runs.
class PtyBus {
public:
    PtyBus(int baud, std::vector<AirDevice*> devices);
    ~PtyBus();
    PtyBus(const PtyBus&) = delete;
    PtyBus& operator=(const PtyBus&) = delete;

    std::string host;
    std::string other;

private:
    void run(const std::stop_token& stop);
    void on_wire(std::size_t bytes) const;

    int baud_;
    std::vector<AirDevice*> devices_;
    int host_end_ = -1;
    int other_end_ = -1;
    int keep_host_ = -1;  ///< Held open, so that the end does not hang up between two openings.
    int keep_other_ = -1;
    std::jthread thread_;
};

}  // namespace hall::display::test
