// SPDX-License-Identifier: Apache-2.0
// The keys of those who do not touch the glass: a keypad with raised signs, or any keyboard.
#pragma once

#include <cstdint>
#include <optional>

union SDL_Event;

namespace hall::input {

enum class Key : std::uint8_t {
    next,      ///< Down, Right, Tab.
    previous,  ///< Up, Left, Shift+Tab.
    ok,        ///< Enter, Space.
    back,      ///< Escape, Backspace.
    repeat,    ///< F1, Home: say it again.
    louder,    ///< F13, Page Up, volume up.
    softer,    ///< F14, Page Down, volume down.
    plugged,   ///< F15: headphones were put in.
    pulled,    ///< F16: and taken out.
};

/// What an event of SDL's means as a key; nothing for everything else, and for a key that repeats
/// because it is held: a hand that rests on the keypad asks for one thing. Pure.
///
/// F13 to F16 are for the sockets and the volume of a keypad whose codes can be set; they are not
/// on keyboards.
[[nodiscard]] std::optional<Key> key_of(const SDL_Event& event) noexcept;

}  // namespace hall::input
