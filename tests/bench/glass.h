// SPDX-License-Identifier: Apache-2.0
// A finger in front of the kiosk, and eyes that tell when a page has come.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tests/bench/figures.h"

namespace hall::bench {

/// The genuine touch panel of tests/support/touch.
class Finger {
public:
    /// `socket`: what HALL_TOUCH names.
    explicit Finger(const std::string& socket);
    ~Finger();
    Finger(const Finger&) = delete;
    Finger& operator=(const Finger&) = delete;

    /// Sends one line ("down 0 540 960"); true when the X server has dealt with it.
    [[nodiscard]] bool say(const std::string& line);

private:
    int socket_;
};

/// What the kiosk shows, from the file that it writes after each picture (--targets). Sleeps until
/// the kernel says that the file has changed, so that looking costs nothing.
class Eyes {
public:
    /// `file` need not be there yet; its directory must be.
    explicit Eyes(std::string file);
    ~Eyes();
    Eyes(const Eyes&) = delete;
    Eyes& operator=(const Eyes&) = delete;

    struct Spot {
        int x = 0;
        int y = 0;
    };
    /// The middle of a target of the picture that is shown now.
    [[nodiscard]] std::optional<Spot> find(const std::string& target) const;
    /// When the target was first seen; nothing after `limit`.
    [[nodiscard]] std::optional<Clock::time_point> wait_for(const std::string& target,
                                                            std::chrono::milliseconds limit);

private:
    std::string file_;
    int watch_;
};

}  // namespace hall::bench
