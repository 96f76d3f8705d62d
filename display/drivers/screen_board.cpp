// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/screen_board.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <SDL.h>

#include "display/painter.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 7> kKnown{"size",   "x",         "y",         "fullscreen",
                                                 "screen", "height_mm", "distance_m"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
// Expose and close events wait at most this long; four looks a second cost nothing measurable.
constexpr Milliseconds kEventLook{250};

// SDL's video part, counted by SDL itself.
class Video {
public:
    Video() {
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
        SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
        SDL_SetMainReady();
        up_ = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
        if (up_ && nobody_sees() && SDL_GetHint(SDL_HINT_VIDEODRIVER) == nullptr) {
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
            SDL_SetError("no X, Wayland or KMS screen (SDL_VIDEODRIVER=offscreen does without)");
            up_ = false;
        }
    }
    ~Video() {
        if (up_) {
            SDL_QuitSubSystem(SDL_INIT_VIDEO);
        }
    }
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;

    [[nodiscard]] bool up() const { return up_; }

private:
    // SDL falls back to memory when it finds no screen; a wall nobody sees must not call itself ok.
    static bool nobody_sees() {
        const std::string_view driver = SDL_GetCurrentVideoDriver();
        return driver == "offscreen" || driver == "dummy";
    }

    bool up_ = false;
};

struct WindowEnd {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
using Window = std::unique_ptr<SDL_Window, WindowEnd>;

// Where the picture stands: its size, and its corner within the window.
struct Frame {
    Size size;
    int x = 0;
    int y = 0;
};

struct Place {
    std::optional<Size> size;
    std::optional<int> x;
    std::optional<int> y;
    bool fullscreen = false;
    int screen = 0;
};

class ScreenBoard : public Board {
public:
    ScreenBoard(std::unique_ptr<Video> video, Window window, Frame frame, Painter painter)
        : video_(std::move(video)),
          window_(std::move(window)),
          frame_(frame),
          painter_(std::move(painter)) {
        SDL_AddEventWatch(&ScreenBoard::on_event, this);
    }
    ~ScreenBoard() override { SDL_DelEventWatch(&ScreenBoard::on_event, this); }
    ScreenBoard(const ScreenBoard&) = delete;
    ScreenBoard& operator=(const ScreenBoard&) = delete;

    Outcome show(const Page& page, Instant now) override {
        if (shown_ && page == painter_.page()) {
            return {};
        }
        painter_.paint(page, now);
        shown_ = true;
        return put({painter_.canvas().bounds()});
    }

    Instant tick(Instant now) override {
        SDL_PumpEvents();
        SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
        std::vector<Rect> changed = shown_ ? painter_.advance(now) : std::vector<Rect>{};
        if (std::exchange(uncovered_, false)) {
            changed = {painter_.canvas().bounds()};
        }
        if (!changed.empty()) {
            static_cast<void>(put(changed));
        }
        const Milliseconds holds = shown_ ? painter_.holds(now).value_or(kEventLook) : kEventLook;
        return now + std::min(holds, kEventLook);
    }

    void stop(Instant) override { SDL_HideWindow(window_.get()); }

    [[nodiscard]] Caps caps() const override { return {frame_.size, Depth::rgb, 30, true}; }
    // Drawing a 4K wall whole on a small processor.
    [[nodiscard]] Milliseconds time_limit() const noexcept override { return Milliseconds(400); }
    [[nodiscard]] Health health() const override { return health_; }
    [[nodiscard]] const Canvas* frame() const override { return &painter_.canvas(); }

private:
    // Called by SDL_PumpEvents() on this very thread, for every window of the program.
    static int on_event(void* self, SDL_Event* event) {
        auto& board = *static_cast<ScreenBoard*>(self);
        if (event->type == SDL_WINDOWEVENT &&
            event->window.windowID == SDL_GetWindowID(board.window_.get())) {
            if (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
                event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
                board.uncovered_ = true;
            } else if (event->window.event == SDL_WINDOWEVENT_CLOSE) {
                board.closed_ = true;
            }
        }
        return 1;
    }

    // Brings the named areas of the picture to the glass.
    Outcome put(const std::vector<Rect>& areas) {
        ++health_.frames;
        SDL_Surface* const glass = closed_ ? nullptr : SDL_GetWindowSurface(window_.get());
        if (glass == nullptr) {
            health_.state = HealthState::lost;
            health_.detail = closed_ ? "the window was closed" : SDL_GetError();
            return fail(Fault::no_window, health_.detail);
        }
        std::vector<SDL_Rect> updated;
        for (const Rect& area : areas) {
            const Rect seen = intersection({area.x + frame_.x, area.y + frame_.y, area.w, area.h},
                                           {0, 0, glass->w, glass->h});
            if (!seen.empty() && copy_to(*glass, seen)) {
                updated.push_back({seen.x, seen.y, seen.w, seen.h});
            }
        }
        if (SDL_UpdateWindowSurfaceRects(window_.get(), updated.data(),
                                         static_cast<int>(updated.size())) != 0) {
            health_.state = HealthState::degraded;
            health_.detail = SDL_GetError();
            return fail(Fault::no_window, health_.detail);
        }
        health_.detail = painter_.shortcoming();
        health_.state = health_.detail.empty() ? HealthState::ok : HealthState::degraded;
        return {};
    }

    // `area` of the window, pixel by pixel: a sending card takes what stands there as it is.
    [[nodiscard]] bool copy_to(SDL_Surface& glass, Rect area) const {
        const Canvas& canvas = painter_.canvas();
        const int from_pitch = canvas.width() * 3;
        const auto from_at =
            static_cast<std::size_t>(area.y - frame_.y) * static_cast<std::size_t>(from_pitch) +
            static_cast<std::size_t>(area.x - frame_.x) * 3;
        auto* const to = static_cast<std::uint8_t*>(glass.pixels) +
                         static_cast<std::ptrdiff_t>(area.y) * glass.pitch +
                         static_cast<std::ptrdiff_t>(area.x) * glass.format->BytesPerPixel;
        return SDL_ConvertPixels(area.w, area.h, SDL_PIXELFORMAT_RGB24,
                                 canvas.bytes().data() + from_at, from_pitch, glass.format->format,
                                 to, glass.pitch) == 0;
    }

    std::unique_ptr<Video> video_;
    Window window_;
    Frame frame_;
    Painter painter_;
    Health health_{HealthState::ok, "", 0};
    bool shown_ = false;
    bool uncovered_ = false;
    bool closed_ = false;
};

Result<Place> place_setting(const Settings& settings) {
    Place place;
    if (settings.contains("size")) {
        auto size = size_setting(settings, "size");
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        place.size = *size;
    }
    for (const auto& [name, slot] : {std::pair{"x", &place.x}, std::pair{"y", &place.y}}) {
        if (settings.contains(name)) {
            auto value = number_setting(settings, name, {-16384, 16384}, 0);
            if (!value) {
                return tl::make_unexpected(value.error());
            }
            *slot = *value;
        }
    }
    const auto fullscreen = choice_setting(settings, "fullscreen", kNoYes);
    const auto screen = number_setting(settings, "screen", {0, 15}, 0);
    if (!fullscreen || !screen) {
        return tl::make_unexpected(!fullscreen ? fullscreen.error() : screen.error());
    }
    place.fullscreen = *fullscreen == 1;
    place.screen = *screen;
    return place;
}

}  // namespace

Result<std::unique_ptr<Board>> open_screen_board(const Settings& settings,
                                                 const Fittings& fittings) {
    if (auto known = only_known(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto place = place_setting(settings);
    if (!place) {
        return tl::make_unexpected(place.error());
    }
    const auto viewing = viewing_setting(settings);
    if (!viewing) {
        return tl::make_unexpected(viewing.error());
    }
    auto video = std::make_unique<Video>();
    SDL_Rect screen{};
    if (!video->up() || SDL_GetDisplayBounds(place->screen, &screen) != 0) {
        return fail(Fault::no_window, SDL_GetError());
    }
    const Size size = place->size.value_or(Size{screen.w, screen.h});
    const bool fill = place->fullscreen || !place->size;
    // A region of a screen that is filled stands within the window; the rest of it is black.
    const bool region = fill && place->size;
    Uint32 flags = SDL_WINDOW_BORDERLESS;
    if (fill) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    // Where no window manager makes it fill the screen, its size does.
    const SDL_Rect there{fill ? screen.x : place->x.value_or(screen.x),
                         fill ? screen.y : place->y.value_or(screen.y),
                         fill ? screen.w : size.width, fill ? screen.h : size.height};
    Window window(
        SDL_CreateWindow(fittings.name.c_str(), there.x, there.y, there.w, there.h, flags));
    if (!window) {
        return fail(Fault::no_window, SDL_GetError());
    }
    SDL_ShowCursor(SDL_DISABLE);
    Frame frame{size, 0, 0};
    if (region) {
        frame.x = place->x.value_or(0);
        frame.y = place->y.value_or(0);
        const Rect wanted{frame.x, frame.y, size.width, size.height};
        if (!(intersection(wanted, {0, 0, screen.w, screen.h}) == wanted)) {
            return fail(Fault::bad_settings,
                        "x=, y= and size=: the region is not on the screen of " +
                            std::to_string(screen.w) + "x" + std::to_string(screen.h));
        }
    } else if (fill) {
        SDL_GetWindowSize(window.get(), &frame.size.width, &frame.size.height);
    }
    return std::make_unique<ScreenBoard>(
        std::move(video), std::move(window), frame,
        Painter(*fittings.glyphs, frame.size.width, frame.size.height, Depth::rgb, *viewing));
}

}  // namespace hall::display
