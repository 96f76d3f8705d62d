// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/display_loss.h"

#include <SDL.h>
#include <SDL_syswm.h>

namespace hall::platform {

namespace {

// Xlib's own handler tells of it on stderr and calls exit(): before the one below is asked.
int go_on(Display* /*display*/) {
    return 0;
}

void note_loss(Display* /*display*/, void* lost) {
    static_cast<std::atomic<bool>*>(lost)->store(true);
}

}  // namespace

void watch_for_loss(SDL_Window* window, std::atomic<bool>& lost) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) == SDL_TRUE && info.subsystem == SDL_SYSWM_X11) {
        XSetIOErrorHandler(go_on);
        XSetIOErrorExitHandler(info.info.x11.display, note_loss, &lost);
    }
}

}  // namespace hall::platform
