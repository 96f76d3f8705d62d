// SPDX-License-Identifier: Apache-2.0
// What SDL says about fingers, as plain touches in window pixels.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

union SDL_Event;

namespace hall::input {

/// A moment on a clock that never jumps. Only differences mean anything.
using Instant = std::chrono::steady_clock::time_point;

/// Width and height in pixels.
struct Extent {
    int width = 0;
    int height = 0;

    bool operator==(const Extent&) const = default;
};

enum class Phase : std::uint8_t {
    down,
    move,
    up,
    lost,  ///< The finger is gone and nobody said where: nothing it was doing may count.
};

/// One change of one finger.
struct Touch {
    Phase phase = Phase::down;
    int finger = 0;  ///< Ours, 0 to kFingersMax - 1; the same from down to up or lost.
    float x = 0;     ///< Pixels, inside the window.
    float y = 0;
    Instant at;

    bool operator==(const Touch&) const = default;
};

/// More than two hands; a panel that reports more is reporting a fault.
inline constexpr int kFingersMax = 10;

/// A finger of which nothing is heard for so long is taken for lost: the panel swallowed its end.
/// Longer than any hold that means something (the staff door is held for five seconds).
inline constexpr std::chrono::seconds kLostAfter{10};

/// Tells X's emulated mouse from a mouse: none is believed for so long after a finger.
inline constexpr std::chrono::seconds kMouseDoubt{1};

/// Spreads touches that were read together over the time since `since`, in which they came: while
/// the screen is being drawn nobody reads, and SDL's own times are those of reading. Without it a
/// slow machine takes a throw for a stop. At most kSpreadMost before `now`, which is less than the
/// bounce of a tap. Pure.
void spread(std::vector<Touch>& touches, Instant since, Instant now);
inline constexpr std::chrono::milliseconds kSpreadMost{250};

/// Keeps the fingers apart and gives each a small number of its own.
///
/// A left mouse button counts as one more finger, so that a desk without a panel will do for
/// development. Events that are not about fingers are passed over.
///
/// Not thread-safe: owned by the thread that reads SDL's events.
class TouchReader {
public:
    /// Tells SDL to keep its hands off touches. Before SDL_Init.
    ///
    /// Without it SDL makes mice of fingers and fingers of mice, and its automatic mouse capture
    /// grabs the pointer and eats the end of a touch on X11.
    /// Source: SDL_hints.h; github.com/libsdl-org/SDL issues 9709 and 11469.
    static void prepare();

    /// Appends what `event` means to `out`: nothing, one touch, or two where a finger that never
    /// lifted lands again (lost, then down).
    void read(const SDL_Event& event, Extent window, Instant now, std::vector<Touch>& out);

    /// Appends a `lost` for every finger that has been silent for kLostAfter.
    void expire(Instant now, std::vector<Touch>& out);

    [[nodiscard]] bool any_down() const noexcept;

private:
    struct Slot {
        bool down = false;
        std::int64_t device = 0;
        std::int64_t id = 0;
        Touch last;
    };

    Slot* find(std::int64_t device, std::int64_t id);
    void land(const Slot& seen, std::vector<Touch>& out);
    void follow(const Slot& seen, std::vector<Touch>& out);
    void read_finger(const SDL_Event& event, Extent window, Instant now, std::vector<Touch>& out);
    void read_mouse(const SDL_Event& event, Extent window, Instant now, std::vector<Touch>& out);

    std::array<Slot, kFingersMax> slots_{};
    Instant last_finger_{};
    bool finger_seen_ = false;
};

}  // namespace hall::input
