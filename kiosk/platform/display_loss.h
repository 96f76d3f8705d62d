// SPDX-License-Identifier: Apache-2.0
// Hearing that the X server has died, instead of dying of it in the middle of something.
#pragma once

#include <atomic>

struct SDL_Window;

namespace hall::platform {

/// Sets `lost` when the connection to the display breaks. Left to itself Xlib calls exit() from
/// wherever it was, which tears the program's static objects down under threads that still use
/// them: an end that hangs, spins or crashes as it happens. Afterwards every call to Xlib fails at
/// once and none of them may be relied on; `lost` must outlive the window.
///
/// Does nothing with another driver than x11. Call it once, from the thread of the window.
void watch_for_loss(SDL_Window* window, std::atomic<bool>& lost);

}  // namespace hall::platform
