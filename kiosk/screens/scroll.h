// SPDX-License-Identifier: Apache-2.0
// A list that follows the finger, runs on and comes to rest. Pure: where it is, is a function of
// time.
#pragma once

#include "kiosk/screens/event.h"

namespace hall::screens {

class Scroller {
public:
    /// How far the content is pushed up at `now`, in pixels; may be beyond the ends while a finger
    /// holds it there.
    [[nodiscard]] float offset(Instant now) const noexcept;
    /// True while it moves by itself: another picture is needed.
    [[nodiscard]] bool moving(Instant now) const noexcept;

    void drag(float delta_y, Instant now) noexcept;
    void fling(float velocity_y, Instant now) noexcept;
    /// The finger is gone; what is beyond an end comes back.
    void release(Instant now) noexcept;
    /// A finger on a running list stops it. True when it was running.
    bool stop(Instant now) noexcept;

    /// Told while drawing: how much there is, how much of it is seen. Pixels.
    void measure(float content, float seen) noexcept;
    [[nodiscard]] float last() const noexcept { return last_; }

private:
    [[nodiscard]] float run(Instant now) const noexcept;

    float at_ = 0;        // Where it was at since_.
    float velocity_ = 0;  // Pixels per second at since_.
    Instant since_{};
    float last_ = 0;  // The farthest place to rest.
    bool held_ = false;
};

}  // namespace hall::screens
