// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/window.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include <SDL.h>

#include "kiosk/platform/display_loss.h"

namespace hall::platform {

using namespace std::chrono_literals;

namespace {

constexpr auto kLookForLost = 1000ms;
constexpr auto kAtOnce = 1ms;
// Where SDL cannot sleep until something happens (KMS, dummy, offscreen) it looks every
// millisecond, which is 1.2 % of a processor for nothing. Every eighth is too quick for a finger
// to notice and a tenth of that.
constexpr auto kLookAgain = 8ms;

void note_window(const SDL_WindowEvent& event, Extent extent, Happenings& out) {
    switch (event.event) {
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SHOWN:
        case SDL_WINDOWEVENT_RESTORED:
            out.exposed = true;
            return;
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            out.resized = out.resized || Extent{event.data1, event.data2} != extent;
            return;
        default:  // A dozen more that change nothing on the glass.
            return;
    }
}

// What SDL falls back to when it finds nothing: a kiosk that works and that nobody can see.
bool draws_into_the_air(std::string_view driver) {
    return driver == "dummy" || driver == "offscreen";
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowSettings& settings) {
    std::unique_ptr<Window> window(new Window);
    if (auto made = window->make(settings); !made) {
        return tl::unexpected(made.error());
    }
    return window;
}

Outcome Window::make(const WindowSettings& settings) {
    input::TouchReader::prepare();
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    // Or SDL starts OpenGL beside us to copy our pixels with: 80 MB under llvmpipe.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return fault(Fault::no_display, SDL_GetError());
    }
    video_ = true;
    if (draws_into_the_air(driver()) && std::getenv("SDL_VIDEODRIVER") == nullptr) {
        return fault(Fault::no_display,
                     "no display can be reached; SDL_VIDEODRIVER=dummy draws "
                     "into the air where that is meant");
    }
    const bool gl = settings.surface == Surface::gl;
    std::uint32_t flags = SDL_WINDOW_BORDERLESS;
    if (gl) {
        flags |= SDL_WINDOW_OPENGL;
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
        SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    }
    if (settings.placement == Placement::fullscreen) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    window_ = SDL_CreateWindow(settings.title.c_str(), 0, 0, settings.size.width,
                               settings.size.height, flags);
    if (window_ == nullptr) {
        return fault(gl ? Fault::no_gl : Fault::no_display, SDL_GetError());
    }
    if (!gl && SDL_GetWindowSurface(window_) == nullptr) {
        return fault(Fault::no_display, SDL_GetError());
    }
    watch_for_loss(window_, lost_);
    SDL_GetWindowSize(window_, &extent_.width, &extent_.height);
    SDL_ShowCursor(settings.cursor == Cursor::shown ? SDL_ENABLE : SDL_DISABLE);
    SDL_StopTextInput();  // SDL starts it by itself; it would call up input methods.
    wake_event_ = SDL_RegisterEvents(1);
    const std::string_view name = driver();
    sleeps_ = name == "x11" || name == "wayland";
    return {};
}

Window::~Window() {
    if (window_ != nullptr) {
        SDL_DestroyWindow(window_);
    }
    if (video_) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
}

const char* Window::driver() const noexcept {
    return SDL_GetCurrentVideoDriver();
}

Happenings Window::wait(std::chrono::milliseconds limit) {
    Happenings out;
    if (touches_.any_down()) {
        limit = std::min(limit, kLookForLost);
    }
    if (lost_) {
        out.lost = true;
        return out;
    }
    SDL_Event event;
    const auto asleep = std::chrono::steady_clock::now();
    bool have = next(event, std::clamp<std::chrono::milliseconds>(limit, 0ms, 1h));
    const auto now = std::chrono::steady_clock::now();
    for (; have; have = SDL_PollEvent(&event) != 0) {
        if (event.type == wake_event_) {
            wake_sent_ = false;
            out.woken = true;
        } else if (event.type == SDL_QUIT) {
            out.quit = true;
        } else if (event.type == SDL_WINDOWEVENT) {
            note_window(event.window, extent_, out);
        } else if (const auto key = input::key_of(event)) {
            if (out.keys.size() < kKeysMost) {
                out.keys.push_back(*key);
            }
        } else {
            touches_.read(event, extent_, now, out.touches);
        }
    }
    out.lost = lost_;
    // What was there before we slept came while the last frame was drawn.
    input::spread(out.touches, now - asleep < kAtOnce ? last_read_ : now, now);
    touches_.expire(now, out.touches);
    last_read_ = now;
    return out;
}

bool Window::next(SDL_Event& event, std::chrono::milliseconds limit) {
    if (sleeps_) {
        return SDL_WaitEventTimeout(&event, static_cast<int>(limit.count())) != 0;
    }
    const auto end = std::chrono::steady_clock::now() + limit;
    while (SDL_PollEvent(&event) == 0) {
        const auto now = std::chrono::steady_clock::now();
        if (now >= end) {
            return false;
        }
        std::unique_lock lock(mutex_);
        woken_.wait_until(lock, std::min(end, now + kLookAgain),
                          [this] { return wake_sent_.load(); });
    }
    return true;
}

void Window::wake() {
    {
        const std::lock_guard lock(mutex_);
        if (wake_sent_.exchange(true)) {
            return;
        }
    }
    SDL_Event event{};
    event.type = wake_event_;
    if (SDL_PushEvent(&event) != 1) {
        wake_sent_ = false;  // The queue is full, so there is plenty to wake up for.
    }
    woken_.notify_one();
}

void Window::show(const Canvas& canvas, std::span<const Box> fresh) {
    SDL_Surface* surface = lost_ ? nullptr : SDL_GetWindowSurface(window_);
    if (surface == nullptr || surface->w < canvas.width || surface->h < canvas.height) {
        return;  // The display is changing under us; wait() says so.
    }
    const int from_pitch = canvas.width * 4;
    const int bytes = surface->format->BytesPerPixel;
    std::vector<SDL_Rect> areas;
    areas.reserve(fresh.size());
    for (const Box& box : fresh) {
        auto* to = static_cast<std::uint8_t*>(surface->pixels) +
                   std::ptrdiff_t{box.y0} * surface->pitch + std::ptrdiff_t{box.x0} * bytes;
        SDL_ConvertPixels(box.x1 - box.x0, box.y1 - box.y0, SDL_PIXELFORMAT_RGBA32,
                          canvas.row(box.y0) + box.x0, from_pitch, surface->format->format, to,
                          surface->pitch);
        areas.push_back({box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0});
    }
    SDL_UpdateWindowSurfaceRects(window_, areas.data(), static_cast<int>(areas.size()));
}

void Window::swap() {
    if (!lost_) {
        SDL_GL_SwapWindow(window_);
    }
}

}  // namespace hall::platform
