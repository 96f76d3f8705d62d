// SPDX-License-Identifier: Apache-2.0
// What a person meant by touching the glass.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/input/touch.h"

namespace hall::input {

enum class GestureKind : std::uint8_t {
    press,    ///< A finger landed. Show it within a frame; do nothing yet.
    tap,      ///< It lifted where it landed. The only gesture that acts.
    drag,     ///< It slid: whatever was pressed is no longer pressed, the page follows dx, dy.
    release,  ///< It lifted after a drag and stood still before.
    fling,    ///< It lifted after a drag while moving: the page goes on with vx, vy.
    cancel,   ///< Whatever was pressed or dragged ends here and nothing happens.
    pinch,    ///< Two fingers moved: larger by `scale` about x, y, which went by dx, dy.
};

/// One step of a gesture. Every press is followed by any number of drags and pinches and then by
/// exactly one tap, release, fling or cancel; a tap never follows a drag.
struct Gesture {
    GestureKind kind = GestureKind::press;
    float x = 0;  ///< Where the finger is, window pixels.
    float y = 0;
    float from_x = 0;  ///< Where it landed. A tap acts on a control that holds both points.
    float from_y = 0;
    float dx = 0;  ///< drag: since the step before, without the slop. Otherwise 0.
    float dy = 0;
    float vx = 0;  ///< fling: pixels per second. Otherwise 0.
    float vy = 0;
    Instant at;
    float scale = 1;  ///< pinch: how much farther apart the fingers are than the step before.

    bool operator==(const Gesture&) const = default;
};

/// The figures a gesture is told by.
struct GestureRules {
    /// How far a finger may tremble and still tap: 18 px of a 21.5" portrait panel (0.248 mm/px).
    /// Use slop_for() on any other.
    float slop_px = 18;
    /// A finger that lands so soon after a tap is the same tap again, or a hand that has not seen
    /// the new page yet. Pages where people type want less.
    std::chrono::milliseconds debounce{350};
    /// What rests on one spot for longer is a palm, a bag or a child, and no choice.
    std::chrono::milliseconds hold_limit{3000};
    float fling_min = 120;   ///< px/s; slower lifts stop where they are.
    float fling_max = 8000;  ///< px/s; faster is a jump of the panel, not a hand.
    bool pinch = false;      ///< A second finger pinches instead of being nobody.
};

/// The slop for a panel: 4.5 mm, half a fingertip.
[[nodiscard]] float slop_for(float mm_per_px) noexcept;

/// Makes gestures of touches. Pure: no clock, no SDL; the same touches give the same gestures.
///
/// One finger is listened to at a time, or two where a page lets them pinch. Another that lands
/// meanwhile is nobody and stays nobody until it lifts; it can neither tap nor disturb. Only when
/// the first has rested past hold_limit is it taken for a palm and the newcomer listened to
/// instead.
///
/// Not thread-safe: owned by the screen's thread.
class Gestures {
public:
    explicit Gestures(const GestureRules& rules = {});

    /// The gestures that `touch` completes: none to two.
    [[nodiscard]] std::vector<Gesture> feed(const Touch& touch);

    /// Other figures from the next touch on, e.g. on a page with a keyboard.
    void use(const GestureRules& rules) noexcept { rules_ = rules; }

    /// True from a press to its end.
    [[nodiscard]] bool busy() const noexcept { return owner_.has_value(); }

private:
    struct Sample {
        float x = 0;
        float y = 0;
        Instant at;
    };

    void land(const Touch& touch, std::vector<Gesture>& out);
    void slide(const Touch& touch, std::vector<Gesture>& out);
    void lift(const Touch& touch, std::vector<Gesture>& out);
    void join(const Touch& touch);
    void pinch(const Touch& touch, std::vector<Gesture>& out);
    void leave(int finger);
    void end(GestureKind kind, const Touch& touch, std::vector<Gesture>& out);
    void remember(const Touch& touch);
    [[nodiscard]] Sample speed(Instant now) const;

    GestureRules rules_;
    std::optional<int> owner_;
    std::optional<Touch> second_;  ///< The other finger of a pinch, where it is.
    bool dragging_ = false;
    Touch from_;
    Touch last_;
    std::optional<Instant> tapped_;
    std::array<Sample, 16> trail_{};  ///< A ring; enough for 100 ms at 125 Hz and a little more.
    std::size_t trail_size_ = 0;
};

}  // namespace hall::input
