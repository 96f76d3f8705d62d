// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// The lobby wall on a screen, or on the rectangle of it that an LED sending card maps one to one.
///
/// Settings: size= (absent: the whole screen), x= y= (where the window's corner stands),
/// fullscreen= (no yes), screen= (0: which one), height_mm= and distance_m= (Viewing). With size=
/// and fullscreen= yes the window fills the screen, the picture stands at x= y= of it pixel by
/// pixel, and all around it is black: no window manager moves what a sending card cuts out. The
/// window has no frame, no cursor, and stays awake. Only what changed is drawn; a still wall costs
/// a look at the event queue four times a second.
///
/// tick() must be called by the thread that opened it. Works under X, Wayland and KMS, and with
/// SDL_VIDEODRIVER=dummy or offscreen where there is no screen at all: frame() then is all there
/// is.
///
/// Errors: bad_settings, no_window.
[[nodiscard]] Result<std::unique_ptr<Board>> open_screen_board(const Settings& settings,
                                                               const Fittings& fittings);

}  // namespace hall::display
