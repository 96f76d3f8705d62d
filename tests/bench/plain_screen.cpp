// SPDX-License-Identifier: Apache-2.0
// What a wall would cost that draws itself anew all the time: a window of 1920x1080, filled and
// brought to the glass twenty times a second, and nothing else. The yardstick for hall-board's wall.
#include <chrono>
#include <cstdlib>
#include <thread>

#define SDL_MAIN_HANDLED
#include <SDL.h>

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const std::chrono::seconds lasts{argc > 1 ? std::atoi(argv[1]) : 10};
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return EXIT_FAILURE;
    }
    SDL_Window* window = SDL_CreateWindow("plain", 0, 0, 1920, 1080, SDL_WINDOW_BORDERLESS);
    const auto begun = std::chrono::steady_clock::now();
    auto next = begun;
    for (int frame = 0; std::chrono::steady_clock::now() < begun + lasts; ++frame) {
        SDL_PumpEvents();
        SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
        SDL_Surface* glass = SDL_GetWindowSurface(window);
        if (glass == nullptr) {
            return EXIT_FAILURE;
        }
        SDL_FillRect(glass, nullptr, SDL_MapRGB(glass->format, Uint8(frame), 32, 62));
        SDL_UpdateWindowSurface(window);
        next += 50ms;
        std::this_thread::sleep_until(next);
    }
    SDL_DestroyWindow(window);
    SDL_Quit();
    return EXIT_SUCCESS;
}
