// SPDX-License-Identifier: Apache-2.0
// Keys to type with: letters and figures, or the five strokes. They only send actions.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

/// How tall the keyboard is on a page that is `width` Q wide: on a wide one the figures stand
/// beside the letters.
[[nodiscard]] float keyboard_height(float width, Typing typing) noexcept;

/// What is typed: something to look for, or the code of an appointment.
enum class Keys : std::uint8_t { search, code };

/// Fills the rectangle, whose height is keyboard_height().
void keyboard(Sheet& sheet, Rect r, Typing typing, Keys keys = Keys::search);

/// The five strokes as they are written, for the digits 1–5: "一丨丿丶乛".
[[nodiscard]] std::string_view stroke_sign(char digit) noexcept;
/// A stroke query as people read it: "護一丨" for "護12".
[[nodiscard]] std::string signs_of(std::string_view query);

}  // namespace hall::screens
