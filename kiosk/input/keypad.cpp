// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/keypad.h"

#include <SDL.h>

namespace hall::input {

std::optional<Key> key_of(const SDL_Event& event) noexcept {
    if (event.type != SDL_KEYDOWN || event.key.repeat != 0) {
        return std::nullopt;
    }
    switch (event.key.keysym.sym) {
        case SDLK_TAB:
            return (event.key.keysym.mod & KMOD_SHIFT) != 0 ? Key::previous : Key::next;
        case SDLK_DOWN:
        case SDLK_RIGHT:
            return Key::next;
        case SDLK_UP:
        case SDLK_LEFT:
            return Key::previous;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
        case SDLK_SPACE:
            return Key::ok;
        case SDLK_ESCAPE:
        case SDLK_BACKSPACE:
            return Key::back;
        case SDLK_F1:
        case SDLK_HOME:
            return Key::repeat;
        case SDLK_F13:
        case SDLK_PAGEUP:
        case SDLK_VOLUMEUP:
            return Key::louder;
        case SDLK_F14:
        case SDLK_PAGEDOWN:
        case SDLK_VOLUMEDOWN:
            return Key::softer;
        case SDLK_F15:
            return Key::plugged;
        case SDLK_F16:
            return Key::pulled;
        default:  // Two hundred more that mean nothing here.
            return std::nullopt;
    }
}

}  // namespace hall::input
