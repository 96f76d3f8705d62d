// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <SDL.h>

#include <catch2/catch.hpp>

#include "tests/kiosk/platform/bench.h"

using namespace hall::platform;
using namespace hall::platform::tests;
using namespace std::chrono_literals;

namespace {

// A display that shows nothing, or none at all, for as long as it stands.
class Display {
public:
    explicit Display(const char* driver) { setenv("SDL_VIDEODRIVER", driver, 1); }
    ~Display() { unsetenv("SDL_VIDEODRIVER"); }
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;
};

// A variable of the environment that is not there for as long as it stands.
class Away {
public:
    explicit Away(const char* name) : name_(name) {
        if (const char* value = std::getenv(name)) {
            value_ = value;
        }
        unsetenv(name);
    }
    ~Away() {
        if (value_) {
            setenv(name_, value_->c_str(), 1);
        }
    }
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;

private:
    const char* name_;
    std::optional<std::string> value_;
};

StageSettings small(RendererKind kind) {
    StageSettings settings;
    settings.renderer = kind;
    settings.window.size = {320, 150};
    return settings;
}

}  // namespace

TEST_CASE("a kiosk without a display says so", "[platform]") {
    const Display none("nosuchdriver");
    const auto stage = Stage::open(small(RendererKind::automatic));
    REQUIRE_FALSE(stage.has_value());
    CHECK(stage.error().code == Fault::no_display);
}

TEST_CASE("a kiosk whose display cannot be reached says so, and does not draw into the air",
          "[platform]") {
    const Away x11("DISPLAY");
    const Away wayland("WAYLAND_DISPLAY");
    const Away named("SDL_VIDEODRIVER");
    const auto stage = Stage::open(small(RendererKind::cpu));
    if (stage) {  // A box with a screen of its own (KMS) has one without X or Wayland too.
        const std::string_view driver = SDL_GetCurrentVideoDriver();
        CHECK(driver != "dummy");
        CHECK(driver != "offscreen");
    } else {
        CHECK(stage.error().code == Fault::no_display);
    }
}

TEST_CASE("a box without OpenGL draws with its processor", "[platform]") {
    const Display dummy("dummy");
    const auto stage = Stage::open(small(RendererKind::automatic));
    REQUIRE(stage.has_value());
    CHECK((*stage)->renderer().name() == "cpu");
}

TEST_CASE("a box without OpenGL that is told to use it says so", "[platform]") {
    const Display dummy("dummy");
    const auto stage = Stage::open(small(RendererKind::gl));
    REQUIRE_FALSE(stage.has_value());
    CHECK(stage.error().code == Fault::no_gl);
}

TEST_CASE("a worker that has news wakes the screen", "[platform]") {
    const Display dummy("dummy");
    auto stage = Stage::open(small(RendererKind::cpu));
    REQUIRE(stage.has_value());
    static_cast<void>((*stage)->wait(0ms));
    const std::jthread worker([&] {
        for (int i = 0; i < 100; ++i) {
            (*stage)->wake();
        }
    });
    bool woken = false;
    for (int i = 0; i < 100 && !woken; ++i) {
        woken = (*stage)->wait(10s).woken;
    }
    CHECK(woken);
}

TEST_CASE("the end of the program is asked for, not forced", "[platform]") {
    const Display dummy("dummy");
    auto stage = Stage::open(small(RendererKind::cpu));
    REQUIRE(stage.has_value());
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    REQUIRE(SDL_PushEvent(&quit) == 1);
    CHECK((*stage)->wait(10s).quit);
}

TEST_CASE("a finger on the glass comes out of the stage as a touch", "[platform]") {
    const Display dummy("dummy");
    auto stage = Stage::open(small(RendererKind::cpu));
    REQUIRE(stage.has_value());
    static_cast<void>((*stage)->wait(0ms));
    SDL_Event down{};
    down.type = SDL_FINGERDOWN;
    down.tfinger.x = 0.5F;
    down.tfinger.y = 0.5F;
    REQUIRE(SDL_PushEvent(&down) == 1);
    const Happenings seen = (*stage)->wait(10s);
    REQUIRE(seen.touches.size() == 1);
    CHECK(seen.touches[0].x == 160);
    CHECK(seen.touches[0].y == 75);
}

TEST_CASE("what is drawn is on the window, and the time of the first frame is known",
          "[platform]") {
    const Display dummy("dummy");
    auto stage = Stage::open(small(RendererKind::cpu));
    REQUIRE(stage.has_value());
    REQUIRE((*stage)->use(build(small_plan())).has_value());
    CHECK_FALSE((*stage)->first_frame().has_value());
    CHECK(show(**stage, draw_card) == Shown::drawn);
    CHECK((*stage)->first_frame().has_value());

    SDL_Window* window = SDL_GetWindowFromID(1);
    for (Uint32 id = 2; window == nullptr && id < 64; ++id) {
        window = SDL_GetWindowFromID(id);
    }
    REQUIRE(window != nullptr);
    SDL_Surface* surface = SDL_GetWindowSurface(window);
    REQUIRE(surface != nullptr);
    Snapshot glass{320, 150, std::vector<std::uint8_t>(std::size_t{320} * 150 * 4)};
    REQUIRE(SDL_ConvertPixels(320, 150, surface->format->format, surface->pixels, surface->pitch,
                              SDL_PIXELFORMAT_RGBA32, glass.rgba.data(), 320 * 4) == 0);
    for (std::size_t i = 3; i < glass.rgba.size(); i += 4) {
        glass.rgba[i] = 255;
    }
    CHECK(same_as_golden("card", glass));
}

TEST_CASE("the fonts are changed between two frames without a trace of the old", "[platform]") {
    auto stage = headless({320, 150});
    const Snapshot before = shoot(*stage, draw_card);
    REQUIRE(stage->use(build(small_plan(Script::hans))).has_value());
    const Snapshot simplified = shoot(*stage, draw_card);
    CHECK(before.rgba != simplified.rgba);
    REQUIRE(stage->use(build(small_plan(Script::hant))).has_value());
    CHECK(shoot(*stage, draw_card).rgba == before.rgba);
}

TEST_CASE("the renderer is named on the command line by one of three words", "[platform]") {
    CHECK(renderer_named("auto") == RendererKind::automatic);
    CHECK(renderer_named("gl") == RendererKind::gl);
    CHECK(renderer_named("cpu") == RendererKind::cpu);
    CHECK_FALSE(renderer_named("fast").has_value());
}
