// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/scan_text.h"

#include <array>
#include <utility>

#include <linux/input-event-codes.h>

namespace hall::input {

namespace {

struct Sign {
    std::uint16_t code;
    char plain;
    char shifted;
};

constexpr std::array kSigns{
    Sign{KEY_1, '1', '!'},          Sign{KEY_2, '2', '@'},           Sign{KEY_3, '3', '#'},
    Sign{KEY_4, '4', '$'},          Sign{KEY_5, '5', '%'},           Sign{KEY_6, '6', '^'},
    Sign{KEY_7, '7', '&'},          Sign{KEY_8, '8', '*'},           Sign{KEY_9, '9', '('},
    Sign{KEY_0, '0', ')'},          Sign{KEY_MINUS, '-', '_'},       Sign{KEY_EQUAL, '=', '+'},
    Sign{KEY_Q, 'q', 'Q'},          Sign{KEY_W, 'w', 'W'},           Sign{KEY_E, 'e', 'E'},
    Sign{KEY_R, 'r', 'R'},          Sign{KEY_T, 't', 'T'},           Sign{KEY_Y, 'y', 'Y'},
    Sign{KEY_U, 'u', 'U'},          Sign{KEY_I, 'i', 'I'},           Sign{KEY_O, 'o', 'O'},
    Sign{KEY_P, 'p', 'P'},          Sign{KEY_LEFTBRACE, '[', '{'},   Sign{KEY_RIGHTBRACE, ']', '}'},
    Sign{KEY_A, 'a', 'A'},          Sign{KEY_S, 's', 'S'},           Sign{KEY_D, 'd', 'D'},
    Sign{KEY_F, 'f', 'F'},          Sign{KEY_G, 'g', 'G'},           Sign{KEY_H, 'h', 'H'},
    Sign{KEY_J, 'j', 'J'},          Sign{KEY_K, 'k', 'K'},           Sign{KEY_L, 'l', 'L'},
    Sign{KEY_SEMICOLON, ';', ':'},  Sign{KEY_APOSTROPHE, '\'', '"'}, Sign{KEY_GRAVE, '`', '~'},
    Sign{KEY_BACKSLASH, '\\', '|'}, Sign{KEY_Z, 'z', 'Z'},           Sign{KEY_X, 'x', 'X'},
    Sign{KEY_C, 'c', 'C'},          Sign{KEY_V, 'v', 'V'},           Sign{KEY_B, 'b', 'B'},
    Sign{KEY_N, 'n', 'N'},          Sign{KEY_M, 'm', 'M'},           Sign{KEY_COMMA, ',', '<'},
    Sign{KEY_DOT, '.', '>'},        Sign{KEY_SLASH, '/', '?'},       Sign{KEY_SPACE, ' ', ' '},
    Sign{KEY_KP1, '1', '1'},        Sign{KEY_KP2, '2', '2'},         Sign{KEY_KP3, '3', '3'},
    Sign{KEY_KP4, '4', '4'},        Sign{KEY_KP5, '5', '5'},         Sign{KEY_KP6, '6', '6'},
    Sign{KEY_KP7, '7', '7'},        Sign{KEY_KP8, '8', '8'},         Sign{KEY_KP9, '9', '9'},
    Sign{KEY_KP0, '0', '0'},        Sign{KEY_KPDOT, '.', '.'},       Sign{KEY_KPMINUS, '-', '-'},
    Sign{KEY_KPSLASH, '/', '/'}};

char sign_of(std::uint16_t code, bool shift) {
    for (const Sign& sign : kSigns) {
        if (sign.code == code) {
            return shift ? sign.shifted : sign.plain;
        }
    }
    return '\0';
}

}  // namespace

void ScanCollector::age(std::chrono::milliseconds when) {
    if (when - last_ > gap_) {
        text_.clear();
        spoilt_ = false;
    }
    last_ = when;
}

void ScanCollector::add(char sign, std::chrono::milliseconds when) {
    age(when);
    spoilt_ = spoilt_ || sign < ' ' || sign > '~' || text_.size() >= kScanMost;
    if (!spoilt_) {
        text_ += sign;
    }
}

std::optional<std::string> ScanCollector::end(std::chrono::milliseconds when) {
    age(when);
    std::string text = std::exchange(text_, {});
    const bool good = !std::exchange(spoilt_, false) && !text.empty();
    return good ? std::optional{std::move(text)} : std::nullopt;
}

std::optional<std::string> ScanKeys::feed(std::uint16_t code,
                                          std::int32_t value,
                                          std::chrono::milliseconds when) {
    const bool down = value != 0;
    switch (code) {
        case KEY_LEFTSHIFT:
        case KEY_RIGHTSHIFT:
            shift_ = down;
            return std::nullopt;
        case KEY_LEFTALT:
        case KEY_RIGHTALT:
        case KEY_LEFTCTRL:
        case KEY_RIGHTCTRL:
        case KEY_LEFTMETA:
        case KEY_RIGHTMETA:
            other_ = down;
            return std::nullopt;
        case KEY_CAPSLOCK:
        case KEY_NUMLOCK:
        case KEY_SCROLLLOCK:
            return std::nullopt;
        default:
            break;
    }
    if (value != 1) {
        return std::nullopt;
    }
    if (code == KEY_ENTER || code == KEY_KPENTER) {
        return collector_.end(when);
    }
    collector_.add(other_ ? '\0' : sign_of(code, shift_), when);
    return std::nullopt;
}

std::optional<std::string> ScanLine::feed(std::uint8_t byte, std::chrono::milliseconds when) {
    if (byte == '\r' || byte == '\n') {
        return collector_.end(when);
    }
    collector_.add(byte < 0x80 ? static_cast<char>(byte) : '\0', when);
    return std::nullopt;
}

}  // namespace hall::input
