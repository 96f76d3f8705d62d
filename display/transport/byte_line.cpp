// SPDX-License-Identifier: Apache-2.0
#include "display/transport/byte_line.h"

#include <chrono>

#include <poll.h>

namespace hall::display {

Milliseconds wait_readable(int descriptor, Milliseconds most) {
    const auto begun = std::chrono::steady_clock::now();
    pollfd waiting{descriptor, POLLIN, 0};
    // An interruption ends the sleep early, which every caller allows for.
    static_cast<void>(::poll(&waiting, 1, static_cast<int>(most.count())));
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begun);
}

}  // namespace hall::display
