// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/keypad.h"

#include <SDL.h>

#include <catch2/catch.hpp>

using namespace hall::input;

namespace {

SDL_Event pressed(SDL_Keycode code, std::uint16_t modifiers = 0, std::uint8_t repeat = 0) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    event.key.repeat = repeat;
    return event;
}

}  // namespace

TEST_CASE("arrows, tabulator and enter of any keyboard walk and choose", "[platform]") {
    CHECK(key_of(pressed(SDLK_DOWN)) == Key::next);
    CHECK(key_of(pressed(SDLK_RIGHT)) == Key::next);
    CHECK(key_of(pressed(SDLK_TAB)) == Key::next);
    CHECK(key_of(pressed(SDLK_TAB, KMOD_LSHIFT)) == Key::previous);
    CHECK(key_of(pressed(SDLK_UP)) == Key::previous);
    CHECK(key_of(pressed(SDLK_RETURN)) == Key::ok);
    CHECK(key_of(pressed(SDLK_KP_ENTER)) == Key::ok);
    CHECK(key_of(pressed(SDLK_ESCAPE)) == Key::back);
    CHECK(key_of(pressed(SDLK_F1)) == Key::repeat);
}

TEST_CASE("socket and volume of a keypad are told from its other keys", "[platform]") {
    CHECK(key_of(pressed(SDLK_F13)) == Key::louder);
    CHECK(key_of(pressed(SDLK_F14)) == Key::softer);
    CHECK(key_of(pressed(SDLK_F15)) == Key::plugged);
    CHECK(key_of(pressed(SDLK_F16)) == Key::pulled);
}

TEST_CASE("a hand that rests on a key asks for one thing, and letters for none", "[platform]") {
    CHECK_FALSE(key_of(pressed(SDLK_DOWN, 0, 1)).has_value());
    CHECK_FALSE(key_of(pressed(SDLK_q)).has_value());
    SDL_Event up = pressed(SDLK_DOWN);
    up.type = SDL_KEYUP;
    CHECK_FALSE(key_of(up).has_value());
    SDL_Event other{};
    other.type = SDL_FINGERDOWN;
    CHECK_FALSE(key_of(other).has_value());
}
