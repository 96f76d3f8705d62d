// SPDX-License-Identifier: Apache-2.0
// What a finger did, in words that no input library knows.
#pragma once

#include <chrono>
#include <cstdint>

#include "kiosk/screens/geometry.h"

namespace hall::screens {

/// A moment of the screen's own time: since the program began, steady, never set back.
using Instant = std::chrono::milliseconds;

enum class Gesture : std::uint8_t {
    press,    ///< A finger is down; nothing is decided yet.
    tap,      ///< It came up where it went down: this is what acts.
    drag,     ///< It moves; `delta` since the last event.
    release,  ///< It came up after a drag, or off what it pressed.
    fling,    ///< It came up while moving; `velocity` in pixels per second.
    pinch,    ///< Two fingers: larger by `scale` about `at`, and moved by `delta`.
    cancel,   ///< Palm, lost finger, second finger: nothing happened.
    tick,     ///< Time passed, or there is a new view.
};

/// A key of the keypad, for those who do not touch the glass.
enum class Key : std::uint8_t {
    next,
    previous,
    ok,
    back,
    repeat,
    louder,
    softer,
    plugged,  ///< Headphones were put in.
    pulled,
};

/// Positions are pixels of the panel, the origin in its upper left corner.
struct Event {
    Gesture gesture = Gesture::tick;
    Point at;
    Point delta;
    Point velocity;
    Instant when{};
    float scale = 1;
};

}  // namespace hall::screens
