// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/touch.h"

#include <limits>

#include <SDL.h>

#include <catch2/catch.hpp>

using namespace hall::input;
using namespace std::chrono_literals;

namespace {

constexpr Extent kGlass{1080, 1920};

class Panel {
public:
    std::vector<Touch> finger(std::uint32_t type, SDL_FingerID id, float x, float y) {
        SDL_Event event{};
        event.type = type;
        event.tfinger.touchId = 7;
        event.tfinger.fingerId = id;
        event.tfinger.x = x;
        event.tfinger.y = y;
        return read(event);
    }
    std::vector<Touch> mouse(std::uint32_t type, int x, int y, std::uint32_t which = 0) {
        SDL_Event event{};
        event.type = type;
        if (type == SDL_MOUSEMOTION) {
            event.motion.which = which;
            event.motion.x = x;
            event.motion.y = y;
        } else {
            event.button.which = which;
            event.button.button = SDL_BUTTON_LEFT;
            event.button.x = x;
            event.button.y = y;
        }
        return read(event);
    }
    std::vector<Touch> expire() {
        std::vector<Touch> out;
        reader.expire(now, out);
        return out;
    }
    TouchReader reader;
    Instant now{1000s};

private:
    std::vector<Touch> read(const SDL_Event& event) {
        std::vector<Touch> out;
        reader.read(event, kGlass, now, out);
        return out;
    }
};

}  // namespace

TEST_CASE("a finger is told in pixels of the window", "[input]") {
    Panel panel;
    const auto down = panel.finger(SDL_FINGERDOWN, 42, 0.5F, 0.25F);
    REQUIRE(down.size() == 1);
    CHECK(down[0] == Touch{Phase::down, 0, 540, 480, panel.now});
    const auto up = panel.finger(SDL_FINGERUP, 42, 0.5F, 0.25F);
    REQUIRE(up.size() == 1);
    CHECK(up[0].phase == Phase::up);
    CHECK_FALSE(panel.reader.any_down());
}

TEST_CASE("each finger keeps a number of its own until it lifts", "[input]") {
    Panel panel;
    CHECK(panel.finger(SDL_FINGERDOWN, 42, 0.1F, 0.1F)[0].finger == 0);
    CHECK(panel.finger(SDL_FINGERDOWN, 99, 0.9F, 0.9F)[0].finger == 1);
    CHECK(panel.finger(SDL_FINGERUP, 99, 0.9F, 0.9F)[0].finger == 1);
    CHECK(panel.finger(SDL_FINGERMOTION, 42, 0.2F, 0.1F)[0].finger == 0);
    CHECK(panel.finger(SDL_FINGERDOWN, 99, 0.9F, 0.9F)[0].finger == 1);
}

TEST_CASE("a finger that never lifted and lands again was lost in between", "[input]") {
    Panel panel;
    panel.finger(SDL_FINGERDOWN, 42, 0.1F, 0.1F);
    const auto again = panel.finger(SDL_FINGERDOWN, 42, 0.5F, 0.5F);
    REQUIRE(again.size() == 2);
    CHECK(again[0].phase == Phase::lost);
    CHECK(again[1].phase == Phase::down);
}

TEST_CASE("a finger of which nothing is heard for ten seconds is given up", "[input]") {
    Panel panel;
    panel.finger(SDL_FINGERDOWN, 42, 0.1F, 0.1F);
    panel.now += 9s;
    CHECK(panel.expire().empty());
    panel.now += 1s;
    const auto lost = panel.expire();
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].phase == Phase::lost);
    CHECK(panel.expire().empty());
    // What the panel says of it later concerns nobody.
    CHECK(panel.finger(SDL_FINGERMOTION, 42, 0.1F, 0.1F).empty());
    CHECK(panel.finger(SDL_FINGERUP, 42, 0.1F, 0.1F).empty());
}

TEST_CASE("touches that came while the screen was drawn are told apart in time", "[input]") {
    const Instant now{1000s};
    std::vector<Touch> touches(4);
    spread(touches, now - 100ms, now);
    CHECK(touches[0].at == now - 75ms);
    CHECK(touches[3].at == now);
    // A machine that hung for a second does not make two taps of a bounce.
    spread(touches, now - 1s, now);
    CHECK(touches[0].at > now - 250ms);
    spread(touches, now, now);
    CHECK(touches[0].at == now);
    touches.clear();
    spread(touches, now - 1s, now);
    CHECK(touches.empty());
}

TEST_CASE("a mouse will do for a finger at a desk", "[input]") {
    Panel panel;
    CHECK(panel.mouse(SDL_MOUSEMOTION, 5, 5).empty());
    CHECK(panel.mouse(SDL_MOUSEBUTTONDOWN, 100, 200)[0].phase == Phase::down);
    CHECK(panel.mouse(SDL_MOUSEMOTION, 110, 220)[0].y == 220);
    CHECK(panel.mouse(SDL_MOUSEBUTTONUP, 110, 220)[0].phase == Phase::up);
}

TEST_CASE("the mouse that a touch pretends to be is not a second finger", "[input]") {
    Panel panel;
    CHECK(panel.mouse(SDL_MOUSEBUTTONDOWN, 100, 200, SDL_TOUCH_MOUSEID).empty());
    panel.finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    CHECK(panel.mouse(SDL_MOUSEBUTTONDOWN, 108, 192).empty());
    panel.finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    CHECK(panel.mouse(SDL_MOUSEBUTTONDOWN, 108, 192).empty());
    CHECK(panel.mouse(SDL_MOUSEBUTTONUP, 108, 192).empty());
    panel.now += 1s;
    CHECK(panel.mouse(SDL_MOUSEBUTTONDOWN, 108, 192).size() == 1);
}

TEST_CASE("a broken panel's nonsense stays inside the glass", "[input]") {
    Panel panel;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto odd = panel.finger(SDL_FINGERDOWN, 1, nan, 1.7F);
    REQUIRE(odd.size() == 1);
    CHECK(odd[0].x == 0);
    CHECK(odd[0].y == 1919);
}

TEST_CASE("more fingers than two hands have are not believed", "[input]") {
    Panel panel;
    for (int i = 0; i < kFingersMax; ++i) {
        CHECK(panel.finger(SDL_FINGERDOWN, i, 0.5F, 0.5F).size() == 1);
    }
    CHECK(panel.finger(SDL_FINGERDOWN, 99, 0.5F, 0.5F).empty());
    CHECK(panel.finger(SDL_FINGERUP, 99, 0.5F, 0.5F).empty());
    CHECK(panel.finger(SDL_FINGERUP, 3, 0.5F, 0.5F).size() == 1);
}
