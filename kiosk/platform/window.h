// SPDX-License-Identifier: Apache-2.0
// The one window of the program, and everything that SDL reports about it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "kiosk/input/keypad.h"
#include "kiosk/input/touch.h"
#include "kiosk/platform/fault.h"
#include "kiosk/platform/raster.h"

union SDL_Event;
struct SDL_Window;

namespace hall::platform {

using input::Extent;

enum class Surface : std::uint8_t { gl, pixels };
enum class Placement : std::uint8_t { window, fullscreen };
enum class Cursor : std::uint8_t { hidden, shown };

struct WindowSettings {
    std::string title = "hall-kiosk";
    Extent size{1080, 1920};  ///< Fullscreen takes the display's own instead.
    Surface surface = Surface::pixels;
    Placement placement = Placement::window;
    Cursor cursor = Cursor::hidden;
};

inline constexpr std::size_t kKeysMost = 16;

/// What happened since the last wait().
struct Happenings {
    std::vector<input::Touch> touches;
    std::vector<input::Key> keys;  ///< At most kKeysMost; more in one turn are no person's.
    bool woken = false;            ///< A worker called wake().
    bool quit = false;             ///< SIGTERM, SIGINT, or the window was closed.
    bool exposed = false;          ///< The window lost its content: draw the next frame whole.
    bool resized = false;          ///< The display changed: open another stage.
    bool lost = false;  ///< The display is gone for good: end, without closing the window.
};

/// Lifetime: one at a time in a process. Never resized: destroyed and opened again.
///
/// Not thread-safe, owned by the screen's thread (which must be the main thread), but for wake().
class Window {
public:
    /// Opens X11, Wayland, KMS or whatever SDL finds; SDL_VIDEODRIVER chooses ("dummy" and
    /// "offscreen" show nothing). Blocks for the display, some 100 ms.
    ///
    /// Errors: no_display, no_gl (Surface::gl only).
    static Result<std::unique_ptr<Window>> open(const WindowSettings& settings);

    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] Extent extent() const noexcept { return extent_; }
    [[nodiscard]] const char* driver() const noexcept;

    /// Blocks until something happens, `limit` has passed or somebody calls wake(). While a
    /// finger is down at most a second, so that a lost one is noticed.
    [[nodiscard]] Happenings wait(std::chrono::milliseconds limit);

    /// Ends the current or the next wait(). Any number of calls before it count as one.
    /// Thread-safe, as long as the window lives.
    void wake();

    /// Copies squares of a canvas of the window's size to the glass. Surface::pixels only.
    void show(const Canvas& canvas, std::span<const Box> fresh);

    /// Presents what GL has drawn; blocks until the next refresh. Surface::gl only.
    void swap();

    [[nodiscard]] SDL_Window* sdl() const noexcept { return window_; }

private:
    Window() = default;
    Outcome make(const WindowSettings& settings);
    bool next(SDL_Event& event, std::chrono::milliseconds limit);

    SDL_Window* window_ = nullptr;
    Extent extent_;
    bool video_ = false;
    std::uint32_t wake_event_ = 0;
    bool sleeps_ = false;  ///< SDL's own waiting is a sleep with this driver.
    std::atomic<bool> lost_ = false;
    std::atomic<bool> wake_sent_ = false;
    std::mutex mutex_;
    std::condition_variable woken_;
    input::TouchReader touches_;
    input::Instant last_read_{};
};

}  // namespace hall::platform
