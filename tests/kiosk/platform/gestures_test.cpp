// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/gestures.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace hall::input;
using namespace std::chrono_literals;

namespace {

// What a hand does, step by step, with the milliseconds it takes.
class Hand {
public:
    explicit Hand(const GestureRules& rules = {}) : gestures_(rules) {}

    Hand& down(int finger, float x, float y) { return feed(Phase::down, finger, x, y); }
    Hand& move(int finger, float x, float y) { return feed(Phase::move, finger, x, y); }
    Hand& up(int finger, float x, float y) { return feed(Phase::up, finger, x, y); }
    Hand& lost(int finger, float x, float y) { return feed(Phase::lost, finger, x, y); }
    Hand& tap(int finger, float x, float y) {
        return down(finger, x, y).wait(60ms).up(finger, x, y);
    }
    // Moves finger 0 up along x = 100, from `y` to `end`, a `step` every `pause`.
    Hand& draw_up(int y, int end, int step, std::chrono::milliseconds pause) {
        for (; y >= end; y -= step) {
            wait(pause).move(0, 100, static_cast<float>(y));
        }
        return *this;
    }
    Hand& wait(std::chrono::milliseconds time) {
        now_ += time;
        return *this;
    }

    [[nodiscard]] std::string story() const {
        static const char* const kNames[] = {"press", "tap",    "drag", "release",
                                             "fling", "cancel", "pinch"};
        std::string text;
        for (const Gesture& gesture : said_) {
            text += (text.empty() ? "" : " ") +
                    std::string(kNames[static_cast<std::size_t>(gesture.kind)]);
        }
        return text;
    }
    [[nodiscard]] const std::vector<Gesture>& said() const { return said_; }
    [[nodiscard]] bool busy() const { return gestures_.busy(); }
    void use(const GestureRules& rules) { gestures_.use(rules); }

private:
    Hand& feed(Phase phase, int finger, float x, float y) {
        for (const Gesture& gesture : gestures_.feed({phase, finger, x, y, now_})) {
            said_.push_back(gesture);
        }
        return *this;
    }

    Gestures gestures_;
    Instant now_{1000s};
    std::vector<Gesture> said_;
};

}  // namespace

TEST_CASE("a touch acts when the finger lifts, not when it lands", "[input]") {
    Hand hand;
    hand.down(0, 100, 200);
    CHECK(hand.story() == "press");
    CHECK(hand.busy());
    hand.wait(80ms).up(0, 103, 198);
    CHECK(hand.story() == "press tap");
    CHECK(hand.said().back().from_x == 100);
    CHECK(hand.said().back().x == 103);
    CHECK_FALSE(hand.busy());
}

TEST_CASE("a trembling finger still taps", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).move(0, 110, 105).move(0, 96, 90).move(0, 112, 113).up(0, 108, 108);
    CHECK(hand.story() == "press tap");
}

TEST_CASE("sliding off a button is a way out of it", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(50ms).move(0, 100, 140).wait(400ms).up(0, 100, 140);
    CHECK(hand.story() == "press drag release");
}

TEST_CASE("sliding off and back again does not press the button after all", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).move(0, 100, 140).wait(200ms).move(0, 100, 100).wait(200ms);
    hand.up(0, 100, 100);
    CHECK(hand.story() == "press drag drag release");
}

TEST_CASE("a slide whose last stretch comes with the lift alone is no tap", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(300ms).up(0, 100, 400);
    CHECK(hand.story().find("tap") == std::string::npos);
}

TEST_CASE("the page does not jump when it comes loose under the finger", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).move(0, 100, 120).move(0, 100, 130);
    REQUIRE(hand.story() == "press drag drag");
    CHECK(hand.said()[1].dy == Approx(2));  // 20 px minus the slop of 18.
    CHECK(hand.said()[2].dy == Approx(10));
}

TEST_CASE("two taps in quick succession are one", "[input]") {
    Hand hand;
    hand.tap(0, 100, 100).wait(120ms).tap(0, 100, 100);
    CHECK(hand.story() == "press tap press cancel");
}

TEST_CASE("the second tap of a double tap does not hit what the new page has there", "[input]") {
    Hand hand;
    // Another finger, another place: what counts is that the eye has not seen the page yet.
    hand.tap(0, 100, 100).wait(349ms).tap(3, 500, 900);
    CHECK(hand.story() == "press tap press cancel");
}

TEST_CASE("ten taps in a second give no more than two actions", "[input]") {
    Hand hand;
    for (int i = 0; i < 10; ++i) {
        hand.tap(0, 100, 100).wait(40ms);
    }
    const std::string story = hand.story();
    std::size_t taps = 0;
    for (auto at = story.find("tap"); at != std::string::npos; at = story.find("tap", at + 1)) {
        ++taps;
    }
    CHECK(taps == 2);
}

TEST_CASE("a person who taps again after a moment is heard again", "[input]") {
    Hand hand;
    hand.tap(0, 100, 100).wait(350ms).tap(0, 100, 100);
    CHECK(hand.story() == "press tap press tap");
}

TEST_CASE("a list can be thrown right after a tap", "[input]") {
    Hand hand;
    hand.tap(0, 100, 800).wait(50ms).down(0, 100, 800);
    hand.draw_up(780, 400, 20, 8ms);
    hand.up(0, 100, 400);
    CHECK(hand.story().ends_with("fling"));
}

TEST_CASE("a page with a keyboard takes taps in quick succession", "[input]") {
    Hand hand;
    hand.use({.debounce = 60ms});
    hand.tap(0, 100, 100).wait(100ms).tap(0, 100, 100);
    CHECK(hand.story() == "press tap press tap");
}

TEST_CASE("a second finger never cancels the first", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(20ms).down(1, 600, 900).wait(20ms).up(1, 600, 900);
    hand.wait(20ms).up(0, 100, 100);
    CHECK(hand.story() == "press tap");
    CHECK(hand.said().back().x == 100);
}

TEST_CASE("a second finger that stays after the first cannot tap", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).down(1, 600, 900).wait(50ms).up(0, 100, 100).wait(500ms);
    hand.move(1, 600, 990).up(1, 600, 990);
    CHECK(hand.story() == "press tap");
}

TEST_CASE("a second finger does not drag the page of the first", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).down(1, 600, 900).move(1, 600, 500).move(1, 600, 100);
    CHECK(hand.story() == "press");
}

TEST_CASE("what rests on the glass is not a choice", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(3000ms).up(0, 100, 100);
    CHECK(hand.story() == "press cancel");
}

TEST_CASE("a slow hand has three seconds", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(2999ms).up(0, 100, 100);
    CHECK(hand.story() == "press tap");
}

TEST_CASE("a palm left on the glass does not stop the finger from working", "[input]") {
    Hand hand;
    hand.down(0, 50, 1900).wait(3500ms).tap(1, 600, 900);
    CHECK(hand.story() == "press cancel press tap");
    CHECK(hand.said().back().x == 600);
    hand.wait(500ms).up(0, 50, 1900);
    CHECK(hand.story() == "press cancel press tap");
}

TEST_CASE("a finger whose end was lost does nothing and blocks nothing", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(10s).lost(0, 100, 100);
    CHECK(hand.story() == "press cancel");
    hand.tap(1, 300, 300);
    CHECK(hand.story() == "press cancel press tap");
}

TEST_CASE("a list thrown is flung at the speed of the hand", "[input]") {
    Hand hand;
    hand.down(0, 100, 1000);
    hand.draw_up(990, 800, 10, 10ms);
    hand.up(0, 100, 800);
    REQUIRE(hand.said().back().kind == GestureKind::fling);
    CHECK(hand.said().back().vy == Approx(-1000).epsilon(0.02));
    CHECK(hand.said().back().vx == Approx(0).margin(0.01));
}

TEST_CASE("a list dragged and held still stays where it is", "[input]") {
    Hand hand;
    hand.down(0, 100, 1000);
    hand.draw_up(990, 800, 10, 10ms);
    hand.wait(150ms).up(0, 100, 800);
    CHECK(hand.said().back().kind == GestureKind::release);
}

TEST_CASE("a jump of the panel does not throw the list out of sight", "[input]") {
    Hand hand;
    hand.down(0, 100, 1900).wait(5ms).move(0, 100, 900).wait(5ms).move(0, 100, 20).up(0, 100, 20);
    REQUIRE(hand.said().back().kind == GestureKind::fling);
    CHECK(hand.said().back().vy >= -8000.5F);
}

TEST_CASE("the slop is a length on the glass, whatever the panel's pixels", "[input]") {
    CHECK(slop_for(0.248F) == Approx(18.1).epsilon(0.01));
    CHECK(slop_for(0.124F) == Approx(36.3).epsilon(0.01));
    CHECK(slop_for(0) == GestureRules{}.slop_px);
}

TEST_CASE("two fingers that part make the map larger, and choose nothing", "[input]") {
    Hand hand{{.pinch = true}};
    hand.down(0, 100, 100).wait(30ms).down(1, 200, 100);
    hand.wait(16ms).move(1, 300, 100).wait(16ms).move(0, 50, 100);
    hand.wait(20ms).up(1, 300, 100).wait(20ms).up(0, 50, 100);
    CHECK(hand.story() == "press pinch pinch release");
    CHECK(hand.said()[1].scale == Approx(2.0F));
    CHECK(hand.said()[1].x == Approx(200));
    CHECK(hand.said()[1].dx == Approx(50));
    CHECK(hand.said()[2].scale == Approx(1.25F));
    CHECK_FALSE(hand.busy());
}

TEST_CASE("the finger that stays after a pinch goes on dragging", "[input]") {
    Hand hand{{.pinch = true}};
    hand.down(0, 100, 100).wait(30ms).down(1, 200, 100).wait(16ms).move(1, 260, 100);
    hand.wait(20ms).up(0, 100, 100).wait(20ms).move(1, 260, 180).wait(300ms).up(1, 260, 180);
    CHECK(hand.story() == "press pinch drag release");
    CHECK(hand.said()[2].dy == Approx(80));
}

TEST_CASE("where nothing can be pinched a second finger is nobody", "[input]") {
    Hand hand;
    hand.down(0, 100, 100).wait(30ms).down(1, 200, 100).wait(16ms).move(1, 300, 100);
    hand.up(1, 300, 100).wait(20ms).up(0, 100, 100);
    CHECK(hand.story() == "press tap");
}

TEST_CASE("a pinch whose fingers are lost ends", "[input]") {
    Hand hand{{.pinch = true}};
    hand.down(0, 100, 100).wait(30ms).down(1, 200, 100).wait(16ms).lost(1, 200, 100);
    hand.wait(16ms).lost(0, 100, 100);
    CHECK(hand.story() == "press cancel");
    CHECK_FALSE(hand.busy());
}
